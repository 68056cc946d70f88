// What people earned, were paid and are owed; beside accounts 5500 and 2400.
import sql, { type Sql } from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import { ownedCustomers } from '../customers/rowRights.ts';
import type { CommissionCause, CommissionGrouping } from '../generated/rows.ts';
import { col } from '../shared/entity.ts';
import { choice, day, id, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { sumsOf, unstatedSql } from './statements.ts';

const known = (alias: string, knownAt: Date | null | undefined): Sql => (knownAt ? sql`${col(alias, 'recordedAt')} < ${knownAt}` : sql`TRUE`);
const amount = (text: string | null): Minor => minor(BigInt(text ?? '0'));
/** Rows with a `salesPersonId` that the viewer may see: sellers their own. */
const own = (alias: string, viewer: Viewer): Sql => ownedCustomers(alias, viewer) ?? sql`TRUE`;
const seesAll = (viewer: Viewer): boolean => ownedCustomers('x', viewer) === undefined;

interface Group { of: string; salesPerson: string | null; customer: string | null; plan: string | null; month: string | null; name: string; orders: number; base: string; accrued: string; clawedBack: string }
interface Ledger { of: null; expense: string; others: string }

/** A grouping's key and name, over accruals (a), people (p), customers (c), plans (l). */
const groupedBy = (by: CommissionGrouping): Sql => {
  const month = sql`to_char(a."effectiveOn", 'YYYY-MM')`;
  const when = (of: CommissionGrouping, key: Sql): Sql => sql`CASE WHEN ${by}::text = ${of} THEN ${key} END`;
  return sql`${when('PERSON', sql`p.id`)} AS "salesPerson", ${when('CUSTOMER', sql`c.id`)} AS customer, ${when('PLAN', sql`l.id`)} AS plan, ${when('MONTH', month)} AS month,
    CASE ${by}::text WHEN 'PERSON' THEN p.name WHEN 'CUSTOMER' THEN c.name WHEN 'PLAN' THEN l.name ELSE ${month} END AS name`;
};

/** Commissions between two days by person, month, customer or plan; those of the ledger that nobody is named for beside them. */
export const commissionsBy = report({
  args: { from: day(), to: day(), by: optional(choice('CommissionGrouping')), salesPersonId: optional(id('SalesPerson')), knownAt: optional(instant()) },
  statement: ({ from, to, by, salesPersonId, knownAt }, { viewer, company }) => sql`
    SELECT 'group' AS "of", g.*, NULL::text AS expense, NULL::text AS others FROM (SELECT ${groupedBy(by ?? 'PERSON')}, count(DISTINCT a."orderId")::int AS orders, sum(a."baseMinor")::text AS base,
        coalesce(sum(a."amountMinor") FILTER (WHERE a."amountMinor" > 0), 0)::text AS accrued, coalesce(sum(a."amountMinor") FILTER (WHERE a."amountMinor" < 0), 0)::text AS "clawedBack"
      FROM "CommissionAccrual" a JOIN "SalesPerson" p ON p.id = a."salesPersonId" JOIN "Order" o ON o.id = a."orderId" JOIN "Customer" c ON c.id = o."customerId"
      JOIN "CommissionTerms" t ON t.id = a."termsId" JOIN "CommissionPlan" l ON l.id = t."planId"
      WHERE a."effectiveOn" BETWEEN ${from} AND ${to} AND ${known('a', knownAt)} AND ${own('a', viewer)} AND ${salesPersonId ? sql`a."salesPersonId" = ${salesPersonId}` : sql`TRUE`} GROUP BY 1, 2, 3, 4, 5) g
    UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, coalesce(sum(l."companyMinor"), 0)::text, coalesce(sum(l."companyMinor") FILTER (WHERE e."sourceType" <> 'CommissionAccrual'), 0)::text
      FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" k ON k.id = l."accountId" AND k.code = '5500'
      WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND ${known('l', knownAt)} AND ${beforeClosing}
    ORDER BY name, "salesPerson", customer, plan`,
  make: (found: (Group | Ledger)[], { from, to, by, salesPersonId }, { viewer }) => {
    const groups = found.flatMap((row) => (row.of === null ? [] : [row as Group])).map((row) => ({
      salesPerson: row.salesPerson, customer: row.customer, plan: row.plan, month: row.month, name: row.name, orders: row.orders, base: amount(row.base), accrued: amount(row.accrued), clawedBack: amount(row.clawedBack),
      net: plus(amount(row.accrued), amount(row.clawedBack)),
    }));
    const sum = (name: 'base' | 'accrued' | 'clawedBack' | 'net') => plus(zero, ...groups.map((each) => each[name]));
    const ledger = found.find((row): row is Ledger => row.of === null);
    const isWhole = seesAll(viewer) && !salesPersonId;
    return {
      from, to, by: by ?? 'PERSON', groups, base: sum('base'), accrued: sum('accrued'), clawedBack: sum('clawedBack'), net: sum('net'), ledger: isWhole ? amount(ledger?.expense ?? '0') : null,
      others: isWhole ? amount(ledger?.others ?? '0') : null, difference: isWhole ? minus(amount(ledger?.expense ?? '0'), plus(sum('net'), amount(ledger?.others ?? '0'))) : null,
    };
  },
});

interface Balance { of: string; salesPerson: string; name: string; accrued: string; clawedBack: string; paid: string; asked: string; stated: string | null; statedOn: Day | null }
interface Owed { of: null; payable: string; others: string }

/** What people are owed on a day: earned less clawed back less paid; with account 2400. */
export const commissionBalances = report({
  args: { on: optional(day()), knownAt: optional(instant()) },
  statement: ({ on, knownAt }, { viewer, company, today }) => sql`
    SELECT 'person' AS "of", p."salesPersonId" AS "salesPerson", p.name, coalesce(a.accrued, 0)::text AS accrued, coalesce(a."clawedBack", 0)::text AS "clawedBack", coalesce(y.paid, 0)::text AS paid, coalesce(y.asked, 0)::text AS asked,
        s."closingMinor"::text AS stated, s."endsOn"::text AS "statedOn", NULL::text AS payable, NULL::text AS others
      FROM (SELECT id AS "salesPersonId", name FROM "SalesPerson") p
      LEFT JOIN (SELECT a."salesPersonId", sum(a."amountMinor") FILTER (WHERE a."amountMinor" > 0) AS accrued, sum(a."amountMinor") FILTER (WHERE a."amountMinor" < 0) AS "clawedBack" FROM "CommissionAccrual" a
        WHERE a."effectiveOn" <= ${on ?? today} AND ${known('a', knownAt)} GROUP BY 1) a USING ("salesPersonId")
      LEFT JOIN (SELECT y."salesPersonId", sum(l."companyMinor") AS paid, sum(y."amountMinor") FILTER (WHERE y.status = 'REQUESTED') AS asked FROM "CommissionPayout" y
        LEFT JOIN "JournalEntry" e ON e."sourceId" = y.id LEFT JOIN "JournalLine" l ON l."entryId" = e.id AND l."accountId" = (SELECT id FROM "Account" WHERE code = '2400' AND "companyId" = ${company.id}) AND l."effectiveOn" <= ${on ?? today} AND ${known('l', knownAt)}
        GROUP BY 1) y USING ("salesPersonId")
      LEFT JOIN LATERAL (SELECT s."closingMinor", s."endsOn" FROM "CommissionStatement" s WHERE s."salesPersonId" = p."salesPersonId" AND s.status = 'APPROVED' AND s."endsOn" <= ${on ?? today} ORDER BY s."endsOn" DESC LIMIT 1) s ON TRUE
      WHERE (a.accrued IS NOT NULL OR a."clawedBack" IS NOT NULL OR y.paid IS NOT NULL OR y.asked IS NOT NULL) AND ${own('p', viewer)}
    UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, coalesce(-sum(l."companyMinor"), 0)::text, coalesce(-sum(l."companyMinor") FILTER (WHERE e."sourceType" NOT IN ('CommissionAccrual', 'CommissionPayout')), 0)::text
      FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" k ON k.id = l."accountId" AND k.code = '2400' WHERE l."companyId" = ${company.id} AND l."effectiveOn" <= ${on ?? today} AND ${known('l', knownAt)}
    ORDER BY name, "salesPerson"`,
  make: (found: (Balance | Owed)[], { on }, { viewer, today }) => {
    const people = found.flatMap((row) => (row.of === null ? [] : [row as Balance])).map((row) => ({
      salesPerson: row.salesPerson, name: row.name, accrued: amount(row.accrued), clawedBack: amount(row.clawedBack), paid: amount(row.paid), asked: amount(row.asked),
      balance: minus(plus(amount(row.accrued), amount(row.clawedBack)), amount(row.paid)), stated: row.stated === null ? null : amount(row.stated), statedOn: row.statedOn,
    }));
    const sum = (name: 'accrued' | 'clawedBack' | 'paid' | 'asked' | 'balance') => plus(zero, ...people.map((each) => each[name]));
    const owed = found.find((row): row is Owed => row.of === null);
    const isWhole = seesAll(viewer);
    return {
      on: on ?? today, people, accrued: sum('accrued'), clawedBack: sum('clawedBack'), paid: sum('paid'), asked: sum('asked'), balance: sum('balance'), ledger: isWhole ? amount(owed?.payable ?? '0') : null,
      others: isWhole ? amount(owed?.others ?? '0') : null, difference: isWhole ? minus(amount(owed?.payable ?? '0'), plus(sum('balance'), amount(owed?.others ?? '0'))) : null,
    };
  },
});

interface LineRow {
  person: string; opening: string | null; lastEndsOn: Day | null; accrualId: string | null; payoutId: string | null; isReverse: boolean; on: Day; amount: string; base: string | null; order: string | null; invoice: string | null; customerName: string | null;
  cause: CommissionCause | null; causeNumber: string | null; payment: string | null;
}

/** What the next statement of somebody says as it stands: from what the last one closed with to a day. */
export const nextCommissionStatement = report({
  args: { salesPersonId: id('SalesPerson'), on: optional(day()), knownAt: optional(instant()) },
  records: { salesPerson: ({ salesPersonId }) => sql`SELECT ${salesPersonId}::uuid` },
  statement: ({ salesPersonId, on, knownAt }, { viewer, today }) => sql`
    SELECT p."salesPersonId" AS person, s."closingMinor"::text AS opening, s."endsOn"::text AS "lastEndsOn", u."accrualId", u."payoutId", coalesce(u."isReverse", FALSE) AS "isReverse", u."on"::text AS "on", u.amount::text AS amount, a."baseMinor"::text AS base,
      a."orderId" AS "order", a."invoiceId" AS invoice, c.name AS "customerName", a.cause::text AS cause, coalesce(ci.number, n.number, y.number) AS "causeNumber", pay.id AS payment
    FROM (SELECT id AS "salesPersonId" FROM "SalesPerson") p
    LEFT JOIN LATERAL (SELECT s."closingMinor", s."endsOn" FROM "CommissionStatement" s WHERE s."salesPersonId" = p."salesPersonId"
      AND ${knownAt ? sql`s."approvedAt" < ${knownAt} AND (s."withdrawnAt" IS NULL OR s."withdrawnAt" >= ${knownAt})` : sql`s.status = 'APPROVED'`} ORDER BY s."endsOn" DESC LIMIT 1) s ON TRUE
    LEFT JOIN (${unstatedSql(sql`${salesPersonId}::uuid`, on ? sql`${on}::date` : sql`${today}::date`, knownAt ?? null)}) u ON u."salesPersonId" = p."salesPersonId"
    LEFT JOIN "CommissionAccrual" a ON a.id = u."accrualId" LEFT JOIN "CommissionPayout" y ON y.id = u."payoutId" LEFT JOIN "Order" o ON o.id = a."orderId" LEFT JOIN "Customer" c ON c.id = o."customerId"
    LEFT JOIN "Allocation" x ON a.cause = 'ALLOCATION' AND x.id = a."causeId" LEFT JOIN "OpenItem" ci ON ci.id = x."creditItemId" LEFT JOIN "Payment" pay ON pay.id = ci."sourceId"
    LEFT JOIN "Invoice" n ON a.cause = 'CREDIT_NOTE' AND n.id = a."causeId"
    WHERE p."salesPersonId" = ${salesPersonId} AND ${own('p', viewer)} ORDER BY u."on", coalesce(u."accrualId", u."payoutId"), u."isReverse"`,
  make: (found: LineRow[], { salesPersonId, on }, { today }) => {
    const [first] = found;
    if (!first) throw NotFound({ type: 'SalesPerson', id: salesPersonId });
    const rows = found.filter(({ amount: given }) => given !== null);
    return {
      salesPerson: salesPersonId, on: on ?? today, lastEndsOn: first.lastEndsOn, ...sumsOf(amount(first.opening), rows),
      lines: rows.map((row) => ({
        on: row.on, order: row.order, invoice: row.invoice, payment: row.payment, customerName: row.customerName, cause: row.cause, number: row.causeNumber, isPayout: row.payoutId !== null, base: row.base === null ? null : amount(row.base),
        amount: amount(row.amount),
      })),
    };
  },
});
