import type { Check } from '../verify.ts';

const kept = `CASE d.status WHEN 'DRAFT' THEN l.planned WHEN 'PICKED' THEN coalesce(l.picked, 0) WHEN 'PACKED' THEN l.packed ELSE 0 END`;

export const fulfilmentChecks: readonly Check[] = [
  {
    // Goods that are lost while they are packed leave a delivery short: less is underway than it wants, never more.
    check: 'what is underway of a promise is promised, and in deliveries that have not left',
    sql: `SELECT r.id, r."orderLineId", r.reserved, r.underway, k.units FROM "Reservation" r LEFT JOIN (SELECT l."orderLineId", d."warehouseId", sum(${kept}) units
        FROM "DeliveryLine" l JOIN "Delivery" d ON d.id = l."deliveryId" GROUP BY 1, 2) k ON k."orderLineId" = r."orderLineId" AND k."warehouseId" = r."warehouseId"
      WHERE r.underway < 0 OR r.underway > r.reserved OR r.underway > coalesce(k.units, 0) * coalesce(r."perKit", 1)`,
  },
  {
    check: 'no more of a delivery is packed than was picked, or picked than was planned, and what is packed lies in its parcels',
    sql: `SELECT l.id, l.planned, l.picked, l.packed, p.quantity FROM "DeliveryLine" l LEFT JOIN (SELECT "deliveryLineId", sum(quantity) quantity FROM "ParcelLine" GROUP BY 1) p ON p."deliveryLineId" = l.id
      WHERE l.packed <> coalesce(p.quantity, 0) OR l.packed > coalesce(l.picked, 0) OR coalesce(l.picked, 0) > l.planned`,
  },
  {
    check: 'a delivery has left exactly where shipments say so, and its state is what its lines say',
    sql: `SELECT d.id, d.number, d.status FROM "Delivery" d LEFT JOIN (SELECT "deliveryId", bool_or(picked IS NULL) unpicked, bool_or(packed > 0) packed FROM "DeliveryLine" GROUP BY 1) l ON l."deliveryId" = d.id
      WHERE (d.status IN ('SHIPPED', 'DELIVERED')) <> EXISTS (SELECT FROM "Shipment" s WHERE s."deliveryId" = d.id AND s.status = 'POSTED')
        OR (d.status IN ('PICKED', 'PACKED', 'SHIPPED', 'DELIVERED') AND coalesce(l.unpicked, TRUE)) OR (d.status = 'PACKED' AND NOT coalesce(l.packed, FALSE))
        OR (d.status = 'DELIVERED') <> (d."deliveredOn" IS NOT NULL)`,
  },
  {
    check: 'what left with a delivery is what lay in its parcels',
    sql: `SELECT p."deliveryId", p."orderLineId", p.packed, s.quantity FROM (SELECT l."deliveryId", l."orderId", l."orderLineId", sum(l.packed) packed FROM "DeliveryLine" l GROUP BY 1, 2, 3) p
      JOIN "Shipment" h ON h."deliveryId" = p."deliveryId" AND h."orderId" = p."orderId" AND h.status = 'POSTED'
      LEFT JOIN (SELECT "shipmentId", "orderLineId", sum(quantity) quantity FROM "ShipmentLine" GROUP BY 1, 2) s ON s."shipmentId" = h.id AND s."orderLineId" = p."orderLineId"
      WHERE p.packed <> coalesce(s.quantity, 0)`,
  },
  {
    check: 'a substitute that was accepted has its line and the customer\'s word, and no other has',
    sql: `SELECT s.id, s.status FROM "Substitution" s LEFT JOIN "OrderLine" l ON l.id = s."newOrderLineId" AND l."orderId" = s."orderId" AND l.quantity = s.quantity
      WHERE (s.status = 'ACCEPTED') <> (l.id IS NOT NULL) OR (s.status IN ('ACCEPTED', 'DECLINED') AND (s."consentName" IS NULL OR s."consentMeans" IS NULL OR s."consentOn" IS NULL))`,
  },
  {
    check: 'no more comes back of a shipment than left with it',
    sql: `SELECT sl.id, sl.quantity, r.quantity AS authorised FROM "ShipmentLine" sl JOIN "Shipment" s ON s.id = sl."shipmentId" JOIN (SELECT l."shipmentLineId", sum(l.quantity) quantity, sum(l.received) received
        FROM "CustomerReturnLine" l JOIN "CustomerReturn" r ON r.id = l."returnId" AND r.status <> 'CANCELLED' GROUP BY 1) r ON r."shipmentLineId" = sl.id
      WHERE r.quantity > sl.quantity OR (r.received > 0 AND s.status <> 'POSTED')`,
  },
  {
    check: 'the lines of a return have come, been credited and replaced as its documents say, and its status says so',
    sql: `SELECT l.id, l."returnId", l.received, l.credited, l.replaced, r.quantity AS came, c.quantity AS paid FROM "CustomerReturnLine" l JOIN "CustomerReturn" h ON h.id = l."returnId"
        LEFT JOIN (SELECT x."returnLineId", sum(x.quantity) quantity FROM "ReturnReceiptLine" x JOIN "ReturnReceipt" y ON y.id = x."receiptId" AND y.status = 'POSTED' GROUP BY 1) r ON r."returnLineId" = l.id
        LEFT JOIN (SELECT "returnLineId", sum(quantity) quantity FROM "ReturnCredit" GROUP BY 1) c ON c."returnLineId" = l.id
      WHERE l.received <> coalesce(r.quantity, 0) OR l.credited <> coalesce(c.quantity, 0) OR l.received > l.quantity OR l.credited + l.replaced > l.received
      UNION ALL SELECT h.id, h.id, s.quantity, s.received, s.settled, NULL, NULL FROM "CustomerReturn" h JOIN (SELECT "returnId", sum(quantity) quantity, sum(received) received, sum(credited + replaced) settled
        FROM "CustomerReturnLine" GROUP BY 1) s ON s."returnId" = h.id
      WHERE h.status <> 'CANCELLED' AND h.status::text <> CASE WHEN s.received = 0 THEN 'AUTHORISED' WHEN s.received < s.quantity THEN 'PART_RECEIVED' WHEN s.settled = s.received THEN 'CLOSED' ELSE 'RECEIVED' END`,
  },
  {
    check: 'the receipt of a return is worth what its lines are, has its entry, and one taken back its reverse',
    sql: `SELECT r.id, r.number, r."valueMinor", l.value FROM "ReturnReceipt" r LEFT JOIN (SELECT "receiptId", sum("valueMinor") value FROM "ReturnReceiptLine" GROUP BY 1) l ON l."receiptId" = r.id
      WHERE r."valueMinor" <> coalesce(l.value, 0) OR (r."valueMinor" <> 0 AND NOT EXISTS (SELECT FROM "JournalEntry" e WHERE e."sourceId" = r.id AND e.kind = 'CUSTOMER_RETURN'))
        OR (r.status = 'REVERSED' AND r."valueMinor" <> 0 AND NOT EXISTS (SELECT FROM "JournalEntry" e JOIN "JournalEntry" v ON v."reversesEntryId" = e.id WHERE e."sourceId" = r.id))`,
  },
  {
    check: 'what goods of returns are worth in stock is what their receipts say',
    sql: `SELECT r.id, r.number, r."valueMinor", m.value FROM "ReturnReceipt" r LEFT JOIN (SELECT "sourceId", sum("valueMinor") value FROM "StockMove" WHERE kind = 'RETURN' AND "sourceType" = 'ReturnReceipt' GROUP BY 1) m ON m."sourceId" = r.id
      WHERE r."valueMinor" <> coalesce(m.value, 0)`,
  },
  {
    check: 'who is served first is what orders and customers say',
    sql: `SELECT r.id, r.priority, o.priority AS "ofOrder", c.priority AS "ofCustomer" FROM "Reservation" r JOIN "Order" o ON o.id = r."orderId" JOIN "Customer" c ON c.id = o."customerId"
      WHERE r.reserved + r.backordered > 0 AND o.priority IS NOT NULL AND r.priority <> o.priority`,
  },
];
