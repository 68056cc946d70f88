import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { lotsGiven, lotsOut } from '../inventory/lotsInput.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { action, type Decision } from '../shared/action.ts';
import { choice, day, fraction, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { add, none, printQuantity, type Quantity, type Rate } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { goodsOfLine, leftToReturn, loadShipped } from './loadShipped.ts';
import { CustomerReturnExceeds, LotNotShipped, ReturnNotStocked } from './refusals.ts';

const VALID_DAYS = 30;
const line = object('AuthoriseReturnLineInput', {
  shipmentLineId: id('ShipmentLine'), quantity: quantity(), reason: { ...optional(choice('ReturnReason')), describe: 'That of the return when left out.' }, ...lotsOut,
});

export const authoriseReturn = action({
  name: 'authoriseReturn', permission: 'returns.authorise',
  describe: 'Allows a customer to send goods of an order back until a day: no more than was shipped and is on no other return, of the lots that left.',
  input: {
    lines: list(line, { min: 1, max: 200 }), reason: choice('ReturnReason'), note: optional(text({ max: 2000, lines: true })),
    validUntil: { ...optional(day()), describe: 'Last day on which goods may come; thirty days from today when left out.' },
    warehouseId: { ...optional(id('Warehouse')), describe: 'Where they are to come; where they left when left out.' },
    restockingFeeRate: { ...optional(fraction()), describe: 'Fraction of the price that is kept: 0.1 is a tenth.' },
  },
  refusals: [CustomerReturnExceeds, LotNotShipped, ReturnNotStocked], payload: { customerReturn: 'record:CustomerReturn' },
  load: async (tx, { lines, warehouseId }, ctx) => {
    const asked = await selectRows(tx, 'ShipmentLine', sql`t.id = ANY(${lines.map(({ shipmentLineId }) => shipmentLineId)}::uuid[])`);
    const shipmentIds = [...new Set(asked.map(({ shipmentId }) => shipmentId))];
    const orders = [...new Set((await selectRows(tx, 'Shipment', sql`t.id = ANY(${shipmentIds}::uuid[])`)).map(({ orderId }) => orderId))];
    const [orderId] = orders;
    if (!orderId) throw fieldRefused(['lines', '0', 'shipmentLineId'], 'id_unknown', { type: 'ShipmentLine' });
    const loaded = await lockOrder(tx, orderId, ctx);
    if (warehouseId) await readRow(tx, 'Warehouse', warehouseId);
    return { ...loaded, isOneOrder: orders.length === 1, shipped: await loadShipped(tx, shipmentIds), number: await takeNumber(tx, ctx, 'RMA', ctx.today) };
  },
  decide: ({ order, lines: ordered, customer, isOneOrder, shipped, number }, given, ctx): Decision => {
    if (!isOneOrder) throw fieldRefused(['lines'], 'orders_several');
    if (given.validUntil && given.validUntil < ctx.today) throw fieldRefused(['validUntil'], 'day_before', { day: ctx.today });
    const returnId = ctx.newId();
    const taken = new Map<string, Quantity>();
    let no = 0;
    const rows = given.lines.flatMap(({ shipmentLineId, quantity: units, reason, ...named }, index) => {
      const path = ['lines', String(index)];
      const known = shipped.shipmentLines.find((each) => each.id === shipmentLineId);
      const shipment = shipped.shipments.find((each) => each.id === known?.shipmentId);
      if (!known || shipment?.status !== 'POSTED') throw fieldRefused([...path, 'shipmentLineId'], 'id_unknown', { type: 'ShipmentLine' });
      const description = ordered.find((each) => each.id === known.orderLineId)?.description ?? '';
      const goods = goodsOfLine(shipped, known);
      if (goods.length === 0 && shipment.receiptId === null) throw ReturnNotStocked({ productName: description });
      const before = taken.get(known.id) ?? none;
      const left = (leftToReturn(shipped, known) - before) as Quantity;
      if (units > left) throw CustomerReturnExceeds({ productName: description, wanted: units, left });
      taken.set(known.id, add(before, units));
      const lots = lotsGiven(named, units, [...path, 'quantity']);
      // Of a kit, lots are told when its parts come.
      if (lots && goods.some(({ perKit }) => perKit !== null)) throw fieldRefused([...path, 'lots'], 'lot_not_here', { lot: lots[0]?.code ?? '' });
      const parts = (lots ?? [{ lotId: null, code: null, quantity: units }]).map((lot) => {
        if (!lots) return { lotId: null, quantity: units };
        const found = shipped.lots.find((each) => (lot.lotId ? each.id === lot.lotId : each.code === lot.code) && goods.some(({ productId }) => productId === each.productId));
        const ofLot = found ? leftToReturn(shipped, known, found.id) : none;
        if (!found || lot.quantity > ofLot) throw LotNotShipped({ productName: description, lotCode: found?.code ?? lot.code ?? '', left: ofLot });
        return { lotId: found.id, quantity: lot.quantity };
      });
      const sum = parts.reduce((total, part) => add(total, part.quantity), none);
      if (sum !== units) throw fieldRefused([...path, 'lots'], 'lots_sum', { lots: printQuantity(sum), quantity: printQuantity(units) });
      return parts.map((part) => {
        no += 1;
        return insert('CustomerReturnLine', {
          id: ctx.newId(), returnId, no, shipmentLineId: known.id, orderLineId: known.orderLineId, productId: known.productId, description, ...part, reason: reason ?? null,
        });
      });
    });
    const warehouseId = given.warehouseId ?? shipped.shipments[0]?.warehouseId ?? order.warehouseId;
    return {
      rows: [
        insert('CustomerReturn', {
          id: returnId, companyId: ctx.company.id, number, customerId: customer.id, orderId: order.id, warehouseId, reason: given.reason, note: given.note ?? null,
          authorisedOn: ctx.today, validUntil: given.validUntil ?? addDays(ctx.today, VALID_DAYS), restockingFeeRate: given.restockingFeeRate ?? (0n as Rate), replacementOrderId: null,
        }),
        ...rows,
      ],
      events: [
        { kind: 'returnAuthorised', subjectType: 'CustomerReturn', subjectId: returnId, data: { number, order: order.number } },
        { kind: 'returnAuthorised', subjectType: 'Order', subjectId: order.id, data: { number, returnId } },
      ],
      result: { customerReturn: returnId },
    };
  },
});
