// Pure: how sites stand against what they should have, and what fills them: goods of the central store first, then a purchase.
import type { ParStatus } from '../generated/rows.ts';
import { convert, roundedTo, type Ratio } from '../catalogue/units.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';

export interface ParFact {
  id: string; productId: string; warehouseId: string; par: Quantity; minimum: Quantity;
  /** On hand and promised to nobody. */
  available: Quantity;
  /** Available, and all that is on order or asked for, less what orders wait for. */
  projected: Quantity;
  /** On transfers to the site that were planned and not dispatched. */
  planned: Quantity;
  decimals: number;
  /** How many of the product's unit the unit is in which it is bought. */
  buysBy: Ratio | null;
}

/** What a central store can give: available beyond its own par, and beyond what it is planned to send. */
export interface Central { warehouseId: string; spare: ReadonlyMap<string, Quantity> }

export interface ParProposal { parLevelId: string; status: ParStatus; need: Quantity; transfer: Quantity; purchase: Quantity }

export function statusOf({ par, minimum, available, projected, planned }: Pick<ParFact, 'par' | 'minimum' | 'available' | 'projected' | 'planned'>): ParStatus {
  if (available >= par) return 'ENOUGH';
  if (add(projected, planned) >= par) return 'ON_ITS_WAY';
  return available <= minimum ? 'BELOW_MINIMUM' : 'BELOW_PAR';
}

/** What is missing up to par, once what is on its way has come. */
export const needOf = ({ par, projected, planned }: Pick<ParFact, 'par' | 'projected' | 'planned'>): Quantity =>
  most(none, subtract(par, add(projected, planned)));

/** As many of the units in which it is bought as are needed, in the product's unit; where that is no whole step, the next one. */
function bought(need: Quantity, { buysBy, decimals }: Pick<ParFact, 'buysBy' | 'decimals'>): Quantity {
  if (!buysBy || need === none) return need;
  const { numerator, denominator } = buysBy;
  const packs = roundedTo(need * denominator, numerator, 0, 'UP');
  const landed = convert(packs, buysBy, decimals);
  return 'exact' in landed ? landed.exact : landed.above;
}

/**
 * Fills in the order given (by site and product), so that the store's goods are shared out once. A site is filled when it is at
 * or below its minimum, or when `wanted` names it; `wanted` may say how much.
 */
export function proposals(facts: readonly ParFact[], central: Central | undefined, wanted?: ReadonlyMap<string, Quantity | null>): ParProposal[] {
  const spare = new Map(central?.spare);
  return facts.map((fact) => {
    const status = statusOf(fact);
    const asked = wanted?.get(fact.id);
    const isDue = wanted ? wanted.has(fact.id) : add(fact.projected, fact.planned) <= fact.minimum;
    const need = isDue ? asked ?? needOf(fact) : none;
    const there = central && central.warehouseId !== fact.warehouseId ? spare.get(fact.productId) ?? none : none;
    const transfer = fewest(need, most(none, there));
    if (transfer > none) spare.set(fact.productId, subtract(there, transfer));
    return { parLevelId: fact.id, status, need, transfer, purchase: bought(subtract(need, transfer), fact) };
  });
}
