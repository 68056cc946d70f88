import sql from 'sql-template-tag';
import { usableRateSql } from '../currencies/rates.ts';
import { nextBreak, orderable, priceAt, type SupplyTerms } from '../purchasing/prices.ts';
import { day, id, optional, quantity } from '../shared/input.ts';
import { priceInCompany } from '../shared/money.ts';
import { add, parseFxRate, units, type FxRate, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { decode } from '../shared/tables.ts';
import { figuresOf, historySums, perUnit, receivedSql, toMicro, type Figures, type HistoryRow } from './history.ts';

export interface ComparedSupplier extends Figures {
  supplier: string; rank: number; isPreferred: boolean; isActive: boolean; unitCost: UnitPrice | null; quotedCost: UnitPrice | null; quotedCurrencyCode: string | null;
  quantity: Quantity; nextFrom: Quantity | null; nextCost: UnitPrice | null; leadTimeDays: number | null; extraCost: UnitPrice | null; landedCost: UnitPrice | null;
  expectedCost: UnitPrice | null; received: Quantity; receipts: number; lastReceivedOn: string | null;
}
type Row = HistoryRow & { supplier: string; isActive: boolean; terms: (Record<string, unknown> & { prices: Record<string, unknown>[] }) | null; /** Of the currency in which they quote, today. */ rate: string | null };

/** The cheapest first; those whose cost nobody knows last; then by punctuality, rejects and steadiness. */
function better(a: ComparedSupplier, b: ComparedSupplier): number {
  if (a.isActive !== b.isActive) return a.isActive ? -1 : 1;
  if (a.expectedCost !== b.expectedCost) return a.expectedCost === null ? 1 : b.expectedCost === null ? -1 : a.expectedCost < b.expectedCost ? -1 : 1;
  const by = (x: Rate | null, y: Rate | null) => Number((x ?? 0n) - (y ?? 0n));
  return by(b.onTimeShare, a.onTimeShare) || by(a.rejectShare, b.rejectShare) || by(a.leadTimeDeviation, b.leadTimeDeviation);
}

/**
 * All who sell a product or have delivered it, ranked by what a unit will cost in company money: the price of today for the quantity, at
 * the rate of today, plus what freight, duty and bills added a unit over the days looked at.
 */
export const supplierComparison = report({
  args: {
    productId: id('Product'), quantity: { ...optional(quantity()), describe: 'For which prices are compared. Default: 1.' },
    from: { ...optional(day()), describe: 'Receipts from this day on. Default: a year back.' }, to: optional(day()),
  },
  statement: ({ productId, from, to }, { today }) => sql`SELECT s.id AS supplier, s."isActive",
      (SELECT row_to_json(p)::jsonb || jsonb_build_object('prices', (SELECT coalesce(json_agg(x), '[]') FROM "SupplierPrice" x WHERE x."supplierProductId" = p.id))
        FROM "SupplierProduct" p WHERE p."supplierId" = s.id AND p."productId" = ${productId}::uuid) AS terms,
      (SELECT ${usableRateSql(sql`p."currencyCode"`, sql`${today}::date`)}::text FROM "SupplierProduct" p WHERE p."supplierId" = s.id AND p."productId" = ${productId}::uuid) AS rate, ${historySums}
    FROM "Supplier" s LEFT JOIN (${receivedSql({ product: sql`${productId}::uuid`, from: sql`coalesce(${from ?? null}::date, ${today}::date - 365)`, to: sql`coalesce(${to ?? null}::date, ${today}::date)` })}) h
      ON h."supplierId" = s.id
    WHERE h."supplierId" IS NOT NULL OR EXISTS (SELECT FROM "SupplierProduct" p WHERE p."supplierId" = s.id AND p."productId" = ${productId}::uuid)
    GROUP BY s.id ORDER BY s.name, s.id`,
  make: (rows: Row[], { quantity: asked }, ctx): { rows: ComparedSupplier[] } => {
    const { currencyCode } = ctx.company;
    const compared = rows.map((row): ComparedSupplier => {
      const terms: SupplyTerms | undefined = row.terms
        ? { ...decode('SupplierProduct', texts(row.terms)), prices: row.terms.prices.map((price) => decode('SupplierPrice', texts(price))) } : undefined;
      const wanted = terms ? orderable(terms, asked ?? units(1)) : asked ?? units(1);
      const price = terms && priceAt(terms, wanted, ctx.today);
      const isForeign = price !== undefined && price.currencyCode !== currencyCode;
      const inOwn = (cost: UnitPrice, code: string): UnitPrice | null => (code === currencyCode ? cost : row.rate === null ? null : priceInCompany(cost, parseFxRate(row.rate) as FxRate));
      const own = price ? inOwn(price.unitCost, price.currencyCode) : null;
      const next = terms && nextBreak(terms, wanted, ctx.today);
      const received = toMicro(row.quantity) as Quantity;
      const extraCost = perUnit(BigInt(row.landed) + BigInt(row.billed), received, currencyCode);
      const landedCost = perUnit(BigInt(row.value) + BigInt(row.landed) + BigInt(row.billed), received, currencyCode);
      return {
        supplier: row.supplier, rank: 0, isPreferred: terms?.isPreferred ?? false, isActive: row.isActive, unitCost: own,
        quotedCost: isForeign ? price.unitCost : null, quotedCurrencyCode: isForeign ? price.currencyCode : null,
        quantity: wanted, nextFrom: next?.from ?? null, nextCost: next ? inOwn(next.unitCost, next.currencyCode) : null, leadTimeDays: terms?.leadTimeDays ?? null,
        extraCost, landedCost, expectedCost: own === null ? landedCost : add(own as bigint as Quantity, (extraCost ?? 0n) as Quantity) as bigint as UnitPrice,
        received, receipts: row.receipts, lastReceivedOn: row.lastReceivedOn, ...figuresOf(row, 'units'),
      };
    }).sort(better);
    return { rows: compared.map((row, index) => ({ ...row, rank: index + 1 })) };
  },
});

/** Numbers of JSON as text, as `decode` reads them. */
const texts = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' && !['leadTimeDays', 'version'].includes(name) ? String(value) : value]));
