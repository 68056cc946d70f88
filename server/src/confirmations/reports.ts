import sql, { raw } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ProofKind, StatementOutcome } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, id, integer, optional } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { candidatesSql, outcomeOf, type Candidate } from './candidates.ts';

const shareOf = (part: number, whole: number): Rate | null => (whole === 0 ? null : roundedQuotient(BigInt(part) * 1_000_000n, BigInt(whole)) as Rate);

type Month = { month: Day; invoices: number; sent: number; opened: number; confirmed: number; disputed: number };
const sharesOf = ({ invoices, sent, opened, confirmed, disputed }: Omit<Month, 'month'>) => ({
  invoices, sent, opened, confirmed, disputed, sentShare: shareOf(sent, invoices), openedShare: shareOf(opened, invoices), confirmedShare: shareOf(confirmed, invoices), disputedShare: shareOf(disputed, invoices),
});

/** Of the invoices of each month: how many were sent, opened, confirmed and disputed within some days of their own. */
export const confirmationShares = report({
  args: { from: day(), to: day(), withinDays: { ...optional(integer({ min: 0, max: 365 })), describe: 'Of the invoice\'s day; 7 when left out.' } },
  statement: ({ from, to, withinDays }, { viewer, company }) => {
    const tz = sql`(SELECT "timeZone" FROM "Company" WHERE id = ${company.id})`;
    const within = (instant: string) => sql`(${raw(instant)} AT TIME ZONE ${tz})::date <= i."issuedOn" + ${withinDays ?? 7}::int`;
    const proof = (kinds: readonly ProofKind[]) => sql`EXISTS (SELECT FROM "DeliveryProof" p WHERE p."subjectId" = i.id AND p.kind::text = ANY(${[...kinds]}::text[]) AND ${within('p."recordedAt"')})`;
    return sql`SELECT date_trunc('month', i."issuedOn")::date::text AS month, count(*)::int AS invoices,
        count(*) FILTER (WHERE EXISTS (SELECT FROM "Mail" m WHERE m."subjectId" = i.id AND m.kind = 'INVOICE' AND m.status = 'SENT' AND ${within('m."sentAt"')}))::int AS sent,
        count(*) FILTER (WHERE ${proof(['OPENED', 'DOCUMENT_OPENED'])})::int AS opened, count(*) FILTER (WHERE ${proof(['CONFIRMED'])})::int AS confirmed, count(*) FILTER (WHERE ${proof(['DISPUTED'])})::int AS disputed
      FROM "Invoice" i WHERE i."companyId" = ${company.id} AND i.kind = 'INVOICE' AND NOT i."isOpening" AND i."issuedOn" BETWEEN ${from} AND ${to} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}
      GROUP BY 1 ORDER BY 1`;
  },
  make: (rows: Month[], { from, to, withinDays }) => {
    const sum = (of: keyof Omit<Month, 'month'>) => rows.reduce((total, row) => total + row[of], 0);
    return {
      from, to, withinDays: withinDays ?? 7, rows: rows.map((row) => ({ month: row.month, ...sharesOf(row) })),
      totals: sharesOf({ invoices: sum('invoices'), sent: sum('sent'), opened: sum('opened'), confirmed: sum('confirmed'), disputed: sum('disputed') }),
    };
  },
});

type Received = { month: Day; payments: number; sameDay: number; days: number; amount: string; late: string };
const received = (payments: number, sameDay: number, days: number, amount: Minor, late: Minor) => ({ payments, sameDay, share: shareOf(sameDay, payments), averageDays: payments === 0 ? null : roundedQuotient(BigInt(days) * 1_000_000n, BigInt(payments)) as Rate, amount, late });

/** Of the money received in each month: how much of it was recorded on the day on which it came. Money taken back is left out. */
export const recordedSameDay = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`
    SELECT date_trunc('month', x."paidOn")::date::text AS month, count(*)::int AS payments, count(*) FILTER (WHERE x.days <= 0)::int AS "sameDay", sum(greatest(0, x.days))::int AS days,
      sum(x.amount)::text AS amount, coalesce(sum(x.amount) FILTER (WHERE x.days > 0), 0)::text AS late
    FROM (SELECT p."paidOn", coalesce(p."companyMinor", p."amountMinor") AS amount, (p."recordedAt" AT TIME ZONE (SELECT "timeZone" FROM "Company" WHERE id = ${company.id}))::date - p."paidOn" AS days
      FROM "Payment" p WHERE p."companyId" = ${company.id} AND p.direction = 'IN' AND p."reversedOn" IS NULL AND p."paidOn" BETWEEN ${from} AND ${to} AND ${ownCustomers('customerId')('p', viewer) ?? sql`TRUE`}) x
    GROUP BY 1 ORDER BY 1`,
  make: (rows: Received[], { from, to }) => {
    const read = rows.map(({ month, payments, sameDay, days, amount, late }) => ({ month, ...received(payments, sameDay, days, minor(BigInt(amount)), minor(BigInt(late))) }));
    const sum = (of: 'payments' | 'sameDay' | 'days') => rows.reduce((total, row) => total + row[of], 0);
    return { from, to, rows: read, totals: received(sum('payments'), sum('sameDay'), sum('days'), plus(minor(0), ...read.map(({ amount }) => amount)), plus(minor(0), ...read.map(({ late }) => late))) };
  },
});

interface Step { at: string; what: string; channel: string | null; personName: string | null; note: string | null; detail: string | null }

/** What is known of an invoice's way to the customer, in the order of time. */
export const invoiceProof = report({
  args: { invoiceId: id('Invoice') },
  statement: ({ invoiceId }, { viewer }) => sql`
    SELECT to_char(x.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, x.what, x.channel, x."personName", x.note, x.detail FROM "Invoice" i CROSS JOIN LATERAL (
      SELECT m."createdAt" AS at, 'QUEUED' AS what, NULL::text AS channel, NULL::text AS "personName", NULL::text AS note, m."toAddress" AS detail FROM "Mail" m WHERE m."subjectId" = i.id AND m.kind = 'INVOICE'
      UNION ALL SELECT m."sentAt", 'SENT', NULL, NULL, NULL, m."toAddress" FROM "Mail" m WHERE m."subjectId" = i.id AND m.kind = 'INVOICE' AND m."sentAt" IS NOT NULL
      UNION ALL SELECT e."recordedAt", CASE e.kind WHEN 'mailBounced' THEN 'BOUNCED' ELSE 'FAILED' END, NULL, NULL, e.reason, NULL FROM "Event" e WHERE e."subjectType" = 'Invoice' AND e."subjectId" = i.id AND e.kind IN ('mailBounced', 'mailFailed')
      UNION ALL SELECT p."recordedAt", p.kind::text, p.channel::text, p."personName", p.note, p.agent FROM "DeliveryProof" p WHERE p."subjectId" = i.id
      UNION ALL SELECT l."createdAt", 'LINKED', NULL, NULL, NULL, l."createdByName" FROM "DocumentLink" l WHERE l."subjectId" = i.id
      UNION ALL SELECT l."revokedAt", 'REVOKED', NULL, NULL, NULL, l."revokedByName" FROM "DocumentLink" l WHERE l."subjectId" = i.id AND l."revokedAt" IS NOT NULL) x
    WHERE i.id = ${invoiceId} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`} ORDER BY x.at, x.what LIMIT 500`,
  make: (rows: Step[]) => ({ steps: rows.map((row) => ({ ...row, at: new Date(row.at) })) }),
});

/** Who of a schedule would get a statement on a day, and who would not. */
export const scheduledStatements = report({
  args: { scheduleId: id('StatementSchedule'), on: optional(day()) },
  statement: ({ scheduleId, on }, { company, today }) => candidatesSql(company.id, scheduleId, on ?? today, null),
  make: (rows: Candidate[], { on }, ctx) => {
    const read = rows.map((row) => ({ customer: row.customer, name: row.name, email: row.email, outcome: outcomeOf(row) satisfies StatementOutcome, balance: minor(BigInt(row.balance)), overdue: minor(BigInt(row.overdue)) }));
    const sent = read.filter(({ outcome }) => outcome === 'SENT');
    return { on: on ?? ctx.today, sent: sent.length, skipped: read.length - sent.length, balance: plus(minor(0), ...sent.map(({ balance }) => balance)), rows: read };
  },
});
