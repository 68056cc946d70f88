// Pure: what may happen to an agreement, and what it gives.
import type { About } from '../customers/control.ts';
import type { FrameworkLineRow, FrameworkPriceRow, FrameworkRow, FrameworkStatus } from '../generated/rows.ts';
import { greatest, offList, type Stake } from '../pricing/concessions.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { withoutTax } from '../pricing/taxes.ts';
import { printMoney } from '../shared/money.ts';
import { printQuantity, printUnitPrice, type Rate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { FrameworkStatusForbids } from './refusals.ts';

/** The one table of an agreement's moves. */
export const frameworkMoves = {
  updateFramework: ['DRAFT'], deleteFramework: ['DRAFT'], activateFramework: ['DRAFT'],
  planCallOffs: ['DRAFT', 'ACTIVE'],
  callOffFramework: ['ACTIVE'],
  endFramework: ['ACTIVE'],
  cancelFramework: ['ACTIVE'],
  extendFramework: ['ACTIVE', 'EXPIRED', 'ENDED'],
} as const satisfies Record<string, readonly FrameworkStatus[]>;
type FrameworkMove = keyof typeof frameworkMoves;

/** Refuses what the status does not allow. */
export function demandFramework({ id, number, status }: Pick<FrameworkRow, 'id' | 'number' | 'status'>, move: FrameworkMove): void {
  if (!(frameworkMoves[move] as readonly FrameworkStatus[]).includes(status)) throw FrameworkStatusForbids({ framework: id, frameworkNumber: number ?? '', status });
}

/** One change of an agreement waits at a time. */
export const aboutFramework = ({ id: frameworkId, customerId }: Pick<FrameworkRow, 'id' | 'customerId'>): About => ({ field: 'FRAMEWORK', customerId, frameworkId });

/** Amounts beside no currency are company money: of an agreement in another its own is told with them, and never another. */
export function demandOwnCurrency({ currencyCode }: Pick<FrameworkRow, 'currencyCode'>, given: { currencyCode?: string | null }, amounts: readonly (bigint | null | undefined)[], { company }: Pick<Context, 'company'>): void {
  if ((given.currencyCode ?? currencyCode) !== currencyCode || (!given.currencyCode && currencyCode !== company.currencyCode && amounts.some(Boolean))) throw fieldRefused(['currencyCode'], 'currency_needed', { currency: currencyCode });
}

export interface Agreed { framework: FrameworkRow; lines: readonly FrameworkLineRow[]; prices: readonly FrameworkPriceRow[] }
type Listed = ReadonlyMap<string, Pick<Sellable, 'name' | 'listPrice' | 'taxRate'>>;

/** The most that the prices of an agreement give off the list prices, all steps of all lines; null: it cannot be told. */
export function offFramework({ framework, lines, prices }: Agreed, listed: Listed, companyCode: string): Stake {
  if (framework.currencyCode !== companyCode) return null;
  return greatest(lines.flatMap(({ id, productId }) => prices.filter((each) => each.frameworkLineId === id).map(({ unitPrice }) => {
    const product = listed.get(productId);
    const net = framework.taxIncluded ? withoutTax(unitPrice, product?.taxRate ?? (0n as Rate)) : unitPrice;
    return offList(net, product?.listPrice ?? null, companyCode);
  })));
}

/** What an agreement's second person has agreed to, as one text: where it is another when the answer comes, somebody was faster. Orders and plans do not change it. */
export const standingOf = ({ framework: { status, validFrom, validTo, taxIncluded, toleranceRate, currencyCode, maximumMinor }, lines, prices }: Agreed): string => [
  status, validFrom, validTo, taxIncluded, toleranceRate, currencyCode, maximumMinor,
  ...lines.map(({ id, maximum }) => [id, maximum, ...prices.filter((each) => each.frameworkLineId === id).map(({ fromQuantity, unitPrice }) => `${fromQuantity}:${unitPrice}`).sort()].join(' ')),
].join('; ');

const TOLD = 5;
/** Days, prices and limits as a second person reads them, the first of many. */
export function toldFramework({ framework: { validFrom, validTo, currencyCode, maximumMinor }, lines, prices }: Agreed, listed: Listed): string {
  const of = ({ id, productId, maximum }: FrameworkLineRow): string => {
    const steps = prices.filter((each) => each.frameworkLineId === id).map(({ fromQuantity, unitPrice }) => `${printUnitPrice(unitPrice)}${fromQuantity > 0n ? ` ≥ ${printQuantity(fromQuantity)}` : ''}`);
    return `${listed.get(productId)?.name ?? ''}: ${steps.join(', ')}${maximum === null ? '' : ` (≤ ${printQuantity(maximum)})`}`;
  };
  return [
    `${validFrom} – ${validTo}`, ...(maximumMinor === null ? [] : [`≤ ${printMoney(maximumMinor, currencyCode)} ${currencyCode}`]), ...lines.slice(0, TOLD).map(of), ...(lines.length > TOLD ? [`… ${lines.length}`] : []),
  ].join('; ');
}
