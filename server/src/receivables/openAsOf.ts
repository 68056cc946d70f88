import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../shared/time.ts';

/** Journal lines (alias l) that were not there yet: of later days, or learnt of at or after a time. */
export const laterThan = (on: Day, knownAt: Date | null): Sql => (knownAt
  ? sql`(l."effectiveOn" > ${on} OR l."recordedAt" >= ${knownAt})` : sql`l."effectiveOn" > ${on}`);

/**
 * Open items (alias i) that meet a condition, as of a day, as known at a time: all their columns and what was `open` then, the
 * kept amount less the lines after it. Debts positive, credits negative. Only those that were open then: those that are open
 * now, and those that later lines settled.
 */
export const openItemsAsOf = (on: Day, knownAt: Date | null, condition: Sql): Sql => {
  const later = sql`SELECT l."openItemId" AS id, sum(l."companyMinor")::bigint AS moved FROM "JournalLine" l
    WHERE l."openItemId" IS NOT NULL AND ${laterThan(on, knownAt)} GROUP BY 1`;
  return sql`SELECT i.*, i."companyOpenMinor" - coalesce(later.moved, 0) AS open FROM "OpenItem" i LEFT JOIN (${later}) later ON later.id = i.id
      WHERE ${condition} AND i."companyOpenMinor" <> 0 AND i."companyOpenMinor" <> coalesce(later.moved, 0)
    UNION ALL SELECT i.*, -later.moved AS open FROM (${later}) later JOIN "OpenItem" i ON i.id = later.id
      WHERE ${condition} AND i."companyOpenMinor" = 0 AND later.moved <> 0`;
};

/** Whose an open item (alias i) was, as known at a time: before a merge, that of the customer who was merged. */
export const customerThen = (knownAt: Date | null): Sql => (knownAt
  ? sql`coalesce((SELECT m."fromId" FROM "CustomerMergeRow" w JOIN "CustomerMerge" m ON m.id = w."mergeId" WHERE w."rowId" = i.id AND m."mergedAt" >= ${knownAt} ORDER BY m."mergedAt" LIMIT 1), i."customerId")`
  : sql`i."customerId"`);

/** Open items (alias i) of a customer, as known at a time. */
export const itemsOf = (customerId: string, knownAt: Date | null): Sql => (knownAt
  ? sql`(i."customerId" IN (${customerId}, (SELECT c."mergedIntoId" FROM "Customer" c WHERE c.id = ${customerId})) AND ${customerThen(knownAt)} = ${customerId})`
  : sql`i."customerId" = ${customerId}`);
