// Pure: what is bought for one line of a customer's order follows it, and it follows what is bought.
import type { JitDemandRow, JitStatus, OrderLineRow, OrderRow, PurchaseOrderLineRow, PurchaseOrderRow } from '../generated/rows.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Found } from './warnings.ts';

/** A line of an order of something that is bought for it, and all that it hangs on. */
export interface JitFacts {
  order: OrderRow;
  line: OrderLineRow;
  warehouseId: string;
  /** What of the line has no goods yet. */
  backordered: Quantity;
  supplierId: string | null;
  leadTimeDays: number;
  demand: JitDemandRow | undefined;
  purchase: { order: PurchaseOrderRow; line: PurchaseOrderLineRow } | undefined;
}
export type DemandColumns = Omit<JitDemandRow, 'id' | 'companyId' | 'createdAt' | 'version'>;
export interface Settled {
  /** What the demand is now; null where there is none and none is needed. */
  demand: DemandColumns | null;
  /** The order is wanted no earlier than this day, as its goods come later than promised. */
  orderTo: Day | null;
  /** What is on order for it is wanted on this later day. */
  purchaseTo: Day | null;
}

const isWanted = ({ order, line }: Pick<JitFacts, 'order' | 'line'>): boolean =>
  (order.status === 'PLACED' || order.status === 'PART_SHIPPED') && subtract(subtract(line.quantity, line.shipped), line.cancelled) > none;

/** How far the goods are; undefined when what was ordered for it will not come. */
function progress({ order, line }: NonNullable<JitFacts['purchase']>): JitStatus | undefined {
  if (line.received >= line.quantity) return 'RECEIVED';
  if (order.status === 'DRAFT') return 'DRAFTED';
  return order.status === 'ORDERED' || order.status === 'PART_RECEIVED' ? 'ORDERED' : undefined;
}

const expectedOf = ({ order, line }: NonNullable<JitFacts['purchase']>): Day | null => line.expectedOn ?? order.expectedOn;

/** The day by which it has to be ordered: need less lead time. */
export const orderByOf = (neededOn: Day, leadTimeDays: number): Day => addDays(neededOn, -leadTimeDays);

const unlinked = { purchaseOrderId: null, purchaseOrderLineId: null, expectedOn: null };

/**
 * What a demand is, given its order and its purchase order. Whichever side slips moves the other: an order that is wanted
 * later puts off what is on order for it; goods that come later than the order's day move the order.
 */
export function settle(facts: JitFacts): Settled {
  const { order, line, warehouseId, backordered, purchase } = facts;
  const old = facts.demand;
  const wanted = isWanted(facts);
  if (!old && (!wanted || backordered === none)) return { demand: null, orderTo: null, purchaseTo: null };
  const leadTimeDays = old && purchase ? old.leadTimeDays : facts.leadTimeDays;
  const told = order.requiredOn;
  // The order's own side has moved when its day is not the one that we last saw or gave it.
  const hasMoved = old !== undefined && told !== null && told !== old.neededOn;
  const first = told ?? old?.neededOn ?? addDays(order.placedOn ?? order.requiredOn ?? ('' as Day), leadTimeDays);
  const promisedOn = old && !hasMoved ? old.promisedOn : first;
  const status = purchase && progress(purchase);
  const base = {
    orderId: order.id, orderLineId: line.id, productId: line.productId, warehouseId, supplierId: purchase?.order.supplierId ?? facts.supplierId, leadTimeDays, promisedOn,
  };
  if (purchase && status) {
    const expectedOn = expectedOf(purchase);
    const isLater = hasMoved && status !== 'RECEIVED' && wanted && expectedOn !== null && expectedOn < first && first > (old?.neededOn ?? first);
    const comesOn = isLater ? first : expectedOn;
    // Only what is new moves the order: who moves it back before its goods come is warned, and not corrected.
    const isNews = !hasMoved && (old?.status !== 'ORDERED' || old.expectedOn !== expectedOn);
    const orderTo = wanted && status === 'ORDERED' && isNews && comesOn !== null && comesOn > first ? comesOn : null;
    return {
      demand: {
        ...base, quantity: old?.quantity ?? backordered, neededOn: first, orderBy: orderByOf(first, leadTimeDays), status: wanted || status === 'RECEIVED' ? status : 'CANCELLED',
        purchaseOrderId: purchase.order.id, purchaseOrderLineId: purchase.line.id, expectedOn: comesOn,
      },
      orderTo, purchaseTo: isLater ? first : null,
    };
  }
  const isOpen = wanted && backordered > none;
  return {
    demand: {
      ...base, ...unlinked, quantity: isOpen ? backordered : old?.quantity ?? backordered, neededOn: first, orderBy: orderByOf(first, leadTimeDays),
      status: isOpen ? 'TO_ORDER' : 'CANCELLED',
    },
    orderTo: null, purchaseTo: null,
  };
}

/** A demand whose order is wanted on another day. */
export const neededAt = (demand: DemandColumns, neededOn: Day): DemandColumns => ({ ...demand, neededOn, orderBy: orderByOf(neededOn, demand.leadTimeDays) });

/** What is wrong with a demand now: its goods come later than promised, or are bought for nobody. */
export function jitWarning(demandId: string, demand: DemandColumns, { purchase }: Pick<JitFacts, 'purchase'>, today: Day): Found | null {
  const { productId, warehouseId, orderId, promisedOn, quantity, status, leadTimeDays } = demand;
  const found = (kind: Found['kind'], comesOn: Day, hits: Found['hits']): Found => ({
    kind, productId, warehouseId, jitDemandId: demandId, floor: none, shortOn: promisedOn, shortQuantity: quantity, worstOn: comesOn, worstQuantity: quantity, hits,
  });
  if (status === 'CANCELLED') {
    const stillComes = purchase && progress(purchase) !== undefined && progress(purchase) !== 'RECEIVED';
    return stillComes ? found('JIT_SURPLUS', expectedOf(purchase) ?? today, []) : null;
  }
  if (status === 'RECEIVED') return null;
  const soonest = addDays(today, leadTimeDays);
  const expectedOn = status === 'TO_ORDER' ? soonest : demand.expectedOn ?? soonest;
  const comesOn = expectedOn < today ? today : expectedOn;
  return comesOn > promisedOn ? found('JIT_LATE', comesOn, [{ orderId, neededOn: promisedOn, missing: quantity }]) : null;
}
