// Pure: exact conversion between units. A factor is a fraction of two positive whole numbers; nothing is rounded on the way.
import type { UnitRounding, UnitRow } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { extend, type Minor } from '../shared/money.ts';
import { fitsPlaces, printQuantity, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

/** How many of one unit another is: numerator / denominator, both above zero and without a common divisor. */
export interface Ratio { numerator: bigint; denominator: bigint }

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

export function ratio(numerator: bigint, denominator: bigint): Ratio {
  if (numerator <= 0n || denominator <= 0n) throw new Error(`${numerator}/${denominator} is no factor`);
  const common = divisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}
export const one: Ratio = { numerator: 1n, denominator: 1n };
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.numerator, a.denominator * b.denominator);
export const inverse = ({ numerator, denominator }: Ratio): Ratio => ({ numerator: denominator, denominator: numerator });
export const isSame = (a: Ratio, b: Ratio): boolean => a.numerator === b.numerator && a.denominator === b.denominator;

export type UnitFacts = Pick<UnitRow, 'id' | 'code' | 'decimals' | 'rounding' | 'dimension' | 'numerator' | 'denominator'>;
/** One of `unitId` is so many of `perUnitId`. */
export interface Definition { unitId: string; perUnitId: string; numerator: bigint; denominator: bigint }

/** What a unit's standard factor is: how many of its dimension's base. */
const standardOf = ({ numerator, denominator }: UnitFacts): Ratio | undefined =>
  (numerator === null || denominator === null ? undefined : ratio(numerator, denominator));

export interface Conversions {
  /** How many of the product's own unit one of each unit is. */
  factors: ReadonlyMap<string, Ratio>;
  /** The first unit that two ways give two factors, if there is one. */
  contradicted?: { unitId: string; first: Ratio; second: Ratio };
  /** Units that were defined and lead nowhere. */
  unlinked: string[];
}

/**
 * All that converts into a product's own unit: its definitions, either way round, and every unit of a dimension of which one
 * is known. Two ways to one unit must agree.
 */
export function conversionsOf(stockUnitId: string, definitions: readonly Definition[], units: ReadonlyMap<string, UnitFacts>): Conversions {
  const factors = new Map<string, Ratio>();
  const bases = new Map<string, Ratio>();
  let contradicted: Conversions['contradicted'];
  const know = (unitId: string, factor: Ratio): void => {
    const known = factors.get(unitId);
    if (known) {
      if (!isSame(known, factor)) contradicted ??= { unitId, first: known, second: factor };
      return;
    }
    factors.set(unitId, factor);
    const unit = units.get(unitId);
    const standard = unit && standardOf(unit);
    if (unit?.dimension && standard) {
      const base = times(factor, inverse(standard));
      const before = bases.get(unit.dimension);
      if (before && !isSame(before, base)) contradicted ??= { unitId, first: times(before, standard), second: factor };
      bases.set(unit.dimension, before ?? base);
      for (const other of before ? [] : units.values()) {
        const each = standardOf(other);
        if (other.dimension === unit.dimension && other.id !== unitId && each) know(other.id, times(base, each));
      }
    }
    for (const definition of definitions) {
      const per = ratio(definition.numerator, definition.denominator);
      if (definition.perUnitId === unitId) know(definition.unitId, times(factor, per));
      else if (definition.unitId === unitId) know(definition.perUnitId, times(factor, inverse(per)));
    }
  };
  know(stockUnitId, one);
  return { factors, contradicted, unlinked: definitions.map(({ unitId }) => unitId).filter((unitId) => !factors.has(unitId)) };
}

/** Millionths that one step of a unit with so many places takes. */
const stepOf = (places: number): bigint => 10n ** BigInt(6 - places);

/** A quantity times a factor where that lands on a step of the target, else the nearest steps below and above. */
export function convert(quantity: Quantity, factor: Ratio, places: number): { exact: Quantity } | { below: Quantity; above: Quantity } {
  const whole = quantity * factor.numerator;
  const step = stepOf(places) * factor.denominator;
  const steps = whole / step;
  if (whole % step === 0n) return { exact: (steps * stepOf(places)) as Quantity };
  return { below: (steps * stepOf(places)) as Quantity, above: ((steps + 1n) * stepOf(places)) as Quantity };
}

/** A computed quantity (numerator / denominator millionths, not below zero) at the places of a unit, by its rounding rule. */
export function roundedTo(numerator: bigint, denominator: bigint, places: number, rule: UnitRounding): Quantity {
  const step = stepOf(places) * denominator;
  const steps = numerator / step + (rule === 'UP' && numerator % step !== 0n ? 1n : 0n);
  return ((rule === 'HALF_AWAY' ? roundedQuotient(numerator, step) : steps) * stepOf(places)) as Quantity;
}

/** A product's own unit and all that converts into it. */
export interface ProductUnits { productId: string; stockUnit: UnitFacts; units: ReadonlyMap<string, UnitFacts>; factors: ReadonlyMap<string, Ratio> }

/** Columns of a line that was typed in another unit than the product's. */
export interface Entered { unitId: string; entered: Quantity; perNumerator: bigint; perDenominator: bigint }
export const asOwn = { unitId: null, entered: null, perNumerator: null, perDenominator: null } as const;
export interface Taken { quantity: Quantity; columns: Entered | typeof asOwn }

const GREATEST = 9n * 10n ** 18n;

/** The factor of a unit into a product's own; refuses one that does not convert. */
export function factorOf(product: ProductUnits, unitId: string, path: string[]): Ratio {
  const factor = product.factors.get(unitId);
  if (!factor || factor.numerator > GREATEST || factor.denominator > GREATEST) {
    throw fieldRefused(path, 'unit_foreign', { unit: product.units.get(unitId)?.code ?? '?', into: product.stockUnit.code });
  }
  return factor;
}

/**
 * A line's quantity as typed, in the product's unit. `path` leads to the line. Refuses a unit that does not convert, more places
 * than the unit has, and what lands between two steps of the product's unit, naming the nearest quantities that do.
 */
export function takeQuantity(product: ProductUnits, { quantity, unitId }: { quantity: Quantity; unitId?: string | null }, path: string[]): Taken {
  const { stockUnit } = product;
  const at = [...path, 'quantity'];
  if (!unitId || unitId === stockUnit.id) {
    if (!fitsPlaces(quantity, stockUnit.decimals)) throw fieldRefused(at, 'decimal_places', { places: stockUnit.decimals });
    return { quantity, columns: asOwn };
  }
  const factor = factorOf(product, unitId, [...path, 'unitId']);
  const unit = product.units.get(unitId);
  if (unit && !fitsPlaces(quantity, unit.decimals)) throw fieldRefused(at, 'decimal_places', { places: unit.decimals });
  const landed = convert(quantity, factor, stockUnit.decimals);
  if (!('exact' in landed)) {
    const [below, above] = nearestEntered(quantity, factor, stockUnit.decimals, unit?.decimals ?? 6);
    throw fieldRefused(at, below === 0n ? 'unit_least' : 'unit_between', {
      unit: unit?.code ?? '', into: stockUnit.code, below: printQuantity(below as Quantity), above: printQuantity(above as Quantity),
    });
  }
  return { quantity: landed.exact, columns: { unitId, entered: quantity, perNumerator: factor.numerator, perDenominator: factor.denominator } };
}

/** The nearest quantities of a unit, below and above, that are whole steps of the product's unit. */
export function nearestEntered(quantity: Quantity, { numerator, denominator }: Ratio, stockPlaces: number, unitPlaces: number): [bigint, bigint] {
  // A step that is one in both units: q × numerator / denominator must be a multiple of the stock's step, q of the unit's.
  const [stock, unit] = [stepOf(stockPlaces) * denominator, stepOf(unitPlaces)];
  const step = (unit * stock) / divisor(unit * numerator, stock);
  const below = (quantity / step) * step;
  return [below, below + step];
}

/** What a quantity in the product's unit is worth at a price of one entered unit: exact up to the one rounding to money. */
export function extendEntered(price: UnitPrice, quantity: Quantity, per: { perNumerator: bigint | null; perDenominator: bigint | null }, currencyCode: string): Minor {
  const { perNumerator, perDenominator } = per;
  if (perNumerator === null || perDenominator === null) return extend(price, quantity, currencyCode);
  return extendRatio(price, quantity * perDenominator, perNumerator, currencyCode);
}

/** Price × (millionths / divisor) as money. */
function extendRatio(price: UnitPrice, millionths: bigint, by: bigint, currencyCode: string): Minor {
  const places = extend((10n ** 8n) as UnitPrice, 1_000_000n as Quantity, currencyCode); // one main unit in minor units
  return roundedQuotient(price * millionths * places, by * 10n ** 14n) as Minor;
}

/** The price of one of the product's own unit, rounded half away to 10⁻⁸: told beside, amounts are made from the entered one. */
export const ownPrice = (entered: UnitPrice, { numerator, denominator }: Ratio): UnitPrice => roundedQuotient(entered * denominator, numerator) as UnitPrice;
/** The price of one of another unit from that of the product's own. */
export const enteredPrice = (own: UnitPrice, { numerator, denominator }: Ratio): UnitPrice => roundedQuotient(own * numerator, denominator) as UnitPrice;
