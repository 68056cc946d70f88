import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate, expect, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { day, id, list, object, optional, quantity } from '../shared/input.ts';
import { negate, plus } from '../shared/money.ts';
import { add, subtract, none } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { NothingToReceive, PurchaseOrderState, ReceivedTooMuch } from './refusals.ts';
import { comingLines, demandLegal, demandNotBefore, receivedValue, statusOf } from './rules.ts';

const line = object('ReceiveGoodsLineInput', { purchaseOrderLineId: id('PurchaseOrderLine'), quantity: quantity() });

export const receiveGoods = action({
  name: 'receiveGoods', permission: 'purchasing.manage',
  describe: 'Takes goods of a purchase order in, whole or in part (default: all that is open). Orders that wait for them are served, oldest first.',
  input: { purchaseOrderId: id('PurchaseOrder'), receivedOn: optional(day()), lines: optional(list(line)) },
  refusals: [...postingRefusals, ...stockRefusals, PurchaseOrderState, ReceivedTooMuch, NothingToReceive],
  payload: { receipt: 'record:Receipt', purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId, receivedOn }, ctx) => {
    await holdPeriod(tx, ctx, receivedOn ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    demandLegal(order, 'receiveGoods');
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
    const keys = lines.map(({ productId }) => ({ productId, warehouseId: order.warehouseId }));
    const pools = await loadPools(tx, ctx, keys);
    return {
      order, lines, pools, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx),
      number: await takeNumber(tx, ctx, 'RCT', receivedOn ?? ctx.today),
    };
  },
  decide: ({ order, lines, pools, waiting, accounts, number }, input, ctx): Decision => {
    const receivedOn = input.receivedOn ?? ctx.today;
    demandNotBefore(receivedOn, order.orderedOn, ['receivedOn']);
    const { warehouseId, supplierId, id: purchaseOrderId } = order;
    const coming = comingLines(order, lines, input.lines, (productId) => pools.names(productId, warehouseId).productName);
    const receipt = ctx.newId();
    const source = { type: 'Receipt', id: receipt };
    const after = new Map<string, PurchaseOrderLineRow>(lines.map((each) => [each.id, each]));
    const taken = coming.map(({ line: each, quantity: units, path }, index) => {
      const { productId } = each;
      const id = ctx.newId();
      const value = receivedValue(each, units);
      // A receipt line's move bears the line's id.
      const { row } = receive(pools, { id, productId, warehouseId, quantity: units, value, kind: 'RECEIPT', effectiveOn: receivedOn, source, path }, ctx);
      expect(pools, productId, warehouseId, subtract(none, units));
      after.set(each.id, { ...each, received: add(each.received, units) });
      const receiptLine = insert('ReceiptLine', {
        id, receiptId: receipt, no: index + 1, purchaseOrderLineId: each.id, productId, quantity: units, valueMinor: value, currencyCode: each.currencyCode,
      });
      return { productId, value, rows: [receiptLine, row] };
    });
    const rows: Change[] = taken.flatMap((each) => each.rows);
    rows.push(...[...new Set(taken.map(({ productId }) => productId))].flatMap((productId) => allocate(pools, waiting, productId, warehouseId)));
    rows.push(...coming.map(({ line: each }) => update('PurchaseOrderLine', each.id, { received: after.get(each.id)?.received ?? each.received })));
    const status = statusOf(order, [...after.values()]);
    return {
      rows: [
        insert('Receipt', {
          id: receipt, companyId: ctx.company.id, number, purchaseOrderId, supplierId, warehouseId, receivedOn, currencyCode: order.currencyCode,
          valueMinor: plus(...taken.map(({ value }) => value)),
        }),
        ...rows,
        update('PurchaseOrder', purchaseOrderId, { status, version: order.version + 1 }),
        ...entryRows(accounts, {
          kind: 'RECEIPT', effectiveOn: receivedOn, source, memo: number,
          lines: taken.flatMap(({ productId, value }) => [
            { account: '1300' as const, amount: value, productId, warehouseId, purchaseOrderId, supplierId },
            { account: '2300' as const, amount: negate(value), productId, purchaseOrderId, supplierId },
          ]),
        }, ctx),
        ...pools.changes(),
      ],
      events: [
        { kind: 'goodsReceived', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, data: { receiptId: receipt, number } },
        { kind: 'receiptPosted', subjectType: 'Receipt', subjectId: receipt, data: { number } },
      ],
      result: { receipt, purchaseOrder: purchaseOrderId },
    };
  },
});
