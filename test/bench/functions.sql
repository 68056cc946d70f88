-- What PostGraphile and the floor call where a table does not say it by itself. Written as one would by hand, once for both.
-- They stand in the run's own copy of the database; Hesabu does not know them.

CREATE FUNCTION "Order_fulfilment"(o "Order") RETURNS numeric LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT round(sum(l.shipped) / nullif(sum(l.quantity - l.cancelled), 0), 6) FROM "OrderLine" l WHERE l."orderId" = o.id), 0) $$;
CREATE FUNCTION "Order_backordered"(o "Order") RETURNS numeric LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT sum(r.backordered) FROM "Reservation" r WHERE r."orderId" = o.id), 0) $$;
CREATE FUNCTION "Order_isShippedLate"(o "Order") RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(o."shippedOn" > o."requiredOn", false) $$;
CREATE FUNCTION "Order_isLate"(o "Order") RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(o."shippedOn" > o."requiredOn", false)
  OR coalesce(o.status IN ('PLACED', 'PART_SHIPPED') AND o."requiredOn" < (now() AT TIME ZONE 'UTC')::date, false) $$;

CREATE TYPE bench_order_sums AS (net bigint, freight bigint, tax bigint, discount bigint, total bigint, open bigint);
CREATE FUNCTION bench_order_totals(wanted "OrderStatus") RETURNS bench_order_sums LANGUAGE sql STABLE AS
$$ SELECT sum("netMinor")::bigint, sum("freightMinor")::bigint, sum("taxMinor")::bigint, sum("discountMinor")::bigint, sum("totalMinor")::bigint, sum("openMinor")::bigint
  FROM "Order" WHERE status = wanted $$;

-- Receivables by age of those who owe most, from the kept balances: the credit accounts choose, their open items tell the ages.
CREATE FUNCTION bench_receivables_by_age(on_day date, how_many int) RETURNS TABLE (customer uuid, name text, not_due bigint, days1to30 bigint, days31to60 bigint, days61to90 bigint, days_over90 bigint, receivable bigint)
LANGUAGE sql STABLE AS $$
  SELECT c.id, c.name, sum(i."openMinor") FILTER (WHERE on_day - i."dueOn" <= 0)::bigint, sum(i."openMinor") FILTER (WHERE on_day - i."dueOn" BETWEEN 1 AND 30)::bigint,
    sum(i."openMinor") FILTER (WHERE on_day - i."dueOn" BETWEEN 31 AND 60)::bigint, sum(i."openMinor") FILTER (WHERE on_day - i."dueOn" BETWEEN 61 AND 90)::bigint,
    sum(i."openMinor") FILTER (WHERE on_day - i."dueOn" > 90)::bigint, sum(i."openMinor")::bigint
  FROM (SELECT "customerId", "receivableMinor" FROM "CreditAccount" ORDER BY "receivableMinor" DESC, "customerId" LIMIT how_many) a
    JOIN "Customer" c ON c.id = a."customerId" JOIN "OpenItem" i ON i."customerId" = c.id AND i."openMinor" > 0
  GROUP BY c.id, c.name ORDER BY 8 DESC, c.id $$;

-- The same without kept balances: every open amount summed from the lines of the journal.
CREATE FUNCTION bench_receivables_live(on_day date, how_many int) RETURNS TABLE (customer uuid, name text, not_due bigint, days1to30 bigint, days31to60 bigint, days61to90 bigint, days_over90 bigint, receivable bigint)
LANGUAGE sql STABLE AS $$
  WITH item AS (
    SELECT l."openItemId" AS id, sum(l."companyMinor")::bigint AS open FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1100'
    WHERE l."effectiveOn" <= on_day GROUP BY 1 HAVING sum(l."companyMinor") > 0)
  SELECT c.id, c.name, sum(t.open) FILTER (WHERE on_day - i."dueOn" <= 0)::bigint, sum(t.open) FILTER (WHERE on_day - i."dueOn" BETWEEN 1 AND 30)::bigint,
    sum(t.open) FILTER (WHERE on_day - i."dueOn" BETWEEN 31 AND 60)::bigint, sum(t.open) FILTER (WHERE on_day - i."dueOn" BETWEEN 61 AND 90)::bigint,
    sum(t.open) FILTER (WHERE on_day - i."dueOn" > 90)::bigint, sum(t.open)::bigint
  FROM item t JOIN "OpenItem" i ON i.id = t.id JOIN "Customer" c ON c.id = i."customerId" GROUP BY c.id, c.name ORDER BY 8 DESC, c.id LIMIT how_many $$;

CREATE FUNCTION bench_revenue(since date) RETURNS TABLE (month text, category text, net bigint, quantity numeric) LANGUAGE sql STABLE AS $$
  SELECT to_char(o."placedOn", 'YYYY-MM'), c.name, sum(l."netMinor")::bigint, sum(l.quantity)
  FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" JOIN "Product" p ON p.id = l."productId" LEFT JOIN "Category" c ON c.id = p."categoryId"
  WHERE o.status NOT IN ('DRAFT', 'CANCELLED') AND o."placedOn" >= since GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 500 $$;

-- Places an order: the same rows as the product's own action, under the same locks (credit account, then stock levels in the order
-- of their products, then the number), with the same refusals as exceptions.
CREATE FUNCTION bench_place_order(customer uuid, products uuid[], quantities numeric[], reference text) RETURNS "Order" LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  buyer "Customer"; place "Warehouse"; ship_to "Address"; credit "CreditAccount"; made "Order"; lines "OrderLine"[]; currency text; today date := (now() AT TIME ZONE 'UTC')::date; n int; short text;
BEGIN
  SELECT * INTO buyer FROM "Customer" WHERE id = customer;
  IF NOT FOUND OR NOT buyer."isActive" THEN RAISE EXCEPTION 'customer unknown or inactive'; END IF;
  SELECT "currencyCode" INTO currency FROM "Company" WHERE id = buyer."companyId";
  SELECT * INTO place FROM "Warehouse" WHERE "companyId" = buyer."companyId" AND "isDefault";
  SELECT * INTO ship_to FROM "Address" WHERE "customerId" = customer AND kind = 'SHIPPING' ORDER BY "isDefault" DESC, id LIMIT 1;
  made.id := uuidv7();
  SELECT array_agg(ROW(uuidv7(), made.id, l.no, l.id, l.name, l.quantity, l."unitPrice", 0, l."taxCodeId", l.rate, currency, l.net, l.net, round(l.net * l.rate), 0, 0, 0, FALSE, NULL, NULL, NULL, NULL, NULL, 0, jsonb_build_object('by', 'LIST_PRICE', 'price', trim_scale(l."unitPrice")::text), 'LIST_PRICE', FALSE, NULL, NULL, NULL)::"OrderLine" ORDER BY l.no)
    INTO lines FROM (SELECT a.no, p.id, p.name, a.quantity, t."unitPrice", x.id AS "taxCodeId", coalesce(x.rate, 0) AS rate, round(t."unitPrice" * a.quantity * 100)::bigint AS net
      FROM unnest(products, quantities) WITH ORDINALITY a(product, quantity, no) JOIN "Product" p ON p.id = a.product LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId"
        JOIN "ListPrice" t ON t."productId" = p.id AND t."currencyCode" = currency AND t."validFrom" <= today AND (t."validTo" IS NULL OR t."validTo" >= today)) l;
  IF cardinality(lines) IS DISTINCT FROM cardinality(products) THEN RAISE EXCEPTION 'a product is unknown or has no price'; END IF;
  SELECT sum(l."netMinor"), sum(l."taxMinor") INTO made."netMinor", made."taxMinor" FROM unnest(lines) l;
  made."totalMinor" := made."netMinor" + made."taxMinor";

  SELECT * INTO credit FROM "CreditAccount" c WHERE c."customerId" = customer FOR UPDATE;
  IF EXISTS (SELECT FROM "CustomerHold" h WHERE h."customerId" = customer AND h."releasedAt" IS NULL) THEN RAISE EXCEPTION 'customer is on hold'; END IF;
  IF credit."receivableMinor" + credit."shippedNotInvoicedMinor" + credit."openOrdersMinor" - credit."unappliedMinor" + made."totalMinor" > credit."limitMinor" THEN RAISE EXCEPTION 'credit limit exceeded'; END IF;
  PERFORM FROM "StockLevel" s WHERE s."warehouseId" = place.id AND s."productId" = ANY (products) ORDER BY s."productId", s."warehouseId" FOR UPDATE;
  SELECT l.description INTO short FROM unnest(lines) l JOIN "StockLevel" s ON s."productId" = l."productId" AND s."warehouseId" = place.id WHERE s."onHand" - s.reserved < l.quantity LIMIT 1;
  IF short IS NOT NULL THEN RAISE EXCEPTION 'too little stock of %', short; END IF;
  INSERT INTO "NumberSeries" (id, "companyId", series, year, next) VALUES (gen_random_uuid(), buyer."companyId", 'ORD', extract(year FROM today), 2)
    ON CONFLICT ("companyId", series, year) DO UPDATE SET next = "NumberSeries".next + 1 RETURNING next - 1 INTO n;

  INSERT INTO "Order" (id, "companyId", number, "customerId", "salesPersonId", "warehouseId", status, "placedOn", "placedAt", "customerReference", "shipToName", "shipToStreet", "shipToCity",
      "shipToRegion", "shipToPostalCode", "shipToCountry", "currencyCode", "grossMinor", "netMinor", "taxMinor", "totalMinor", "openMinor", version, channel, "choosesWarehouse")
    VALUES (made.id, buyer."companyId", 'ORD-' || extract(year FROM today) || '-' || lpad(n::text, greatest(5, length(n::text)), '0'), customer, buyer."salesPersonId", place.id, 'PLACED', today, now(), reference,
      coalesce(ship_to.name, buyer.name), ship_to.street, ship_to.city, ship_to.region, ship_to."postalCode", ship_to.country, currency, made."netMinor", made."netMinor", made."taxMinor",
      made."totalMinor", made."totalMinor", 2, 'API', TRUE) RETURNING * INTO made;
  INSERT INTO "OrderLine" SELECT * FROM unnest(lines);
  INSERT INTO "Reservation" (id, "productId", "warehouseId", "orderId", "orderLineId", reserved, backordered, "placedAt", because)
    SELECT uuidv7(), l."productId", place.id, made.id, l.id, l.quantity, 0, now(), '{"by": "DEFAULT"}' FROM unnest(lines) l;
  UPDATE "StockLevel" s SET reserved = s.reserved + l.quantity FROM unnest(lines) l WHERE s."productId" = l."productId" AND s."warehouseId" = place.id;
  UPDATE "CreditAccount" c SET "openOrdersMinor" = c."openOrdersMinor" + made."totalMinor" WHERE c.id = credit.id;
  INSERT INTO "Event" (id, "companyId", kind, "subjectType", "subjectId", "actorKind", "actorName", channel, "requestId", data)
    VALUES (uuidv7(), made."companyId", 'orderPlaced', 'Order', made.id, 'PARTNER', 'Benchmark', 'API', made.id::text,
      jsonb_build_object('number', made.number, 'customer', buyer.name, 'total', to_char(made."totalMinor" / 100.0, 'FM999999999990.00'), 'acceptBackorder', false));
  RETURN made;
END $$;
