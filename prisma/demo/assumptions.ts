// What Northwind's files do not say, and is needed to carry them out. All of it is stated here; what the firm of today has
// besides (places, goods, partners, documents) is assumed, too, and stated in `beyond/`.
import { roundedQuotient } from '../../server/src/shared/decimal.ts';
import { parseUnitPrice, printUnitPrice, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

/** The firm. The files name neither currency nor zone; USD is customary, and the sales office is in Seattle. */
export const company = {
  name: 'Northwind Traders', currencyCode: 'USD', timeZone: 'America/Los_Angeles',
  address: '507 20th Ave. E., Seattle, WA 98122, USA',
};

/** A product costs this share of its list price, in per cent, to the tenth of a cent. */
const costPercent = 62n;
export const costOf = (listPrice: string): string =>
  printUnitPrice((roundedQuotient((parseUnitPrice(listPrice) ?? 0n) * costPercent, 10_000_000n) * 100_000n) as UnitPrice);

/** What is on order was ordered so many days before the last order. */
export const purchaseDaysBefore = 4;

/** Suppliers deliver within so many days, and are paid within so many. */
export const supplierLeadDays = 10;
export const supplierTermDays = 30;

/** Stock is opened on the day before the first order. */
export const openingDaysBefore = 1;

/** A number from a text, the same on every machine: FNV-1a, 32 bits. */
export function seeded(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Payment terms of a customer in days: two in four have 30, the others 14 and 45. */
export const termDays = (customer: string): number => [14, 30, 30, 45][seeded(`terms ${customer}`) % 4] ?? 30;

/** How many days after the due day a customer usually pays; before it where negative. One in eight is very late. */
export function delayDays(customer: string): number {
  const habit = seeded(`habit ${customer}`);
  if (habit % 8 === 0) return 35 + (habit >> 3) % 50;
  return -6 + ((habit >> 3) % 24);
}

/** The delay of one invoice: the habit, give or take three days. */
export const invoiceDelayDays = (customer: string, order: string): number => delayDays(customer) + (seeded(`order ${order}`) % 7) - 3;

/** How a customer pays: most by bank, a few by cheque. */
export const payMethod = (customer: string): 'BANK' | 'CHEQUE' => (seeded(`method ${customer}`) % 9 === 0 ? 'CHEQUE' : 'BANK');

/** The credit limit of a customer: what is owed and on order at the end, and half as much again, in thousands, at least 5,000. */
export const creditLimit = (exposureMinor: bigint): bigint => {
  const wanted = (exposureMinor * 3n) / 2n;
  const thousand = 100_000n;
  const rounded = ((wanted + thousand - 1n) / thousand) * thousand;
  return rounded < 5n * thousand ? 5n * thousand : rounded;
};

/** The customer that owes longest is on hold for orders. */
export const holdReason = 'Invoices are more than 30 days overdue.';

/** Whoever has a mail address in the demo has one that leads nowhere (RFC 2606). */
export const mailOf = (code: string): string => `${code.toLowerCase()}@example.com`;

/** The instant at which something of a day was done: noon in Seattle, give or take. */
export const instantOf = (day: Day, minute: number): Date => new Date(Date.parse(`${day}T19:00:00Z`) + minute * 60_000);
