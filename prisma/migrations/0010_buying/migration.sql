-- Purchase orders are in the currency of the supplier, at a rate with its source. Those that were quoted abroad, all of them in one currency,
-- and of which nothing has come, are in it from now on; the others stay company money with the quoted price beside it.
ALTER TABLE "PurchaseOrder" ALTER COLUMN "exchangeRate" TYPE DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200);
CREATE TEMPORARY TABLE quoted_abroad ON COMMIT DROP AS SELECT o.id, min(l."quotedCurrencyCode") AS code FROM "PurchaseOrder" o JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id
  WHERE o."exchangeRate" > 0 AND NOT EXISTS (SELECT FROM "Receipt" r WHERE r."purchaseOrderId" = o.id)
  GROUP BY o.id HAVING count(*) = count(l."quotedCost") AND count(DISTINCT l."quotedCurrencyCode") = 1 AND min(l."quotedCurrencyCode") <> o."currencyCode";
UPDATE "PurchaseOrderLine" l SET "unitCost" = l."quotedCost", "enteredCost" = round(l."quotedCost" * l."perNumerator" / l."perDenominator", 8), "currencyCode" = q.code,
  "netMinor" = round(coalesce(round(l."quotedCost" * l."perNumerator" / l."perDenominator", 8) * l."perDenominator" / l."perNumerator", l."quotedCost") * l.quantity / hesabu_currency_unit(q.code))::bigint,
  "quotedCost" = NULL, "quotedCurrencyCode" = NULL FROM quoted_abroad q WHERE q.id = l."purchaseOrderId";
UPDATE "PurchaseOrder" o SET "currencyCode" = q.code, "rateSource" = 'Typed on the order', "totalMinor" = (SELECT sum(l."netMinor") FROM "PurchaseOrderLine" l WHERE l."purchaseOrderId" = o.id) FROM quoted_abroad q WHERE q.id = o.id;
UPDATE "PurchaseOrder" o SET "exchangeRate" = NULL WHERE NOT EXISTS (SELECT FROM quoted_abroad q WHERE q.id = o.id);
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_rate" CHECK ("rateSource" IS NULL OR "exchangeRate" IS NOT NULL);
