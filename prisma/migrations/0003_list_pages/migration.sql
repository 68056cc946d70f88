-- Pages of lists are read in the order of an index, however many rows there are: keys that may be null sort as the lists sort them.
CREATE INDEX "Order_placedAt_page" ON "Order" (coalesce("placedAt", '-infinity'::timestamptz), id);
CREATE INDEX "Order_customer_page" ON "Order" ("customerId", coalesce("placedAt", '-infinity'::timestamptz), id);
CREATE INDEX "Customer_name_page" ON "Customer" (name, id);
CREATE INDEX "Product_name_page" ON "Product" (name, id);
CREATE INDEX "OpenItem_dueOn_page" ON "OpenItem" (coalesce("dueOn", '-infinity'::date), id);
CREATE INDEX "Shipment_shippedOn_page" ON "Shipment" ("shippedOn", id);
CREATE INDEX "Shipment_customer_page" ON "Shipment" ("customerId", "shippedOn", id);
CREATE INDEX "InvoiceLine_net_page" ON "InvoiceLine" ("netMinor", id);
CREATE INDEX "JournalLine_effectiveOn_page" ON "JournalLine" ("effectiveOn", id);
CREATE INDEX "Allocation_allocatedOn_page" ON "Allocation" ("allocatedOn", id);
CREATE INDEX "Allocation_customer_page" ON "Allocation" ("customerId", "allocatedOn", id);
CREATE INDEX "Reservation_placedAt_page" ON "Reservation" ("placedAt", id);
CREATE INDEX "Receipt_receivedOn_page" ON "Receipt" ("receivedOn", id);
CREATE INDEX "Bill_billedOn_page" ON "Bill" ("billedOn", id);
-- What customers owe is summed over what is open, not over what ever was.
CREATE INDEX "OpenItem_owed" ON "OpenItem" ("customerId") INCLUDE ("dueOn", "effectiveOn", "companyOpenMinor", "companyId") WHERE "companyOpenMinor" <> 0;

-- What the smallest unit of a currency is worth, with the places that ISO 4217 gives it (a test compares with the server's table).
CREATE FUNCTION hesabu_currency_unit(code text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN CASE
    WHEN code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 1::numeric
    WHEN code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 0.001
    WHEN code IN ('CLF', 'UYW') THEN 0.0001
    ELSE 0.01 END;
END $$;

-- Who owes most, by the kept balances.
CREATE INDEX "CreditAccount_receivable" ON "CreditAccount" ("receivableMinor" DESC, "customerId") WHERE "receivableMinor" > 0;
