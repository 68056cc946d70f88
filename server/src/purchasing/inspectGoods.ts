import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { hold } from '../inventory/holds.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision, type EventDraft } from '../shared/action.ts';
import { boolean, choice, day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { negate } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { insert, type Change } from '../shared/write.ts';
import { afterFindings, demandInspection, releaseFound } from './inspectionRules.ts';
import { loadReturnFacts } from './loadReturn.ts';
import { InspectedTooMuch, InspectionResultFixed, InspectionState, ReceiptReversed, ReturnedTooMuch } from './refusals.ts';
import { demandNotBefore } from './rules.ts';
import { supplierReturnRows } from './supplierReturnRules.ts';

const result = object('InspectionResultInput', {
  outcome: choice('InspectionOutcome'), quantity: quantity(), reason: { ...optional(choice('RejectReason')), describe: 'Needed for what is not accepted.' },
  note: optional(text({ max: 1000, lines: true })), lotId: { ...optional(id('Lot')), describe: 'Of a tracked product: which lot; else in the order in which they came.' },
});
const payload = { inspection: 'record:Inspection' } as const;

/** The facts of an inspection: its receipt with all that a return touches. */
async function load(tx: Parameters<typeof loadReturnFacts>[0], ctx: Parameters<typeof loadReturnFacts>[1], inspectionId: string, moveIds: string[] = []) {
  const { receiptId } = await readRow(tx, 'Inspection', inspectionId);
  const facts = await loadReturnFacts(tx, ctx, receiptId, moveIds);
  const inspection = facts.inspections.find((each) => each.id === inspectionId);
  if (!inspection) throw new Error(`inspection ${inspectionId} is gone`);
  const results = await selectRows(tx, 'InspectionResult', sql`t."inspectionId" = ${inspectionId}`, { orderBy: sql`t.no` });
  return { ...facts, inspection, results, holds: facts.holds.filter((each) => each.sourceId === inspectionId) };
}

export const inspectGoods = action({
  name: 'inspectGoods', permission: 'inspections.write',
  describe: 'Notes what an inspection found, of all or a part: accepted goods are free, others go back to the supplier or are scrapped, each with a reason.',
  input: {
    inspectionId: id('Inspection'), results: list(result, { min: 1, max: 100 }), on: optional(day()),
    isReplaced: { ...optional(boolean()), describe: 'What goes back is expected again in its place. Default: no.' },
  },
  refusals: [...postingRefusals, ...stockRefusals, InspectionState, InspectedTooMuch, ReturnedTooMuch, ReceiptReversed],
  payload: { ...payload, supplierReturn: 'record:SupplierReturn' },
  load: async (tx, { inspectionId, on, results }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const facts = await load(tx, ctx, inspectionId);
    const number = results.some(({ outcome }) => outcome === 'RETURNED') ? await takeNumber(tx, ctx, 'RTS', on ?? ctx.today) : '';
    return { ...facts, number };
  },
  decide: (facts, { results: findings, on, isReplaced }, ctx): Decision => {
    const { inspection, results, holds, pools, waiting, accounts, receipt } = facts;
    demandInspection(inspection, (status) => status === 'OPEN');
    const inspectedOn = on ?? ctx.today;
    demandNotBefore(inspectedOn, receipt.receivedOn, ['on']);
    const { productId, warehouseId, receiptLineId } = inspection;
    const { rows, released } = releaseFound(pools, inspection, holds, findings, ctx);
    const back = released.filter(({ finding }) => finding.outcome === 'RETURNED');
    const returned = back.length === 0 ? undefined : supplierReturnRows(facts, {
      lines: back.map(({ finding, lots, path }) => ({ receiptLineId, quantity: finding.quantity, path, ...(lots.length ? { lots } : {}) })),
      reason: back.map(({ finding }) => finding.note ?? inspection.number).join('\n').slice(0, 1000), isReplaced: isReplaced ?? false, on: inspectedOn,
    }, ctx);
    const kept: Change[] = released.flatMap(({ finding, lots, path }, index) => {
      const resultId = ctx.newId();
      const own = insert('InspectionResult', {
        id: resultId, inspectionId: inspection.id, no: results.length + index + 1, outcome: finding.outcome, quantity: finding.quantity, reason: finding.reason ?? null,
        note: finding.note ?? null, inspectedOn, lotId: finding.lotId ?? (lots.length === 1 ? lots[0]?.lotId ?? null : null), actorName: ctx.viewer.name.slice(0, 200),
        supplierReturnId: finding.outcome === 'RETURNED' ? returned?.supplierReturnId ?? null : null, reversesResultId: null,
      });
      if (finding.outcome !== 'SCRAPPED') return [own];
      const source = { type: 'InspectionResult', id: resultId };
      // A result's move bears the result's id.
      const gone = issue(pools, { id: resultId, productId, warehouseId, quantity: finding.quantity, kind: 'ADJUSTMENT', reason: 'DAMAGED', effectiveOn: inspectedOn, source, note: finding.note ?? inspection.number, path, ...(lots.length ? { lots } : {}) }, ctx);
      return [own, gone.row, ...entryRows(accounts, {
        kind: 'ADJUSTMENT', effectiveOn: inspectedOn, source, memo: inspection.number,
        lines: [{ account: '1300', amount: negate(gone.cost), productId, warehouseId }, { account: '5210', amount: gone.cost, productId, warehouseId }],
      }, ctx)];
    });
    const events: EventDraft[] = findings.map(({ outcome, quantity: units, note }) => ({
      kind: `goods${outcome === 'ACCEPTED' ? 'Accepted' : outcome === 'RETURNED' ? 'Rejected' : 'Scrapped'}`, subjectType: 'Inspection', subjectId: inspection.id,
      reason: note ?? null, data: { number: inspection.number, quantity: String(units) },
    }));
    return {
      rows: [
        ...rows, ...returned?.rows ?? [], ...kept, afterFindings(inspection, findings, inspectedOn).row,
        ...allocate(pools, waiting, productId, warehouseId), ...pools.changes(),
      ],
      events: [...events, ...returned?.events ?? []],
      result: { inspection: inspection.id, supplierReturn: returned?.supplierReturnId ?? null },
    };
  },
});

export const reverseInspectionResult = action({
  name: 'reverseInspectionResult', permission: 'inspections.write',
  describe: 'Takes a finding back: the goods are held for inspection again. What went back to the supplier is taken back with its return.',
  input: { inspectionResultId: id('InspectionResult'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, InspectionState, InspectionResultFixed, ReceiptReversed], payload,
  load: async (tx, { inspectionResultId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const found = await readRow(tx, 'InspectionResult', inspectionResultId);
    const facts = await load(tx, ctx, found.inspectionId, [inspectionResultId]);
    const [move] = await selectRows(tx, 'StockMove', sql`t.id = ${inspectionResultId}`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${inspectionResultId} AND t."reversesEntryId" IS NULL`);
    return { ...facts, found, move, entry };
  },
  decide: ({ inspection, results, found, move, entry, pools, accounts, receipt }, { reason, on }, ctx): Decision => {
    if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
    if (found.reversesResultId !== null || results.some((each) => each.reversesResultId === found.id)) throw InspectionResultFixed({ reason: 'reversed' });
    if (found.outcome === 'RETURNED') throw InspectionResultFixed({ reason: 'returned' });
    const inspectedOn = on ?? ctx.today;
    demandNotBefore(inspectedOn, found.inspectedOn, ['on']);
    const { productId, warehouseId } = inspection;
    const rows: Change[] = [];
    const resultId = ctx.newId();
    if (move) {
      const value = negate(move.valueMinor);
      rows.push(receive(pools, {
        productId, warehouseId, quantity: found.quantity, value, kind: 'REVERSAL', effectiveOn: inspectedOn, source: { type: 'InspectionResult', id: found.id }, note: reason, reversesMoveId: move.id,
      }, ctx).row, ...entryRows(accounts, {
        kind: 'REVERSAL', effectiveOn: inspectedOn, source: { type: 'InspectionResult', id: found.id }, memo: inspection.number, ...(entry ? { reversesEntryId: entry.id } : {}),
        lines: [{ account: '1300', amount: value, productId, warehouseId }, { account: '5210', amount: negate(value), productId, warehouseId }],
      }, ctx));
    }
    rows.push(...hold(pools, {
      productId, warehouseId, quantity: found.quantity, kind: 'INSPECTION', reason: inspection.number, source: { type: 'Inspection', id: inspection.id },
      ...(found.lotId ? { lots: [{ lotId: found.lotId, quantity: found.quantity }] } : {}),
    }, ctx).rows);
    const undone = { outcome: found.outcome, quantity: subtract(none, found.quantity) };
    return {
      rows: [
        ...rows,
        insert('InspectionResult', {
          id: resultId, inspectionId: inspection.id, no: results.length + 1, ...undone, reason: null, note: reason, inspectedOn, lotId: found.lotId, supplierReturnId: null,
          reversesResultId: found.id, actorName: ctx.viewer.name.slice(0, 200),
        }),
        afterFindings(inspection, [undone], inspectedOn).row, ...pools.changes(),
      ],
      events: [{ kind: 'inspectionResultReversed', subjectType: 'Inspection', subjectId: inspection.id, reason, data: { number: inspection.number } }],
      result: { inspection: inspection.id },
    };
  },
});
