// Pure: lines of purchase orders and receipts that are told in another unit than the product's: bought in cases, kept in pieces.
import {
  asOwn, convert, enteredPrice, extendEntered, inverse, ownPrice, ratio, takeQuantity, type Entered, type ProductUnits,
} from '../catalogue/units.ts';
import type { PurchaseOrderLineRow, ReceiptLineRow } from '../generated/rows.ts';
import type { Minor } from '../shared/money.ts';
import type { Quantity, UnitPrice } from '../shared/quantity.ts';

export type UnitColumns = Pick<PurchaseOrderLineRow, 'unitId' | 'entered' | 'perNumerator' | 'perDenominator' | 'enteredCost'>;
interface Typed { quantity: Quantity; unitId?: string | null; unitCost?: UnitPrice | null }

/** A line as typed, in the product's own unit; `columns` keep what was typed, given the cost of an own unit that it got. */
export function inOwnUnit<L extends Typed>(line: L, units: ProductUnits | undefined, path: string[]): { line: L; columns: (unitCost: UnitPrice) => UnitColumns } {
  if (!line.unitId || !units) return { line, columns: () => ({ ...asOwn, enteredCost: null }) };
  const { quantity, columns } = takeQuantity(units, { quantity: line.quantity, unitId: line.unitId }, path);
  if (columns.unitId === null) return { line, columns: () => ({ ...asOwn, enteredCost: null }) };
  const per = ratio(columns.perNumerator, columns.perDenominator);
  const typed = line.unitCost ?? null;
  const own = typed === null ? typed : ownPrice(typed, per);
  return {
    line: { ...line, quantity, unitCost: own },
    columns: (unitCost) => ({ ...columns, enteredCost: typed !== null && own === unitCost ? typed : enteredPrice(unitCost, per) }),
  };
}

/** What a quantity (in the product's unit) of a line costs: by the price of the unit in which it was ordered. */
export const costOf = (line: Pick<PurchaseOrderLineRow, 'unitCost' | 'currencyCode'> & Partial<UnitColumns>, quantity: Quantity): Minor =>
  extendEntered(line.enteredCost ?? line.unitCost, quantity, { perNumerator: line.perNumerator ?? null, perDenominator: line.perDenominator ?? null }, line.currencyCode);

/** A line as it is kept, as it would be typed again. */
export const asTyped = ({ quantity, unitCost, unitId, entered, enteredCost }: Pick<PurchaseOrderLineRow, 'quantity' | 'unitCost'> & Partial<UnitColumns>): { quantity: Quantity; unitCost: UnitPrice; unitId: string | null } =>
  ({ quantity: entered ?? quantity, unitCost: enteredCost ?? unitCost, unitId: unitId ?? null });

type ReceiptColumns = Pick<ReceiptLineRow, 'unitId' | 'entered' | 'perNumerator' | 'perDenominator'>;

/** A received quantity in the unit in which it was ordered, where it is a whole number of its steps. */
export function receivedColumns(line: UnitColumns, quantity: Quantity, given: Entered | typeof asOwn | undefined): ReceiptColumns {
  if (given && given.unitId !== null) return given;
  const { unitId, perNumerator, perDenominator } = line;
  if (unitId === null || perNumerator === null || perDenominator === null) return asOwn;
  const landed = convert(quantity, inverse(ratio(perNumerator, perDenominator)), 6);
  return 'exact' in landed ? { unitId, entered: landed.exact, perNumerator, perDenominator } : asOwn;
}
