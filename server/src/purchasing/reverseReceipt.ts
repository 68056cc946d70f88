import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { releaseHold } from '../inventory/holds.ts';
import { expect, issue } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate } from '../shared/money.ts';
import { subtract } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { uninspected } from './inspectionRules.ts';
import { DropShipped, ReceiptBilled, ReceiptInspected, ReceiptReturned, ReceiptReversed } from './refusals.ts';
import { demandNotBefore, demandReversibleReceipt, openOf, statusOf } from './rules.ts';

export const reverseReceipt = action({
  name: 'reverseReceipt', permission: 'purchasing.manage',
  describe: 'Takes a receipt back: it is as if its goods had never come, they are expected again, and what took of them costs what it would have cost without.',
  input: { receiptId: id('Receipt'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, DropShipped, ...stockRefusals, ReceiptReversed, ReceiptBilled, ReceiptReturned, ReceiptInspected], payload: { receipt: 'record:Receipt', purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { receiptId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', (await readRow(tx, 'Receipt', receiptId)).purchaseOrderId);
    const receipt = await lockRow(tx, 'Receipt', receiptId);
    const lines = await selectRows(tx, 'ReceiptLine', sql`t."receiptId" = ${receiptId}`, { orderBy: sql`t.no` });
    const orderLines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${receiptId} AND t."reversesEntryId" IS NULL`);
    const returns = await selectRows(tx, 'SupplierReturn', sql`t."receiptId" = ${receiptId} AND t.status = 'POSTED'`);
    const inspections = await selectRows(tx, 'Inspection', sql`t."receiptId" = ${receiptId}`, { lock: true });
    const pools = await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId: receipt.warehouseId })));
    await loadNamedLots(tx, pools, { moveIds: lines.map((line) => line.id) });
    const holds = await selectRows(tx, 'StockHold', sql`t."sourceId" = ANY(${inspections.map((each) => each.id)}::uuid[]) AND t.quantity > 0`);
    return { order, receipt, lines, orderLines, entry, pools, returns, inspections, holds, accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ order, receipt, lines, orderLines, entry, pools, returns, inspections, holds, accounts }, { reason, on }, ctx): Decision => {
    demandReversibleReceipt(receipt);
    const [returned] = returns;
    if (returned) throw ReceiptReturned({ number: returned.number });
    const inspected = inspections.find((each) => each.status !== 'CANCELLED' && uninspected(each) < each.quantity);
    if (inspected) throw ReceiptInspected({ number: inspected.number });
    const released = holds.flatMap((each) => releaseHold(pools, each, { reason }, ctx));
    const effectiveOn = on ?? ctx.today;
    demandNotBefore(effectiveOn, receipt.receivedOn, ['on']);
    const { warehouseId, purchaseOrderId, supplierId } = receipt;
    const source = { type: 'Receipt', id: receipt.id };
    const after = new Map(orderLines.map((each) => [each.id, each]));
    const gone = lines.map((line) => {
      const { productId, quantity } = line;
      const issued = issue(pools, { productId, warehouseId, quantity, kind: 'REVERSAL', effectiveOn, source, note: reason, reversesMoveId: line.id }, ctx);
      const old = after.get(line.purchaseOrderLineId);
      if (old) {
        const now = { ...old, received: subtract(old.received, quantity) };
        if (order.cancelledOn === null) expect(pools, productId, warehouseId, subtract(openOf(now), openOf(old)));
        after.set(old.id, now);
      }
      return { line, issued };
    });
    return {
      rows: [
        ...released,
        ...inspections.filter((each) => each.status === 'OPEN').map((each) => update('Inspection', each.id, { status: 'CANCELLED', closedOn: effectiveOn, version: each.version + 1 })),
        ...gone.map(({ issued }) => issued.row),
        ...[...after.values()].map((each) => update('PurchaseOrderLine', each.id, { received: each.received })),
        update('Receipt', receipt.id, { status: 'REVERSED', reversedOn: effectiveOn }),
        update('PurchaseOrder', order.id, { status: statusOf(order, [...after.values()]), version: order.version + 1 }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn, source, memo: receipt.number, ...(entry ? { reversesEntryId: entry.id } : {}),
          lines: gone.flatMap(({ line: { productId, valueMinor }, issued }) => [
            { account: '2300' as const, amount: valueMinor, productId, purchaseOrderId, supplierId },
            { account: '1300' as const, amount: negate(issued.cost), productId, warehouseId, purchaseOrderId, supplierId },
            { account: '5010' as const, amount: minus(issued.cost, valueMinor), productId, warehouseId, purchaseOrderId, supplierId },
          ]),
        }, ctx),
        ...pools.changes(),
      ],
      events: [
        { kind: 'receiptReversed', subjectType: 'Receipt', subjectId: receipt.id, reason, data: { number: receipt.number } },
        { kind: 'receiptReversed', subjectType: 'PurchaseOrder', subjectId: order.id, reason, data: { receiptId: receipt.id, number: receipt.number } },
      ],
      result: { receipt: receipt.id, purchaseOrder: order.id },
    };
  },
});
