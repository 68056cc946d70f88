import sql from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import type { Queryable } from '../shared/db.ts';
import { minor, zero, type Minor } from '../shared/money.ts';
import { none, parseQuantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { CategoryCost, Measured } from './allocation.ts';

interface Amount { costCategoryId: string; orderId: string | null; amount: string }
interface MeasuredRow { orderId: string; lines: number; weight: string; value: string; minutes: number }

/** What a period's costs by category come to, what orders bear of them already, and the orders invoiced in it, by number. */
export async function loadAllocation(tx: Queryable, companyId: string, from: Day, to: Day): Promise<{ costs: CategoryCost[]; orders: Measured[] }> {
  const categories = await selectRows(tx, 'CostCategory', sql`t."companyId" = ${companyId}`, { orderBy: sql`t.code COLLATE "C"` });
  // What no order bears, on accounts of a category or booked with one; what gathers allocations is none of them.
  const booked = await tx.rows<Amount>(sql`SELECT coalesce(l."costCategoryId", m."costCategoryId") AS "costCategoryId", NULL AS "orderId", sum(l."companyMinor")::text AS amount
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type = 'EXPENSE' AND a.code NOT IN ('6900', '6910')
      LEFT JOIN "CostCategoryAccount" m ON m."accountId" = a.id
    WHERE l."companyId" = ${companyId} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND l."orderId" IS NULL AND ${beforeClosing} AND coalesce(l."costCategoryId", m."costCategoryId") IS NOT NULL GROUP BY 1`);
  const earlier = await tx.rows<Amount>(sql`SELECT s."costCategoryId", s."orderId", sum(s."amountMinor")::text AS amount
    FROM "CostAllocation" c JOIN "CostAllocationShare" s ON s."costAllocationId" = c.id
    WHERE c."companyId" = ${companyId} AND c.status = 'POSTED' AND c."startsOn" = ${from} AND c."endsOn" = ${to} GROUP BY 1, 2`);
  const orders = await tx.rows<MeasuredRow>(sql`
    WITH billed AS (SELECT coalesce(l."orderId", i."orderId") AS id, count(*)::int AS lines, coalesce(sum(l.quantity * p.weight), 0) AS weight
        FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i.id LEFT JOIN "Product" p ON p.id = l."productId"
        WHERE i."companyId" = ${companyId} AND i.kind = 'INVOICE' AND NOT i."isOpening" AND i."issuedOn" BETWEEN ${from} AND ${to} GROUP BY 1),
      sold AS (SELECT l."orderId" AS id, sum(-l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type = 'REVENUE'
        WHERE l."companyId" = ${companyId} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND l."orderId" IN (SELECT id FROM billed) GROUP BY 1),
      worked AS (SELECT "orderId" AS id, sum(minutes)::int AS minutes FROM "OrderTime" WHERE "companyId" = ${companyId} AND "withdrawnAt" IS NULL AND "workedOn" BETWEEN ${from} AND ${to} GROUP BY 1)
    SELECT b.id AS "orderId", b.lines, b.weight::numeric(20,6)::text AS weight, coalesce(s.value, 0)::text AS value, coalesce(w.minutes, 0) AS minutes
    FROM billed b JOIN "Order" o ON o.id = b.id LEFT JOIN sold s ON s.id = b.id LEFT JOIN worked w ON w.id = b.id ORDER BY o.number COLLATE "C", b.id`);
  const costOf = (id: string): Minor => minor(BigInt(booked.find(({ costCategoryId }) => costCategoryId === id)?.amount ?? '0'));
  const bornOf = (id: string) => new Map(earlier.flatMap(({ costCategoryId, orderId, amount }): [string, Minor][] =>
    (costCategoryId === id && orderId && amount !== '0' ? [[orderId, minor(BigInt(amount))]] : [])));
  return {
    costs: categories.map((category) => ({ category, cost: costOf(category.id), earlier: bornOf(category.id) })).filter(({ cost, earlier: born }) => cost !== zero || born.size > 0),
    orders: orders.map(({ weight, value, ...row }) => ({ ...row, weight: parseQuantity(weight) ?? none, value: minor(BigInt(value)) })),
  };
}
