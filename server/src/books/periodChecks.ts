// What is looked at before a period is locked: each check counts what is not in order.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { bookChecks } from '../verify/books.ts';
import type { PeriodCheckKind } from '../generated/rows.ts';

/** How much there is to look at in a period, given the aliases of its row and of nothing else. */
type Count = (period: Record<'companyId' | 'startsOn' | 'endsOn', string | Sql>) => Sql;

const proven = raw(bookChecks.flatMap((each) => ('sql' in each ? [`(SELECT count(*) FROM (SELECT 1 FROM (${each.sql}) o LIMIT 200) x)`] : [])).join(' + '));

/** Stands on the last day of the period: bookings after it are taken off what is kept now. */
const later = (endsOn: string | Sql) => sql`(SELECT l."openItemId" AS id, sum(l."companyMinor") AS company FROM "JournalLine" l WHERE l."openItemId" IS NOT NULL AND l."effectiveOn" > ${endsOn} GROUP BY 1)`;

const periodCounts: Record<PeriodCheckKind, Count> = {
  PREVIOUS_PERIOD: ({ companyId, startsOn }) => sql`SELECT count(*) FROM "Period" p WHERE p."companyId" = ${companyId} AND p."endsOn" < ${startsOn} AND p."lockedAt" IS NULL
    AND EXISTS (SELECT FROM "JournalEntry" e WHERE e."companyId" = p."companyId" AND e."effectiveOn" BETWEEN p."startsOn" AND p."endsOn")`,
  DRAFT_JOURNALS: ({ companyId, startsOn, endsOn }) => sql`SELECT count(*) FROM "ManualJournal" j WHERE j."companyId" = ${companyId} AND (
    (j.status <> 'POSTED' AND j."effectiveOn" BETWEEN ${startsOn} AND ${endsOn}) OR (j.status = 'POSTED' AND j."reversalEntryId" IS NULL AND j."reverseOn" BETWEEN ${startsOn} AND ${endsOn}))`,
  UNINVOICED_SHIPMENTS: ({ companyId, endsOn }) => sql`SELECT count(*) FROM "Shipment" s LEFT JOIN "Invoice" i ON i.id = s."invoiceId"
    WHERE s."companyId" = ${companyId} AND s."shippedOn" <= ${endsOn} AND (s.status = 'POSTED' OR s."reversedOn" > ${endsOn}) AND (i.id IS NULL OR i."issuedOn" > ${endsOn})`,
  UNMATCHED_BANK_LINES: ({ companyId, endsOn }) => sql`SELECT count(*) FROM "BankLine" b WHERE b."companyId" = ${companyId} AND b.status = 'OPEN' AND b."bookedOn" <= ${endsOn}`,
  NEGATIVE_STOCK: ({ companyId, endsOn }) => sql`SELECT count(*) FROM (SELECT 1 FROM "StockMove" m WHERE m."companyId" = ${companyId} AND m."effectiveOn" <= ${endsOn}
    GROUP BY m."productId", m."warehouseId" HAVING sum(m.quantity) < 0) x`,
  UNALLOCATED_COSTS: ({ companyId, startsOn, endsOn }) => sql`SELECT count(*) FROM (SELECT coalesce(l."costCategoryId", m."costCategoryId") AS id, sum(l."companyMinor") AS booked FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type = 'EXPENSE' AND a.code NOT IN ('6900', '6910')
      LEFT JOIN "CostCategoryAccount" m ON m."accountId" = a.id
    WHERE l."companyId" = ${companyId} AND l."effectiveOn" BETWEEN ${startsOn} AND ${endsOn} AND l."orderId" IS NULL AND coalesce(l."costCategoryId", m."costCategoryId") IS NOT NULL
      AND NOT EXISTS (SELECT FROM "YearClose" closing WHERE closing."entryId" = l."entryId")
    GROUP BY 1) x WHERE x.booked <> coalesce((SELECT sum(s."amountMinor") FROM "CostAllocationShare" s JOIN "CostAllocation" c ON c.id = s."costAllocationId"
      WHERE s."costCategoryId" = x.id AND c.status = 'POSTED' AND c."startsOn" >= ${startsOn} AND c."endsOn" <= ${endsOn}), 0)`,
  BILL_EXCEPTIONS: ({ companyId, endsOn }) => sql`SELECT count(*) FROM "Bill" b WHERE b."companyId" = ${companyId} AND b.status = 'POSTED' AND b.match = 'EXCEPTION' AND b."billedOn" <= ${endsOn}`,
  SUBLEDGERS: ({ companyId, endsOn }) => sql`SELECT count(*) FROM (
    SELECT a.id FROM "Account" a WHERE a."companyId" = ${companyId} AND (a."isOpenItem" OR a.code = '1300')
      AND coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${endsOn}), 0)
        <> CASE WHEN a.code = '1300' THEN coalesce((SELECT sum("valueMinor") FROM "StockDay" WHERE day <= ${endsOn}), 0)
          ELSE coalesce((SELECT sum(i."companyOpenMinor" - coalesce(x.company, 0)) FROM "OpenItem" i LEFT JOIN ${later(endsOn)} x ON x.id = i.id WHERE i."accountId" = a.id), 0) END) y`,
  // What is open or held in other currencies on its last day, and was not valued for it.
  REVALUATION: ({ companyId, endsOn }) => sql`SELECT count(*) FROM (
    SELECT i.id FROM "OpenItem" i JOIN "Company" c ON c.id = i."companyId" AND c."currencyCode" <> i."currencyCode" WHERE i."companyId" = ${companyId}
        AND coalesce((SELECT sum(l."amountMinor") FROM "JournalLine" l WHERE l."openItemId" = i.id AND l."effectiveOn" <= ${endsOn}), 0) <> 0
    UNION ALL SELECT o.id FROM "CollectionAccount" o JOIN "Company" c ON c.id = o."companyId" AND c."currencyCode" <> o."currencyCode" WHERE o."companyId" = ${companyId}
        AND coalesce((SELECT sum(l."amountMinor") FROM "JournalLine" l WHERE l."accountId" = o."accountId" AND l."currencyCode" = o."currencyCode" AND l."effectiveOn" <= ${endsOn}), 0) <> 0) f
    WHERE NOT EXISTS (SELECT FROM "Revaluation" r WHERE r.status = 'POSTED' AND r."valuedOn" = ${endsOn})`,
  BOOKS_PROVEN: () => sql`SELECT ${proven}`,
};

/** One row a check, in their order: kind, count. */
export const countChecks = (period: Parameters<Count>[0]): Sql =>
  join(Object.entries(periodCounts).map(([kind, count], no) => sql`SELECT ${raw(String(no))} AS no, ${raw(`'${kind}'`)} AS kind, (${count(period)})::int AS count`), ' UNION ALL ');
