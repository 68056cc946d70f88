// Pure: what is to be ordered now, and why: the planner's rule.
import type { ProposalKind, ReorderStepKind } from '../generated/rows.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import { expectedDemand, type DayDemand, type Forecast, type Window } from './demand.ts';
import { shortageOf, type Need, type Supply } from './projection.ts';

/** All that is known of a product in a warehouse when it is planned. */
export interface PlanFacts {
  productId: string; warehouseId: string; ruleId: string | null; supplierId: string | null; leadTimeDays: number;
  /** Null: from history. */
  reorderPoint: Quantity | null;
  maximum: Quantity | null; orderQuantity: Quantity | null; multiple: Quantity | null; minimum: Quantity | null; safetyStock: Quantity;
  /** Places of the product's unit. */
  decimals: number;
  onHand: Quantity; reserved: Quantity; held: Quantity; backordered: Quantity; incoming: Quantity; requested: Quantity;
  /** In drafts of purchase orders, requisitions and transfers: not expected yet, and not to be ordered again. */
  drafted: { purchaseOrderId: string | null; quantity: Quantity }[];
  supplies: Supply[]; needs: Need[]; history: DayDemand[];
}
export interface PlanSettings { horizonDays: number; coverDays: number; historyDays: number }
export interface Step { kind: ReorderStepKind; quantity: Quantity; day: Day | null; isLate: boolean; purchaseOrderId: string | null }
/** What the planner says; without identity and status. */
export interface Proposed {
  kind: ProposalKind; productId: string; warehouseId: string; ruleId: string | null; supplierId: string | null; projected: Quantity; reorderPoint: Quantity;
  quantity: Quantity; leadTimeDays: number; shortOn: Day | null; expectedOn: Day; isLate: boolean; steps: Step[];
}

const stepOf = (decimals: number): Quantity => 10n ** BigInt(6 - decimals) as Quantity;
const up = (quantity: Quantity, step: Quantity): Quantity => (((quantity + step - 1n) / step) * step) as Quantity;
const down = (quantity: Quantity, step: Quantity): Quantity => ((quantity / step) * step) as Quantity;
const larger = (a: Quantity, b: Quantity): Quantity => (a > b ? a : b);
const step = (kind: ReorderStepKind, quantity: Quantity, more: Partial<Step> = {}): Step =>
  ({ kind, quantity, day: null, isLate: false, purchaseOrderId: null, ...more });
const minus = (quantity: Quantity): Quantity => subtract(none, quantity);

/** The days whose demand counts as history: the last ones before today. */
export const windowOf = (today: Day, historyDays: number): Window => ({ from: addDays(today, -historyDays), to: addDays(today, -1) });

export const projectedOf = ({ onHand, incoming, requested, reserved, backordered }:
  Pick<PlanFacts, 'onHand' | 'incoming' | 'requested' | 'reserved' | 'backordered'>): Quantity =>
  (onHand + incoming + requested - reserved - backordered) as Quantity;

/** Projected stock, and what drafts would add to it. */
export const positionOf = (facts: PlanFacts): Quantity =>
  facts.drafted.reduce((sum, { quantity }) => add(sum, quantity), projectedOf(facts));

interface Wanted { quantity: Quantity; steps: Step[] }

/** How much is ordered once the point is reached: always so much that more than the point is projected afterwards. */
function wanted(facts: PlanFacts, position: Quantity, point: Quantity, cover: Quantity): Wanted {
  const { maximum, orderQuantity, minimum, decimals } = facts;
  const unit = stepOf(decimals);
  const above = add(subtract(point, position), unit);
  const steps: Step[] = [];
  let quantity: Quantity;
  if (maximum === null && orderQuantity !== null) {
    steps.push(step('ORDER_QUANTITY', orderQuantity));
    quantity = up(above, orderQuantity);
  } else {
    const target = maximum ?? add(point, cover);
    steps.push(...(maximum === null ? [step('DEMAND_IN_COVER', cover), step('TARGET', target)] : [step('MAXIMUM', maximum)]));
    quantity = larger(subtract(target, position), above);
    steps.push(step('SHORT_OF_TARGET', quantity));
  }
  if (minimum !== null && quantity < minimum) {
    steps.push(step('MINIMUM', minimum));
    quantity = minimum;
  }
  const multiple = facts.multiple ?? unit;
  const rounded = up(quantity, multiple);
  const less = down(quantity, multiple);
  const isTooMuch = maximum !== null && add(position, rounded) > maximum && less >= (minimum ?? unit) && add(position, less) > point;
  if (facts.multiple !== null) steps.push(step('MULTIPLE', multiple));
  return { quantity: isTooMuch ? less : rounded, steps };
}

function known(facts: PlanFacts, today: Day): Step[] {
  const { onHand, reserved, backordered, requested, supplies, drafted } = facts;
  const signed = (kind: ReorderStepKind, quantity: Quantity) => (quantity === none ? [] : [step(kind, quantity)]);
  const onOrder = supplies.filter(({ isRequested }) => !isRequested)
    .toSorted((a, b) => ((a.expectedOn ?? today) < (b.expectedOn ?? today) ? -1 : 1));
  return [
    step('ON_HAND', onHand), ...signed('RESERVED', minus(reserved)), ...signed('BACKORDERED', minus(backordered)),
    ...onOrder.map(({ quantity, expectedOn, purchaseOrderId }) =>
      step('INCOMING', quantity, { day: expectedOn, purchaseOrderId, isLate: expectedOn !== null && expectedOn < today })),
    ...signed('REQUESTED', requested),
    ...drafted.map(({ quantity, purchaseOrderId }) => step('DRAFTED', quantity, { purchaseOrderId })),
    step('PROJECTED', positionOf(facts)),
  ];
}

/**
 * What is to be ordered of a product for a warehouse: projected at or below the point gives ORDER; enough on order that is
 * overdue or comes too late gives EXPEDITE; else nothing. The same facts give the same answer, and once it is ordered, none.
 */
export function propose(facts: PlanFacts, settings: PlanSettings, today: Day, forecast: Forecast = expectedDemand): Proposed | null {
  const { leadTimeDays, safetyStock, supplies } = facts;
  const window = windowOf(today, settings.historyDays);
  const demand = forecast(facts.history, window, leadTimeDays);
  const point = facts.reorderPoint ?? up(add(demand, safetyStock), stepOf(facts.decimals));
  const position = positionOf(facts);
  const isLow = position <= point && (facts.reorderPoint !== null || point > none || position < none);
  const short = shortageOf({ usable: subtract(facts.onHand, facts.held), needs: facts.needs, supplies }, safetyStock, today, settings.horizonDays);
  const onOrder = supplies.filter(({ isRequested, purchaseOrderId }) => !isRequested && purchaseOrderId !== null);
  const overdue = onOrder.filter(({ expectedOn }) => expectedOn !== null && expectedOn < today);
  const head = {
    productId: facts.productId, warehouseId: facts.warehouseId, ruleId: facts.ruleId, supplierId: facts.supplierId, projected: position,
    reorderPoint: point, leadTimeDays, shortOn: short?.shortOn ?? null,
  };
  const limits = [step('DEMAND_IN_LEAD_TIME', demand), ...(safetyStock > none ? [step('SAFETY_STOCK', safetyStock)] : []), step('REORDER_POINT', point)];
  if (isLow) {
    const cover = up(forecast(facts.history, window, settings.coverDays), stepOf(facts.decimals));
    const { quantity, steps } = wanted(facts, position, point, cover);
    const expectedOn = addDays(today, leadTimeDays);
    return {
      ...head, kind: 'ORDER', quantity, expectedOn, isLate: overdue.length > 0 || (short !== null && short.shortOn < expectedOn),
      steps: [...known(facts, today), ...limits, ...steps, step('PROPOSED', quantity)],
    };
  }
  const withoutOverdue = overdue.reduce((left, { quantity }) => subtract(left, quantity), position);
  const awaited = onOrder.map(({ expectedOn }) => expectedOn ?? today).toSorted();
  const comesLate = short !== null && awaited.some((day) => day > short.shortOn);
  if (!comesLate && !(overdue.length > 0 && withoutOverdue <= point)) return null;
  const late = comesLate ? awaited.find((day) => day > short.shortOn) : awaited[0];
  return { ...head, kind: 'EXPEDITE', quantity: none, expectedOn: late ?? today, isLate: true, steps: [...known(facts, today), ...limits, step('PROPOSED', none)] };
}
