// The provision for all receivables: a matrix, runs as of a day, each in the place of the one before, and taking one back.
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { ProvisionRunRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, day, fraction, id, list, object, optional, text } from '../shared/input.ts';
import { minor, plus, printMoney, zero } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import sql from 'sql-template-tag';
import { basesOf, baseStatement, loadMatrices, loadPosted, type BaseRow } from './loadProvision.ts';
import { matrixOn, provisionLines, provisionParts } from './provisionRules.ts';
import { NoMatrix, ProvisionOutOfOrder, ProvisionState } from './refusals.ts';

export const saveProvisionMatrix = action({
  name: 'saveProvisionMatrix', permission: 'badDebts.manage', describe: 'Says which part of what is owed is taken as lost, by age and class of risk, from a day on. Runs that were posted keep theirs.',
  input: {
    startsOn: day(), note: optional(text({ max: 1000, lines: true })),
    rates: list(object('ProvisionRateInput', { bucket: choice('AgeBucket'), riskClass: { ...optional(text({ max: 10 })), describe: 'Of this class alone; of all without a rate of their own when left out.' }, rate: fraction() }), { min: 1, max: 100 }),
  },
  refusals: [], payload: { provisionMatrix: 'record:ProvisionMatrix' },
  load: async () => undefined,
  decide: (_facts, { startsOn, note, rates }, ctx) => {
    rates.forEach(({ bucket, riskClass }, index) => {
      if (rates.findIndex((each) => each.bucket === bucket && (each.riskClass ?? null) === (riskClass ?? null)) !== index) throw fieldRefused(['rates', String(index)], 'twice');
    });
    const provisionMatrix = ctx.newId();
    return {
      rows: [
        insert('ProvisionMatrix', { id: provisionMatrix, companyId: ctx.company.id, startsOn, note: note ?? null, createdByName: ctx.viewer.name }),
        ...rates.map(({ bucket, riskClass, rate }) => insert('ProvisionRate', { id: ctx.newId(), matrixId: provisionMatrix, bucket, riskClass: riskClass ?? null, rate })),
      ],
      events: [{ kind: 'provisionMatrixSaved', subjectType: 'Company', subjectId: ctx.company.id, reason: note ?? null, data: { startsOn } }],
      result: { provisionMatrix },
    };
  },
});

const alone = (tx: Tx) => tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('provisions', 0))`);
const standingRun = async (tx: Tx): Promise<ProvisionRunRow | undefined> => (await selectRows(tx, 'ProvisionRun', sql`t.status = 'POSTED'`, { lock: true }))[0];

export const postProvision = action({
  name: 'postProvision', permission: 'badDebts.provide', describe: 'Provides for all receivables as of a day by the matrix of that day. The provision before it is mirrored on the same day, so that only the difference is left.',
  input: { asOf: { ...optional(day()), describe: 'Today when left out.' } }, refusals: [...postingRefusals, NoMatrix, ProvisionOutOfOrder], payload: { provisionRun: 'record:ProvisionRun' },
  load: async (tx, { asOf }, ctx) => {
    const on = asOf ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    await alone(tx);
    const previous = await standingRun(tx);
    const rows = await tx.rows<BaseRow & Record<string, unknown>>(baseStatement(ctx.company.id, on, null));
    return { on, accounts, previous, before: previous && await loadPosted(tx, previous.id), bases: basesOf(rows), matrix: matrixOn(await loadMatrices(tx), on), number: await takeNumber(tx, ctx, 'PRV', on) };
  },
  decide: ({ on, accounts, previous, before, bases, matrix, number }, _input, ctx) => {
    if (!matrix) throw NoMatrix({ on });
    if (previous && previous.asOf > on) throw ProvisionOutOfOrder({ number: previous.number, on: previous.asOf });
    const { id: companyId, currencyCode } = ctx.company;
    const parts = provisionParts(bases, matrix);
    const provisionRun = ctx.newId();
    const total = plus(zero, ...parts.map(({ amount }) => amount));
    return {
      rows: [
        ...(previous && before ? [
          update('ProvisionRun', previous.id, { status: 'REPLACED', version: previous.version + 1 }),
          ...(before.entry ? entryRows(accounts, { kind: 'REVERSAL', effectiveOn: on, source: { type: 'ProvisionRun', id: previous.id, revision: before.mirrored }, memo: previous.number, reversesEntryId: before.entry.id, lines: mirrored(before.lines) }, ctx) : []),
        ] : []),
        insert('ProvisionRun', {
          id: provisionRun, companyId, number, asOf: on, knownAt: ctx.now, matrixId: matrix.id, status: 'POSTED', currencyCode, baseMinor: plus(zero, ...bases.map(({ base }) => base)), totalMinor: total, previousId: previous?.id ?? null,
          createdByName: ctx.viewer.name, reversedOn: null, reversalReason: null,
        }),
        ...parts.map(({ customerId, riskClass, bucket, rate, base, amount }) => insert('ProvisionLine', { id: ctx.newId(), runId: provisionRun, customerId, riskClass, bucket, rate, currencyCode, baseMinor: base, amountMinor: amount })),
        ...entryRows(accounts, { kind: 'PROVISION', effectiveOn: on, source: { type: 'ProvisionRun', id: provisionRun }, memo: number, lines: provisionLines(parts) }, ctx),
      ],
      events: [{ kind: 'provisionPosted', subjectType: 'ProvisionRun', subjectId: provisionRun, data: { number, amount: printMoney(total, currencyCode), before: printMoney(previous?.totalMinor ?? minor(0), currencyCode) } }],
      result: { provisionRun },
    };
  },
});

export function demandStandingRun({ number, status }: Pick<ProvisionRunRow, 'number' | 'status'>): void {
  if (status !== 'POSTED') throw ProvisionState({ number, status: status.toLowerCase() });
}

export const reverseProvision = action({
  name: 'reverseProvision', permission: 'badDebts.provide', describe: 'Takes the last provision back, dated today: the one before it stands again.',
  input: { provisionRunId: id('ProvisionRun'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ProvisionState], payload: { provisionRun: 'record:ProvisionRun' },
  load: async (tx, { provisionRunId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    await alone(tx);
    const run = await lockRow(tx, 'ProvisionRun', provisionRunId);
    const previous = run.previousId ? await lockRow(tx, 'ProvisionRun', run.previousId) : undefined;
    return { accounts, run, previous, own: await loadPosted(tx, run.id), before: previous && await loadPosted(tx, previous.id), parts: previous ? await selectRows(tx, 'ProvisionLine', sql`t."runId" = ${previous.id}`) : [] };
  },
  decide: ({ accounts, run, previous, own, before, parts }, { reason }, ctx) => {
    demandStandingRun(run);
    return {
      rows: [
        update('ProvisionRun', run.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason, version: run.version + 1 }),
        ...(own.entry ? entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'ProvisionRun', id: run.id, revision: own.mirrored }, memo: run.number, reversesEntryId: own.entry.id, lines: mirrored(own.lines) }, ctx) : []),
        ...(previous && before ? [
          update('ProvisionRun', previous.id, { status: 'POSTED', version: previous.version + 1 }),
          ...entryRows(accounts, {
            kind: 'PROVISION', effectiveOn: ctx.today, source: { type: 'ProvisionRun', id: previous.id, revision: before.posted }, memo: previous.number, lines: provisionLines(parts.map(({ customerId, amountMinor }) => ({ customerId, amount: amountMinor }))),
          }, ctx),
        ] : []),
      ],
      events: [{ kind: 'provisionReversed', subjectType: 'ProvisionRun', subjectId: run.id, reason, data: { number: run.number, amount: printMoney(run.totalMinor, run.currencyCode) } }],
      result: { provisionRun: run.id },
    };
  },
});
