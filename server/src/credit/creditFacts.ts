// What is known of a customer's credit as of a day, as known at a time, as one statement; and the assessment that follows from it.
import sql, { type Sql } from 'sql-template-tag';
import { ownedCustomers } from '../customers/rowRights.ts';
import { itemsOf, laterThan, openItemsAsOf } from '../receivables/openAsOf.ts';
import { day, id, instant, integer, optional } from '../shared/input.ts';
import { minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { assess, kept, type CreditFacts } from './assess.ts';
import { firstScorecard, type Scorecard } from './scorecard.ts';

/** The end of a day in the firm's time zone. */
export const endOf = (on: Day, timeZone: string): Sql => sql`((${on}::date + 1)::timestamp AT TIME ZONE ${timeZone})`;

/** A customer, and those who were merged into it. */
export const sameAs = (customerId: string): Sql => sql`(SELECT s.id FROM "Customer" s WHERE ${customerId} IN (s.id, s."mergedIntoId"))`;

interface Row {
  paid: string; onTime: string; weighted: string; invoices: number; overdue: string; sold: string; exposure: string; limit: string | null; months: number | null;
  disputes: number; shortPayments: number; bounces: number; rating: { source: string; grade: string; points: number; ratedOn: Day } | null;
  requested: { limit: string; termDays: number } | null; card: { revision: number; definition: Scorecard } | null; currencyCode: string;
}

/** As known at a time that is already clipped; now when left out. */
const args = {
  customerId: id('Customer'), on: optional(day()), knownAt: optional(instant()),
  applicationId: { ...optional(id('CreditApplication')), describe: 'What is asked for; a limit is then not proposed beyond it.' },
  scorecard: { ...optional(integer()), describe: 'A revision; the last one that was published then when left out. 0 is the built-in one.' },
};

/** Facts and scorecard of one customer; no row for one whom the viewer may not see. */
export const creditAssessment = report({
  args,
  statement: ({ customerId, on: asked, knownAt: known, applicationId, scorecard }, { viewer, company, today }) => {
    const [on, knownAt] = [asked ?? today, known ?? null];
    const by = (at: Sql): Sql => (knownAt ? sql`${at} < ${knownAt}` : sql`TRUE`);
    const inYear = (at: Sql): Sql => sql`${at} BETWEEN ${on}::date - 364 AND ${on}::date`;
    const whose = sameAs(customerId);
    /** Told on a day, and not known to be taken back: what is taken back on the day of knowledge counts still. */
    const standing = (at: Sql): Sql => sql`NOT coalesce(${at} <= ${on}::date AND ${knownAt ? sql`${at} < (${knownAt}::timestamptz AT TIME ZONE ${company.timeZone})::date` : sql`TRUE`}, FALSE)`;
    return sql`WITH settled AS (SELECT DISTINCT a."entryId", d.id, a."allocatedOn", d."dueOn" FROM "Allocation" a JOIN "OpenItem" d ON d.id = a."debitItemId" AND d.kind = 'INVOICE' JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind::text IN ('PAYMENT', 'DEPOSIT')
        WHERE a."reversesAllocationId" IS NULL AND d."customerId" IN ${whose} AND ${inYear(sql`a."allocatedOn"`)} AND ${by(sql`a."recordedAt"`)}
          AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = a.id AND r."allocatedOn" <= ${on}::date AND ${by(sql`r."recordedAt"`)})),
      paid AS (SELECT s.id, s."allocatedOn" - s."dueOn" AS late, (SELECT -sum(l."companyMinor") FROM "JournalLine" l WHERE l."entryId" = s."entryId" AND l."openItemId" = s.id) AS amount FROM settled s),
      open AS (${openItemsAsOf(on, knownAt, sql`i."companyId" = ${company.id} AND ${itemsOf(customerId, knownAt)}`)}),
      moves AS (SELECT sum(m."openOrdersMinor" + m."shippedNotInvoicedMinor") AS moved FROM "CreditMove" m WHERE m."customerId" IN ${whose} AND m."recordedAt" < ${endOf(on, company.timeZone)} AND ${by(sql`m."recordedAt"`)})
      SELECT o."currencyCode",
        coalesce((SELECT sum(amount) FROM paid), 0)::text AS paid, coalesce((SELECT sum(amount) FROM paid WHERE late <= 0), 0)::text AS "onTime", coalesce((SELECT sum(amount * late) FROM paid), 0)::text AS weighted,
        (SELECT count(DISTINCT id)::int FROM paid) AS invoices, coalesce((SELECT sum(open.open) FROM open WHERE open.open > 0 AND open."dueOn" < ${on}::date), 0)::text AS overdue,
        greatest(coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" AND e.kind IN ('INVOICE', 'CREDIT_NOTE') JOIN "OpenItem" i ON i.id = l."openItemId" AND i.kind IN ('INVOICE', 'CREDIT_NOTE')
          WHERE i."customerId" IN ${whose} AND ${inYear(sql`l."effectiveOn"`)} AND NOT ${laterThan(on, knownAt)}), 0), 0)::text AS sold,
        (coalesce((SELECT sum(open.open) FROM open), 0) + coalesce((SELECT moved FROM moves), 0))::text AS exposure,
        (SELECT m."limitMinor"::text FROM "CreditLimitMove" m WHERE m."customerId" = ${customerId} AND m."recordedAt" < ${endOf(on, company.timeZone)} AND ${by(sql`m."recordedAt"`)} ORDER BY m."recordedAt" DESC, m.id DESC LIMIT 1) AS "limit",
        (SELECT (extract(year FROM a) * 12 + extract(month FROM a))::int FROM age(${on}::date, least((SELECT min(i."effectiveOn") FROM "OpenItem" i WHERE i."customerId" IN ${whose} AND i.kind = 'INVOICE' AND i."effectiveOn" <= ${on}::date AND ${by(sql`i."recordedAt"`)}),
          (c."createdAt" AT TIME ZONE ${company.timeZone})::date, ${on}::date)) a) AS months,
        (SELECT count(*)::int FROM "InvoiceDispute" x WHERE x."customerId" IN ${whose} AND ${inYear(sql`x."raisedOn"`)} AND ${by(sql`x."createdAt"`)} AND NOT (coalesce(x.resolution = 'CREDITED', FALSE) AND NOT ${standing(sql`x."resolvedOn"`)})) AS disputes,
        (SELECT count(*)::int FROM "ShortPayment" x JOIN "Payment" p ON p.id = x."paymentId" WHERE x."customerId" IN ${whose} AND ${inYear(sql`x."recordedOn"`)} AND ${by(sql`p."recordedAt"`)} AND ${standing(sql`x."reversedOn"`)}) AS "shortPayments",
        (SELECT count(*)::int FROM "Bounce" x WHERE x."customerId" IN ${whose} AND ${inYear(sql`x."bouncedOn"`)} AND ${by(sql`x."recordedAt"`)} AND ${standing(sql`x."withdrawnOn"`)}) AS bounces,
        (SELECT json_build_object('source', r.source, 'grade', r.grade, 'points', r.points, 'ratedOn', r."ratedOn") FROM "CreditRating" r WHERE r."customerId" IN ${whose} AND r."ratedOn" <= ${on}::date AND ${by(sql`r."recordedAt"`)}
          AND (r."validUntil" IS NULL OR r."validUntil" >= ${on}::date) ORDER BY r."ratedOn" DESC, r."recordedAt" DESC, r.id DESC LIMIT 1) AS rating,
        ${applicationId ? sql`(SELECT json_build_object('limit', a."requestedLimitMinor"::text, 'termDays', a."requestedTermDays") FROM "CreditApplication" a WHERE a.id = ${applicationId} AND a."customerId" = c.id)` : sql`NULL::json`} AS requested,
        (SELECT json_build_object('revision', s.revision, 'definition', s.definition) FROM "CreditScorecard" s WHERE ${scorecard == null ? by(sql`s."publishedAt"`) : sql`s.revision = ${scorecard}`} ORDER BY s.revision DESC LIMIT 1) AS card
      FROM "Customer" c JOIN "Company" o ON o.id = c."companyId" WHERE c.id = ${customerId} AND ${ownedCustomers('c', viewer) ?? sql`TRUE`}`;
  },
  make: ([row]: Row[], { customerId, on, knownAt, scorecard }, ctx) => {
    if (!row) throw NotFound({ type: 'Customer', id: customerId });
    if (scorecard && !row.card) throw NotFound({ type: 'CreditScorecard', id: String(scorecard) });
    const facts: CreditFacts = {
      customer: customerId, on: on ?? ctx.today, knownAt: (knownAt ?? ctx.now).toISOString(), currencyCode: row.currencyCode,
      paid: minor(BigInt(row.paid)), paidOnTime: minor(BigInt(row.onTime)), lateWeighted: BigInt(row.weighted), invoices: row.invoices, overdue: minor(BigInt(row.overdue)), sold: minor(BigInt(row.sold)),
      exposure: minor(BigInt(row.exposure)), limit: row.limit === null ? null : minor(BigInt(row.limit)), months: row.months, disputes: row.disputes, shortPayments: row.shortPayments, bounces: row.bounces, rating: row.rating,
      requested: row.requested ? { limit: minor(BigInt(row.requested.limit)), termDays: row.requested.termDays } : null,
    };
    const told = assess(facts, row.card?.definition ?? firstScorecard, row.card?.revision ?? 0);
    return { ...told, ...kept(told) };
  },
});
