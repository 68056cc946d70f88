import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { DayInFuture } from '../accounting/refusals.ts';
import type { ApprovalRow, CustomerHoldRow, CustomerRow } from '../generated/rows.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds } from '../customers/loadCustomer.ts';
import { CustomerInactive, CustomerOnHold } from '../customers/refusals.ts';
import { demandMayOrder } from '../customers/rules.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, id, object, optional, type InputOf } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { draftOrder } from './draft.ts';
import { loadDraftFacts, type DraftFacts } from './loadDraftFacts.ts';
import { lockOrder, type LoadedOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { orderInput } from './orderInput.ts';
import { CreditLimitExceeded, OrderEmpty, OrderStatusForbids, StockShort } from './refusals.ts';
import { demandCredit, demandLines, placedRows, reserveLines } from './rules.ts';

const input = {
  orderId: { ...optional(id('Order')), describe: 'A draft; or give `order` to draft and place at once.' },
  order: optional(object('PlaceOrderDraftInput', orderInput)),
  acceptBackorder: { ...optional(boolean()), describe: 'Takes the order although not all of it is available: the rest waits for goods.' },
  placedOn: { ...optional(day()), describe: 'Today when left out.' },
};
type PlaceInput = InputOf<typeof input>;

interface Asked { customer: CustomerRow; warehouseId: string | undefined; draft?: DraftFacts; stored?: LoadedOrder; products: Map<string, Sellable>; approvals: ApprovalRow[] }

async function loadAsked(tx: Tx, { orderId, order: given, placedOn }: PlaceInput, ctx: Context): Promise<Asked> {
  if (!orderId === !given) throw fieldRefused(['orderId'], 'one_of', { fields: 'orderId, order' });
  const on = placedOn ?? ctx.today;
  if (given) {
    const draft = await loadDraftFacts(tx, ctx, { ...given, productIds: given.lines.map((line) => line.productId), on });
    return { customer: draft.customer, warehouseId: draft.warehouse?.id, draft, products: draft.products, approvals: [] };
  }
  const stored = await lockOrder(tx, String(orderId), ctx);
  return {
    customer: stored.customer, warehouseId: stored.order.warehouseId, stored,
    products: await loadSellables(tx, ctx, stored.lines.map((line) => line.productId), on),
    approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${stored.order.id}`, { lock: true }),
  };
}

async function load(tx: Tx, given: PlaceInput, ctx: Context) {
  const asked = await loadAsked(tx, given, ctx);
  const credit = await loadCredit(tx, asked.customer.id);
  const holds: CustomerHoldRow[] = await loadHolds(tx, asked.customer.id);
  const { warehouseId } = asked;
  const stocked = [...asked.products.values()].filter((product) => product.isStocked);
  const pools = await loadPools(tx, ctx, warehouseId ? stocked.map((product) => ({ productId: product.id, warehouseId })) : []);
  const number = await takeNumber(tx, ctx, 'ORD', given.placedOn ?? ctx.today);
  return { ...asked, credit, holds, pools, number };
}

export const placeOrder = action({
  name: 'placeOrder', permission: 'orders.write',
  describe: 'Places an order: credit and stock are checked, goods are reserved, the order gets its number.',
  input, payload: { order: 'record:Order' },
  refusals: [OrderStatusForbids, OrderEmpty, CustomerInactive, CustomerOnHold, CreditLimitExceeded, StockShort, DayInFuture],
  load,
  decide: (facts, given, ctx) => {
    const { customer, holds, credit, pools, products, approvals, number, stored, draft } = facts;
    const placedOn = given.placedOn ?? ctx.today;
    if (placedOn > ctx.today) throw DayInFuture({ day: placedOn, today: ctx.today });
    // loadAsked gave one of the two.
    const { order, lines } = stored ?? draftOrder(given.order as NonNullable<typeof given.order>, draft as DraftFacts, ctx, ['order']);
    const path = stored ? ['lines'] : ['order', 'lines'];
    demandMove(order, 'placeOrder');
    demandLines(order, lines);
    demandMayOrder(customer, holds);
    const used = demandCredit(customer, credit, order.totalMinor, approvals);
    const reservations = reserveLines(order, lines, (productId) => products.get(productId)?.isStocked ?? false, pools, given.acceptBackorder ?? false, path, ctx);
    return {
      rows: [
        ...(stored ? [] : [insert('Order', order), ...lines.map((line) => insert('OrderLine', line))]),
        ...placedRows(order, credit, number, placedOn, ctx), ...used, ...reservations, ...pools.changes(),
      ],
      events: [
        { kind: 'orderPlaced', subjectType: 'Order', subjectId: order.id,
          data: { number, customer: customer.name, total: printMoney(order.totalMinor, order.currencyCode), acceptBackorder: given.acceptBackorder ?? false } },
        ...(used.length > 0 ? [{ kind: 'creditOverrideUsed', subjectType: 'Order', subjectId: order.id }] : []),
      ],
      result: { order: order.id },
    };
  },
});
