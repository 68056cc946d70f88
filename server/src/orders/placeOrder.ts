import sql from 'sql-template-tag';
import { nextNumber, seriesPart } from '../accounting/bookParts.ts';
import { DayInFuture } from '../accounting/refusals.ts';
import { creditOf, customerOf, customerParts, holdsOf } from '../customers/customerParts.ts';
import { CustomerInactive, CustomerOnHold } from '../customers/refusals.ts';
import { demandMayOrder } from '../customers/rules.ts';
import type { ApprovalRow, CustomerRow } from '../generated/rows.ts';
import { poolParts, poolsOfKnown } from '../inventory/poolParts.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { sellablePart, sellablesOf } from '../pricing/sellableParts.ts';
import { action } from '../shared/action.ts';
import { boolean, day, id, object, optional, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { printMoney } from '../shared/money.ts';
import { idArray, locked, read, type Part } from '../shared/parts.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { together, type Asked } from '../shared/together.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { draftOrder } from './draft.ts';
import type { DraftFacts } from './loadDraftFacts.ts';
import type { LoadedOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { orderInput } from './orderInput.ts';
import { customersOfOrders, orderOf, orderParts } from './orderParts.ts';
import { CreditLimitExceeded, OrderEmpty, OrderStatusForbids, StockShort } from './refusals.ts';
import { demandCredit, demandLines, placedRows, reserveLines } from './rules.ts';

const input = {
  orderId: { ...optional(id('Order')), describe: 'A draft; or give `order` to draft and place at once.' },
  order: optional(object('PlaceOrderDraftInput', orderInput)),
  acceptBackorder: { ...optional(boolean()), describe: 'Takes the order although not all of it is available: the rest waits for goods.' },
  reserveLater: { ...optional(boolean()), describe: 'Promises no goods yet: all of it waits, until goods come or `reserveStock`.' },
  placedOn: { ...optional(day()), describe: 'Today when left out.' },
};
type PlaceInput = InputOf<typeof input>;

interface Placing { customer: CustomerRow; warehouseId: string | undefined; draft?: DraftFacts; stored?: LoadedOrder; products: Map<string, Sellable>; approvals: ApprovalRow[] }

const onOf = ({ input: { placedOn }, ctx }: Asked<typeof input>): Day => placedOn ?? ctx.today;

/** Everything that placing decides on, in the order of locks: drafts, approvals, credit, stock, numbers. */
function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const [{ ctx }] = asked as [Asked<typeof input>];
  const ids = asked.map((each) => each.input.orderId ?? null);
  const wanted = asked.flatMap((each) => (each.input.order?.lines ?? []).map(({ productId }) =>
    ({ productId, warehouseId: each.input.order?.warehouseId ?? null, on: onOf(each) })));
  const products = wanted.map(({ productId }) => productId);
  const customers = idArray(asked.map((each) => each.input.order?.customerId));
  return [
    ...orderParts(ids),
    locked('approvals', 'Approval', sql`t."subjectId" = ANY(ARRAY(SELECT id FROM orders))`),
    read('warehouses', 'Warehouse', sql`t.id = ANY(${idArray(wanted.map(({ warehouseId }) => warehouseId))}) OR (t."companyId" = ${ctx.company.id} AND t."isDefault")`),
    read('sales_people', 'SalesPerson', sql`t.id = ANY(${idArray(asked.map((each) => each.input.order?.salesPersonId))})`),
    read('addresses', 'Address', sql`t."customerId" = ANY(${customers})`),
    ...customerParts(sql`(${customers} || ${customersOfOrders})`),
    sellablePart(ctx, sql`SELECT * FROM unnest(${products}::uuid[], ${wanted.map(({ on }) => on)}::date[]) AS u("productId", "on")
      UNION SELECT l."productId", d."on" FROM unnest(${ids}::uuid[], ${asked.map(onOf)}::date[]) AS d("orderId", "on") JOIN order_lines l ON l."orderId" = d."orderId"`),
    ...poolParts(sql`SELECT u."productId", coalesce(u."warehouseId", (SELECT id FROM "Warehouse" WHERE "companyId" = ${ctx.company.id} AND "isDefault")) AS "warehouseId"
      FROM unnest(${products}::uuid[], ${wanted.map(({ warehouseId }) => warehouseId)}::uuid[]) AS u("productId", "warehouseId") JOIN "Product" p ON p.id = u."productId" AND p."isStocked"
      UNION SELECT l."productId", o."warehouseId" FROM orders o JOIN order_lines l ON l."orderId" = o.id JOIN "Product" p ON p.id = l."productId" AND p."isStocked"`),
    seriesPart(ctx, 'ORD', asked.map(onOf)),
  ];
}

function placing(known: Known, { orderId, order: given, placedOn }: PlaceInput, ctx: Context): Placing {
  if (!orderId === !given) throw fieldRefused(['orderId'], 'one_of', { fields: 'orderId, order' });
  const on = placedOn ?? ctx.today;
  if (given) {
    const [warehouse] = known.rows('Warehouse', (row) => (given.warehouseId ? row.id === given.warehouseId : row.isDefault && row.companyId === ctx.company.id));
    const draft: DraftFacts = {
      customer: customerOf(known, given.customerId, ctx), addresses: known.rows('Address', (row) => row.customerId === given.customerId), warehouse,
      products: sellablesOf(known, given.lines.map((line) => line.productId), on),
      isKnownSalesPerson: !given.salesPersonId || known.rows('SalesPerson', (row) => row.id === given.salesPersonId).length > 0,
    };
    return { customer: draft.customer, warehouseId: warehouse?.id, draft, products: draft.products, approvals: [] };
  }
  const stored = orderOf(known, String(orderId), ctx);
  return {
    customer: stored.customer, warehouseId: stored.order.warehouseId, stored,
    products: sellablesOf(known, stored.lines.map((line) => line.productId), on),
    approvals: known.rows('Approval', (row) => row.subjectId === stored.order.id),
  };
}

function facts(known: Known, given: PlaceInput, ctx: Context) {
  const asked = placing(known, given, ctx);
  const { warehouseId, customer } = asked;
  const stocked = [...asked.products.values()].filter((product) => product.isStocked);
  return {
    ...asked, credit: creditOf(known, customer.id), holds: holdsOf(known, customer.id),
    pools: poolsOfKnown(known, warehouseId ? stocked.map((product) => ({ productId: product.id, warehouseId })) : []),
    numbered: nextNumber(known, 'ORD', given.placedOn ?? ctx.today),
  };
}

export const placeOrder = action({
  name: 'placeOrder', permission: 'orders.write',
  describe: 'Places an order: credit and stock are checked, goods are reserved, the order gets its number.',
  input, payload: { order: 'record:Order' },
  refusals: [OrderStatusForbids, OrderEmpty, CustomerInactive, CustomerOnHold, CreditLimitExceeded, StockShort, DayInFuture],
  ...together({ parts, facts }),
  decide: (known, given, ctx) => {
    const { customer, holds, credit, pools, products, approvals, numbered: { number, taken }, stored, draft } = known;
    const placedOn = given.placedOn ?? ctx.today;
    if (placedOn > ctx.today) throw DayInFuture({ day: placedOn, today: ctx.today });
    // loadAsked gave one of the two.
    const { order, lines } = stored ?? draftOrder(given.order as NonNullable<typeof given.order>, draft as DraftFacts, ctx, ['order']);
    const path = stored ? ['lines'] : ['order', 'lines'];
    demandMove(order, 'placeOrder');
    demandLines(order, lines);
    demandMayOrder(customer, holds);
    const used = demandCredit(customer, credit, order.totalMinor, approvals);
    const reservations = reserveLines(order, lines, (productId) => products.get(productId)?.isStocked ?? false, pools, given, path, ctx);
    return {
      rows: [
        ...(stored ? [] : [insert('Order', order), ...lines.map((line) => insert('OrderLine', line))]),
        ...placedRows(order, credit, number, placedOn, ctx), ...used, ...reservations, ...pools.changes(), taken,
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
