// Pure: order lines that are told in another unit than the product's.
import { asOwn, enteredPrice, ownPrice, ratio, takeQuantity, type ProductUnits, type UnitFacts } from '../catalogue/units.ts';
import { productUnitsOf } from '../catalogue/unitsLoad.ts';
import type { OrderLineRow, ProductUnitRow } from '../generated/rows.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import type { Quantity, UnitPrice } from '../shared/quantity.ts';

export type UnitsOf = ReadonlyMap<string, ProductUnits>;
type Columns = Pick<OrderLineRow, 'unitId' | 'entered' | 'perNumerator' | 'perDenominator' | 'enteredPrice'>;

/** A line in its product's own unit. Amounts are made from `priced`: the quantity and price as typed, so that nothing is lost. */
export interface OwnLine { quantity: Quantity; unitPrice: UnitPrice | null; priced: { quantity: Quantity; unitPrice: UnitPrice | null }; columns: Columns }
interface Typed { quantity: Quantity; unitId?: string | null; unitPrice?: UnitPrice | null }

/** The price is of the unit given; without one, the list price. Refuses what does not convert, at the line's fields. */
export function inOwnUnit(line: Typed, product: Sellable, units: UnitsOf | undefined, path: string[]): OwnLine {
  const of = line.unitId ? units?.get(product.id) : undefined;
  const taken = of ? takeQuantity(of, line, path) : undefined;
  if (!taken || taken.columns.unitId === null) {
    const unitPrice = line.unitPrice ?? product.listPrice;
    return { quantity: line.quantity, unitPrice, priced: { quantity: line.quantity, unitPrice }, columns: { ...asOwn, enteredPrice: null } };
  }
  const { quantity, columns } = taken;
  const per = ratio(columns.perNumerator, columns.perDenominator);
  const entered = line.unitPrice ?? (product.listPrice === null ? null : enteredPrice(product.listPrice, per));
  return {
    quantity, unitPrice: entered === null ? null : line.unitPrice ? ownPrice(entered, per) : product.listPrice,
    priced: { quantity: columns.entered, unitPrice: entered }, columns: { ...columns, enteredPrice: entered },
  };
}

/** Units of products that are sold, by rows at hand; a unit's code is its own. */
export const unitsOfSold = (products: Iterable<Sellable>, units: readonly UnitFacts[], definitions: readonly ProductUnitRow[]): UnitsOf =>
  productUnitsOf([...products].flatMap(({ id, unitCode }) => units.filter(({ code }) => code === unitCode).map((unit) => ({ id, unitId: unit.id }))), units, definitions);

/** A kept line as it would be typed again, without its price. */
export const asTyped = ({ quantity, unitId, entered }: Pick<OrderLineRow, 'quantity' | 'unitId' | 'entered'>): { quantity: Quantity; unitId: string | null } =>
  ({ quantity: entered ?? quantity, unitId });
