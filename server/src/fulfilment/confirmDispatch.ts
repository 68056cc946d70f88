import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandDepositsPaid, loadDepositsDue } from '../orders/depositsDue.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { demandMove } from '../orders/moves.ts';
import { DepositUnpaid, OrderStatusForbids } from '../orders/refusals.ts';
import { openQuantity } from '../orders/transitions.ts';
import { dispatchRows } from '../purchasing/dropShip.ts';
import { NothingToReceive, NotDropShipped, PurchaseOrderState, ReceivedTooMuch } from '../purchasing/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { ShipExceedsOrder } from './refusals.ts';
import { shipmentRows, type LeftPart } from './shipmentRows.ts';

export const confirmDispatch = action({
  name: 'confirmDispatch', permission: 'shipments.post',
  describe: 'Notes what a supplier has sent straight to the customer, whole or in part (default: all that is open): it is received and shipped at once, '
    + 'and touches no stock. Its cost waits for the customer\'s invoice, and for the supplier\'s bill.',
  input: {
    purchaseOrderId: id('PurchaseOrder'), shippedOn: { ...optional(day()), describe: 'Today when left out.' },
    carrier: optional(text({ max: 100 })), trackingNumber: optional(text({ max: 100 })),
    lines: optional(list(object('DispatchLineInput', { purchaseOrderLineId: id('PurchaseOrderLine'), quantity: quantity() }), { min: 1 })),
  },
  refusals: [...postingRefusals, NotDropShipped, PurchaseOrderState, ReceivedTooMuch, NothingToReceive, OrderStatusForbids, DepositUnpaid, ShipExceedsOrder],
  payload: { shipment: 'record:Shipment', order: 'record:Order', receipt: 'record:Receipt', purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId, shippedOn }, ctx) => {
    const on = shippedOn ?? ctx.today;
    await holdPeriod(tx, ctx, on);
    const asked = await readRow(tx, 'PurchaseOrder', purchaseOrderId);
    if (asked.customerOrderId === null) throw NotDropShipped({ number: asked.number ?? '' });
    const loaded = await lockOrder(tx, asked.customerOrderId, ctx);
    const purchaseOrder = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    const purchaseLines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${purchaseOrderId}`, { orderBy: sql`t.no` });
    const posted = await selectRows(tx, 'Shipment', sql`t."orderId" = ${loaded.order.id} AND t.status = 'POSTED'`, { lock: true });
    const postedLines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${posted.map((each) => each.id)}::uuid[])`);
    const deposits = await loadDepositsDue(tx, [loaded.order.id]);
    const credit = await loadCredit(tx, loaded.customer.id);
    return {
      ...loaded, purchaseOrder, purchaseLines, posted, postedLines, deposits, credit, accounts: await loadAccounts(tx, ctx), on,
      receiptNumber: await takeNumber(tx, ctx, 'RCT', on), shipmentNumber: await takeNumber(tx, ctx, 'SHP', on),
    };
  },
  decide: ({ order, lines, customer, purchaseOrder, purchaseLines, posted, postedLines, deposits, credit, accounts, on, receiptNumber, shipmentNumber }, given, ctx) => {
    const earliest = [purchaseOrder.orderedOn, order.placedOn].flatMap((each) => each ?? []).sort().at(-1);
    if (earliest && on < earliest) throw fieldRefused(['shippedOn'], 'day_before', { day: earliest });
    const lineOf = (orderLineId: string | null) => lines.find((each) => each.id === orderLineId);
    const nameOf = (productId: string) => lines.find((each) => each.productId === productId)?.description ?? '';
    const dispatch = dispatchRows(purchaseOrder, purchaseLines, { on, number: receiptNumber, lines: given.lines }, nameOf, ctx);
    demandMove(order, 'shipOrder');
    demandDepositsPaid(order.id, deposits);
    const parts = dispatch.sent.map(({ orderLineId, quantity: units, value, credits }): LeftPart => {
      const line = lineOf(orderLineId);
      if (!line) throw new Error(`purchase order ${purchaseOrder.id} serves no line of its order`);
      if (units > openQuantity(line)) throw ShipExceedsOrder({ productName: line.description, wanted: units, open: openQuantity(line) });
      return { line, quantity: units, rows: [], cost: value, credits };
    });
    const shipmentId = ctx.newId();
    const { rows, events } = shipmentRows({ order, lines, customer, posted, postedLines, credit, accounts, numbered: { number: shipmentNumber } }, {
      id: shipmentId, warehouseId: order.warehouseId, shippedOn: on, carrier: given.carrier, trackingNumber: given.trackingNumber,
      receiptId: dispatch.receiptId, purchaseOrderId: purchaseOrder.id,
    }, parts, ctx);
    return {
      rows: [...dispatch.rows, ...rows], events: [...dispatch.events, ...events],
      result: { shipment: shipmentId, order: order.id, receipt: dispatch.receiptId, purchaseOrder: purchaseOrder.id },
    };
  },
});
