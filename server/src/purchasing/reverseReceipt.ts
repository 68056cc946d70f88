import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { expect, issue } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate } from '../shared/money.ts';
import { subtract } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { ReceiptBilled, ReceiptReversed } from './refusals.ts';
import { demandNotBefore, demandReversibleReceipt, statusOf } from './rules.ts';

export const reverseReceipt = action({
  name: 'reverseReceipt', permission: 'purchasing.manage',
  describe: 'Takes a receipt back: its goods leave at the average cost of now, the difference is a cost correction, and they are expected again.',
  input: { receiptId: id('Receipt'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, ReceiptReversed, ReceiptBilled], payload: { receipt: 'record:Receipt', purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { receiptId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', (await readRow(tx, 'Receipt', receiptId)).purchaseOrderId);
    const receipt = await lockRow(tx, 'Receipt', receiptId);
    const lines = await selectRows(tx, 'ReceiptLine', sql`t."receiptId" = ${receiptId}`, { orderBy: sql`t.no` });
    const orderLines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${receiptId} AND t."reversesEntryId" IS NULL`);
    const pools = await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId: receipt.warehouseId })));
    return { order, receipt, lines, orderLines, entry, pools, accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ order, receipt, lines, orderLines, entry, pools, accounts }, { reason, on }, ctx): Decision => {
    demandReversibleReceipt(receipt);
    const effectiveOn = on ?? ctx.today;
    demandNotBefore(effectiveOn, receipt.receivedOn, ['on']);
    const { warehouseId, purchaseOrderId, supplierId } = receipt;
    const source = { type: 'Receipt', id: receipt.id };
    const after = new Map(orderLines.map((each) => [each.id, each]));
    const gone = lines.map((line) => {
      const { productId, quantity } = line;
      const issued = issue(pools, { productId, warehouseId, quantity, kind: 'REVERSAL', effectiveOn, source, note: reason, reversesMoveId: line.id }, ctx);
      if (order.cancelledOn === null) expect(pools, productId, warehouseId, quantity);
      const old = after.get(line.purchaseOrderLineId);
      if (old) after.set(old.id, { ...old, received: subtract(old.received, quantity) });
      return { line, issued };
    });
    return {
      rows: [
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
