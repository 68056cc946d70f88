// Where orders spend their time, as SQL: passages from step to step and stretches of delay, from the event log (docs/service.md).
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DelayCause, DelayKind, ProcessStep } from '../generated/rows.ts';
import { choice, day, id, optional, type InputOf } from '../shared/input.ts';
import type { ReportAsker } from '../shared/report.ts';
import { ordersAsked } from './orderOutcomes.ts';

export const processArgs = {
  from: day(), to: day(), warehouseId: optional(id('Warehouse')), customerId: optional(id('Customer')), salesPersonId: optional(id('SalesPerson')), channel: optional(choice('Channel')),
};
type Asked = InputOf<typeof processArgs>;

const texts = (all: readonly string[]): string => all.map((each) => `'${each}'`).join(', ');
/** The event of an order that ends a step. */
const steps: Record<ProcessStep, string> = {
  ALLOCATED: 'stockReserved', PLANNED: 'deliveryPlanned', PICKED: 'deliveryPicked', PACKED: 'deliveryPacked', SHIPPED: 'orderShipped', DELIVERED: 'shipmentDelivered', INVOICED: 'orderInvoiced', SETTLED: 'orderClosed',
};
/** The events from which a step's time counts: the latest before it. */
const handling = ['orderPlaced', 'stockReserved', 'deliveryPlanned', 'deliveryPicked', 'deliveryPacked', 'orderShipped', 'shipmentReversed', 'deliveryCancelled'];
const settling = ['orderInvoiced', 'orderReopened'];

/** What begins a delay and what ends it: events of the order (of the return, where it is that of one). */
interface Delay { kind: DelayKind; on?: 'Delivery' | 'Invoice'; begins: string; ends: readonly string[] }
const given = ['orderLineClosed', 'orderCancelled'];
const delays: Record<Exclude<DelayCause, 'OVERDUE'>, Delay> = {
  CREDIT_APPROVAL: { kind: 'WAIT', begins: `e.kind = 'creditOverrideRequested'`, ends: ['orderPlaced', 'creditOverrideUsed', 'orderShipped', 'orderDeleted', ...given] },
  MARGIN_APPROVAL: { kind: 'WAIT', begins: `e.kind = 'marginOverrideRequested'`, ends: ['orderPlaced', 'marginOverrideUsed', 'orderRepriced', 'orderUpdated', 'orderDeleted', ...given] },
  GOODS_MISSING: { kind: 'WAIT', begins: `e.kind = 'orderPlaced' AND e.data ? 'waiting'`, ends: ['stockReserved', 'deliveryPlanned', 'orderShipped', 'substitutionAccepted', 'orderDropShipped', ...given] },
  REST_MISSING: { kind: 'WAIT', begins: `e.kind = 'orderShipped' AND e.data ->> 'status' = 'PART_SHIPPED'`, ends: ['orderShipped', 'shipmentReversed', 'substitutionAccepted', ...given] },
  CONSENT: { kind: 'WAIT', begins: `e.kind = 'substitutionProposed'`, ends: ['substitutionAccepted', 'substitutionDeclined', 'substitutionWithdrawn', ...given] },
  SHORT_PICK: { kind: 'WAIT', on: 'Delivery', begins: `e.kind IN ('deliveryPicked', 'deliveryPacked') AND jsonb_array_length(e.data -> 'short') > 0`, ends: ['deliveryPlanned', 'orderShipped', 'substitutionAccepted', ...given] },
  STEPPED_BACK: { kind: 'REWORK', on: 'Delivery', begins: `e.kind = 'deliverySteppedBack'`, ends: ['deliveryPicked', 'deliveryPacked', 'orderShipped', 'deliveryCancelled', ...given] },
  DELIVERY_CANCELLED: { kind: 'REWORK', begins: `e.kind = 'deliveryCancelled'`, ends: ['deliveryPlanned', 'orderShipped', ...given] },
  SHIPMENT_REVERSED: { kind: 'REWORK', begins: `e.kind = 'shipmentReversed'`, ends: ['orderShipped', ...given] },
  NOT_DELIVERED: { kind: 'REWORK', on: 'Delivery', begins: `e.kind = 'deliveryNotDelivered'`, ends: ['shipmentDelivered', 'shipmentReversed'] },
  DATA_MISSING: { kind: 'MISSING', begins: `e.kind = 'effectRefused'`, ends: ['orderShipped', 'orderInvoiced', 'orderClosed', ...given] },
  CREDITED: { kind: 'REWORK', on: 'Invoice', begins: `e.kind = 'invoiceCredited'`, ends: ['orderInvoiced', 'orderClosed'] },
  RETURNED: { kind: 'REWORK', begins: `e.kind = 'returnAuthorised'`, ends: ['returnCredited', 'returnReplaced', 'returnEnded', 'returnCancelled'] },
  REOPENED: { kind: 'REWORK', begins: `e.kind = 'orderReopened'`, ends: ['orderClosed'] },
};
export const delayKinds: Record<DelayCause, DelayKind> = { OVERDUE: 'WAIT', ...Object.fromEntries(Object.entries(delays).map(([cause, { kind }]) => [cause, kind])) as Record<Exclude<DelayCause, 'OVERDUE'>, DelayKind> };
const beginsOn = (subject: 'Order' | 'Delivery' | 'Invoice'): string => Object.entries(delays).filter(([, { on = 'Order' }]) => on === subject)
  .map(([cause, { begins }]) => `WHEN ${begins} THEN '${cause}'`).join(' ');
const ends = raw(Object.entries(delays).map(([cause, each]) => `WHEN '${cause}' THEN n.kind IN (${texts(each.ends)})`).join(' '));

const hours = (from: Sql, to: Sql): Sql => sql`round((extract(epoch FROM ${to} - ${from}) / 3600)::numeric, 4)`;
/** The period on the clock, and what happened in it. */
const period = ({ from, to }: Asked, asker: ReportAsker): Sql => sql`
    bounds AS (SELECT c."timeZone" AS zone, (${from}::date)::timestamp AT TIME ZONE c."timeZone" AS since, (${to}::date + 1)::timestamp AT TIME ZONE c."timeZone" AS until, date_trunc('hour', hesabu_now()) AS now
      FROM "Company" c WHERE c.id = ${asker.company.id}),
    heard AS MATERIALIZED (SELECT e.* FROM bounds b JOIN "Event" e ON e."recordedAt" >= b.since AND e."recordedAt" < b.until WHERE e."subjectType" IN ('Order', 'Delivery', 'Invoice'))`;

/**
 * CTEs that end in `passages`: each step that ended in the period, with the time since the one before: "orderId", step, since, at,
 * hours, "actorName", the order's customer, warehouse, sales person and channel.
 */
export const passages = (asked: Asked, asker: ReportAsker): Sql => sql`${period(asked, asker)},
    touched AS MATERIALIZED (SELECT o.id, o."customerId", o."warehouseId", o."salesPersonId", o.channel FROM (SELECT DISTINCT h."subjectId" AS id FROM heard h
        WHERE h."subjectType" = 'Order' AND h.kind IN (${raw(texts(Object.values(steps)))})) h JOIN "Order" o ON o.id = h.id WHERE ${ordersAsked(asked, asker)}),
    log AS MATERIALIZED (SELECT o.*, e.sequence, e."recordedAt" AS at, e.kind, e."actorName", e."actorId", e."actorKind" FROM touched o JOIN "Event" e ON e."subjectId" = o.id
      WHERE e.kind IN (${raw(texts([...new Set([...Object.values(steps), ...handling, ...settling])]))})),
    marked AS (SELECT l.*, max(l.at) FILTER (WHERE l.kind IN (${raw(texts(handling))})) OVER before AS handled, max(l.at) FILTER (WHERE l.kind = 'orderShipped') OVER before AS shipped,
        max(l.at) FILTER (WHERE l.kind IN (${raw(texts(settling))})) OVER before AS invoiced
      FROM log l WINDOW before AS (PARTITION BY l.id ORDER BY l.sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
    passages AS MATERIALIZED (SELECT p.*, ${hours(sql`p.since`, sql`p.at`)} AS hours FROM (SELECT m.*, CASE m.kind ${raw(Object.entries(steps).map(([step, kind]) => `WHEN '${kind}' THEN '${step}'`).join(' '))} END AS step,
          CASE WHEN m.kind = 'orderClosed' THEN m.invoiced WHEN m.kind IN ('orderInvoiced', 'shipmentDelivered') THEN m.shipped ELSE m.handled END AS since
        FROM marked m CROSS JOIN bounds b WHERE m.at >= b.since AND m.at < b.until) p WHERE p.step IS NOT NULL AND p.since IS NOT NULL)`;

/**
 * CTEs that end in `stretches`: each delay that began in the period until it ended (up to the last full hour, while it lasts): "orderId",
 * cause, since, until (null: it lasts), hours, reason, "actorName". Delays for one cause that end together are one.
 */
export const stretches = (asked: Asked, asker: ReportAsker): Sql => {
  const began = (of: 'Order' | 'Delivery' | 'Invoice', orderId: Sql, joined: Sql): Sql => sql`SELECT ${orderId} AS "orderId", CASE WHEN e.kind = 'returnAuthorised' THEN (e.data ->> 'returnId')::uuid ELSE ${orderId} END AS watched,
      e.sequence, e."recordedAt" AS since, e.reason, e."actorName", CASE ${raw(beginsOn(of))} END AS cause FROM heard e ${joined}`;
  return sql`begun AS (${began('Order', sql`e."subjectId"`, sql`WHERE e."subjectType" = 'Order'`)}
        UNION ALL ${began('Delivery', sql`d."orderId"`, sql`CROSS JOIN LATERAL (SELECT DISTINCT x."orderId" FROM "DeliveryLine" x WHERE x."deliveryId" = e."subjectId") d WHERE e."subjectType" = 'Delivery'`)}
        UNION ALL ${began('Invoice', sql`v."orderId"`, sql`CROSS JOIN LATERAL (SELECT DISTINCT x."orderId" FROM "InvoiceLine" x WHERE x."invoiceId" = e."subjectId" AND x."orderId" IS NOT NULL) v WHERE e."subjectType" = 'Invoice'`)}),
    ended AS (SELECT g.*, (SELECT min(n."recordedAt") FROM "Event" n WHERE n."subjectId" = g.watched AND n.sequence > g.sequence AND CASE g.cause ${ends} END) AS until FROM begun g JOIN "Order" o ON o.id = g."orderId" WHERE g.cause IS NOT NULL AND ${ordersAsked(asked, asker)}),
    overdue AS (SELECT v.id, (v."dueOn" + 1)::timestamp AT TIME ZONE b.zone AS since, CASE WHEN i."openMinor" = 0 THEN coalesce((SELECT max(a."allocatedOn") FROM "Allocation" a WHERE a."debitItemId" = i.id), v."issuedOn")::timestamp AT TIME ZONE b.zone END AS until, b.now
      FROM bounds b JOIN "Invoice" v ON v.kind = 'INVOICE' AND NOT v."isOpening" AND v."dueOn" + 1 BETWEEN ${asked.from} AND ${asked.to} JOIN "OpenItem" i ON i.id = v."openItemId"),
    stretches AS MATERIALIZED (SELECT s."orderId", s.cause, s.since, s.until, ${hours(sql`s.since`, sql`greatest(coalesce(s.until, s.now), s.since)`)} AS hours, s.reason, s."actorName" FROM (
        SELECT x."orderId", x.cause, min(x.since) AS since, x.until, (array_agg(x.reason ORDER BY x.sequence))[1] AS reason, (array_agg(x."actorName" ORDER BY x.sequence))[1] AS "actorName", b.now
        FROM ended x CROSS JOIN bounds b GROUP BY x."orderId", x.cause, x.watched, x.until, b.now
        UNION ALL SELECT DISTINCT o.id, 'OVERDUE', v.since, v.until, NULL, '', v.now FROM overdue v JOIN "InvoiceLine" x ON x."invoiceId" = v.id JOIN "Order" o ON o.id = x."orderId"
          WHERE ${ordersAsked(asked, asker)} AND coalesce(v.until, v.now) > v.since) s)`;
};

/** How often an order went from one person to another in the period. */
export const handOffs = sql`hands AS (SELECT l.id, l.at, l."actorId" IS DISTINCT FROM lag(l."actorId") OVER (PARTITION BY l.id ORDER BY l.sequence) AND lag(l."actorId") OVER (PARTITION BY l.id ORDER BY l.sequence) IS NOT NULL AS "isOther"
      FROM log l WHERE l."actorKind" = 'STAFF')`;
