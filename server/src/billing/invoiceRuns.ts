// Runs of invoices: begun by an action or the nightly job, carried out entry by entry (workOnInvoiceRun.ts).
import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { InvoiceRunRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { day, id, optional } from '../shared/input.ts';
import { plus, printMoney, zero } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';
import { dueInvoices } from './invoiceCycles.ts';
import { loadDue } from './loadDue.ts';
import { loadInvoiceRun } from './loadUninvoiced.ts';
import { InvoiceRunOver, NothingDue } from './refusals.ts';
import { decideOrHold } from './rules.ts';

export const startInvoiceRun = action({
  name: 'startInvoiceRun', permission: 'invoices.post',
  describe: 'Begins to invoice all that is due by the cycles of the customers. Goes on by itself, also after a restart; what another run waits for is left to it.',
  input: {
    upTo: { ...optional(day()), describe: 'What was shipped up to this day. Default: today.' }, issuedOn: { ...optional(day()), describe: 'Default: today.' },
    customerId: { ...optional(id('Customer')), describe: 'Only of this customer.' },
  },
  refusals: [...postingRefusals, NothingDue], payload: { invoiceRun: 'record:InvoiceRun' },
  load: async (tx, { upTo, issuedOn, customerId }, ctx) => {
    const on = issuedOn ?? ctx.today;
    const until: Day = upTo && upTo < on ? upTo : on;
    await holdPeriod(tx, ctx, on);
    if (customerId) await readRow(tx, 'Customer', customerId);
    // The number's row is the lock: runs are planned one after another, and see what the one before has planned.
    const number = await takeNumber(tx, ctx, 'IVR', on);
    return { number, on, until, due: await loadDue(tx, ctx.company.id, until, customerId ?? null) };
  },
  decide: ({ number, on, until, due }, { upTo, customerId }, ctx) => {
    if (upTo && upTo > ctx.today) throw fieldRefused(['upTo'], 'day_after', { day: ctx.today });
    const entries = dueInvoices(due, until);
    if (entries.length === 0) throw NothingDue({ day: until });
    const invoiceRun = ctx.newId();
    const { id: companyId, currencyCode } = ctx.company;
    const total = plus(zero, ...entries.map((each) => each.total));
    return {
      rows: [
        insert('InvoiceRun', {
          id: invoiceRun, companyId, number, upTo: until, issuedOn: on, customerId: customerId ?? null, currencyCode, askedById: ctx.viewer.id, askedByKind: ctx.viewer.kind,
          askedByName: ctx.viewer.name, finishedAt: null,
        }),
        ...entries.map((entry, index) => insert('InvoiceRunEntry', {
          id: ctx.newId(), runId: invoiceRun, no: index + 1, customerId: entry.customerId, cycle: entry.cycle, shipmentIds: entry.shipmentIds, totalMinor: entry.total, currencyCode,
          invoiceId: null, reason: null,
        })),
      ],
      events: [{ kind: 'invoiceRunStarted', subjectType: 'InvoiceRun', subjectId: invoiceRun, data: { number, invoices: entries.length, amount: printMoney(total, currencyCode) } }],
      result: { invoiceRun },
    };
  },
});

/** Refuses a run of which nothing is under way or held. */
export function demandUnderWay({ number, status }: Pick<InvoiceRunRow, 'number' | 'status'>): void {
  if (status === 'DONE' || status === 'CANCELLED') throw InvoiceRunOver({ number, status });
}

export const cancelInvoiceRun = action({
  name: 'cancelInvoiceRun', permission: 'invoices.post', describe: 'Stops a run: what it has invoiced stays, the rest is left to the next one.',
  input: { invoiceRunId: id('InvoiceRun') }, refusals: [InvoiceRunOver], payload: { invoiceRun: 'record:InvoiceRun' },
  load: async (tx, { invoiceRunId }) => ({
    run: await lockRow(tx, 'InvoiceRun', invoiceRunId),
    waiting: await selectRows(tx, 'InvoiceRunEntry', sql`t."runId" = ${invoiceRunId} AND t.status IN ('WAITING', 'HELD')`, { lock: true }),
  }),
  decide: ({ run, waiting }, _input, ctx) => {
    demandUnderWay(run);
    return {
      rows: [
        update('InvoiceRun', run.id, { status: 'CANCELLED', finishedAt: ctx.now, version: run.version + 1 }),
        ...waiting.map((entry) => update('InvoiceRunEntry', entry.id, { status: 'CANCELLED' })),
      ],
      events: [{ kind: 'invoiceRunCancelled', subjectType: 'InvoiceRun', subjectId: run.id, data: { number: run.number, left: waiting.length } }],
      result: { invoiceRun: run.id },
    };
  },
});

/** Not offered: one entry of a run becomes an invoice; of what is invoiced or taken back meanwhile only the rest. */
export const invoiceEntry = action({
  name: 'invoiceEntry', permission: 'invoices.post', describe: 'Invoices one entry of a run.', input: { entryId: id('InvoiceRunEntry') }, refusals: [...postingRefusals], payload: {},
  load: async (tx, { entryId }, ctx) => {
    const { runId } = await readRow(tx, 'InvoiceRunEntry', entryId);
    const [run] = await tx.rows<{ status: string; issuedOn: Day }>(sql`SELECT status::text, "issuedOn"::text FROM "InvoiceRun" WHERE id = ${runId} FOR SHARE`);
    const entry = await lockRow(tx, 'InvoiceRunEntry', entryId);
    if (run?.status !== 'RUNNING' || entry.status !== 'WAITING') return { entry, invoices: null };
    return { entry, invoices: await loadInvoiceRun(tx, ctx, { shipmentIds: entry.shipmentIds, issuedOn: run.issuedOn, isConsolidated: true, isTolerant: true }) };
  },
  decide: ({ entry, invoices }, _input, ctx) => {
    if (!invoices) return { rows: [], events: [], result: {} };
    if (invoices.groups.length === 0) return { rows: [update('InvoiceRunEntry', entry.id, { status: 'SKIPPED' })], events: [], result: {} };
    const { rows, events, result, isHeld } = decideOrHold(invoices, ctx);
    if (isHeld) return { rows: [...rows, update('InvoiceRunEntry', entry.id, { status: 'HELD' })], events, result: {} };
    return { rows: [...rows, update('InvoiceRunEntry', entry.id, { status: 'INVOICED', invoiceId: result.invoice as string })], events, result: {} };
  },
});

