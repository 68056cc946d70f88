// How long customers take to pay against their terms, and what cash shorter terms would free.
import sql from 'sql-template-tag';
import { reportQuery, reportType } from '../reports.ts';
import { day, integer, optional } from '../shared/input.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { ownCustomers } from './rowRights.ts';

interface Row { customer: string; name: string; termDays: number; invoices: number; paid: string; weighted: string; sold: string }
interface DaysToPay {
  customer: string; name: string; termDays: number; invoices: number; paid: Minor; sold: Minor;
  /** Of the invoices settled in the year before the day, weighted by amount, to one decimal. */
  daysToPay: string; daysLate: string; isToShorten: boolean; newTermDays: number; freed: Minor;
}

const YEAR_DAYS = 365n;
const tenths = (value: bigint): string => `${value < 0n ? '-' : ''}${(value < 0n ? -value : value) / 10n}.${(value < 0n ? -value : value) % 10n}`;
const divided = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (2n * a + (a < 0n ? -b : b)) / (2n * b));

/**
 * Cash that shorter terms free: what was sold in a year ÷ 365 × the days by which the terms become shorter. It is assumed that
 * who pays so many days after the due day goes on doing so.
 */
export const freedBy = (sold: Minor, fewerDays: number): Minor => minor(divided(sold * BigInt(Math.max(0, fewerDays)), YEAR_DAYS));

/** One customer's figures; those are to be shortened whose terms are longer than the new ones. */
export function judged({ customer, name, termDays, invoices, paid, weighted, sold }: Row, newTermDays: number): DaysToPay {
  const [amount, days] = [BigInt(paid), BigInt(weighted)];
  const average = divided(days * 10n, amount);
  const shorter = Math.max(0, termDays - newTermDays);
  return {
    customer, name, termDays, invoices, paid: minor(amount), sold: minor(BigInt(sold)), daysToPay: tenths(average), daysLate: tenths(average - BigInt(termDays) * 10n),
    isToShorten: shorter > 0, newTermDays: Math.min(termDays, newTermDays), freed: freedBy(minor(BigInt(sold)), shorter),
  };
}

export const daysToPay = report({
  args: { on: optional(day()), newTermDays: { ...optional(integer({ max: 720 })), describe: 'Terms that would be given to who has longer ones; 14 days when left out.' } },
  statement: ({ on: asked }, { viewer, company, today }) => {
    const on = asked ?? today;
    return sql`WITH settled AS (
        SELECT d."customerId", d.id, (a."allocatedOn" - d."effectiveOn") AS days, a."amountMinor" AS amount
        FROM "Allocation" a JOIN "OpenItem" d ON d.id = a."debitItemId" AND d.kind = 'INVOICE' AND d."customerId" IS NOT NULL JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind = 'PAYMENT'
        WHERE a."companyId" = ${company.id} AND a."reversesAllocationId" IS NULL AND a."allocatedOn" BETWEEN ${on}::date - 364 AND ${on}::date
          AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = a.id AND r."allocatedOn" <= ${on}::date)),
      paid AS (SELECT "customerId", count(DISTINCT id)::int AS invoices, sum(amount) AS paid, sum(days * amount) AS weighted FROM settled GROUP BY 1),
      sold AS (SELECT i."customerId", sum(i."amountMinor") AS sold FROM "OpenItem" i WHERE i."companyId" = ${company.id} AND i.kind IN ('INVOICE', 'CREDIT_NOTE') AND i."customerId" IS NOT NULL
        AND i."effectiveOn" BETWEEN ${on}::date - 364 AND ${on}::date GROUP BY 1)
      SELECT t.id AS customer, t.name, t."paymentTermDays" AS "termDays", coalesce(p.invoices, 0) AS invoices, coalesce(p.paid, 0)::text AS paid, coalesce(p.weighted, 0)::text AS weighted, greatest(coalesce(s.sold, 0), 0)::text AS sold
      FROM "Customer" t LEFT JOIN paid p ON p."customerId" = t.id LEFT JOIN sold s ON s."customerId" = t.id
      WHERE (p.invoices > 0 OR s.sold > 0) AND ${ownCustomers('id')('t', viewer) ?? sql`TRUE`} ORDER BY s.sold DESC NULLS LAST, t.name, t.id LIMIT 5000`;
  },
  make: (rows: Row[], { on, newTermDays }, ctx) => {
    const all = rows.map((row) => judged(row, newTermDays ?? 14));
    const sum = (of: (each: DaysToPay) => Minor): Minor => minor(all.reduce((total, each) => total + of(each), 0n));
    return { on: (on ?? ctx.today) as Day, newTermDays: newTermDays ?? 14, rows: all.sort((a, b) => (minus(b.freed, a.freed) > 0n ? 1 : b.freed === a.freed ? 0 : -1)), sold: sum(({ sold }) => sold), freed: sum(({ freed }) => freed) };
  },
});

export function daysToPayFace(): void {
  reportType('DaysToPayRow', 'How long a customer takes to pay, and what shorter terms would free.', {
    customer: 'record:Customer?', name: 'text', termDays: 'int', invoices: 'int', paid: 'money', sold: 'money', daysToPay: 'text', daysLate: 'text', isToShorten: 'boolean', newTermDays: 'int', freed: 'money',
  });
  reportType('DaysToPayReport', 'Days to pay against terms, in the year before a day.', { on: 'day', newTermDays: 'int', rows: 'reports:DaysToPayRow', sold: 'money', freed: 'money' });
  reportQuery('daysToPay', {
    describe: 'How long customers take to pay against their terms: invoices settled by payments in the 365 days before a day, from the invoice\'s day to the day of applying, weighted by amount. `freed` is what was invoiced in these days ÷ 365 × the days by which terms become shorter.',
    permission: 'openItems.read', type: 'DaysToPayReport', report: daysToPay,
  });
}
