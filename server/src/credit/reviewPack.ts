// What is due for review, and what the last twelve months say of a customer.
import sql from 'sql-template-tag';
import { ownCustomers, ownedCustomers } from '../customers/rowRights.ts';
import type { CreditRisk, Role } from '../generated/rows.ts';
import { day, id, optional } from '../shared/input.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import { sameAs } from './creditFacts.ts';
import { reviewDueSql, riskSql } from './reviews.ts';

interface DueRow { customer: string; name: string; risk: CreditRisk | null; limit: string; exposure: string; dueOn: Day; lastOn: Day | null; lastOutcome: string | null; ownerName: string | null; ownerRole: Role | null }

/** Whose credit is to be looked at up to a day, the longest overdue first. */
export const creditReviewsDue = report({
  args: { until: { ...optional(day()), describe: 'What is due by then; today when left out.' } },
  statement: ({ until }, { viewer, today }) => sql`SELECT c.id AS customer, c.name, ${riskSql(sql`c.id`)}::text AS risk, k."limitMinor"::text AS "limit",
      (k."receivableMinor" + k."shippedNotInvoicedMinor" + k."openOrdersMinor" - k."unappliedMinor")::text AS exposure, d."on"::text AS "dueOn", v."reviewedOn"::text AS "lastOn", v.outcome::text AS "lastOutcome",
      (SELECT u.name FROM "User" u WHERE u.id = w."ownerId") AS "ownerName", w."ownerRole"::text AS "ownerRole"
    FROM "Customer" c JOIN "CreditAccount" k ON k."customerId" = c.id CROSS JOIN LATERAL (SELECT ${reviewDueSql(sql`c.id`)} AS "on") d
      LEFT JOIN LATERAL (SELECT r."reviewedOn", r.outcome FROM "CreditReview" r WHERE r."customerId" = c.id ORDER BY r."recordedAt" DESC, r.id DESC LIMIT 1) v ON TRUE
      LEFT JOIN LATERAL (SELECT t."ownerId", t."ownerRole" FROM "Task" t WHERE t.kind = 'creditReview' AND t.status = 'OPEN' AND t."subjectType" = 'Customer' AND t."subjectId" = c.id LIMIT 1) w ON TRUE
    WHERE c."isActive" AND c."mergedIntoId" IS NULL AND d."on" <= ${until ?? today}::date AND ${ownedCustomers('c', viewer) ?? sql`TRUE`} ORDER BY d."on", c.name, c.id LIMIT 2000`,
  make: (found: DueRow[], { until }, ctx) => ({
    until: until ?? ctx.today, overdue: found.filter(({ dueOn }) => dueOn < ctx.today).length,
    rows: found.map(({ limit, exposure, ...row }) => ({ ...row, limit: minor(BigInt(limit)), exposure: minor(BigInt(exposure)), daysOverdue: Math.max(0, daysBetween(row.dueOn, ctx.today)) })),
  }),
});

interface MonthRow {
  month: Day; orders: number; ordered: string; invoices: number; invoiced: string; paid: string; paidLate: string; weighted: string; peak: string; shorts: number;
  name: string; limit: string | null; risk: CreditRisk | null; dueOn: Day | null; told: { kind: string; on: Day; text: string | null; amount: string | null; by: string | null }[];
}
const tenths = (value: bigint): string => `${value < 0n ? '-' : ''}${(value < 0n ? -value : value) / 10n}.${(value < 0n ? -value : value) % 10n}`;
const averageOf = (weighted: bigint, paid: bigint): string | null => (paid <= 0n ? null : tenths((2n * weighted * 10n + (weighted < 0n ? -paid : paid)) / (2n * paid)));

/** Twelve months of a customer, month by month: what was ordered, invoiced and paid, how late, the peak of the exposure; holds, overrides and reviews. */
export const creditReviewPack = report({
  args: { customerId: id('Customer'), on: { ...optional(day()), describe: 'The last day; today when left out.' } },
  records: { customer: ({ customerId }) => sql`SELECT ${customerId}::uuid` },
  statement: ({ customerId, on: asked }, { viewer, company, today }) => {
    const on = asked ?? today;
    const whose = sameAs(customerId);
    return sql`WITH months AS (SELECT m::date AS month, least((m + interval '1 month')::date - 1, ${on}::date) AS last FROM generate_series(date_trunc('month', ${on}::date) - interval '11 months', date_trunc('month', ${on}::date), interval '1 month') m),
      deltas AS (SELECT l."effectiveOn" AS d, l."companyMinor" AS by FROM "JournalLine" l JOIN "OpenItem" i ON i.id = l."openItemId" AND i."customerId" IN ${whose} WHERE l."effectiveOn" <= ${on}::date
        UNION ALL SELECT (m."recordedAt" AT TIME ZONE ${company.timeZone})::date, m."openOrdersMinor" + m."shippedNotInvoicedMinor" FROM "CreditMove" m WHERE m."customerId" IN ${whose}),
      sums AS (SELECT d, sum(sum(by)) OVER (ORDER BY d) AS after FROM deltas WHERE d <= ${on}::date GROUP BY d),
      settled AS (SELECT DISTINCT a."entryId", i.id, a."allocatedOn", i."dueOn" FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" AND i.kind = 'INVOICE' JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind::text IN ('PAYMENT', 'DEPOSIT')
        WHERE i."customerId" IN ${whose} AND a."reversesAllocationId" IS NULL AND a."allocatedOn" <= ${on}::date AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = a.id AND r."allocatedOn" <= ${on}::date)),
      paid AS (SELECT s."allocatedOn" AS d, s."allocatedOn" - s."dueOn" AS late, (SELECT -sum(l."companyMinor") FROM "JournalLine" l WHERE l."entryId" = s."entryId" AND l."openItemId" = s.id) AS amount FROM settled s),
      told AS (SELECT 'HOLD' AS kind, (h."placedAt" AT TIME ZONE ${company.timeZone})::date AS "on", h.reason AS text, NULL::text AS amount, (SELECT u.name FROM "User" u WHERE u.id = h."placedById") AS by FROM "CustomerHold" h WHERE h."customerId" IN ${whose}
        UNION ALL SELECT 'OVERRIDE', (p."decidedAt" AT TIME ZONE ${company.timeZone})::date, coalesce(p."decisionReason", p.reason), p."amountMinor"::text, (SELECT u.name FROM "User" u WHERE u.id = p."decidedById") FROM "Approval" p JOIN "Order" o ON o.id = p."subjectId" AND o."customerId" IN ${whose}
          WHERE p.kind = 'CREDIT_OVERRIDE' AND p.status IN ('APPROVED', 'USED')
        UNION ALL SELECT 'SHORT_PAYMENT', s."recordedOn", s.reason::text, s."amountMinor"::text, NULL FROM "ShortPayment" s WHERE s."customerId" IN ${whose} AND s."reversedOn" IS NULL
        UNION ALL SELECT 'BOUNCE', b."bouncedOn", b.reason::text, b."amountMinor"::text, b."createdByName" FROM "Bounce" b WHERE b."customerId" IN ${whose} AND b."withdrawnOn" IS NULL
        UNION ALL SELECT 'REVIEW', v."reviewedOn", v.reason, v."limitAfter"::text, v."byName" FROM "CreditReview" v WHERE v."customerId" IN ${whose})
      SELECT m.month::text AS month, c.name, k."limitMinor"::text AS "limit", ${riskSql(sql`c.id`)}::text AS risk, ${reviewDueSql(sql`c.id`)}::text AS "dueOn",
        (SELECT coalesce(json_agg(t ORDER BY t."on" DESC, t.kind), '[]') FROM told t WHERE t."on" BETWEEN (SELECT min(month) FROM months) AND ${on}::date) AS told,
        (SELECT count(*)::int FROM "Order" o WHERE o."customerId" IN ${whose} AND o."placedOn" BETWEEN m.month AND m.last AND o.status NOT IN ('DRAFT', 'CANCELLED')) AS orders,
        (SELECT coalesce(sum(hesabu_in_company(o."totalMinor", o."exchangeRate", o."currencyCode")), 0)::text FROM "Order" o WHERE o."customerId" IN ${whose} AND o."placedOn" BETWEEN m.month AND m.last AND o.status NOT IN ('DRAFT', 'CANCELLED')) AS ordered,
        (SELECT count(*)::int FROM "OpenItem" i WHERE i."customerId" IN ${whose} AND i.kind = 'INVOICE' AND i."effectiveOn" BETWEEN m.month AND m.last) AS invoices,
        (SELECT coalesce(sum(l."companyMinor"), 0)::text FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" AND e.kind = 'INVOICE' JOIN "OpenItem" i ON i.id = l."openItemId" WHERE i."customerId" IN ${whose} AND l."effectiveOn" BETWEEN m.month AND m.last) AS invoiced,
        coalesce((SELECT sum(p.amount) FROM paid p WHERE p.d BETWEEN m.month AND m.last), 0)::text AS paid, coalesce((SELECT sum(p.amount) FROM paid p WHERE p.d BETWEEN m.month AND m.last AND p.late > 0), 0)::text AS "paidLate",
        coalesce((SELECT sum(p.amount * p.late) FROM paid p WHERE p.d BETWEEN m.month AND m.last), 0)::text AS weighted,
        greatest(coalesce((SELECT max(s.after) FROM sums s WHERE s.d BETWEEN m.month AND m.last), 0), coalesce((SELECT s.after FROM sums s WHERE s.d < m.month ORDER BY s.d DESC LIMIT 1), 0))::text AS peak,
        (SELECT count(*)::int FROM "ShortPayment" s WHERE s."customerId" IN ${whose} AND s."recordedOn" BETWEEN m.month AND m.last AND s."reversedOn" IS NULL) AS shorts
      FROM months m CROSS JOIN "Customer" c LEFT JOIN "CreditAccount" k ON k."customerId" = c.id WHERE c.id = ${customerId} AND ${ownCustomers('id')('c', viewer) ?? sql`TRUE`} ORDER BY m.month`;
  },
  make: (rows: MonthRow[], { customerId, on }, ctx) => {
    const [first] = rows;
    if (!first) throw NotFound({ type: 'Customer', id: customerId });
    const amount = (text: string): Minor => minor(BigInt(text));
    const months = rows.map((row) => ({
      month: row.month, orders: row.orders, ordered: amount(row.ordered), invoices: row.invoices, invoiced: amount(row.invoiced), paid: amount(row.paid), paidLate: amount(row.paidLate),
      daysLate: averageOf(BigInt(row.weighted), BigInt(row.paid)), peak: amount(row.peak), shortPayments: row.shorts,
    }));
    const paid = rows.reduce((sum, row) => sum + BigInt(row.paid), 0n);
    return {
      customer: customerId, name: first.name, on: on ?? ctx.today, limit: first.limit === null ? null : amount(first.limit), risk: first.risk, dueOn: first.dueOn, months,
      ordered: plus(zero, ...months.map((each) => each.ordered)), invoiced: plus(zero, ...months.map((each) => each.invoiced)), paid: minor(paid), paidLate: plus(zero, ...months.map((each) => each.paidLate)),
      daysLate: averageOf(rows.reduce((sum, row) => sum + BigInt(row.weighted), 0n), paid), peak: months.reduce((most, { peak }) => (peak > most ? peak : most), zero),
      told: first.told.map((each) => ({ ...each, amount: each.amount === null ? null : amount(each.amount) })),
    };
  },
});
