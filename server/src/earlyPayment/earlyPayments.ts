import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';

interface Row {
  offer: string | null; offered: number; offeredAmount: string; taken: number; granted: number; refused: number; missing: string; revenue: string; tax: string;
  /** Of what was taken or granted: Σ discount, and Σ discount × days between the money and the due day. */
  given: string; weighted: string; settled: string;
}

const sums = (rows: readonly Row[]) => {
  const total = (of: (row: Row) => string) => rows.reduce((sum, row) => sum + BigInt(of(row)), 0n);
  const [revenue, tax, given, weighted, settled] = [total((row) => row.revenue), total((row) => row.tax), total((row) => row.given), total((row) => row.weighted), total((row) => row.settled)];
  const daysPulled = given > 0n ? Number(roundedQuotient(weighted, given)) : null;
  // What is given, over what comes instead, for the days that it comes earlier: as a rate a year.
  const annualCost = daysPulled !== null && daysPulled > 0 && settled > given ? roundedQuotient(given * 365n * 1_000_000n, (settled - given) * BigInt(daysPulled)) as Rate : null;
  return {
    offered: rows.reduce((sum, row) => sum + row.offered, 0), offeredAmount: minor(total((row) => row.offeredAmount)), taken: rows.reduce((sum, row) => sum + row.taken, 0),
    granted: rows.reduce((sum, row) => sum + row.granted, 0), refused: rows.reduce((sum, row) => sum + row.refused, 0), missing: minor(total((row) => row.missing)),
    revenue: minor(revenue), tax: minor(tax), loss: plus(minor(revenue), minor(tax)) as Minor, daysPulled, annualCost,
  };
};

/** What early payment was offered and cost between two days: what invoices of them carried, and what was taken, granted and refused on them. Company money. */
export const earlyPayments = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`
    WITH offered AS (
      SELECT f."offerId", count(*)::int AS offered, sum(round(f."discountMinor" * (CASE WHEN i."totalMinor" = 0 THEN 1 ELSE coalesce(i."companyTotalMinor", i."totalMinor")::numeric / i."totalMinor" END)))::bigint AS amount
      FROM "InvoiceEarlyOffer" f JOIN "Invoice" i ON i.id = f."invoiceId" WHERE i."companyId" = ${company.id} AND i."issuedOn" BETWEEN ${from} AND ${to} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`} GROUP BY 1),
    moved AS (
      SELECT f."offerId", d.kind, coalesce(j.revenue, 0) AS revenue, coalesce(j.tax, 0) AS tax, coalesce(d."missingMinor", 0) AS missing, greatest(0, i."dueOn" - d."paidOn") AS days,
        coalesce(i."companyTotalMinor", i."totalMinor") AS total
      FROM "EarlyDiscount" d JOIN "Invoice" i ON i.id = d."invoiceId" LEFT JOIN "InvoiceEarlyOffer" f ON f.id = d."earlyOfferId"
      LEFT JOIN LATERAL (SELECT sum(l."companyMinor") FILTER (WHERE a.code = '4300') AS revenue, sum(l."companyMinor") FILTER (WHERE a.code = '2200') AS tax
        FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."entryId" = d."entryId") j ON TRUE
      WHERE d."companyId" = ${company.id} AND d."effectiveOn" BETWEEN ${from} AND ${to} AND ${ownCustomers('customerId')('d', viewer) ?? sql`TRUE`}),
    summed AS (
      SELECT "offerId", count(*) FILTER (WHERE kind = 'TAKEN')::int AS taken, count(*) FILTER (WHERE kind = 'GRANTED')::int AS granted, count(*) FILTER (WHERE kind = 'REFUSED')::int AS refused,
        sum(missing)::bigint AS missing, sum(revenue)::bigint AS revenue, sum(tax)::bigint AS tax, sum(revenue + tax) FILTER (WHERE kind IN ('TAKEN', 'GRANTED'))::bigint AS given,
        sum((revenue + tax) * days) FILTER (WHERE kind IN ('TAKEN', 'GRANTED'))::bigint AS weighted, sum(total) FILTER (WHERE kind IN ('TAKEN', 'GRANTED'))::bigint AS settled
      FROM moved GROUP BY 1)
    SELECT coalesce(o."offerId", s."offerId") AS offer, coalesce(o.offered, 0) AS offered, coalesce(o.amount, 0)::text AS "offeredAmount", coalesce(s.taken, 0) AS taken, coalesce(s.granted, 0) AS granted,
      coalesce(s.refused, 0) AS refused, coalesce(s.missing, 0)::text AS missing, coalesce(s.revenue, 0)::text AS revenue, coalesce(s.tax, 0)::text AS tax, coalesce(s.given, 0)::text AS given,
      coalesce(s.weighted, 0)::text AS weighted, coalesce(s.settled, 0)::text AS settled
    FROM offered o FULL JOIN summed s ON s."offerId" = o."offerId" LEFT JOIN "EarlyPaymentOffer" p ON p.id = coalesce(o."offerId", s."offerId") ORDER BY p.days, p."startsOn", p.id`,
  make: (rows: Row[], { from, to }) => ({ from, to, rows: rows.map((row) => ({ offer: row.offer, ...sums([row]) })), totals: sums(rows) }),
});
