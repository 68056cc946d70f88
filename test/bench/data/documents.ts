import { account, company, drawn, warehouse } from './masters.ts';
import type { Plan, Step } from './sizes.ts';
import { spanDays } from './sizes.ts';

/** Units of each stocked product that the firm begins with: more than any run can sell. */
const openingUnits = 10_000_000;

/** Orders, shipments, invoices, payments, reservations and stock, from the staged numbers. */
export function documentSteps({ endsOn }: Plan): Step[] {
  const began = `(date '${endsOn}' - ${spanDays})`;
  return [
    {
      what: 'orders',
      sql: `INSERT INTO "Order" (id, "companyId", number, "customerId", "salesPersonId", "warehouseId", status, "placedOn", "placedAt", "requiredOn", "shippedOn", carrier,
          "shipToName", "shipToStreet", "shipToCity", "shipToPostalCode", "shipToCountry", "currencyCode", "grossMinor", "discountMinor", "netMinor", "freightMinor", "taxMinor",
          "totalMinor", "openMinor", "createdAt", version)
        SELECT d.id, ${company}, stage.number('ORD', d.on_day, d.nr), c.id, c.sales, ${warehouse},
          (CASE WHEN d.open THEN 'PLACED' WHEN s.amount = d.total THEN 'CLOSED' ELSE 'INVOICED' END)::"OrderStatus", d.on_day, d.at,
          d.on_day + CASE WHEN ${drawn('d.n', 12)} % 15 = 0 THEN 0 ELSE 7 END, CASE WHEN NOT d.open THEN d.ship_on END, CASE d.n % 3 WHEN 0 THEN 'DHL' WHEN 1 THEN 'UPS' END,
          c.name, c.n || ' Market Street', c.city, lpad((c.n % 100000)::text, 5, '0'), c.country, 'USD', d.gross, d.gross - d.net, d.net, d.freight, d.tax, d.total,
          CASE WHEN d.open THEN d.total ELSE 0 END, d.at, CASE WHEN d.open THEN 2 ELSE 4 END
        FROM stage.doc d JOIN stage.customer c ON c.n = d.customer LEFT JOIN stage.settled s ON s.n = d.n ORDER BY d.n`,
    },
    {
      // The log that timelines and the live feed read: of each order how it was begun, from which nothing follows.
      what: 'events',
      sql: `INSERT INTO "Event" (id, "companyId", "recordedAt", kind, "subjectType", "subjectId", "actorKind", "actorName", channel, "requestId", data)
        SELECT stage.id(d.ms, 'event', d.n), ${company}, d.at, 'orderCreated', 'Order', d.id, 'STAFF', 'Clerk', 'CONSOLE', d.id::text,
          jsonb_build_object('customer', c.name) FROM stage.doc d JOIN stage.customer c ON c.n = d.customer ORDER BY d.n`,
    },
    {
      what: 'order lines',
      sql: `INSERT INTO "OrderLine" (id, "orderId", no, "productId", description, quantity, "unitPrice", "discountRate", "taxCodeId", "taxRate", "currencyCode", "grossMinor", "netMinor", "taxMinor", shipped, invoiced)
        SELECT stage.id(d.ms, 'line', l.key), d.id, l.no, p.id, p.name, l.quantity, l.price / 100.0, CASE WHEN l.discounted THEN 0.05 ELSE 0 END,
          CASE WHEN l.taxed THEN (SELECT id FROM "TaxCode" WHERE code = 'BENCH10') END, CASE WHEN l.taxed THEN 0.1 ELSE 0 END, 'USD', l.gross, l.net, l.tax,
          CASE WHEN d.open THEN 0 ELSE l.quantity END, CASE WHEN d.open THEN 0 ELSE l.quantity END
        FROM stage.line l JOIN stage.doc d USING (n) JOIN stage.product p ON p.n = l.product ORDER BY l.key`,
    },
    {
      what: 'open items',
      sql: `INSERT INTO "OpenItem" (id, "companyId", "accountId", kind, "customerId", "sourceType", "sourceId", number, "currencyCode", "amountMinor", "openMinor", "companyOpenMinor", "effectiveOn", "dueOn", "recordedAt")
        SELECT d.item, ${company}, ${account('1100')}, 'INVOICE'::"OpenItemKind", c.id, 'Invoice', d.invoice, stage.number('INV', d.ship_on, d.ship_nr), 'USD', d.total,
          d.total - coalesce(s.amount, 0), d.total - coalesce(s.amount, 0), d.ship_on, d.ship_on + c.term, to_timestamp(d.ship_ms / 1000.0)
        FROM stage.doc d JOIN stage.customer c ON c.n = d.customer LEFT JOIN stage.settled s ON s.n = d.n WHERE NOT d.open
        UNION ALL SELECT p.item, ${company}, ${account('2100')}, 'PAYMENT', c.id, 'Payment', p.id, stage.number('PAY', p.paid_on, p.nr), 'USD', -p.amount,
          p.applied - p.amount, p.applied - p.amount, p.paid_on, NULL, to_timestamp(p.ms / 1000.0)
        FROM stage.payment p JOIN stage.customer c ON c.n = p.customer`,
    },
    {
      what: 'invoices',
      sql: `INSERT INTO "Invoice" (id, "companyId", number, "customerId", "orderId", "openItemId", "issuedOn", "dueOn", "paymentTermDays", "customerName", "billTo", "companyName", "currencyCode",
          "grossMinor", "discountMinor", "netMinor", "freightMinor", "taxMinor", "totalMinor", "recordedAt")
        SELECT d.invoice, ${company}, stage.number('INV', d.ship_on, d.ship_nr), c.id, d.id, d.item, d.ship_on, d.ship_on + c.term, c.term, c.name, c.name || E'\\n' || c.n || ' Market Street',
          (SELECT name FROM "Company"), 'USD', d.gross, d.gross - d.net, d.net, d.freight, d.tax, d.total, to_timestamp(d.ship_ms / 1000.0)
        FROM stage.doc d JOIN stage.customer c ON c.n = d.customer WHERE NOT d.open ORDER BY d.n`,
    },
    {
      what: 'shipments',
      sql: `INSERT INTO "Shipment" (id, "companyId", number, "orderId", "customerId", "warehouseId", "shippedOn", "currencyCode", "costMinor", "totalMinor", "freightMinor", "invoiceId", "recordedAt")
        SELECT d.shipment, ${company}, stage.number('SHP', d.ship_on, d.ship_nr), d.id, c.id, ${warehouse}, d.ship_on, 'USD', d.cost, d.total, d.freight, d.invoice, to_timestamp(d.ship_ms / 1000.0)
        FROM stage.doc d JOIN stage.customer c ON c.n = d.customer WHERE NOT d.open ORDER BY d.n`,
    },
    {
      what: 'shipment and invoice lines',
      sql: `INSERT INTO "ShipmentLine" (id, "shipmentId", no, "orderLineId", "productId", quantity, "currencyCode", "costMinor", "grossMinor", "netMinor", "taxMinor")
        SELECT stage.id(d.ship_ms, 'shipped', l.key), d.shipment, l.no, stage.id(d.ms, 'line', l.key), p.id, l.quantity, 'USD', l.cost, l.gross, l.net, l.tax
        FROM stage.line l JOIN stage.doc d USING (n) JOIN stage.product p ON p.n = l.product WHERE NOT d.open ORDER BY l.key;
        INSERT INTO "InvoiceLine" (id, "invoiceId", no, "orderId", "orderLineId", "shipmentLineId", "productId", description, "unitCode", quantity, "unitPrice", "discountRate", "taxCodeId", "taxRate",
          "currencyCode", "grossMinor", "netMinor", "taxMinor", "costMinor")
        SELECT stage.id(d.ship_ms, 'invoiced', l.key), d.invoice, l.no, d.id, stage.id(d.ms, 'line', l.key), stage.id(d.ship_ms, 'shipped', l.key), p.id, p.name, 'PCS', l.quantity, l.price / 100.0,
          CASE WHEN l.discounted THEN 0.05 ELSE 0 END, CASE WHEN l.taxed THEN (SELECT id FROM "TaxCode" WHERE code = 'BENCH10') END, CASE WHEN l.taxed THEN 0.1 ELSE 0 END, 'USD', l.gross, l.net, l.tax, l.cost
        FROM stage.line l JOIN stage.doc d USING (n) JOIN stage.product p ON p.n = l.product WHERE NOT d.open ORDER BY l.key`,
    },
    {
      what: 'payments',
      sql: `INSERT INTO "Payment" (id, "companyId", number, direction, "customerId", method, "accountId", "openItemId", "paidOn", "currencyCode", "amountMinor", reference, "recordedAt")
        SELECT p.id, ${company}, stage.number('PAY', p.paid_on, p.nr), 'IN', c.id, 'BANK', ${account('1000')}, p.item, p.paid_on, 'USD', p.amount, 'Transfer ' || p.nr, to_timestamp(p.ms / 1000.0)
        FROM stage.payment p JOIN stage.customer c ON c.n = p.customer ORDER BY p.paid_on, p.batch`,
    },
    {
      what: 'stock',
      sql: `INSERT INTO "StockMove" (id, "companyId", "productId", "warehouseId", kind, quantity, "valueMinor", "effectiveOn", "recordedAt", sequence, "sourceType", "sourceId")
        SELECT stage.id(extract(epoch FROM ${began})::bigint * 1000, 'opening', n), ${company}, id, ${warehouse}, 'OPENING', ${openingUnits}, ${openingUnits}::bigint * cost, ${began}, ${began}, 1,
          'StockMove', stage.id(extract(epoch FROM ${began})::bigint * 1000, 'opening', n) FROM stage.product WHERE stocked;
        INSERT INTO "StockMove" (id, "companyId", "productId", "warehouseId", kind, quantity, "valueMinor", "effectiveOn", "recordedAt", sequence, "sourceType", "sourceId", "orderId")
        SELECT stage.id(d.ship_ms, 'move', l.key), ${company}, p.id, ${warehouse}, 'SHIPMENT', -l.quantity, -l.cost, d.ship_on, to_timestamp(d.ship_ms / 1000.0),
          1 + row_number() OVER (PARTITION BY l.product ORDER BY l.key), 'Shipment', d.shipment, d.id
        FROM stage.line l JOIN stage.doc d USING (n) JOIN stage.product p ON p.n = l.product WHERE NOT d.open AND l.stocked;
        INSERT INTO "Reservation" (id, "productId", "warehouseId", "orderId", "orderLineId", reserved, backordered, "placedAt", "neededOn")
        SELECT stage.id(d.ms, 'reserved', l.key), p.id, ${warehouse}, d.id, stage.id(d.ms, 'line', l.key), l.quantity, 0, d.at, d.on_day + 7
        FROM stage.line l JOIN stage.doc d USING (n) JOIN stage.product p ON p.n = l.product WHERE d.open AND l.stocked`,
    },
  ];
}
