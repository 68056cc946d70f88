// Lines that are held back from invoices: what is looked at, and what somebody decides.
import sql from 'sql-template-tag';
import { consume, task } from '../events/consumers.ts';
import type { InvoiceHoldRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, fraction, id, optional, text } from '../shared/input.ts';
import { changesOf, lockRow, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { InvoiceHoldOver } from './refusals.ts';

export const setInvoiceChecks = action({
  name: 'setInvoiceChecks', permission: 'company.manage',
  describe: 'What is looked at before an invoice is posted, and how far it may be off. What is left out is not looked at.',
  input: {
    priceRate: { ...optional(fraction()), describe: 'How far a price may be from that of the lists on the order\'s day, as a fraction; prices agreed in quotations and agreements are not compared.' },
    discountRate: { ...optional(fraction()), describe: 'The most that may be typed off a line, as a fraction.' },
    quantityRate: { ...optional(fraction()), describe: 'How much more than ordered may be shipped, as a fraction.' },
    checksUnits: { ...optional(boolean()), describe: 'Whether what was ordered in another unit must still convert to the same.' },
    ownerRole: { ...optional(choice('Role')), describe: 'Whose what is held becomes. Default: controllers.' },
  },
  refusals: [], payload: { company: 'record:Company' },
  load: (tx, _input, ctx) => selectRows(tx, 'InvoiceCheck', sql`t."companyId" = ${ctx.company.id}`, { lock: true }),
  decide: ([known], { priceRate, discountRate, quantityRate, checksUnits, ownerRole }, ctx) => {
    const columns = { priceRate: priceRate ?? null, discountRate: discountRate ?? null, quantityRate: quantityRate ?? null, checksUnits: checksUnits ?? false, ownerRole: ownerRole ?? 'CONTROLLER' };
    const { id: companyId, currencyCode } = ctx.company;
    const before = known ?? { id: '', companyId, priceRate: null, discountRate: null, quantityRate: null, checksUnits: false, ownerRole: 'CONTROLLER' as const, version: 0 };
    return {
      rows: [known ? update('InvoiceCheck', known.id, { ...columns, version: known.version + 1 }) : insert('InvoiceCheck', { id: ctx.newId(), companyId, ...columns })],
      events: [{ kind: 'invoiceChecksSet', subjectType: 'Company', subjectId: companyId, changes: changesOf('InvoiceCheck', before, columns, currencyCode) }],
      result: { company: companyId },
    };
  },
});

/** Refuses what is decided already. */
export function demandOpenHold({ status }: Pick<InvoiceHoldRow, 'status'>): void {
  if (status !== 'OPEN') throw InvoiceHoldOver({ status });
}

export const acceptInvoiceHold = action({
  name: 'acceptInvoiceHold', permission: 'invoices.release', describe: 'Lets a line be invoiced as it is, for a reason. The run that held it goes on once nothing else holds the same shipments.',
  input: { invoiceHoldId: id('InvoiceHold'), reason: text({ max: 1000, lines: true }) }, refusals: [InvoiceHoldOver], payload: { invoiceHold: 'record:InvoiceHold' },
  load: (tx, { invoiceHoldId }) => lockRow(tx, 'InvoiceHold', invoiceHoldId),
  decide: (hold, { reason }, ctx) => {
    demandOpenHold(hold);
    return {
      rows: [update('InvoiceHold', hold.id, { status: 'ACCEPTED', decidedAt: ctx.now, decidedByName: ctx.viewer.name, reason, version: hold.version + 1 })],
      events: [{ kind: 'invoiceHoldAccepted', subjectType: 'Shipment', subjectId: hold.shipmentId, reason, data: { rule: hold.rule, expected: hold.expected, actual: hold.actual } }],
      result: { invoiceHold: hold.id },
    };
  },
});

export const takeInvoiceHold = action({
  name: 'takeInvoiceHold', permission: 'invoices.release', describe: 'Makes the viewer the one who looks after what is held.',
  input: { invoiceHoldId: id('InvoiceHold') }, refusals: [InvoiceHoldOver], payload: { invoiceHold: 'record:InvoiceHold' },
  load: (tx, { invoiceHoldId }) => lockRow(tx, 'InvoiceHold', invoiceHoldId),
  decide: (hold, _input, ctx) => {
    demandOpenHold(hold);
    return {
      rows: [update('InvoiceHold', hold.id, { ownerId: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, version: hold.version + 1 })],
      events: [{ kind: 'invoiceHoldTaken', subjectType: 'Shipment', subjectId: hold.shipmentId, data: { rule: hold.rule } }], result: { invoiceHold: hold.id },
    };
  },
});

/** Held entries of runs that meet a condition wait again, so that their shipments are looked at anew. */
const again = async (tx: Parameters<typeof selectRows>[0], where: ReturnType<typeof sql>) => {
  const runs = await selectRows(tx, 'InvoiceRun', sql`t.status IN ('RUNNING', 'HELD') AND t.id IN (SELECT e."runId" FROM "InvoiceRunEntry" e WHERE e.status = 'HELD' AND ${where})`, { lock: true });
  return { runs, entries: await selectRows(tx, 'InvoiceRunEntry', sql`t."runId" = ANY(${runs.map((run) => run.id)}::uuid[]) AND t.status = 'HELD' AND t.id IN (SELECT e.id FROM "InvoiceRunEntry" e WHERE ${where})`, { lock: true }) };
};
const againRows = ({ runs, entries }: Awaited<ReturnType<typeof again>>) => [
  ...runs.filter((run) => run.status === 'HELD').map((run) => update('InvoiceRun', run.id, { status: 'RUNNING', version: run.version + 1 })),
  ...entries.map((entry) => update('InvoiceRunEntry', entry.id, { status: 'WAITING', reason: null })),
];

export const recheckInvoiceHolds = action({
  name: 'recheckInvoiceHolds', permission: 'invoices.post', describe: 'Looks again at all that runs have held: what is as it should be by now is invoiced. Done by itself each night.',
  input: { customerId: { ...optional(id('Customer')), describe: 'Only of this customer.' } }, refusals: [], payload: { checked: 'int' },
  load: (tx, { customerId }) => again(tx, customerId ? sql`e."customerId" = ${customerId}` : sql`TRUE`),
  decide: (facts, _input, ctx) => ({
    rows: againRows(facts), result: { checked: facts.entries.length },
    events: facts.entries.length === 0 ? [] : [{ kind: 'invoiceHoldsChecked', subjectType: 'Company', subjectId: ctx.company.id, data: { count: facts.entries.length } }],
  }),
});

/** Not offered: what follows from an acceptance, once nothing else holds the shipments of an entry. */
const releaseEntries = action({
  name: 'releaseEntries', permission: 'invoices.post', describe: 'Lets runs go on with a shipment that is held no more.', input: { shipmentId: id('Shipment') }, refusals: [], payload: {},
  load: (tx, { shipmentId }) => again(tx, sql`${shipmentId} = ANY(e."shipmentIds") AND NOT EXISTS (SELECT FROM "InvoiceHold" h WHERE h.status = 'OPEN' AND h."shipmentId"::text = ANY(e."shipmentIds"))`),
  decide: (facts) => ({ rows: againRows(facts), events: [], result: {} }),
});
consume('invoiceHoldAccepted', 'releaseEntries', ({ subjectId }) => [task(releaseEntries, { shipmentId: subjectId })]);
