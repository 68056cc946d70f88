// What orders lack to go on, in SQL: one place for the order's page, the queues and the list of what is stuck.
import sql, { join, type Sql } from 'sql-template-tag';
import type { ChainFact, ChainStep, Role } from '../generated/rows.ts';
import { col } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';

export interface Lacking {
  orderId: string;
  fact: ChainFact;
  /** The stage that it holds up. */
  step: ChainStep;
  since: Date;
  /** From when it counts as waiting: an order that is wanted later waits later. */
  counts: Date;
  /** What it is about: numbers of documents, products. */
  detail: string;
  ownerId: string | null;
  ownerRole: Role | null;
}

const timeZone = sql`(SELECT "timeZone" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const leadDays = sql`coalesce((SELECT "leadDays" FROM "ChainSettings" LIMIT 1), 2)`;
const numbers = (value: Sql): Sql => sql`left(string_agg(DISTINCT ${value}, ', '), 300)`;
const openLine = sql`l.quantity - l.shipped - l.cancelled > 0`;
const isBackordered = sql`EXISTS (SELECT FROM "Reservation" r WHERE r."orderId" = o.id AND r.backordered > 0)`;

/** Of a stage: nobody has it, or whoever had it is not there any more. */
export const unowned = (alias: string): Sql => sql`(CASE
  WHEN ${col(alias, 'ownerId')} IS NOT NULL THEN NOT EXISTS (SELECT FROM "User" u WHERE u.id = ${col(alias, 'ownerId')} AND u."isActive")
  ELSE ${col(alias, 'ownerRole')} IS NULL OR NOT EXISTS (SELECT FROM "User" u WHERE u.role = ${col(alias, 'ownerRole')} AND u."isActive") END)`;

/** Columns: orderId fact step since detail; `o` are the orders in their chain with their present stage. */
const found: readonly Sql[] = [
  sql`SELECT o.id, 'APPROVAL_WAITS', 'ORDER', min(a."requestedAt"), '' FROM o JOIN "Approval" a ON a."subjectId" = o.id AND a."subjectType" = 'Order' AND a.status = 'PENDING' GROUP BY o.id`,
  sql`SELECT o.id, 'CUSTOMER_ON_HOLD', 'ORDER', greatest(min(h."placedAt"), min(o.entered)), left(min(h.reason), 300) FROM o
    JOIN "CustomerHold" h ON h."customerId" = o."customerId" AND h.scope = 'SHIP' AND h."releasedAt" IS NULL WHERE o.status IN ('PLACED', 'PART_SHIPPED') GROUP BY o.id`,
  sql`SELECT o.id, 'DEPOSIT_UNPAID', 'ORDER', greatest(min(d."recordedAt"), min(o.entered)), ${numbers(sql`d.number`)} FROM o JOIN "DepositRequest" d ON d."orderId" = o.id AND d."holdsShipping" AND d."withdrawnOn" IS NULL
    JOIN "OpenItem" i ON i.id = d."openItemId" AND i."claimMinor" > 0 WHERE o.status IN ('PLACED', 'PART_SHIPPED') GROUP BY o.id`,
  sql`SELECT o.id, 'GOODS_SHORT', 'ORDER', min(o.entered), ${numbers(sql`p.sku`)} FROM o JOIN "Reservation" r ON r."orderId" = o.id AND r.backordered > 0
    JOIN "Product" p ON p.id = r."productId" WHERE o.status IN ('PLACED', 'PART_SHIPPED') GROUP BY o.id`,
  sql`SELECT o.id, 'SUPPLIER_SENDS', 'ORDER', min(o.entered), ${numbers(sql`p.sku`)} FROM o JOIN "OrderLine" l ON l."orderId" = o.id AND l."isDropShipped" AND ${openLine}
    JOIN "Product" p ON p.id = l."productId" WHERE o.status IN ('PLACED', 'PART_SHIPPED') GROUP BY o.id`,
  sql`SELECT o.id, 'NOT_SHIPPED', 'ORDER', greatest(o.entered, (SELECT max(e."recordedAt") FROM "Event" e WHERE e."subjectId" = o.id
      AND e.kind IN ('orderAllocated', 'orderReallocated', 'stockReserved', 'stockRedistributed'))), '' FROM o JOIN "Customer" c ON c.id = o."customerId"
    WHERE o.status IN ('PLACED', 'PART_SHIPPED') AND (coalesce(o."shipPolicy", c."shipPolicy") <> 'COMPLETE' OR NOT ${isBackordered})
      AND EXISTS (SELECT FROM "OrderLine" l WHERE l."orderId" = o.id AND NOT l."isDropShipped" AND ${openLine}
        AND (EXISTS (SELECT FROM "Reservation" r WHERE r."orderLineId" = l.id AND r.reserved > 0) OR NOT EXISTS (SELECT FROM "Reservation" r WHERE r."orderLineId" = l.id)))`,
  sql`SELECT o.id, 'NOT_INVOICED', 'INVOICE', min(s."recordedAt"), ${numbers(sql`s.number`)} FROM o JOIN "Shipment" s ON s."orderId" = o.id AND s.status = 'POSTED' AND s."invoiceId" IS NULL
    GROUP BY o.id`,
  sql`SELECT o.id, 'AUTOMATION_REFUSED', CASE WHEN min(o.step::text) = 'ORDER' THEN 'ORDER' ELSE 'INVOICE' END, min(k."createdAt"), left(coalesce(min(k.text), ''), 300)
    FROM o JOIN "Task" k ON k."subjectId" = o.id AND k.kind = 'effectRefused' AND k.status = 'OPEN' GROUP BY o.id`,
  sql`SELECT d.id, CASE WHEN d."isOverdue" THEN 'OVERDUE' ELSE 'NOT_PAID' END, 'RECONCILIATION',
      CASE WHEN d."isOverdue" THEN ((min(d."dueOn") + 1)::timestamp AT TIME ZONE ${timeZone}) ELSE min(d."recordedAt") END, ${numbers(sql`d.number`)}
    FROM due d GROUP BY d.id, d."isOverdue"`,
  sql`SELECT d.id, 'NOT_MATCHED', 'RECONCILIATION', greatest(min(d."recordedAt"), min(p."recordedAt")), ${numbers(sql`p.number`)}
    FROM due d JOIN "OpenItem" p ON p."customerId" = d."customerId" AND p.kind = 'PAYMENT' AND p."openMinor" < 0 GROUP BY d.id`,
  sql`SELECT o.id, 'NOT_DELIVERED', 'CONFIRMATION', min(s."recordedAt"), ${numbers(sql`s.number`)} FROM o JOIN "Shipment" s ON s."orderId" = o.id AND s.status = 'POSTED' AND s."deliveredOn" IS NULL
    WHERE o.step IS NOT NULL GROUP BY o.id`,
  sql`SELECT o.id, 'NOT_CONFIRMED', 'CONFIRMATION', o."enteredAt", '' FROM o WHERE o.step = 'CONFIRMATION'`,
  sql`SELECT o.id, 'UNOWNED', o.step::text, o."ownedSince", '' FROM o WHERE o.step IS NOT NULL AND o."isUnowned"`,
];

/** What orders in their chain lack: those that meet a condition (alias o), placed or waiting for an approval. Rows of `Lacking`. */
export const lacking = (condition: Sql): Sql => sql`
  WITH o AS MATERIALIZED (
    SELECT o.id, o.status, o."customerId", o."requiredOn", o."shipPolicy", s.step, s."enteredAt", CASE WHEN s.step = 'ORDER' THEN s."enteredAt" ELSE o."placedAt" END AS entered,
      s."ownedSince", s."ownerId", s."ownerRole", s.id IS NOT NULL AND ${unowned('s')} AS "isUnowned"
    FROM "Order" o LEFT JOIN "ChainStage" s ON s."orderId" = o.id AND s."leftAt" IS NULL
    WHERE ${condition} AND (s.id IS NOT NULL OR EXISTS (SELECT FROM "Approval" a WHERE a."subjectId" = o.id AND a.status = 'PENDING'))
  ), due AS MATERIALIZED (
    SELECT DISTINCT o.id, o."customerId", i.number, i."dueOn", i."recordedAt", coalesce(i."dueOn" < ${todaySql}, FALSE) AS "isOverdue"
    FROM o JOIN "InvoiceLine" v ON v."orderId" = o.id JOIN "OpenItem" i ON i."sourceId" = v."invoiceId" AND i.kind = 'INVOICE' AND i."openMinor" > 0
  ), facts ("orderId", fact, step, since, detail) AS (${join(found, ' UNION ALL ')})
  SELECT f."orderId", f.fact, f.step, f.since, f.detail, o."ownerId", o."ownerRole",
    CASE WHEN f.fact IN ('GOODS_SHORT', 'SUPPLIER_SENDS', 'NOT_SHIPPED') AND o."requiredOn" IS NOT NULL
      THEN greatest(f.since, (o."requiredOn" - ${leadDays})::timestamp AT TIME ZONE ${timeZone}) ELSE f.since END AS counts
  FROM facts f JOIN o ON o.id = f."orderId"`;
