import type { Check } from '../verify.ts';

export const purchasingChecks: readonly Check[] = [
  {
    check: 'requested is what requisitions ask for and is not on order',
    sql: `SELECT l."productId", l."warehouseId", l.requested, q.quantity FROM "StockLevel" l
      FULL JOIN (SELECT rl."productId", r."warehouseId", sum(rl.quantity - rl.ordered - rl.closed) quantity FROM "RequisitionLine" rl
        JOIN "Requisition" r ON r.id = rl."requisitionId" WHERE r.status IN ('SUBMITTED', 'APPROVED', 'ORDERED') GROUP BY 1, 2) q USING ("productId", "warehouseId")
      WHERE coalesce(l.requested, 0) <> coalesce(q.quantity, 0)`,
  },
  {
    check: 'what a requisition line has on drafts and orders is what purchase order lines cover of it',
    sql: `SELECT l.id, l.drafted, l.ordered, s.drafted AS covered_drafts, s.ordered AS covered_orders FROM "RequisitionLine" l
      LEFT JOIN (SELECT x."requisitionLineId", sum(x.quantity) FILTER (WHERE o.status = 'DRAFT') drafted, sum(x.quantity) FILTER (WHERE o.status <> 'DRAFT') ordered
        FROM "RequisitionSupply" x JOIN "PurchaseOrderLine" pl ON pl.id = x."purchaseOrderLineId" JOIN "PurchaseOrder" o ON o.id = pl."purchaseOrderId" GROUP BY 1) s
        ON s."requisitionLineId" = l.id
      WHERE l.drafted <> coalesce(s.drafted, 0) OR l.ordered <> coalesce(s.ordered, 0)`,
  },
  {
    check: 'a purchase order line covers no more of requisitions than it orders',
    sql: `SELECT pl.id, pl.quantity, sum(x.quantity) covered FROM "RequisitionSupply" x JOIN "PurchaseOrderLine" pl ON pl.id = x."purchaseOrderLineId"
      GROUP BY pl.id HAVING sum(x.quantity) > pl.quantity`,
  },
  {
    check: 'a requisition is on order when nothing of it is still asked for',
    sql: `SELECT r.id, r.number, r.status FROM "Requisition" r
      JOIN (SELECT "requisitionId", sum(quantity - ordered - closed) asked, sum(ordered) ordered FROM "RequisitionLine" GROUP BY 1) l ON l."requisitionId" = r.id
      WHERE (r.status = 'ORDERED' AND (l.asked <> 0 OR l.ordered = 0)) OR (r.status = 'APPROVED' AND l.asked = 0)`,
  },
  {
    check: 'an inspection found what its results say, and is done when nothing is left',
    sql: `SELECT i.id, i.number, i.status, i.accepted, i.returned, i.scrapped FROM "Inspection" i
      LEFT JOIN (SELECT "inspectionId", sum(quantity) FILTER (WHERE outcome = 'ACCEPTED') accepted, sum(quantity) FILTER (WHERE outcome = 'RETURNED') returned,
        sum(quantity) FILTER (WHERE outcome = 'SCRAPPED') scrapped FROM "InspectionResult" GROUP BY 1) r ON r."inspectionId" = i.id
      WHERE i.accepted <> coalesce(r.accepted, 0) OR i.returned <> coalesce(r.returned, 0) OR i.scrapped <> coalesce(r.scrapped, 0)
        OR (i.status = 'DONE') <> (i.quantity = i.accepted + i.returned + i.scrapped)`,
  },
  {
    check: 'goods wait for inspection as its hold says, and no more than is left to inspect',
    sql: `SELECT i.id, i.number, i.status, h.held FROM "Inspection" i
      JOIN (SELECT "sourceId", sum(quantity) held FROM "StockHold" WHERE "sourceType" = 'Inspection' GROUP BY 1) h ON h."sourceId" = i.id
      WHERE h.held > i.quantity - i.accepted - i.returned - i.scrapped OR (i.status <> 'OPEN' AND h.held <> 0)`,
  },
  {
    check: 'no more went back to a supplier than was received, at no more than its value',
    sql: `SELECT rl.id, rl.quantity, x.quantity AS returned, rl."valueMinor", x.value FROM "ReceiptLine" rl
      JOIN (SELECT l."receiptLineId", sum(l.quantity) quantity, sum(l."valueMinor") value FROM "SupplierReturnLine" l JOIN "SupplierReturn" r ON r.id = l."supplierReturnId"
        WHERE r.status = 'POSTED' GROUP BY 1) x ON x."receiptLineId" = rl.id
      WHERE x.quantity > rl.quantity OR x.value > rl."valueMinor" OR (x.quantity = rl.quantity AND x.value <> rl."valueMinor")`,
  },
  {
    check: 'a purchase order has a rate exactly where it is in another currency than the books, and is the sum of its lines, which are in its own',
    sql: `SELECT o.id, o.number, o."currencyCode", o."exchangeRate", o."totalMinor", l.net FROM "PurchaseOrder" o JOIN "Company" c ON c.id = o."companyId"
      LEFT JOIN LATERAL (SELECT sum(x."netMinor") AS net, bool_and(x."currencyCode" = o."currencyCode") AS own FROM "PurchaseOrderLine" x WHERE x."purchaseOrderId" = o.id) l ON TRUE
      WHERE (o."currencyCode" = c."currencyCode") <> (o."exchangeRate" IS NULL) OR o."totalMinor" <> coalesce(l.net, 0) OR NOT coalesce(l.own, TRUE)`,
  },
  {
    // Each receipt rounds once, at what had come before it.
    check: 'what came of an order in another currency was received in company money at its rate',
    sql: `SELECT r.id, r.received, r.worth FROM (SELECT l.id, sum(rl."valueMinor") AS received, count(*) AS parts, bool_and(rl."currencyCode" = c."currencyCode") AS own,
        hesabu_in_company(round(coalesce(l."enteredCost" * l."perDenominator" / l."perNumerator", l."unitCost") * sum(rl.quantity) / hesabu_currency_unit(l."currencyCode"))::bigint, o."exchangeRate", o."currencyCode") AS worth
      FROM "PurchaseOrder" o JOIN "Company" c ON c.id = o."companyId" JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id JOIN "ReceiptLine" rl ON rl."purchaseOrderLineId" = l.id
      WHERE o."exchangeRate" IS NOT NULL GROUP BY l.id, o.id) r WHERE NOT r.own OR abs(r.received - r.worth) > r.parts`,
  },
];
