import sql, { join } from 'sql-template-tag';
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
import { aside, idArray, locked, read, type Part } from '../shared/parts.ts';
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

/** Parts of drafts that are stored already: their lines, approvals, what they sell and where it lies. */
const storedParts = (asked: readonly Asked<typeof input>[]): Part[] => [
  ...orderParts(asked.map((each) => each.input.orderId)),
  locked('approvals', 'Approval', sql`t."subjectId" = ANY(ARRAY(SELECT id FROM orders))`),
  aside('stored_wants', sql`SELECT l."productId", o."warehouseId", d."on" FROM orders o JOIN order_lines l ON l."orderId" = o.id
    JOIN unnest(${asked.map((each) => each.input.orderId)}::uuid[], ${asked.map(onOf)}::date[]) AS d("orderId", "on") ON d."orderId" = o.id`),
];

/** Parts of orders that are drafted and placed at once: what they are drafted from, and what they want. */
function draftParts(asked: readonly Asked<typeof input>[], ctx: Context): Part[] {
  const given = asked.flatMap((each) => (each.input.order ? [{ ...each.input.order, on: onOf(each) }] : []));
  const wants = given.flatMap(({ lines, warehouseId, on }) => lines.map(({ productId }) => ({ productId, warehouseId: warehouseId ?? null, on })));
  const sellers = given.flatMap(({ salesPersonId }) => salesPersonId ?? []);
  return [
    aside('given_wants', sql`SELECT u."productId", coalesce(u."warehouseId", (SELECT id FROM "Warehouse" WHERE "companyId" = ${ctx.company.id} AND "isDefault")) AS "warehouseId", u."on"
      FROM unnest(${wants.map(({ productId }) => productId)}::uuid[], ${wants.map(({ warehouseId }) => warehouseId)}::uuid[], ${wants.map(({ on }) => on)}::date[])
        AS u("productId", "warehouseId", "on")`),
    read('addresses', 'Address', sql`t."customerId" = ANY(${idArray(given.map(({ customerId }) => customerId))})`),
    ...(sellers.length > 0 ? [read('sales_people', 'SalesPerson', sql`t.id = ANY(${idArray(sellers)})`)] : []),
  ];
}

/** Everything that placing decides on, in the order of locks: drafts, approvals, credit, stock, numbers. */
function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const [{ ctx }] = asked as [Asked<typeof input>];
  const stored = asked.filter((each) => !each.input.order);
  const given = asked.filter((each) => each.input.order);
  const either = <T>(ofStored: T, ofGiven: T): T[] => [...(stored.length > 0 ? [ofStored] : []), ...(given.length > 0 ? [ofGiven] : [])];
  const wants = join(either(sql`SELECT * FROM stored_wants`, sql`SELECT * FROM given_wants`), ' UNION ');
  const warehouses = idArray(given.map((each) => each.input.order?.warehouseId));
  return [
    ...either(storedParts(stored), draftParts(given, ctx)).flat(),
    read('warehouses', 'Warehouse', join([sql`(t."companyId" = ${ctx.company.id} AND t."isDefault")`,
      ...either(sql`t.id = ANY(ARRAY(SELECT "warehouseId" FROM orders))`, sql`t.id = ANY(${warehouses})`)], ' OR ')),
    ...customerParts(join(either(customersOfOrders, idArray(given.map((each) => each.input.order?.customerId))), ' || ')),
    sellablePart(ctx, wants),
    ...poolParts(sql`SELECT DISTINCT w."productId", w."warehouseId" FROM (${wants}) w
      WHERE (SELECT p."isStocked" FROM "Product" p WHERE p.id = w."productId")`),
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
  const placedOn = given.placedOn ?? ctx.today;
  if (placedOn > ctx.today) throw DayInFuture({ day: placedOn, today: ctx.today });
  const { warehouseId, customer } = asked;
  const warehouseName = warehouseId ? known.row('Warehouse', warehouseId).name : '';
  const stocked = [...asked.products.values()].flatMap(({ id: productId, name: productName, decimals, isStocked }) =>
    (isStocked && warehouseId ? [{ productId, warehouseId, productName, warehouseName, decimals }] : []));
  return {
    ...asked, credit: creditOf(known, customer.id), holds: holdsOf(known, customer.id), pools: poolsOfKnown(known, stocked, stocked),
    numbered: nextNumber(known, 'ORD', placedOn),
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
