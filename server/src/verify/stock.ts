import type { Check } from '../verify.ts';

export const stockChecks: readonly Check[] = [
  {
    check: 'stock on hand and its value are the sum of the moves',
    sql: `SELECT l."productId", l."warehouseId", l."onHand", m.quantity, l."valueMinor", m.value
      FROM "StockLevel" l FULL JOIN (SELECT "productId", "warehouseId", sum(quantity) quantity, sum("valueMinor") value
        FROM "StockMove" GROUP BY 1, 2) m USING ("productId", "warehouseId")
      WHERE coalesce(l."onHand", 0) <> coalesce(m.quantity, 0) OR coalesce(l."valueMinor", 0) <> coalesce(m.value, 0)`,
  },
  {
    check: 'no stock is negative but where its warehouse allows it, and no more is reserved than is on hand',
    sql: `SELECT l.* FROM "StockLevel" l JOIN "Warehouse" w ON w.id = l."warehouseId" WHERE ("onHand" < 0 AND NOT w."allowsNegative") OR reserved < 0 OR backordered < 0 OR incoming < 0 OR reserved > greatest("onHand", 0)`,
  },
  { check: 'a quantity of zero has a value of zero', sql: `SELECT * FROM "StockLevel" WHERE "onHand" = 0 AND "valueMinor" <> 0` },
  {
    check: 'reserved and backordered are the sum of the open reservations',
    sql: `SELECT l."productId", l."warehouseId", l.reserved, r.reserved AS "sumReserved", l.held, l.backordered, r.backordered AS "sumBackordered"
      FROM "StockLevel" l FULL JOIN (SELECT "productId", "warehouseId", sum(reserved) reserved, sum(backordered) backordered
        FROM "Reservation" GROUP BY 1, 2) r USING ("productId", "warehouseId")
      WHERE coalesce(l.reserved - l.held, 0) <> coalesce(r.reserved, 0) OR coalesce(l.backordered, 0) <> coalesce(r.backordered, 0)`,
  },
  {
    check: 'incoming is what is on order and not yet received',
    sql: `SELECT l."productId", l."warehouseId", l.incoming, p.quantity FROM "StockLevel" l
      FULL JOIN (SELECT "productId", "warehouseId", sum(quantity) quantity FROM (
        SELECT pl."productId", po."warehouseId", greatest(pl.quantity - pl.received, 0) AS quantity FROM "PurchaseOrderLine" pl
          JOIN "PurchaseOrder" po ON po.id = pl."purchaseOrderId" WHERE po."customerOrderId" IS NULL AND po.status IN ('ORDERED', 'PART_RECEIVED')
        UNION ALL SELECT tl."productId", t."toWarehouseId", tl.dispatched - tl.received - tl.lost FROM "TransferLine" tl
          JOIN "Transfer" t ON t.id = tl."transferId" WHERE t.status IN ('DISPATCHED', 'PART_RECEIVED')) c GROUP BY 1, 2) p
        USING ("productId", "warehouseId")
      WHERE coalesce(l.incoming, 0) <> coalesce(p.quantity, 0)`,
  },
  {
    check: 'the moves of a pool are numbered without gaps',
    sql: `SELECT * FROM (SELECT id, "productId", "warehouseId", sequence, "effectiveOn",
        row_number() OVER pool AS place FROM "StockMove"
        WINDOW pool AS (PARTITION BY "productId", "warehouseId" ORDER BY sequence)) m
      WHERE sequence <> place`,
  },
  {
    check: 'stock value is the stock account, by product and warehouse',
    sql: `SELECT l."productId", l."warehouseId", l."valueMinor", j.balance FROM
      (SELECT s."productId", s."warehouseId", s."valueMinor" FROM "StockLevel" s) l
      FULL JOIN (SELECT "productId", "warehouseId", sum("companyMinor") balance FROM "JournalLine" x JOIN "Account" a ON a.id = x."accountId"
        WHERE a.code = '1300' GROUP BY 1, 2) j USING ("productId", "warehouseId")
      WHERE coalesce(l."valueMinor", 0) <> coalesce(j.balance, 0)`,
  },
  {
    check: 'goods that were shipped and not invoiced are what their account says, by order and product',
    sql: `SELECT s."orderId", s."productId", s.cost, j.balance FROM
      (SELECT sh."orderId", sl."productId", sum(sl."costMinor" - coalesce(b.cost, 0)) cost FROM "Shipment" sh JOIN "ShipmentLine" sl ON sl."shipmentId" = sh.id
        LEFT JOIN (SELECT l."shipmentLineId", sum(l."valueMinor") cost FROM "ReturnReceiptLine" l JOIN "ReturnReceipt" r ON r.id = l."receiptId" AND r.status = 'POSTED' GROUP BY 1) b ON b."shipmentLineId" = sl.id
        WHERE sh.status = 'POSTED' AND sh."invoiceId" IS NULL GROUP BY 1, 2) s
      FULL JOIN (SELECT x."orderId", x."productId", sum(x."companyMinor") balance FROM "JournalLine" x JOIN "Account" a ON a.id = x."accountId"
        WHERE a.code = '1310' GROUP BY 1, 2) j USING ("orderId", "productId")
      WHERE coalesce(s.cost, 0) <> coalesce(j.balance, 0)`,
  },
  {
    check: 'goods that were received and not billed are what their account says, by purchase order',
    sql: `SELECT r."purchaseOrderId", r.value, j.balance FROM
      (SELECT "purchaseOrderId", sum(value) value FROM (SELECT rc."purchaseOrderId", -rl."valueMinor" AS value FROM "Receipt" rc JOIN "ReceiptLine" rl ON rl."receiptId" = rc.id
        WHERE rc.status = 'POSTED'
        UNION ALL SELECT rc."purchaseOrderId", bl."clearedMinor" FROM "BillLine" bl JOIN "Bill" b ON b.id = bl."billId" AND b.status = 'POSTED'
          JOIN "ReceiptLine" rl ON rl.id = bl."receiptLineId" JOIN "Receipt" rc ON rc.id = rl."receiptId"
        UNION ALL SELECT cl."purchaseOrderId", -cl."clearedMinor" FROM "SupplierCreditLine" cl JOIN "SupplierCredit" sc ON sc.id = cl."supplierCreditId" AND sc.status = 'POSTED'
          WHERE cl."clearedMinor" IS NOT NULL
        UNION ALL SELECT sr."purchaseOrderId", sr."valueMinor" FROM "SupplierReturn" sr WHERE sr.status = 'POSTED') c GROUP BY 1) r
      FULL JOIN (SELECT x."purchaseOrderId", sum(x."companyMinor") balance FROM "JournalLine" x JOIN "Account" a ON a.id = x."accountId"
        WHERE a.code = '2300' GROUP BY 1) j USING ("purchaseOrderId")
      WHERE coalesce(r.value, 0) <> coalesce(j.balance, 0)`,
  },
  {
    check: 'every order line has shipped what its shipments say',
    sql: `SELECT l.id, l.shipped, s.quantity FROM "OrderLine" l LEFT JOIN (SELECT sl."orderLineId", sum(sl.quantity) quantity
        FROM "ShipmentLine" sl JOIN "Shipment" sh ON sh.id = sl."shipmentId" WHERE sh.status = 'POSTED' GROUP BY 1) s ON s."orderLineId" = l.id
      WHERE l.shipped <> coalesce(s.quantity, 0)`,
  },
  {
    check: 'every purchase order line has received what its receipts say',
    sql: `SELECT l.id, l.received, r.quantity FROM "PurchaseOrderLine" l LEFT JOIN (SELECT rl."purchaseOrderLineId", sum(rl.quantity
        - (SELECT coalesce(sum(x.quantity), 0) FROM "SupplierReturnLine" x JOIN "SupplierReturn" sr ON sr.id = x."supplierReturnId"
          WHERE x."receiptLineId" = rl.id AND sr.status = 'POSTED' AND sr."isReplaced")) quantity
        FROM "ReceiptLine" rl JOIN "Receipt" rc ON rc.id = rl."receiptId" WHERE rc.status = 'POSTED' GROUP BY 1) r ON r."purchaseOrderLineId" = l.id
      WHERE l.received <> coalesce(r.quantity, 0)`,
  },
];
