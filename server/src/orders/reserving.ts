// Pure: what an order is promised when it is placed, and from where.
import type { AllocationRuleRow, CustomerRow, Json, OrderLineRow, OrderRow, WarehouseRow } from '../generated/rows.ts';
import type { Freshness } from '../inventory/lots.ts';
import type { Pools } from '../inventory/pools.ts';
import { availableFor, firstToExpire, reserveHere, type Goods } from '../inventory/promises.ts';
import { partOf } from '../inventory/kitUnits.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import type { Change } from '../shared/write.ts';
import { ranked, sharesOf, type Candidate, type Share } from './allocation.ts';
import { StockShort } from './refusals.ts';

/** What an order takes that is not available, or not yet: whether the rest may wait, and whether all of it does. */
export interface Patience { acceptBackorder?: boolean | null; reserveLater?: boolean | null }

/** What a line takes out of stock: nothing for services and for what a supplier sends. */
export function goodsOf(product: Pick<Sellable, 'id' | 'isStocked' | 'components'> | undefined, line: Pick<OrderLineRow, 'isDropShipped'>): Goods[] {
  if (!product || line.isDropShipped) return [];
  if (product.isStocked) return [{ productId: product.id, perKit: null }];
  return product.components.map(({ productId, perKit }) => ({ productId, perKit }));
}

/** Who may serve an order that names no warehouse: the rule, and its warehouses by priority. */
export interface Choice { rule: AllocationRuleRow; places: readonly WarehouseRow[] }

/** What is known of who ordered and where it goes. */
export type Head = Pick<OrderRow, 'shipToCity' | 'shipToRegion' | 'shipToPostalCode' | 'shipToCountry' | 'shipToLatitude' | 'shipToLongitude' | 'requiredOn'>
  & Pick<CustomerRow, 'minimumShelfLifeDays'>;

const freshness = ({ requiredOn, minimumShelfLifeDays }: Head): Freshness => ({ neededOn: requiredOn, minimumShelfLifeDays });

interface Wanted { quantity: Quantity; goods: Goods[] }

const candidatesOf = ({ places }: Choice, goods: readonly Goods[], pools: Pools, head: Head): Candidate[] => places.filter(({ id }) => goods.every(({ productId }) => pools.has(productId, id))).map((warehouse) => ({
  warehouse, free: availableFor(pools, goods, warehouse.id, freshness(head)), expiresOn: firstToExpire(pools, goods, warehouse.id, freshness(head)),
}));

/** The first warehouse asked that has all of an order; goods that several lines take are counted together. */
export function togetherAt(choice: Choice, wanted: readonly Wanted[], pools: Pools, head: Head): Share | undefined {
  const [first] = wanted;
  if (!first || !choice.rule.keepsTogether) return undefined;
  const asked = ranked(choice.rule.strategy, candidatesOf(choice, first.goods, pools, head), head);
  const needs = new Map<string, Quantity>();
  for (const { quantity, goods } of wanted) {
    for (const { productId, perKit } of goods) needs.set(productId, add(needs.get(productId) ?? none, partOf(quantity, perKit)));
  }
  const whole = asked.find(({ warehouse }) =>
    [...needs].every(([productId, quantity]) => availableFor(pools, [{ productId, perKit: null }], warehouse.id, freshness(head)) >= quantity));
  if (!whole) return undefined;
  const { by, value } = whole.because;
  return { warehouseId: whole.warehouse.id, quantity: none, because: { strategy: choice.rule.strategy, by, value, covers: 'ORDER', of: asked.length } };
}

/** Where a line that no warehouse was named for is served from, as the lines before it have left the pools. */
export const sharesFor = (choice: Choice, { quantity, goods }: Wanted, pools: Pools, head: Head): Share[] =>
  sharesOf(quantity, ranked(choice.rule.strategy, candidatesOf(choice, goods, pools, head), head), choice.rule);

export interface Reserved {
  rows: Change[];
  /** How many lines wait for goods. */
  waiting: number;
  /** What of the order's head follows from a choice; nothing where a warehouse was named. */
  head: Partial<Pick<OrderRow, 'warehouseId' | 'servedFrom'>>;
  /** What came from where, for the audit trail; none where a warehouse was named. */
  told: { [field: string]: Json }[];
}

/** Promises each line that sells goods what is available. Refuses STOCK_SHORT unless the rest may wait. */
export function reserveLines(order: OrderRow, customer: Pick<CustomerRow, 'minimumShelfLifeDays' | 'priority'>, lines: readonly OrderLineRow[], products: ReadonlyMap<string, Sellable>, pools: Pools, choice: Choice | undefined,
  { acceptBackorder, reserveLater }: Patience, path: string[], ctx: DecideContext): Reserved {
  const head: Head = { ...order, minimumShelfLifeDays: customer.minimumShelfLifeDays };
  const wanted = lines.map((line) => ({ line, quantity: line.quantity, goods: goodsOf(products.get(line.productId), line) })).filter(({ goods }) => goods.length > 0);
  const servedFrom = choice ? ranked(choice.rule.strategy === 'NEAREST' ? 'NEAREST' : 'PRIORITY', candidatesOf(choice, [], pools, head), head).map(({ warehouse }) => warehouse.id) : [];
  const together = choice && togetherAt(choice, wanted, pools, head);
  const home = (quantity: Quantity): Share => ({ warehouseId: order.warehouseId, quantity, because: { by: order.choosesWarehouse ? 'DEFAULT' : 'NAMED' } });
  const done = wanted.map(({ line, quantity, goods }) => {
    const asked = !choice ? [home(quantity)]
      : together ? [{ ...together, quantity }] : sharesFor(choice, { quantity, goods }, pools, head);
    const shares = reserveLater ? asked.slice(0, 1).map((share) => ({ ...share, quantity })) : asked;
    // Where none of them knows the goods, they wait at home.
    const made = (shares.length > 0 ? shares : [home(quantity)]).map((share) => reserveHere(pools, {
      orderId: order.id, orderLineId: line.id, goods, warehouseId: share.warehouseId, quantity: share.quantity,
      neededOn: order.requiredOn, minimumShelfLifeDays: customer.minimumShelfLifeDays, priority: order.priority ?? customer.priority,
      isLinked: servedFrom.length > 1 || goods.some(({ perKit }) => perKit !== null), because: share.because,
      path: [...path, String(line.no - 1), 'quantity'], isLater: !!reserveLater,
    }, ctx));
    const short = made.reduce((sum, { backordered }) => add(sum, backordered), none);
    if (short > none && !acceptBackorder && !reserveLater) {
      throw StockShort({ product: line.productId, productName: line.description, wanted: line.quantity, available: subtract(line.quantity, short), short });
    }
    return { line, shares, isShort: short > none, rows: made.flatMap(({ rows }) => rows) };
  });
  const first = done[0]?.shares[0];
  return {
    rows: done.flatMap(({ rows }) => rows), waiting: done.filter(({ isShort }) => isShort).length,
    head: choice ? { servedFrom, ...(first ? { warehouseId: first.warehouseId } : {}) } : {},
    told: choice ? done.flatMap(({ line, shares }) => shares.map(({ warehouseId, quantity, because }) =>
      ({ product: line.description, warehouseId, quantity: printQuantity(quantity), because }))) : [],
  };
}
