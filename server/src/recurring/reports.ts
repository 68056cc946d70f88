// What a contract will be charged, and what all of them bring a month.
import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ContractLineRow, ContractPauseRow, ContractRow } from '../generated/rows.ts';
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import { rateOn, usualRule } from '../currencies/rates.ts';
import { RateMissing } from '../currencies/refusals.ts';
import { addMonths } from '../payables/recurrence.ts';
import { day, id } from '../shared/input.ts';
import { inCompany, minor, minus, negate, plus, priceIn, zero, type Minor } from '../shared/money.ts';
import { assignedTo, ofProducts, withBases } from '../pricing/priceParts.ts';
import { becauseOf, whyPrice } from '../pricing/whyPrice.ts';
import { quote } from '../shared/entity.ts';
import type { FxRate, Rate, UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { decode, decodeAll, decodeValue, type Table } from '../shared/tables.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';
import { contractPrice, type Buyer, type ContractPrice } from './contractPrice.ts';
import { billedOn, chargesOf, monthlyOn, partPrice, periodAfter, periodOf, type Line } from './rules.ts';

interface Row { contract: Record<string, unknown>; lines: Record<string, unknown>[] | null; pauses: Record<string, unknown>[] | null; prices: Record<string, { billed: string | null; listed: string | null }> | null; customerName: string; rate: string | null; ratedOn: Day | null; convertsPrices: boolean | null }
interface Read { contract: ContractRow; lines: ContractLineRow[]; pauses: ContractPauseRow[]; customerName: string; rate: FxRate | null; priceOf(line: Line): UnitPrice | undefined }

/** Contracts (alias s) with their lines and pauses; of lines without a price of their own what they were last charged, and the list's in company money; the last rate known on a day (x). */
const columns = (today: Day) => sql`x.rate::text AS rate, x."ratedOn"::text AS "ratedOn", (SELECT r."convertsPrices" FROM "CurrencyRule" r WHERE r."companyId" = s."companyId") AS "convertsPrices", to_jsonb(s) AS contract, c.name AS "customerName", (SELECT jsonb_agg(to_jsonb(l) || jsonb_build_object('quantity', l.quantity::text, 'unitPrice', l."unitPrice"::text, 'discountRate', l."discountRate"::text) ORDER BY l.no, l."validFrom") FROM "ContractLine" l WHERE l."contractId" = s.id) AS lines,
  (SELECT jsonb_agg(to_jsonb(p)) FROM "ContractPause" p WHERE p."contractId" = s.id) AS pauses,
  (SELECT jsonb_object_agg(l.id, jsonb_build_object('billed', (SELECT b."unitPrice" FROM "ContractBillingLine" b WHERE b."contractLineId" = l.id AND b."netMinor" > 0 ORDER BY b.id DESC LIMIT 1)::text,
    'listed', (SELECT p."unitPrice" FROM "ListPrice" p WHERE p."productId" = l."productId" AND p."currencyCode" = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = s."companyId") AND p."validFrom" <= ${today}::date AND (p."validTo" IS NULL OR p."validTo" >= ${today}::date) LIMIT 1)::text))
    FROM "ContractLine" l WHERE l."contractId" = s.id AND l."unitPrice" IS NULL) AS prices`;

const rated = (on: Sql): Sql => sql`LEFT JOIN LATERAL ${rateOn(sql`s."currencyCode"`, on)} x ON TRUE`;

function read({ contract, lines, pauses, prices, customerName, rate: known }: Row, companyCode: string): Read {
  const rate = known === null || contract.currencyCode === companyCode ? null : decodeValue('fx', known) as FxRate;
  const exact = (row: Record<string, unknown>, table: 'Contract' | 'ContractLine' | 'ContractPause') => decode(table, Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' && ['raiseRate', 'quantity', 'unitPrice', 'discountRate'].includes(key) ? String(value) : value])));
  return {
    rate, contract: exact(contract, 'Contract') as ContractRow, lines: (lines ?? []).map((each) => exact(each, 'ContractLine') as ContractLineRow), pauses: (pauses ?? []).map((each) => exact(each, 'ContractPause') as ContractPauseRow), customerName,
    priceOf: (line) => {
      const { billed, listed } = prices?.[line.id] ?? { billed: null, listed: null };
      if (billed) return decodeValue('price', billed) as UnitPrice;
      if (!listed) return undefined;
      const price = decodeValue('price', listed) as UnitPrice;
      return contract.currencyCode === companyCode ? price : rate === null ? undefined : priceIn(price, rate);
    },
  };
}

/** The prices of those lines of a contract (alias s, its customer c) that have none of their own, as orders of the customer look them up. */
const pricing = (today: Day): Sql => {
  const products = sql`ARRAY(SELECT l."productId" FROM "ContractLine" l WHERE l."contractId" = s.id AND l."unitPrice" IS NULL AND l."productId" IS NOT NULL)`;
  const assigned = sql`SELECT t."priceListId" FROM "PriceListAssignment" t WHERE ${assignedTo(sql`ARRAY[s."customerId"]`, sql`ARRAY['CONSOLE']::"Channel"[]`)}`;
  const all = (table: Table, where: Sql): Sql => sql`(SELECT coalesce(json_agg(row_to_json(t)), '[]') FROM ${quote(table)} t WHERE ${where})`;
  return sql`json_build_object('customer', json_build_object('id', c.id, 'groupId', c."groupId"),
    'own', ${all('CustomerPrice', sql`t."customerId" = s."customerId" AND t."productId" = ANY(${products})`)},
    'assignments', ${all('PriceListAssignment', assignedTo(sql`ARRAY[s."customerId"]`, sql`ARRAY['CONSOLE']::"Channel"[]`))}, 'lists', ${all('PriceList', withBases(assigned))},
    'prices', ${all('PriceListPrice', sql`t."priceListId" IN (SELECT t.id FROM "PriceList" t WHERE ${withBases(assigned)}) AND ${ofProducts(products)}`)},
    'listed', ${all('ListPrice', sql`t."productId" = ANY(${products}) AND t."currencyCode" = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = s."companyId") AND (t."validTo" IS NULL OR t."validTo" >= ${today}::date)`)},
    'products', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'templateId', p."templateId", 'categoryId', p."categoryId", 'taxRate', coalesce(x.rate, 0)::text)), '[]') FROM "Product" p LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId" WHERE p.id = ANY(${products}))) AS pricing`;
};
type Rows = Record<string, unknown>[];
interface Pricing { customer: Buyer; own: Rows; assignments: Rows; lists: Rows; prices: Rows; listed: Rows; products: { id: string; templateId: string | null; categoryId: string | null; taxRate: string }[] }

/** What lines cost on a day, and why: as the invoice of that day looks it up. */
function pricesBy({ customer, own, assignments, lists, prices, listed, products }: Pricing, money: DocumentMoney) {
  const facts = { customerPrices: decodeAll('CustomerPrice', own), assignments: decodeAll('PriceListAssignment', assignments), lists: decodeAll('PriceList', lists), prices: decodeAll('PriceListPrice', prices) };
  const defaults = decodeAll('ListPrice', listed);
  return (line: Line, on: Day): ContractPrice | undefined => {
    const product = products.find(({ id: known }) => known === line.productId);
    if (!product) return undefined;
    const listPrice = defaults.find((each) => each.productId === product.id && each.validFrom <= on && (each.validTo === null || each.validTo >= on))?.unitPrice ?? null;
    return contractPrice(line, { ...product, taxRate: decodeValue('rate', product.taxRate) as Rate, listPrice }, customer, on, money, facts);
  };
}

interface MoneyIn { minor: Minor; currencyCode: string }
interface PreviewLine { description: string; from: Day; to: Day; days: number; unitPrice: UnitPrice; why: string | null; net: MoneyIn }
export interface PreviewPeriod { from: Day; to: Day; billedOn: Day; net: MoneyIn; worth: Minor | null; lines: PreviewLine[]; priceless: string | null }

/** The invoices of the next twelve months: what they would say as contract and prices stand today, each by the prices of its own day. */
export const contractPreview = report({
  args: { contractId: id('Contract') },
  statement: ({ contractId }, { viewer, today }) => sql`SELECT ${columns(today)}, ${pricing(today)} FROM "Contract" s JOIN "Customer" c ON c.id = s."customerId" ${rated(sql`${today}::date`)} WHERE s.id = ${contractId} AND ${ownCustomers('customerId')('s', viewer) ?? sql`TRUE`}`,
  make: (rows: (Row & { pricing: Pricing })[], { contractId }, ctx): { periods: PreviewPeriod[]; net: MoneyIn; worth: Minor | null; rate: FxRate | null; ratedOn: Day | null } => {
    const [row] = rows;
    if (!row) throw NotFound({ type: 'Contract', id: contractId });
    const { currencyCode: companyCode } = ctx.company;
    const { contract, lines, pauses, rate } = read(row, companyCode);
    const { currencyCode } = contract;
    const priced = pricesBy(row.pricing, { currencyCode, companyCode, rate, convertsPrices: row.convertsPrices ?? usualRule.convertsPrices });
    const isKnown = currencyCode === companyCode || rate !== null;
    const told = (amount: Minor) => ({ net: { minor: amount, currencyCode }, worth: isKnown ? inCompany(amount, rate, currencyCode, companyCode) : null });
    const until = addMonths(ctx.today, 12);
    const periods: PreviewPeriod[] = [];
    for (let period = contract.nextFrom ? periodOf(contract, contract.nextFrom) : undefined; period && billedOn(contract, period) < until && periods.length < 400; period = periodAfter(contract, period)) {
      const due = billedOn(contract, period);
      // What is overdue is invoiced today.
      const on = due > ctx.today ? due : ctx.today;
      const { charges, priceless } = chargesOf(contract, lines, pauses, period, contract.currencyCode, (line) => priced(line, on)?.unitPrice);
      const why = (line: Line): string | null => { const price = line.unitPrice === null ? priced(line, on) : undefined; return price ? whyPrice(becauseOf(price.taken), ctx.viewer.locale) : null; };
      periods.push({
        from: period.from, to: period.to, billedOn: billedOn(contract, period), ...told(plus(zero, ...charges.map((each) => each.net))), priceless: priceless.map(({ description }) => description).join(', ') || null,
        lines: charges.map(({ line, from, to, days, wholeDays, unitPrice, net }) => ({ description: line.description, from, to, days, unitPrice: partPrice(unitPrice, days, wholeDays), why: why(line), net: { minor: net, currencyCode } })),
      });
    }
    return { periods, ...told(plus(zero, ...periods.map(({ net }) => net.minor))), rate, ratedOn: rate === null ? null : row.ratedOn };
  },
});

interface Month<A> { month: Day; on: Day; opening: A; started: A; raised: A; cut: A; ended: A; closing: A; contracts: number }
interface RevenueCurrency { currencyCode: string; monthly: MoneyIn; yearly: MoneyIn; worth: Minor; rate: FxRate | null; ratedOn: Day | null; contracts: number; months: Month<MoneyIn>[] }
interface RevenueContract { contract: string; number: string; customer: string; customerName: string; name: string; monthly: MoneyIn; worth: Minor; endsOn: Day | null }
export interface RecurringRevenue { from: Day; to: Day; months: Month<Minor>[]; currencies: RevenueCurrency[]; contracts: RevenueContract[]; monthly: Minor; yearly: Minor }

/** What a contract brings a month, in its currency and in company money. */
interface Brought { own: Minor; worth: Minor }
type Figure = (move: { is: Brought; was: Brought }) => bigint;
const figures: Record<'opening' | 'started' | 'raised' | 'cut' | 'ended' | 'closing', (of: (brought: Brought) => Minor) => Figure> = {
  opening: (of) => ({ was }) => of(was), closing: (of) => ({ is }) => of(is),
  started: (of) => ({ is, was }) => (was.own === zero ? of(is) : zero), ended: (of) => ({ is, was }) => (is.own === zero ? negate(of(was)) : zero),
  raised: (of) => ({ is, was }) => (was.own > zero && is.own > was.own ? minus(of(is), of(was)) : zero), cut: (of) => ({ is, was }) => (is.own > zero && is.own < was.own ? minus(of(is), of(was)) : zero),
};

/** The months between two days with what all of some contracts bring at the end of each, and why that moved. */
function monthsOf<A>(all: readonly Read[], from: Day, to: Day, brings: (each: Read, at: Day) => Brought, of: (brought: Brought) => Minor, shown: (amount: Minor) => A): Month<A>[] {
  const months: Month<A>[] = [];
  let before = all.map((each) => brings(each, addDays(from, -1)));
  for (let month = `${from.slice(0, 7)}-01` as Day; month <= to; month = addMonths(month, 1)) {
    const end = addDays(addMonths(month, 1), -1);
    const at = end < to ? end : to;
    const now = all.map((each) => brings(each, at));
    const moves = now.map((is, index) => ({ is, was: before[index] ?? { own: zero, worth: zero } }));
    const sum = (figure: Figure): A => shown(minor(moves.reduce((total, move) => total + figure(move), 0n)));
    months.push({
      month, on: at, contracts: now.filter(({ own }) => own > zero).length, opening: sum(figures.opening(of)), started: sum(figures.started(of)), raised: sum(figures.raised(of)), cut: sum(figures.cut(of)), ended: sum(figures.ended(of)), closing: sum(figures.closing(of)),
    });
    before = now;
  }
  return months;
}

const aYear = (monthly: Minor): Minor => minor(monthly * 12n);

/**
 * What contracts bring a month, at the end of each month, and why that moved: new, raised, cut, ended (pauses among them). By
 * currency, and all in company money at one rate a currency, so that a rate that moves raises and cuts nothing.
 */
export const recurringRevenue = report({
  args: { from: day(), to: day() },
  records: { contract: () => sql`SELECT s.id FROM "Contract" s`, customer: () => sql`SELECT s."customerId" FROM "Contract" s` },
  statement: ({ to }, { viewer, company, today }) => sql`SELECT ${columns(today)} FROM "Contract" s JOIN "Customer" c ON c.id = s."customerId" ${rated(sql`least(${to}::date, ${today}::date)`)} WHERE s."companyId" = ${company.id} AND ${ownCustomers('customerId')('s', viewer) ?? sql`TRUE`} ORDER BY s.number`,
  make: (rows: Row[], { from, to }, ctx): RecurringRevenue => {
    if (to < from || daysBetween(from, to) > 14_610) throw fieldRefused(['to'], 'day_before', { day: from });
    const { currencyCode: companyCode } = ctx.company;
    const all = rows.map((row) => read(row, companyCode));
    const brings = (each: Read, at: Day): Brought => {
      const { currencyCode } = each.contract;
      const own = monthlyOn(each.contract, each.lines, each.pauses, at, currencyCode, each.priceOf);
      if (own !== zero && currencyCode !== companyCode && each.rate === null) throw RateMissing({ currency: currencyCode, day: to < ctx.today ? to : ctx.today });
      return { own, worth: inCompany(own, each.rate, currencyCode, companyCode) };
    };
    const at = all.map((each) => ({ each, ...brings(each, to) }));
    const currencies = [...Map.groupBy(at, ({ each }) => each.contract.currencyCode)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currencyCode, of]): RevenueCurrency => {
      const told = (amount: Minor): MoneyIn => ({ minor: amount, currencyCode });
      const monthly = plus(zero, ...of.map(({ own }) => own));
      const rate = of[0]?.each.rate ?? null;
      return {
        currencyCode, monthly: told(monthly), yearly: told(aYear(monthly)), worth: plus(zero, ...of.map(({ worth }) => worth)), rate, ratedOn: rate === null ? null : rows.find(({ contract }) => contract.currencyCode === currencyCode)?.ratedOn ?? null,
        contracts: of.filter(({ own }) => own > zero).length, months: monthsOf(of.map(({ each }) => each), from, to, brings, ({ own }) => own, told),
      };
    });
    const contracts = at.filter(({ own }) => own > zero).map(({ each, own, worth }) => ({
      contract: each.contract.id, number: each.contract.number, customer: each.contract.customerId, customerName: each.customerName, name: each.contract.name, monthly: { minor: own, currencyCode: each.contract.currencyCode }, worth, endsOn: each.contract.endsOn,
    })).sort((a, b) => (a.worth === b.worth ? (a.number < b.number ? -1 : 1) : a.worth > b.worth ? -1 : 1));
    const monthly = plus(zero, ...contracts.map(({ worth }) => worth));
    return { from, to, months: monthsOf(all, from, to, brings, ({ worth }) => worth, (amount) => amount), currencies, contracts: contracts.slice(0, 100), monthly, yearly: aYear(monthly) };
  },
});
