// What became of orders, as SQL: the one definition behind service levels and the orders that they lead to (docs/service.md).
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ServiceGrouping } from '../generated/rows.ts';
import { choice, day, id, optional, type InputOf } from '../shared/input.ts';
import type { ReportAsker } from '../shared/report.ts';

export const serviceArgs = {
  from: day(), to: day(),
  dated: { ...optional(choice('ServicePeriod')), describe: 'By which of its days an order falls into the period. Default: the day on which it was due.' },
  heldTo: { ...optional(choice('ServiceDay')), describe: 'Which day an order is held to. Default: the setting.' },
  warehouseId: optional(id('Warehouse')), customerId: optional(id('Customer')), productId: optional(id('Product')),
  salesPersonId: optional(id('SalesPerson')), channel: optional(choice('Channel')),
};
type Asked = InputOf<typeof serviceArgs>;

/** What a line's order belongs to, as text; `o` is the order with its `day`, `l` its line. */
const keys: Record<ServiceGrouping, string> = {
  PRODUCT: 'l."productId"::text', CUSTOMER: 'o."customerId"::text', WAREHOUSE: 'o."warehouseId"::text', MONTH: `to_char(o.day, 'YYYY-MM')`,
  CHANNEL: 'o.channel::text', SALES_PERSON: 'o."salesPersonId"::text',
};
const keyOf = (by: ServiceGrouping): Sql => sql`CASE ${by}::text ${raw(Object.entries(keys).map(([grouping, key]) => `WHEN '${grouping}' THEN ${key}`).join(' '))} END`;

/** Conditions on an order `o` by what is asked for, and by what the viewer may see. */
export const ordersAsked = ({ warehouseId, customerId, salesPersonId, channel }: Pick<Asked, 'warehouseId' | 'customerId' | 'salesPersonId' | 'channel'>, { viewer, company }: ReportAsker): Sql => join([
  sql`o."companyId" = ${company.id}`, ownCustomers('customerId')('o', viewer) ?? sql`TRUE`,
  warehouseId ? sql`o."warehouseId" = ${warehouseId}` : sql`TRUE`, customerId ? sql`o."customerId" = ${customerId}` : sql`TRUE`,
  salesPersonId ? sql`o."salesPersonId" = ${salesPersonId}` : sql`TRUE`, channel ? sql`o.channel = ${channel}::text::"Channel"` : sql`TRUE`,
], ' AND ');

/** How service is measured: the company's row, or what is usual. */
const knownSettings = ({ company }: ReportAsker): Sql => sql`known AS (SELECT coalesce(max(t."toleranceDays"), 0) AS tolerance, max(t."promiseDays") AS promise,
  coalesce(max(t."onTimeBy"::text), 'DISPATCH') AS "onTimeBy", coalesce(max(t."transitDays"), 0) AS transit, coalesce(max(t."heldTo"::text), 'FIRST_ASKED') AS "heldTo"
  FROM "ServiceSettings" t WHERE t."companyId" = ${company.id})`;

/**
 * Common table expressions that end in `outcomes`: a row for each order (`isWhole`), and where a grouping is asked for one for each
 * order and group, with what became of it. By product that is the order's lines of the product. Columns: id, key, day, due, last,
 * status; ordered, filled (units at the first dispatch), lines, "linesFilled", short; "isDone", "isFull", "isFilled" (null: not told yet),
 * "isJudged", "isOnTime", "isInFull", "isReturned", "isCredited", "hasWrongPapers", "isPerfect", cycle (days).
 * What belongs to an order is looked up order by order, by indexes: that is fast whatever the planner knows.
 */
export function outcomes(asked: Asked, asker: ReportAsker, by?: ServiceGrouping): Sql {
  const { from, to, dated, heldTo, productId } = asked;
  const { today } = asker;
  const ofProduct = (column: Sql): Sql => (productId ? sql`AND ${column} = ${productId}` : sql``);
  // By product, what came back and what was credited counts for the goods that it was.
  const ofKey = (column: Sql): Sql => (by ? sql`AND (u."isWhole" OR ${by}::text <> 'PRODUCT' OR ${column}::text = u.key)` : sql``);
  const dayOf = sql`CASE WHEN coalesce(${dated ?? null}::text, 'DUE') = 'PLACED' THEN o."placedOn" ELSE coalesce(o.due, o."placedOn") END`;
  const mailCameBack = (subjectId: Sql): Sql => sql`EXISTS (SELECT FROM "Mail" m WHERE m."subjectId" = ${subjectId} AND m.status IN ('FAILED', 'BOUNCED')
    AND NOT EXISTS (SELECT FROM "Mail" n WHERE n."subjectId" = m."subjectId" AND n."resendsMailId" = m.id AND n.status = 'SENT'))`;
  return sql`${knownSettings(asker)},
    due AS (SELECT o.*, CASE WHEN coalesce(${heldTo ?? null}::text, k."heldTo") = 'FIRST_ASKED' AND m.was THEN coalesce(m.day, o."placedOn" + k.promise, o."requiredOn")
        ELSE coalesce(o."requiredOn", o."placedOn" + k.promise) END AS due
      FROM known k JOIN "Order" o ON o."placedOn" IS NOT NULL AND ${ordersAsked(asked, asker)}
      LEFT JOIN LATERAL (SELECT (e.changes -> 'requiredOn' ->> 0)::date AS day, TRUE AS was FROM "Event" e WHERE e."subjectId" = o.id AND e.kind IN ('orderRescheduled', 'orderPostponed')
        ORDER BY e.sequence LIMIT 1) m ON TRUE),
    asked AS MATERIALIZED (SELECT o.id, o."customerId", o."warehouseId", o."salesPersonId", o.channel, o.status::text AS status, o."placedOn", o.due, ${dayOf} AS day, f.first
      FROM due o CROSS JOIN LATERAL (SELECT min(s."shippedOn") FILTER (WHERE s.status = 'POSTED' AND s."receiptId" IS NULL) AS first FROM "Shipment" s WHERE s."orderId" = o.id) f WHERE ${dayOf} BETWEEN ${from} AND ${to}),
    lines AS (SELECT o.id, o.status, o."placedOn", o.due, o.day, o.first AS began, ${by ? keyOf(by) : sql`NULL::text`} AS key, l.quantity, l.cancelled, coalesce(s.quantity, 0) AS sent, s.last, coalesce(s.first, 0) AS first, coalesce(c.quantity, 0) AS consented,
        NOT l."isDropShipped" AND (p."isStocked" OR p."isKit") AND NOT EXISTS (SELECT FROM "Substitution" n WHERE n."orderId" = o.id AND n."newOrderLineId" = l.id) AS "isDemand"
      FROM known k CROSS JOIN asked o JOIN "OrderLine" l ON l."orderId" = o.id ${ofProduct(sql`l."productId"`)} JOIN "Product" p ON p.id = l."productId"
        CROSS JOIN LATERAL (SELECT sum(x.quantity) FILTER (WHERE s.status = 'POSTED') AS quantity, sum(x.quantity) FILTER (WHERE s.status = 'POSTED' AND s."shippedOn" = o.first) AS first,
            max(CASE k."onTimeBy" WHEN 'ARRIVAL' THEN coalesce(s."deliveredOn", s."shippedOn" + k.transit) ELSE s."shippedOn" END) FILTER (WHERE s.status = 'POSTED') AS last
          FROM "ShipmentLine" x JOIN "Shipment" s ON s.id = x."shipmentId" WHERE x."orderLineId" = l.id) s
        CROSS JOIN LATERAL (SELECT sum(c.quantity) AS quantity FROM "Substitution" c WHERE c."orderLineId" = l.id AND c.status = 'ACCEPTED') c),
    summed AS MATERIALIZED (SELECT g.id, ${by ? sql`g.key, grouping(g.key) = 1` : sql`NULL::text AS key, TRUE`} AS "isWhole", min(g.status) AS status, min(g."placedOn") AS "placedOn", min(g.due) AS due, min(g.day) AS day, min(g.began) AS first,
        bool_or(g.quantity - g.sent - g.cancelled > 0) AS "isOpen", bool_and(g.sent >= g.quantity - g.consented) AS "isFull",
        sum(greatest(g.quantity - g.consented - g.sent, 0)) AS short, max(g.last) AS last, sum(g.sent) AS sent,
        coalesce(sum(g.quantity) FILTER (WHERE g."isDemand"), 0) AS ordered, coalesce(sum(least(g.first, g.quantity)) FILTER (WHERE g."isDemand"), 0) AS filled,
        (count(*) FILTER (WHERE g."isDemand"))::int AS lines, (count(*) FILTER (WHERE g."isDemand" AND g.first >= g.quantity))::int AS "linesFilled"
      FROM lines g GROUP BY ${by ? sql`GROUPING SETS ((g.id), (g.id, g.key))` : sql`g.id`}),
    told AS (SELECT u.*, NOT u."isOpen" AND coalesce(u.last <= ${today}::date, TRUE) AS "isDone", u.due + k.tolerance < ${today}::date AS "isPast", u.last <= u.due + k.tolerance AS "isPunctual",
        EXISTS (SELECT FROM "CustomerReturn" r JOIN "CustomerReturnLine" x ON x."returnId" = r.id WHERE r."orderId" = u.id AND r.status <> 'CANCELLED' ${ofProduct(sql`x."productId"`)} ${ofKey(sql`x."productId"`)}) AS "isReturned",
        coalesce((SELECT sum(x."grossMinor") > 0 FROM "InvoiceLine" x JOIN "Invoice" v ON v.id = x."invoiceId" AND v.kind = 'CREDIT_NOTE' WHERE x."orderId" = u.id ${ofProduct(sql`x."productId"`)} ${ofKey(sql`x."productId"`)}), FALSE) AS "isCredited",
        EXISTS (SELECT FROM "Shipment" s WHERE s."orderId" = u.id AND (s.status = 'REVERSED' OR ${mailCameBack(sql`s.id`)})) OR ${mailCameBack(sql`u.id`)}
          OR EXISTS (SELECT FROM "InvoiceLine" x WHERE x."orderId" = u.id AND ${mailCameBack(sql`x."invoiceId"`)}) AS "hasWrongPapers"
      FROM known k CROSS JOIN summed u),
    judged AS (SELECT t.*, t.status <> 'CANCELLED' AND t.due IS NOT NULL AND (t."isDone" OR t."isPast") AS "isJudged",
        t."isDone" AND coalesce(t."isPunctual", t."isFull") AS "isOnTime", t."isFull" AND t."isDone" AS "isInFull",
        CASE WHEN t.status <> 'CANCELLED' AND t.lines > 0 AND (t.first IS NOT NULL OR coalesce(t."isPast", FALSE)) THEN t.filled >= t.ordered END AS "isFilled",
        CASE WHEN t."isDone" AND t.sent > 0 THEN t.last - t."placedOn" END AS cycle
      FROM told t),
    outcomes AS MATERIALIZED (SELECT j.*, j."isOnTime" AND j."isInFull" AND NOT j."isReturned" AND NOT j."isCredited" AND NOT j."hasWrongPapers" AS "isPerfect" FROM judged j)`;
}
