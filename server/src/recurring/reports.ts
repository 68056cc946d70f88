// What a contract will be charged, and what all of them bring a month.
import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ContractLineRow, ContractPauseRow, ContractRow } from '../generated/rows.ts';
import { addMonths } from '../payables/recurrence.ts';
import { day, id } from '../shared/input.ts';
import { minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { assignedTo, ofProducts, withBases } from '../pricing/priceParts.ts';
import { becauseOf, whyPrice } from '../pricing/whyPrice.ts';
import { quote } from '../shared/entity.ts';
import type { Rate, UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { decode, decodeAll, decodeValue, type Table } from '../shared/tables.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';
import { contractPrice, type Buyer, type ContractPrice } from './contractPrice.ts';
import { billedOn, chargesOf, monthlyOn, partPrice, periodAfter, periodOf, type Line } from './rules.ts';

interface Row { contract: Record<string, unknown>; lines: Record<string, unknown>[] | null; pauses: Record<string, unknown>[] | null; prices: Record<string, string> | null; customerName: string }
interface Read { contract: ContractRow; lines: ContractLineRow[]; pauses: ContractPauseRow[]; customerName: string; priceOf(line: Line): UnitPrice | undefined }

/** Contracts (alias s) with their lines and pauses; of lines without a price of their own what they were last charged, else the list's. */
const columns = (today: Day) => sql`to_jsonb(s) AS contract, c.name AS "customerName", (SELECT jsonb_agg(to_jsonb(l) || jsonb_build_object('quantity', l.quantity::text, 'unitPrice', l."unitPrice"::text, 'discountRate', l."discountRate"::text) ORDER BY l.no, l."validFrom") FROM "ContractLine" l WHERE l."contractId" = s.id) AS lines,
  (SELECT jsonb_agg(to_jsonb(p)) FROM "ContractPause" p WHERE p."contractId" = s.id) AS pauses,
  (SELECT jsonb_object_agg(l.id, coalesce((SELECT b."unitPrice" FROM "ContractBillingLine" b WHERE b."contractLineId" = l.id AND b."netMinor" > 0 ORDER BY b.id DESC LIMIT 1),
    (SELECT x."unitPrice" FROM "ListPrice" x WHERE x."productId" = l."productId" AND x."currencyCode" = s."currencyCode" AND x."validFrom" <= ${today}::date AND (x."validTo" IS NULL OR x."validTo" >= ${today}::date) LIMIT 1))::text)
    FROM "ContractLine" l WHERE l."contractId" = s.id AND l."unitPrice" IS NULL) AS prices`;

function read({ contract, lines, pauses, prices, customerName }: Row): Read {
  const exact = (row: Record<string, unknown>, table: 'Contract' | 'ContractLine' | 'ContractPause') => decode(table, Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' && ['raiseRate', 'quantity', 'unitPrice', 'discountRate'].includes(key) ? String(value) : value])));
  return {
    contract: exact(contract, 'Contract') as ContractRow, lines: (lines ?? []).map((each) => exact(each, 'ContractLine') as ContractLineRow), pauses: (pauses ?? []).map((each) => exact(each, 'ContractPause') as ContractPauseRow), customerName,
    priceOf: (line) => { const price = prices?.[line.id]; return price ? decodeValue('price', price) as UnitPrice : undefined; },
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
    'listed', ${all('ListPrice', sql`t."productId" = ANY(${products}) AND t."currencyCode" = s."currencyCode" AND (t."validTo" IS NULL OR t."validTo" >= ${today}::date)`)},
    'products', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'templateId', p."templateId", 'categoryId', p."categoryId", 'taxRate', coalesce(x.rate, 0)::text)), '[]') FROM "Product" p LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId" WHERE p.id = ANY(${products}))) AS pricing`;
};
type Rows = Record<string, unknown>[];
interface Pricing { customer: Buyer; own: Rows; assignments: Rows; lists: Rows; prices: Rows; listed: Rows; products: { id: string; templateId: string | null; categoryId: string | null; taxRate: string }[] }

/** What lines cost on a day, and why: as the invoice of that day looks it up. */
function pricesBy({ customer, own, assignments, lists, prices, listed, products }: Pricing, currencyCode: string) {
  const facts = { customerPrices: decodeAll('CustomerPrice', own), assignments: decodeAll('PriceListAssignment', assignments), lists: decodeAll('PriceList', lists), prices: decodeAll('PriceListPrice', prices) };
  const defaults = decodeAll('ListPrice', listed);
  return (line: Line, on: Day): ContractPrice | undefined => {
    const product = products.find(({ id: known }) => known === line.productId);
    if (!product) return undefined;
    const listPrice = defaults.find((each) => each.productId === product.id && each.validFrom <= on && (each.validTo === null || each.validTo >= on))?.unitPrice ?? null;
    return contractPrice(line, { ...product, taxRate: decodeValue('rate', product.taxRate) as Rate, listPrice }, customer, on, currencyCode, facts);
  };
}

interface PreviewLine { description: string; from: Day; to: Day; days: number; unitPrice: UnitPrice; why: string | null; net: Minor }
export interface PreviewPeriod { from: Day; to: Day; billedOn: Day; net: Minor; lines: PreviewLine[]; priceless: string | null }

/** The invoices of the next twelve months: what they would say as contract and prices stand today, each by the prices of its own day. */
export const contractPreview = report({
  args: { contractId: id('Contract') },
  statement: ({ contractId }, { viewer, today }) => sql`SELECT ${columns(today)}, ${pricing(today)} FROM "Contract" s JOIN "Customer" c ON c.id = s."customerId" WHERE s.id = ${contractId} AND ${ownCustomers('customerId')('s', viewer) ?? sql`TRUE`}`,
  make: (rows: (Row & { pricing: Pricing })[], { contractId }, ctx): { periods: PreviewPeriod[]; net: Minor } => {
    const [row] = rows;
    if (!row) throw NotFound({ type: 'Contract', id: contractId });
    const { contract, lines, pauses } = read(row);
    const priced = pricesBy(row.pricing, contract.currencyCode);
    const until = addMonths(ctx.today, 12);
    const periods: PreviewPeriod[] = [];
    for (let period = contract.nextFrom ? periodOf(contract, contract.nextFrom) : undefined; period && billedOn(contract, period) < until && periods.length < 400; period = periodAfter(contract, period)) {
      const due = billedOn(contract, period);
      // What is overdue is invoiced today.
      const on = due > ctx.today ? due : ctx.today;
      const { charges, priceless } = chargesOf(contract, lines, pauses, period, contract.currencyCode, (line) => priced(line, on)?.unitPrice);
      const why = (line: Line): string | null => { const price = line.unitPrice === null ? priced(line, on) : undefined; return price ? whyPrice(becauseOf(price.taken), ctx.viewer.locale) : null; };
      periods.push({
        from: period.from, to: period.to, billedOn: billedOn(contract, period), net: plus(zero, ...charges.map((each) => each.net)), priceless: priceless.map(({ description }) => description).join(', ') || null,
        lines: charges.map(({ line, from, to, days, wholeDays, unitPrice, net }) => ({ description: line.description, from, to, days, unitPrice: partPrice(unitPrice, days, wholeDays), why: why(line), net })),
      });
    }
    return { periods, net: plus(zero, ...periods.map(({ net }) => net)) };
  },
});

interface RevenueMonth { month: Day; on: Day; opening: Minor; started: Minor; raised: Minor; cut: Minor; ended: Minor; closing: Minor; contracts: number }
export interface RecurringRevenue { from: Day; to: Day; months: RevenueMonth[]; contracts: { contract: string; number: string; customer: string; customerName: string; name: string; monthly: Minor; endsOn: Day | null }[]; monthly: Minor; yearly: Minor }

/** What contracts bring a month, at the end of each month, and why that moved: new, raised, cut, ended (pauses among them). */
export const recurringRevenue = report({
  args: { from: day(), to: day() },
  records: { contract: () => sql`SELECT s.id FROM "Contract" s`, customer: () => sql`SELECT s."customerId" FROM "Contract" s` },
  statement: (_args, { viewer, company, today }) => sql`SELECT ${columns(today)} FROM "Contract" s JOIN "Customer" c ON c.id = s."customerId" WHERE s."companyId" = ${company.id} AND ${ownCustomers('customerId')('s', viewer) ?? sql`TRUE`} ORDER BY s.number`,
  make: (rows: Row[], { from, to }): RecurringRevenue => {
    if (to < from || daysBetween(from, to) > 14_610) throw fieldRefused(['to'], 'day_before', { day: from });
    const all = rows.map(read);
    const on = (each: Read, at: Day) => monthlyOn(each.contract, each.lines, each.pauses, at, each.contract.currencyCode, each.priceOf);
    const months: RevenueMonth[] = [];
    let before = all.map((each) => on(each, addDays(from, -1)));
    for (let month = `${from.slice(0, 7)}-01` as Day; month <= to; month = addMonths(month, 1)) {
      const end = addDays(addMonths(month, 1), -1);
      const at = end < to ? end : to;
      const now = all.map((each) => on(each, at));
      const moves = now.map((amount, index) => ({ amount, was: before[index] ?? zero }));
      const sum = (of: (move: { amount: Minor; was: Minor }) => Minor): Minor => plus(zero, ...moves.map(of));
      months.push({
        month, on: at, opening: sum(({ was }) => was), closing: sum(({ amount }) => amount), contracts: now.filter((amount) => amount > zero).length,
        started: sum(({ amount, was }) => (was === zero ? amount : zero)), ended: sum(({ amount, was }) => (amount === zero ? negate(was) : zero)),
        raised: sum(({ amount, was }) => (was > zero && amount > was ? minus(amount, was) : zero)), cut: sum(({ amount, was }) => (amount > zero && amount < was ? minus(amount, was) : zero)),
      });
      before = now;
    }
    const contracts = all.map((each) => ({
      contract: each.contract.id, number: each.contract.number, customer: each.contract.customerId, customerName: each.customerName, name: each.contract.name, monthly: on(each, to), endsOn: each.contract.endsOn,
    })).filter(({ monthly }) => monthly > zero).sort((a, b) => (a.monthly === b.monthly ? (a.number < b.number ? -1 : 1) : a.monthly > b.monthly ? -1 : 1));
    const monthly = plus(zero, ...contracts.map((each) => each.monthly));
    return { from, to, months, contracts: contracts.slice(0, 100), monthly, yearly: minor(monthly * 12n) };
  },
});
