import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { hold } from '../inventory/holds.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { lotsGiven, lotsOut } from '../inventory/lotsInput.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { boolean, day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { negate, plus, minus, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { afterFindings } from './inspectionRules.ts';
import { loadReturnFacts } from './loadReturn.ts';
import { DropShipped, ReceiptReversed, ReturnCredited, ReturnedTooMuch, ReturnReversed } from './refusals.ts';
import { demandNotBefore } from './rules.ts';
import { receivedRows, supplierReturnRows } from './supplierReturnRules.ts';

const line = object('SupplierReturnLineInput', { receiptLineId: id('ReceiptLine'), quantity: quantity(), ...lotsOut });

export const returnToSupplier = action({
  name: 'returnToSupplier', permission: 'purchasing.manage',
  describe: 'Sends goods of a receipt back: they leave stock, and what was booked for them is cleared or, where it is billed already, owed by the supplier.',
  input: {
    receiptId: id('Receipt'), lines: list(line, { min: 1 }), reason: text({ max: 1000, lines: true }), on: optional(day()),
    isReplaced: { ...optional(boolean()), describe: 'They are expected again in their place. Default: no.' },
  },
  refusals: [...postingRefusals, ...stockRefusals, ReturnedTooMuch, ReceiptReversed, DropShipped], payload: { supplierReturn: 'record:SupplierReturn', receipt: 'record:Receipt' },
  load: async (tx, { receiptId, on, lines }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const facts = await loadReturnFacts(tx, ctx, receiptId);
    const productOf = new Map(facts.receiptLines.map((each) => [each.id, each.productId]));
    await loadNamedLots(tx, facts.pools, { named: lines.map((each) => ({ lots: each.lots ?? null, serials: each.serials ?? null, productId: productOf.get(each.receiptLineId) ?? '' })) });
    return { ...facts, number: await takeNumber(tx, ctx, 'RTS', on ?? ctx.today) };
  },
  decide: (facts, { lines, reason, on, isReplaced }, ctx): Decision => {
    const unknown = lines.findIndex((each) => !facts.receiptLines.some((known) => known.id === each.receiptLineId));
    if (unknown >= 0) throw fieldRefused(['lines', String(unknown), 'receiptLineId'], 'id_unknown', { type: 'ReceiptLine' });
    const made = supplierReturnRows(facts, {
      reason, isReplaced: isReplaced ?? false, on: on ?? ctx.today,
      lines: lines.map((each, index) => {
        const path = ['lines', String(index), 'quantity'];
        const lots = lotsGiven(each, each.quantity, path);
        return { receiptLineId: each.receiptLineId, quantity: each.quantity, path, ...(lots ? { lots } : {}) };
      }),
    }, ctx);
    return { rows: [...made.rows, ...facts.pools.changes()], events: made.events, result: { supplierReturn: made.supplierReturnId, receipt: facts.receipt.id } };
  },
});

export const reverseSupplierReturn = action({
  name: 'reverseSupplierReturn', permission: 'purchasing.manage',
  describe: 'Takes a return back: the goods are in stock again at what they left at; those of an inspection are held for it again.',
  input: { supplierReturnId: id('SupplierReturn'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, ReturnReversed, ReturnCredited], payload: { supplierReturn: 'record:SupplierReturn' },
  load: async (tx, { supplierReturnId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const { receiptId } = await readRow(tx, 'SupplierReturn', supplierReturnId);
    const lines = await selectRows(tx, 'SupplierReturnLine', sql`t."supplierReturnId" = ${supplierReturnId}`, { orderBy: sql`t.no` });
    const facts = await loadReturnFacts(tx, ctx, receiptId, lines.map((each) => each.id));
    const supplierReturn = await lockRow(tx, 'SupplierReturn', supplierReturnId);
    const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ${supplierReturnId} AND t.kind = 'RETURN'`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${supplierReturnId} AND t."reversesEntryId" IS NULL`);
    const results = await selectRows(tx, 'InspectionResult', sql`t."inspectionId" = ANY(${facts.inspections.map((each) => each.id)}::uuid[])`, { orderBy: sql`t.no` });
    const [credit] = await tx.rows<{ number: string }>(sql`SELECT c.number FROM "SupplierCredit" c JOIN "SupplierCreditLine" l ON l."supplierCreditId" = c.id
      WHERE c.status = 'POSTED' AND l."supplierReturnLineId" = ANY(${lines.map((each) => each.id)}::uuid[]) LIMIT 1`);
    return { ...facts, supplierReturn, lines, moves, entry, results, credit };
  },
  decide: (facts, { reason, on }, ctx): Decision => {
    const { supplierReturn, lines, moves, entry, results, inspections, order, orderLines, receiptLines, pools, waiting, accounts, credit } = facts;
    if (supplierReturn.status === 'REVERSED') throw ReturnReversed({ number: supplierReturn.number });
    if (credit) throw ReturnCredited({ number: supplierReturn.number, creditNumber: credit.number });
    const effectiveOn = on ?? ctx.today;
    demandNotBefore(effectiveOn, supplierReturn.returnedOn, ['on']);
    const { warehouseId, purchaseOrderId, supplierId, id: supplierReturnId } = supplierReturn;
    const source = { type: 'SupplierReturn', id: supplierReturnId };
    const again = new Map<string, Quantity>();
    const back = lines.map((each) => {
      const value = negate(moves.find((move) => move.id === each.id)?.valueMinor ?? (0n as Minor));
      const { row } = receive(pools, { productId: each.productId, warehouseId, quantity: each.quantity, value, kind: 'REVERSAL', effectiveOn, source, note: reason, reversesMoveId: each.id }, ctx);
      const orderLineId = receiptLines.find((known) => known.id === each.receiptLineId)?.purchaseOrderLineId ?? '';
      again.set(orderLineId, add(again.get(orderLineId) ?? none, each.quantity));
      return { each, value, row };
    });
    const found = results.filter((each) => each.supplierReturnId === supplierReturnId && each.reversesResultId === null);
    const undone = inspections.flatMap((inspection): Change[] => {
      const own = found.filter((each) => each.inspectionId === inspection.id);
      if (own.length === 0) return [];
      const negative = own.map(({ outcome, quantity: units }) => ({ outcome, quantity: subtract(none, units) }));
      const count = results.filter((each) => each.inspectionId === inspection.id).length;
      return [
        ...own.flatMap((each, index) => [
          insert('InspectionResult', {
            id: ctx.newId(), inspectionId: inspection.id, no: count + index + 1, outcome: each.outcome, quantity: subtract(none, each.quantity), reason: null, note: reason, inspectedOn: effectiveOn,
            lotId: each.lotId, supplierReturnId, reversesResultId: each.id, actorName: ctx.viewer.name.slice(0, 200),
          }),
          ...hold(pools, {
            productId: inspection.productId, warehouseId, quantity: each.quantity, kind: 'INSPECTION', reason: inspection.number, source: { type: 'Inspection', id: inspection.id },
            ...(each.lotId ? { lots: [{ lotId: each.lotId, quantity: each.quantity }] } : {}),
          }, ctx).rows,
        ]),
        afterFindings(inspection, negative, effectiveOn).row,
      ];
    });
    return {
      rows: [
        ...back.map(({ row }) => row), ...undone,
        ...(supplierReturn.isReplaced ? receivedRows(order, orderLines, again, pools) : []),
        update('SupplierReturn', supplierReturnId, { status: 'REVERSED', reversedOn: effectiveOn }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn, source, memo: supplierReturn.number, ...(entry ? { reversesEntryId: entry.id } : {}),
          lines: back.flatMap(({ each: { productId, valueMinor }, value }) => [
            { account: '1300' as const, amount: value, productId, warehouseId, purchaseOrderId, supplierId },
            { account: '2300' as const, amount: negate(valueMinor), productId, purchaseOrderId, supplierId },
            { account: '5010' as const, amount: minus(valueMinor, plus(value)), productId, warehouseId, purchaseOrderId, supplierId },
          ]),
        }, ctx),
        ...[...new Set(lines.map(({ productId }) => productId))].flatMap((productId) => allocate(pools, waiting, productId, warehouseId)),
        ...pools.changes(),
      ],
      events: [
        { kind: 'returnReversed', subjectType: 'SupplierReturn', subjectId: supplierReturnId, reason, data: { number: supplierReturn.number } },
        { kind: 'returnReversed', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, reason, data: { number: supplierReturn.number } },
      ],
      result: { supplierReturn: supplierReturnId },
    };
  },
});
