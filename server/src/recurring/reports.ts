// What a contract will be charged, and what all of them bring a month.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ContractLineRow, ContractPauseRow, ContractRow } from '../generated/rows.ts';
import { addMonths } from '../payables/recurrence.ts';
import { day, id } from '../shared/input.ts';
import { minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { decode, decodeValue } from '../shared/tables.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';
import { billedOn, chargesOf, monthlyOn, periodAfter, periodOf, type Line } from './rules.ts';

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

interface PreviewLine { description: string; from: Day; to: Day; days: number; net: Minor }
export interface PreviewPeriod { from: Day; to: Day; billedOn: Day; net: Minor; lines: PreviewLine[]; priceless: string | null }

/** The invoices of the next twelve months: what would be charged as contract and lists stand today. */
export const contractPreview = report({
  args: { contractId: id('Contract') },
  statement: ({ contractId }, { viewer, today }) => sql`SELECT ${columns(today)} FROM "Contract" s JOIN "Customer" c ON c.id = s."customerId" WHERE s.id = ${contractId} AND ${ownCustomers('customerId')('s', viewer) ?? sql`TRUE`}`,
  make: (rows: Row[], { contractId }, ctx): { periods: PreviewPeriod[]; net: Minor } => {
    const [row] = rows;
    if (!row) throw NotFound({ type: 'Contract', id: contractId });
    const { contract, lines, pauses, priceOf } = read(row);
    const until = addMonths(ctx.today, 12);
    const periods: PreviewPeriod[] = [];
    for (let period = contract.nextFrom ? periodOf(contract, contract.nextFrom) : undefined; period && billedOn(contract, period) < until && periods.length < 400; period = periodAfter(contract, period)) {
      const { charges, priceless } = chargesOf(contract, lines, pauses, period, contract.currencyCode, priceOf);
      periods.push({
        from: period.from, to: period.to, billedOn: billedOn(contract, period), net: plus(zero, ...charges.map((each) => each.net)), priceless: priceless.map(({ description }) => description).join(', ') || null,
        lines: charges.map(({ line, from, to, days, net }) => ({ description: line.description, from, to, days, net })),
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
