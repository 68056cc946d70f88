import sql from 'sql-template-tag';
import { countRows, hangingTables } from '../customers/mergeTables.ts';
import type { Queryable } from '../shared/db.ts';
import { quote } from '../shared/entity.ts';
import type { Check } from '../verify.ts';

/** Rows that still name a merged customer though they could name what it became. */
async function leftBehind(db: Queryable): Promise<unknown[]> {
  const tables = (await hangingTables(db)).filter(({ isLedger, way }) => !isLedger && way === 'customerId');
  const found: unknown[] = [];
  for (const table of tables) {
    const rows = await db.rows<{ id: string; into: string }>(sql`SELECT DISTINCT c.id, c."mergedIntoId" AS "into" FROM "Customer" c JOIN ${quote(table.table)} t ON t."customerId" = c.id WHERE c."mergedIntoId" IS NOT NULL`);
    for (const { id, into } of rows) {
      const { moved } = await countRows(db, table, id, into);
      if (moved > 0) found.push({ table: table.table, customer: id, rows: moved });
    }
  }
  return found;
}

export const customerChecks: readonly Check[] = [
  { check: 'nothing that could move is left with a merged customer', find: leftBehind },
  {
    check: 'a merged customer is inactive, owes nothing, and became one that is not merged itself',
    sql: `SELECT c.id, c.code FROM "Customer" c JOIN "Customer" i ON i.id = c."mergedIntoId" LEFT JOIN "CreditAccount" a ON a."customerId" = c.id
      WHERE c."isActive" OR i."mergedIntoId" IS NOT NULL OR a."receivableMinor" <> 0 OR a."unappliedMinor" <> 0 OR a."openOrdersMinor" <> 0 OR a."shippedNotInvoicedMinor" <> 0`,
  },
  {
    check: 'every merged customer has its merge, and every merge its customer',
    sql: `SELECT coalesce(c.id, m."fromId") AS id FROM (SELECT id FROM "Customer" WHERE "mergedIntoId" IS NOT NULL) c FULL JOIN "CustomerMerge" m ON m."fromId" = c.id WHERE c.id IS NULL OR m.id IS NULL`,
  },
  { check: 'no pair of customers is suspected of which one is merged', sql: `SELECT p.id FROM "CustomerPair" p JOIN "Customer" c ON c.id IN (p."firstId", p."secondId") WHERE p.status = 'SUSPECTED' AND c."mergedIntoId" IS NOT NULL` },
  {
    check: 'a line on an open item names the customer that the item had then, or has now',
    sql: `SELECT l.id FROM "JournalLine" l JOIN "OpenItem" i ON i.id = l."openItemId" WHERE l."customerId" IS DISTINCT FROM i."customerId" AND i."customerId" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "Customer" c WHERE c.id = l."customerId" AND c."mergedIntoId" = i."customerId")`,
  },
  {
    check: 'a change of a customer waits as long as its question does, and is done only with an answer',
    sql: `SELECT c.id, c.status, a.status AS question FROM "CustomerChange" c LEFT JOIN "Approval" a ON a.id = c."approvalId" WHERE a.id IS NULL
      OR (c.status = 'PENDING' AND a.status NOT IN ('PENDING', 'APPROVED', 'REJECTED')) OR (c.status = 'APPLIED' AND (a.status <> 'USED' OR a."decidedById" IS NULL OR a."decidedById" = c."askedById"))`,
  },
  {
    check: 'a change of a promotion or an agreement names it, and its customer where it has one',
    sql: `SELECT c.id, c.field FROM "CustomerChange" c LEFT JOIN "Framework" f ON f.id = c."frameworkId" LEFT JOIN "Promotion" p ON p.id = c."promotionId"
      WHERE (c.field::text = 'PROMOTION') <> (c."promotionId" IS NOT NULL) OR (c.field::text = 'FRAMEWORK') <> (c."frameworkId" IS NOT NULL) OR (c."promotionId" IS NOT NULL AND p.id IS NULL)
        OR (c.status = 'PENDING' AND c."frameworkId" IS NOT NULL AND f."customerId" IS DISTINCT FROM c."customerId")`,
  },
  { check: 'the parts of a way to pay are one together', sql: `SELECT t.id, t.code FROM "PaymentTerm" t LEFT JOIN "PaymentTermPart" p ON p."termId" = t.id GROUP BY t.id HAVING coalesce(sum(p.share), 0) <> 1` },
];
