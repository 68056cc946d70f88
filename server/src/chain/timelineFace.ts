// Everything that happened to an order and to what came of it, as one list.
import sql, { type Sql } from 'sql-template-tag';
import { kindLabel } from '../events/kindLabel.ts';
import { subjectLabel } from '../events/subjectLabel.ts';
import type { EventRow, Json } from '../generated/rows.ts';
import { reportQuery, reportType } from '../reports.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { globalId, id, integer, optional, text } from '../shared/input.ts';
import { report } from '../shared/report.ts';

reportType('OrderEvent', 'Something that happened to an order or to what came of it.', {
  id: 'text', sequence: 'text', recordedAt: 'instant', kind: 'text', kindLabel: 'text', subjectType: 'text', subject: 'text', subjectLabel: 'text?', actorKind: 'enum:ActorKind', actorName: 'text',
  channel: 'enum:Channel', requestId: 'text', reason: 'text?', changes: 'json?', cause: 'text?', causeLabel: 'text?', causeBy: 'text?',
});
reportType('OrderTimeline', 'What happened to an order and to what came of it, the newest first.', { events: 'reports:OrderEvent', hasMore: 'boolean' });

/** The records of an order: what was made of it, what paid for it, what was said to the customer. */
const recordsOf = (orderId: Sql): Sql => sql`
  WITH invoices AS MATERIALIZED (
    SELECT v.id FROM "Invoice" v WHERE v."orderId" = ${orderId} UNION SELECT l."invoiceId" FROM "InvoiceLine" l WHERE l."orderId" = ${orderId}
    UNION SELECT c.id FROM "Invoice" c WHERE c."creditsInvoiceId" IN (SELECT v.id FROM "Invoice" v WHERE v."orderId" = ${orderId})
  ), shipments AS MATERIALIZED (SELECT s.id, s."deliveryId" FROM "Shipment" s WHERE s."orderId" = ${orderId}),
  records (type, id) AS (
    SELECT 'Order', ${orderId} UNION SELECT 'Shipment', id FROM shipments UNION SELECT 'Invoice', id FROM invoices
    UNION SELECT 'Delivery', "deliveryId" FROM shipments WHERE "deliveryId" IS NOT NULL UNION SELECT 'Delivery', d."deliveryId" FROM "DeliveryLine" d WHERE d."orderId" = ${orderId}
    UNION SELECT 'PickList', p."pickListId" FROM "PickLine" p WHERE p."orderId" = ${orderId}
    UNION SELECT 'CustomerReturn', r.id FROM "CustomerReturn" r WHERE r."orderId" = ${orderId}
    UNION SELECT 'Approval', a.id FROM "Approval" a WHERE a."subjectId" = ${orderId}
    UNION SELECT 'Quotation', o."quotationId" FROM "Order" o WHERE o.id = ${orderId} AND o."quotationId" IS NOT NULL
    UNION SELECT 'PurchaseOrder', p.id FROM "PurchaseOrder" p WHERE p."customerOrderId" = ${orderId}
    UNION SELECT 'DepositRequest', d.id FROM "DepositRequest" d WHERE d."orderId" = ${orderId}
    UNION SELECT 'OrderCost', k."orderCostId" FROM "OrderCostLine" k WHERE k."orderId" = ${orderId}
    UNION SELECT c."sourceType", c."sourceId" FROM "OpenItem" i JOIN "Allocation" a ON a."debitItemId" = i.id JOIN "OpenItem" c ON c.id = a."creditItemId"
      WHERE i."sourceId" IN (SELECT id FROM invoices) AND c."sourceType" = 'Payment'
  )
  SELECT type, id FROM records UNION SELECT 'Mail', m.id FROM "Mail" m JOIN records r ON r.id = m."subjectId"`;

type Row = Pick<EventRow, 'id' | 'kind' | 'subjectType' | 'subjectId' | 'actorKind' | 'actorName' | 'channel' | 'requestId' | 'reason'>
  & { sequence: string; recordedAt: string; subjectLabel: string | null; changes: Json; cause: string | null; causeKind: string | null; causeBy: string | null };

const FIRST_MAX = 500;
const FIRST_USUAL = 50;
const wanted = (first: number | null | undefined): number => first ?? FIRST_USUAL;

reportQuery('orderTimeline', {
  describe: 'Everything that happened to an order, its shipments, invoices, credit notes, payments, returns, approvals and mails: when, by whom, caused by what. The newest first, as far as the viewer may see it.',
  permission: 'events.read', type: 'OrderTimeline',
  report: report({
    args: {
      orderId: id('Order'), first: { ...optional(integer({ min: 1, max: FIRST_MAX })), describe: `At most ${FIRST_MAX}; ${FIRST_USUAL} where it is not told.` },
      before: { ...optional(text({ max: 20, pattern: /^\d{1,18}$/ })), describe: 'The sequence of the oldest event that is known: what is older.' },
    },
    statement: ({ orderId, first, before }, { viewer }) => {
      const seen = visible(entityOf('Event'), 'e', viewer);
      const named = viewer.permissions.has('customers.read')
        ? sql`nullif(coalesce(e.changes, '{}') || coalesce((SELECT p.changes FROM "EventPersonal" p WHERE p."eventId" = e.id), '{}'), '{}')` : sql`e.changes`;
      return sql`WITH of_order (type, id) AS MATERIALIZED (${recordsOf(sql`${orderId}::uuid`)})
        SELECT e.id, e.sequence::text AS sequence, e."recordedAt", e.kind, e."subjectType", e."subjectId", ${subjectLabel('e')} AS "subjectLabel", e."actorKind", e."actorName", e.channel,
          e."requestId", e.reason, ${named} AS changes, c.id AS cause, c.kind AS "causeKind", c."actorName" AS "causeBy"
        FROM "Event" e JOIN of_order r ON r.id = e."subjectId" AND r.type = e."subjectType"
        LEFT JOIN LATERAL (SELECT e2.id, e2.kind, e2."actorName" FROM "Event" e2 JOIN of_order r2 ON r2.id = e2."subjectId" AND r2.type = e2."subjectType"
          WHERE e."actorKind" = 'SYSTEM' AND e2."requestId" = e."requestId" AND e2."actorKind" <> 'SYSTEM' AND e2.sequence < e.sequence AND ${visible(entityOf('Event'), 'e2', viewer)}
          ORDER BY e2.sequence LIMIT 1) c ON TRUE
        WHERE EXISTS (SELECT FROM "Order" o WHERE o.id = ${orderId}::uuid AND ${visible(entityOf('Order'), 'o', viewer)}) AND ${seen}
          AND e.sequence < coalesce(${before ?? null}::text::bigint, 9223372036854775807)
        ORDER BY e.sequence DESC LIMIT coalesce(${first ?? null}::int, ${FIRST_USUAL}::int) + 1`;
    },
    make: (rows: Row[], { first }, { viewer }) => ({
      hasMore: rows.length > wanted(first),
      events: rows.slice(0, wanted(first)).map(({ recordedAt, subjectId, causeKind, cause, id: eventId, ...row }) => ({
        ...row, id: globalId('Event', eventId), recordedAt: new Date(recordedAt), subject: globalId(row.subjectType, subjectId), kindLabel: kindLabel(row.kind, viewer.locale),
        cause: cause && globalId('Event', cause), causeLabel: causeKind && kindLabel(causeKind, viewer.locale),
      })),
    }),
  }),
});
