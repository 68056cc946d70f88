import type { Check } from '../verify.ts';

// What is further comes later in one instant, as rules.ts has it.
const rank = `array_position(ARRAY['LABELLED', 'HANDED_OVER', 'IN_TRANSIT', 'EXCEPTION', 'OUT_FOR_DELIVERY', 'LOST', 'RETURNED', 'DELIVERED']::text[], e.kind::text)`;
const told = `"TrackingEvent" e WHERE e."carrierId" = l."carrierId" AND e."trackingNumber" = l."trackingNumber"`;

export const carrierChecks: readonly Check[] = [
  {
    check: 'a parcel is where all that its carrier told puts it, in whichever order it came',
    sql: `SELECT l.id, l."trackingNumber", l.state FROM "ParcelLabel" l WHERE l.state <> coalesce(
      (SELECT e.kind FROM ${told} AND e.kind IN ('DELIVERED', 'RETURNED') ORDER BY e."occurredAt", ${rank}, e.key COLLATE "C" LIMIT 1),
      (SELECT e.kind FROM ${told} ORDER BY e."occurredAt" DESC, ${rank} DESC, e.key COLLATE "C" DESC LIMIT 1), 'LABELLED')`,
  },
  {
    check: 'a parcel bears a label exactly where one is asked for, bought or not yet cancelled, and has its number',
    sql: `SELECT p.id, p."isLabelled", l.id AS label FROM "Parcel" p LEFT JOIN "ParcelLabel" l ON l."parcelId" = p.id AND l.status <> 'CANCELLED'
      WHERE p."isLabelled" <> (l.id IS NOT NULL) OR (l.status = 'BOUGHT' AND p."trackingNumber" IS DISTINCT FROM l."trackingNumber")`,
  },
  {
    check: 'what a carrier is to be asked for a label waits exactly while the label does',
    sql: `SELECT l.id, l.status FROM "ParcelLabel" l WHERE (l.status = 'REQUESTED') <> EXISTS (SELECT FROM "CarrierRequest" r WHERE r."labelId" = l.id AND r.verb = 'LABEL' AND r.status = 'WAITING')
      OR (l.status = 'CANCELLING') <> EXISTS (SELECT FROM "CarrierRequest" r WHERE r."labelId" = l.id AND r.verb = 'CANCEL' AND r.status = 'WAITING')
      UNION ALL SELECT r.id, NULL FROM "CarrierRequest" r WHERE r.attempts <> (SELECT count(*) FROM "CarrierCall" c WHERE c."requestId" = r.id)`,
  },
  {
    check: 'the freight of a label is what its carrier took or charged, and nothing once it is cancelled',
    sql: `SELECT l.id, l."trackingNumber", l."priceMinor", o."totalMinor" FROM "ParcelLabel" l JOIN "OrderCost" o ON o.id = l."orderCostId" AND o.status = 'POSTED'
      WHERE NOT EXISTS (SELECT FROM "Task" t WHERE t.kind = 'freightNotBooked' AND t."subjectId" = l.id AND t.status = 'OPEN')
        AND (l.status = 'CANCELLED' OR (o."totalMinor" <> l."priceMinor" AND NOT EXISTS (SELECT FROM "CarrierBillLine" b JOIN "CarrierBill" h ON h.id = b."carrierBillId" AND h."carrierId" = l."carrierId"
          WHERE b."trackingNumber" = l."trackingNumber" AND b."chargedMinor" = o."totalMinor")))`,
  },
  {
    check: 'a carrier\'s bill is the sum of its lines',
    sql: `SELECT b.id, b.reference, b."totalMinor" FROM "CarrierBill" b WHERE b."totalMinor" <> (SELECT coalesce(sum(l."chargedMinor"), 0) FROM "CarrierBillLine" l WHERE l."carrierBillId" = b.id)`,
  },
];
