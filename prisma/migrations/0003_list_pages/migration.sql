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
