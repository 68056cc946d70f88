import sql, { join } from 'sql-template-tag';
import { nextNumber, seriesPart } from '../accounting/bookParts.ts';
import { DayInFuture } from '../accounting/refusals.ts';
import { creditOf, customerOf, customerParts, holdsOf, customerPolicyOf, customerPolicyPart } from '../customers/customerParts.ts';
import { demandGranted } from '../customers/granted.ts';
import { CreditNotGranted, CustomerInactive, CustomerOnHold } from '../customers/refusals.ts';
import { currencyFor, documentMoney } from '../currencies/documentMoney.ts';
import { rateFor, ratePart, ratesOf } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { promotionsIn } from '../pricing/promotionMoney.ts';
import { demandMayOrder, demandPrepaid } from '../customers/rules.ts';
import type { ApprovalRow, Channel, CustomerRow, OrderDiscountRow, OrderRow } from '../generated/rows.ts';
import { poolParts, poolsOfKnown } from '../inventory/poolParts.ts';
import { redeemRows, redemptionRefusals } from '../pricing/coupons.ts';
import { callOff } from '../pricing/frameworkCalls.ts';
import { frameworkParts, frameworksOf } from '../pricing/frameworkParts.ts';
import { marginParts, marginsOf } from '../pricing/marginParts.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { priceParts, pricesOf } from '../pricing/priceParts.ts';
import { codeOf, promotionParts, promotionsOf } from '../pricing/promotionParts.ts';
import { frameworkRefusals, MarginTooLow } from '../pricing/refusals.ts';
import { sellablePart, sellablesOf } from '../pricing/sellableParts.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { boolean, day, id, object, optional, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { printMoney } from '../shared/money.ts';
import { aside, idArray, locked, read, type Part } from '../shared/parts.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { together, type Asked } from '../shared/together.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { allowedPlaces, ruleFor } from './allocation.ts';
import { draftOrder } from './draft.ts';
import { unitsOfSold } from './lineUnits.ts';
import type { DraftFacts } from './loadDraftFacts.ts';
import type { LoadedOrder } from './loadOrder.ts';
import { demandMargin } from './marginRules.ts';
import { demandMove } from './moves.ts';
import { orderInput } from './orderInput.ts';
import { customersOfOrders, orderOf, orderParts } from './orderParts.ts';
import { CreditLimitExceeded, OrderEmpty, OrderStatusForbids, StockShort } from './refusals.ts';
import { reserveLines, type Choice, type Reserved } from './reserving.ts';
import { demandCredit, demandLines, placedRows, worthOfOrder } from './rules.ts';

const input = {
  orderId: { ...optional(id('Order')), describe: 'A draft; or give `order` to draft and place at once.' },
  order: optional(object('PlaceOrderDraftInput', orderInput)),
  acceptBackorder: { ...optional(boolean()), describe: 'Takes the order although not all of it is available: the rest waits for goods.' },
  reserveLater: { ...optional(boolean()), describe: 'Promises no goods yet: all of it waits, until goods come or `reserveStock`.' },
  placedOn: { ...optional(day()), describe: 'Today when left out.' },
};
type PlaceInput = InputOf<typeof input>;

interface Placing {
  customer: CustomerRow; warehouseId: string | undefined; chooses: boolean; channel: Channel; draft?: DraftFacts; stored?: LoadedOrder;
  products: Map<string, Sellable>; approvals: ApprovalRow[]; discounts: OrderDiscountRow[]; codes: readonly string[];
}

const onOf = ({ input: { placedOn }, ctx }: Asked<typeof input>): Day => placedOn ?? ctx.today;

/** Parts of drafts that are stored already: their lines, approvals, what they sell and where it lies. */
const storedParts = (asked: readonly Asked<typeof input>[]): Part[] => [
  ...orderParts(asked.map((each) => each.input.orderId)),
  locked('approvals', 'Approval', sql`t."subjectId" = ANY(ARRAY(SELECT id FROM orders))`),
  aside('stored_wants', sql`SELECT l."productId", o."warehouseId", o."choosesWarehouse" AS chooses, o.channel, d."on" FROM orders o JOIN order_lines l ON l."orderId" = o.id
    JOIN unnest(${asked.map((each) => each.input.orderId)}::uuid[], ${asked.map(onOf)}::date[]) AS d("orderId", "on") ON d."orderId" = o.id`),
];

/** Parts of orders that are drafted and placed at once: what they are drafted from, and what they want. */
function draftParts(asked: readonly Asked<typeof input>[], ctx: Context): Part[] {
  const given = asked.flatMap((each) => (each.input.order ? [{ ...each.input.order, on: onOf(each), channel: each.ctx.channel }] : []));
  const wants = given.flatMap(({ lines, warehouseId, ...asked }) => lines.map(({ productId }) => ({ ...asked, productId, warehouseId: warehouseId ?? null })));
  const home = sql`(SELECT id FROM "Warehouse" WHERE "companyId" = ${ctx.company.id} AND "isDefault")`;
  const inUnits = given.flatMap(({ lines }) => lines.filter(({ unitId }) => unitId).map(({ productId }) => productId));
  const sellers = given.flatMap(({ salesPersonId }) => salesPersonId ?? []);
  return [
    aside('given_wants', sql`SELECT u."productId", coalesce(u."warehouseId", ${home}) AS "warehouseId", u."warehouseId" IS NULL AS chooses, u.channel::"Channel" AS channel, u."on"
      FROM unnest(${wants.map(({ productId }) => productId)}::uuid[], ${wants.map(({ warehouseId }) => warehouseId)}::uuid[], ${wants.map(({ on }) => on)}::date[],
        ${wants.map(({ channel }) => channel)}::text[]) AS u("productId", "warehouseId", "on", channel)`),
    read('addresses', 'Address', sql`t."customerId" = ANY(${idArray(given.map(({ customerId }) => customerId))})`),
    ...(inUnits.length > 0 ? [read('units', 'Unit', sql`TRUE`), read('product_units', 'ProductUnit', sql`t."productId" = ANY(${idArray(inUnits)})`)] : []),
    ...(sellers.length > 0 ? [read('sales_people', 'SalesPerson', sql`t.id = ANY(${idArray(sellers)})`)] : []),
  ];
}

/** The pools that may serve what is wanted: of the warehouse named, and where none was, of those that the rule of the channel allows and that know the goods. */
const wantedPools = sql`SELECT g."productId", g."warehouseId" FROM wanted_goods g
  UNION SELECT g."productId", l."warehouseId" FROM rules r JOIN wanted_goods g ON g.chooses AND (r.channel = g.channel
      OR (r.channel IS NULL AND NOT EXISTS (SELECT FROM rules o WHERE o.channel = g.channel)))
    JOIN LATERAL (SELECT s."warehouseId" FROM "StockLevel" s JOIN "Warehouse" h ON h.id = s."warehouseId" AND h."isActive" AND h.kind = 'SITE'
      WHERE s."productId" = g."productId" AND (cardinality(r."warehouseIds") = 0 OR s."warehouseId"::text = ANY(r."warehouseIds")) LIMIT 1000) l ON TRUE`;

/** Everything that placing decides on, in the order of locks: drafts, approvals, credit, stock, numbers. */
function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const [{ ctx }] = asked as [Asked<typeof input>];
  const stored = asked.filter((each) => !each.input.order);
  const given = asked.filter((each) => each.input.order);
  const either = <T>(ofStored: T, ofGiven: T): T[] => [...(stored.length > 0 ? [ofStored] : []), ...(given.length > 0 ? [ofGiven] : [])];
  const wants = join(either(sql`SELECT * FROM stored_wants`, sql`SELECT * FROM given_wants`), ' UNION ');
  const warehouses = idArray(given.map((each) => each.input.order?.warehouseId));
  const customers = join(either(customersOfOrders, idArray(given.map((each) => each.input.order?.customerId))), ' || ');
  const days = [...new Set(asked.map(onOf))].sort();
  const codes = [...new Set(given.flatMap((each) => each.input.order?.couponCodes ?? []).map(codeOf))];
  // Only what is drafted now is priced now: a stored draft has its prices.
  const pricesWanted = given.length > 0 ? priceParts(customers, sql`SELECT * FROM given_wants`, days[0] ?? ctx.today) : [];
  return [
    read('rules', 'AllocationRule', sql`t."companyId" = ${ctx.company.id} AND t."isActive"`),
    ...either(storedParts(stored), draftParts(given, ctx)).flat(),
    read('warehouses', 'Warehouse', join([sql`(t."companyId" = ${ctx.company.id} AND (t."isDefault" OR EXISTS (SELECT FROM rules)))`,
      ...either(sql`t.id = ANY(ARRAY(SELECT "warehouseId" FROM orders))`, sql`t.id = ANY(${warehouses})`)], ' OR ')),
    ...frameworkParts(join(either(sql`t.id = ANY(ARRAY(SELECT "frameworkId" FROM order_lines))`,
      sql`(t."customerId" = ANY(${idArray(given.map((each) => each.input.order?.customerId))}) AND t.status = 'ACTIVE')`), ' OR ')),
    ...promotionParts(ctx, { customers, from: days[0] ?? ctx.today, to: days.at(-1) ?? ctx.today, codes, hasOrders: stored.length > 0, hasGiven: given.length > 0 }),
    ...customerParts(customers),
    customerPolicyPart(),
    sellablePart(ctx, wants),
    aside('wanted_goods', sql`SELECT w."productId", w."warehouseId", w.chooses, w.channel FROM (${wants}) w WHERE (SELECT p."isStocked" FROM "Product" p WHERE p.id = w."productId")
      UNION SELECT k."componentProductId", w."warehouseId", w.chooses, w.channel FROM (${wants}) w JOIN LATERAL (SELECT c."componentProductId" FROM "KitComponent" c
        WHERE c."kitProductId" = w."productId" LIMIT 500) k ON TRUE`),
    ...pricesWanted,
    ...marginParts(ctx, sql`SELECT w."productId" FROM (${wants}) w`),
    ...poolParts(wantedPools),
    ratePart(ctx, days),
    seriesPart(ctx, 'ORD', asked.map(onOf)),
  ];
}

function placing(known: Known, { orderId, order: given, placedOn }: PlaceInput, ctx: Context): Placing {
  if (!orderId === !given) throw fieldRefused(['orderId'], 'one_of', { fields: 'orderId, order' });
  const on = placedOn ?? ctx.today;
  if (given) {
    const [warehouse] = known.rows('Warehouse', (row) => (given.warehouseId ? row.id === given.warehouseId : row.isDefault && row.companyId === ctx.company.id));
    const products = sellablesOf(known, given.lines.map((line) => line.productId), on);
    const codes = (given.couponCodes ?? []).map(codeOf);
    const isInUnits = given.lines.some(({ unitId }) => unitId);
    const customer = customerOf(known, given.customerId, ctx);
    const money = documentMoney(currencyFor(given.currencyCode, customer, ctx), on, ratesOf(known), ctx, ['order']);
    const draft: DraftFacts = {
      customer, money, on, prices: pricesOf(known), promotions: promotionsIn(promotionsOf(known, given.customerId, codes), money), frameworks: frameworksOf(known), addresses: known.rows('Address', (row) => row.customerId === given.customerId), warehouse, products,
      ...(isInUnits ? { units: unitsOfSold(products.values(), known.rows('Unit', () => true), known.rows('ProductUnit', () => true)) } : {}),
      isKnownSalesPerson: !given.salesPersonId || known.rows('SalesPerson', (row) => row.id === given.salesPersonId).length > 0, channel: ctx.channel,
    };
    return { customer: draft.customer, warehouseId: warehouse?.id, chooses: !given.warehouseId, channel: ctx.channel, draft, products: draft.products, approvals: [], discounts: [], codes };
  }
  const stored = orderOf(known, String(orderId), ctx);
  return {
    customer: stored.customer, warehouseId: stored.order.warehouseId, chooses: stored.order.choosesWarehouse, channel: stored.order.channel, stored,
    products: sellablesOf(known, stored.lines.map((line) => line.productId), on),
    approvals: known.rows('Approval', (row) => row.subjectId === stored.order.id), codes: stored.order.couponCodes,
    discounts: known.rows('OrderDiscount', (row) => row.orderId === stored.order.id),
  };
}

function facts(known: Known, given: PlaceInput, ctx: Context) {
  const asked = placing(known, given, ctx);
  const placedOn = given.placedOn ?? ctx.today;
  if (placedOn > ctx.today) throw DayInFuture({ day: placedOn, today: ctx.today });
  const { warehouseId, customer, chooses, channel } = asked;
  const rule = chooses ? ruleFor(known.rows('AllocationRule', () => true), channel) : undefined;
  const places = rule ? allowedPlaces(rule, known.rows('Warehouse', (row) => row.companyId === ctx.company.id)) : [];
  const choice = rule && places.length > 0 ? { rule, places } : undefined;
  const home = known.rows('Warehouse', (row) => row.id === warehouseId);
  const served = choice ? [...places, ...home.filter(({ id }) => places.every((place) => place.id !== id))] : home;
  const stocked = [...asked.products.values()].flatMap(({ id, name, decimals, isStocked, components }) => [
    ...(isStocked ? [{ productId: id, productName: name, decimals }] : []), ...components.map((each) => ({ ...each, productName: each.name })),
  ]).flatMap((goods) => served.map(({ id, name }) => ({ ...goods, warehouseId: id, warehouseName: name })));
  return {
    ...asked, choice, rates: ratesOf(known), frameworks: frameworksOf(known), credit: creditOf(known, customer.id), holds: holdsOf(known, customer.id), policy: customerPolicyOf(known), pools: poolsOfKnown(known, stocked, stocked, ctx),
    numbered: nextNumber(known, 'ORD', placedOn), margins: marginsOf(known), limits: known.rows('ApprovalLimit', () => true),
    // What is redeemed is looked up by the discounts themselves: a draft may have a promotion that it would not get today.
    redeeming: {
      promotions: known.rows('Promotion', () => true), coupons: known.rows('Coupon', () => true),
      redemptions: known.rows('PromotionRedemption', (row) => row.customerId === customer.id && row.givenBackAt === null),
    },
  };
}

/** Which warehouses a rule chose, for the audit trail. */
const allocated = ({ id: subjectId }: OrderRow, choice: Choice | undefined, told: Reserved['told']): EventDraft[] =>
  (choice && told.length > 0 ? [{ kind: 'orderAllocated', subjectType: 'Order', subjectId, data: { strategy: choice.rule.strategy, lines: told } }] : []);

export const placeOrder = action({
  name: 'placeOrder', permission: 'orders.write',
  describe: 'Places an order: credit and stock are checked, goods are reserved, the order gets its number.',
  input, payload: { order: 'record:Order' },
  refusals: [OrderStatusForbids, OrderEmpty, CustomerInactive, CustomerOnHold, CreditNotGranted, CreditLimitExceeded, StockShort, DayInFuture, MarginTooLow, ...rateRefusals, ...frameworkRefusals, ...redemptionRefusals],
  ...together({ parts, facts }),
  decide: (known, given, ctx) => {
    const { customer, holds, credit, pools, products, approvals, numbered: { number, taken }, stored, draft, choice, redeeming } = known;
    const placedOn = given.placedOn ?? ctx.today;
    // loadAsked gave one of the two.
    const { order, lines, discounts } = stored ? { ...stored, discounts: known.discounts } : draftOrder(given.order as NonNullable<typeof given.order>, draft as DraftFacts, ctx, ['order']);
    const path = stored ? ['lines'] : ['order', 'lines'];
    demandMove(order, 'placeOrder');
    demandLines(order, lines);
    demandMayOrder(customer, holds);
    const called = callOff(order, lines, known.frameworks, { on: placedOn, number, reason: order.overCallReason }, ctx);
    const redeemed = redeemRows({ orderId: order.id, customerId: customer.id, on: placedOn, discounts, facts: redeeming }, ctx);
    // The rate of the day on which it is placed stays the order's.
    order.exchangeRate = rateFor(known.rates, order.currencyCode, placedOn, ctx);
    const worth = worthOfOrder(order, ctx);
    // What replaces a return earns nothing, and was agreed on with it.
    const excused = order.replacesReturnId !== null ? [] : demandMargin(order, lines, discounts, { ...known, promotions: redeeming.promotions }, ctx);
    demandPrepaid(customer, holds, credit, worth);
    demandGranted(customer, credit, known.policy, worth, placedOn, ctx.company.timeZone);
    const used = demandCredit(customer, credit, worth, approvals);
    const { rows: reservations, head, told, waiting } = reserveLines(order, customer, lines, products, pools, choice, given, path, ctx);
    return {
      rows: [
        ...(stored ? [] : [insert('Order', order), ...lines.map((line) => insert('OrderLine', line)), ...discounts.map((each) => insert('OrderDiscount', each))]),
        ...placedRows(order, { ...head, exchangeRate: order.exchangeRate }, credit, number, placedOn, ctx), ...called.rows, ...redeemed, ...excused, ...used, ...reservations, ...pools.changes(), taken,
      ],
      events: [
        { kind: 'orderPlaced', subjectType: 'Order', subjectId: order.id,
          data: { number, customer: customer.name, total: printMoney(order.totalMinor, order.currencyCode), acceptBackorder: given.acceptBackorder ?? false, ...(waiting > 0 ? { waiting } : {}) } },
        ...(used.length > 0 ? [{ kind: 'creditOverrideUsed', subjectType: 'Order', subjectId: order.id }] : []),
        ...(excused.length > 0 ? [{ kind: 'marginOverrideUsed', subjectType: 'Order', subjectId: order.id }] : []),
        ...allocated(order, choice, told), ...called.events,
      ],
      result: { order: order.id },
    };
  },
});
