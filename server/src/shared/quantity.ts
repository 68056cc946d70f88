import { isDecimal, parseDecimal, printDecimal } from './decimal.ts';

declare const quantityBrand: unique symbol;
declare const priceBrand: unique symbol;
declare const rateBrand: unique symbol;
declare const fxBrand: unique symbol;
/** A quantity in millionths of a unit. */
export type Quantity = bigint & { readonly [quantityBrand]: true };
/** A price or cost of one unit, in 10⁻⁸ of the currency's main unit. */
export type UnitPrice = bigint & { readonly [priceBrand]: true };
/** A fraction in millionths: 160000n is 16 %. */
export type Rate = bigint & { readonly [rateBrand]: true };

/** What a unit of a currency is worth in company money, in 10⁻¹⁰ of its main unit. */
export type FxRate = bigint & { readonly [fxBrand]: true };

export const none = 0n as Quantity;
export const units = (whole: number | bigint): Quantity => (BigInt(whole) * 1_000_000n) as Quantity;
export const fewest = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b);
export const most = (a: Quantity, b: Quantity): Quantity => (a > b ? a : b);
export const add = (a: Quantity, b: Quantity): Quantity => (a + b) as Quantity;
export const subtract = (a: Quantity, b: Quantity): Quantity => (a - b) as Quantity;

const parse = <T>(text: string, places: number) =>
  (isDecimal(text) ? parseDecimal(text, places) : undefined) as T | undefined;

export const parseQuantity = (text: string) => parse<Quantity>(text, 6);
export const parseUnitPrice = (text: string) => parse<UnitPrice>(text, 8);
export const parseRate = (text: string) => parse<Rate>(text, 6);
export const parseFxRate = (text: string) => parse<FxRate>(text, 10);
export const printFxRate = (rate: FxRate): string => printDecimal(rate, 10);
export const printQuantity = (quantity: Quantity): string => printDecimal(quantity, 6);
export const printUnitPrice = (price: UnitPrice): string => printDecimal(price, 8);
export const printRate = (rate: Rate): string => printDecimal(rate, 6);

/** Whether a quantity has no more decimal places than its unit allows. */
export const fitsPlaces = (quantity: Quantity, places: number): boolean => quantity % 10n ** BigInt(6 - places) === 0n;
