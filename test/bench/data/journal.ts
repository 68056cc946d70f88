import { account, company, warehouse } from './masters.ts';
import type { Plan, Step } from './sizes.ts';
import { spanDays } from './sizes.ts';

const entry = `INSERT INTO "JournalEntry" (id, "companyId", kind, "effectiveOn", "recordedAt", "sourceType", "sourceId", memo)`;
const line = `INSERT INTO "JournalLine" (id, "entryId", no, "companyId", "accountId", "effectiveOn", "recordedAt", "amountMinor", "currencyCode", "companyMinor",
  "customerId", "openItemId", "orderId", "productId", "warehouseId", "taxCodeId")`;

interface Posted { ms: string; on: string; key: string; entry: string; no: string; account: string; amount: string; dimensions?: Partial<Record<'customer' | 'item' | 'order' | 'product' | 'warehouse' | 'tax', string>>; from: string }

/** One line of each row of a source: ids from the time and a key, dimensions null unless named. */
const posted = ({ ms, on, key, entry: entryId, no, account: code, amount, dimensions = {}, from }: Posted): string => `SELECT stage.id(${ms}, '${/'(\w+)'/.exec(entryId)?.[1]} ${code} ', ${key}), ${entryId}, ${no}, ${company},
  ${account(code)}, ${on}, to_timestamp((${ms}) / 1000.0), ${amount}, 'USD', ${amount}, ${['customer', 'item', 'order', 'product', 'warehouse', 'tax']
    .map((name) => dimensions[name as keyof typeof dimensions] ?? 'NULL::uuid').join(', ')} FROM ${from}`;

const ofShipments = 'stage.doc d JOIN stage.line l USING (n) JOIN stage.product p ON p.n = l.product WHERE NOT d.open AND l.stocked';
const ofInvoices = 'stage.doc d JOIN stage.customer c ON c.n = d.customer WHERE NOT d.open';
const ofInvoiceLines = 'stage.doc d JOIN stage.customer c ON c.n = d.customer JOIN stage.line l ON l.n = d.n JOIN stage.product p ON p.n = l.product WHERE NOT d.open';

/** What triggers keep beside rows, where they rest. */
export const triggered: Step = {
  what: 'what triggers keep',
  sql: `INSERT INTO "StockDay" ("productId", "warehouseId", day, quantity, "valueMinor") SELECT "productId", "warehouseId", "effectiveOn", sum(quantity), sum("valueMinor") FROM "StockMove" GROUP BY 1, 2, 3;
    INSERT INTO "CreditMove" ("companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor")
      SELECT "companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor" FROM "CreditAccount" WHERE "openOrdersMinor" <> 0 OR "shippedNotInvoicedMinor" <> 0;
    INSERT INTO "CreditLimitMove" ("companyId", "customerId", "currencyCode", "limitMinor") SELECT "companyId", "customerId", "currencyCode", "limitMinor" FROM "CreditAccount" WHERE "limitMinor" IS NOT NULL`,
};

/** The journal: opening stock, shipments, invoices, payments and their application, each entry whole in one statement. */
export function journalSteps({ endsOn }: Plan): Step[] {
  const began = `(date '${endsOn}' - ${spanDays})`;
  const beganMs = `(extract(epoch FROM ${began})::bigint * 1000)`;
  const opening = { ms: beganMs, on: began, key: 'n', entry: `stage.id(${beganMs}, 'opened', n)`, from: 'stage.product WHERE stocked' };
  const shipment = { ms: 'd.ship_ms', on: 'd.ship_on', key: 'l.key', entry: `stage.id(d.ship_ms, 'shipping', d.n)`, from: ofShipments };
  const invoice = { ms: 'd.ship_ms', on: 'd.ship_on', entry: `stage.id(d.ship_ms, 'invoicing', d.n)` };
  const sold = { ...invoice, key: 'l.key', from: ofInvoiceLines, dimensions: { customer: 'c.id', order: 'd.id', product: 'p.id' } };
  const payment = { ms: 'p.ms', on: 'p.paid_on', key: 'p.batch', entry: `stage.id(p.ms, 'paying', p.batch)`, from: 'stage.payment p JOIN stage.customer c ON c.n = p.customer' };
  const applied = 'stage.settled s JOIN stage.payment p USING (batch) JOIN stage.customer c ON c.n = s.customer';
  const application = { ms: 'p.ms', on: 'p.paid_on', key: 's.n', entry: `stage.id(p.ms, 'applying', s.n)`, from: applied };
  return [
    {
      what: 'journal of stock',
      sql: `${entry} SELECT ${opening.entry}, ${company}, 'OPENING', ${began}, ${began}, 'StockMove', stage.id(${beganMs}, 'opening', n), NULL FROM ${opening.from};
        ${line} ${posted({ ...opening, no: '1', account: '1300', amount: '10000000::bigint * cost', dimensions: { product: 'id', warehouse } })}
          UNION ALL ${posted({ ...opening, no: '2', account: '3000', amount: '-10000000::bigint * cost', dimensions: { product: 'id', warehouse } })};
        ${entry} SELECT ${shipment.entry}, ${company}, 'SHIPMENT', d.ship_on, to_timestamp(d.ship_ms / 1000.0), 'Shipment', d.shipment, NULL FROM stage.doc d WHERE NOT d.open AND d.cost > 0;
        ${line} ${posted({ ...shipment, no: 'l.no * 2 - 1', account: '1310', amount: 'l.cost', dimensions: { order: 'd.id', product: 'p.id' } })}
          UNION ALL ${posted({ ...shipment, no: 'l.no * 2', account: '1300', amount: '-l.cost', dimensions: { order: 'd.id', product: 'p.id', warehouse } })}`,
    },
    {
      what: 'journal of invoices',
      sql: `${entry} SELECT ${invoice.entry}, ${company}, 'INVOICE', d.ship_on, to_timestamp(d.ship_ms / 1000.0), 'Invoice', d.invoice, stage.number('INV', d.ship_on, d.ship_nr) FROM stage.doc d WHERE NOT d.open;
        ${line} ${posted({ ...invoice, key: 'd.n', from: ofInvoices, no: '1', account: '1100', amount: 'd.total', dimensions: { customer: 'c.id', item: 'd.item', order: 'd.id' } })}
          UNION ALL ${posted({ ...invoice, key: 'd.n', from: `${ofInvoices} AND d.freight > 0`, no: '2', account: '4010', amount: '-d.freight', dimensions: { customer: 'c.id', order: 'd.id' } })}
          UNION ALL ${posted({ ...sold, no: 'l.no * 10', account: '4000', amount: '-l.gross' })}
          UNION ALL ${posted({ ...sold, from: `${ofInvoiceLines} AND l.gross <> l.net`, no: 'l.no * 10 + 1', account: '4100', amount: 'l.gross - l.net' })}
          UNION ALL ${posted({ ...sold, from: `${ofInvoiceLines} AND l.tax > 0`, no: 'l.no * 10 + 2', account: '2200', amount: '-l.tax', dimensions: { customer: 'c.id', order: 'd.id', tax: `(SELECT id FROM "TaxCode" WHERE code = 'BENCH10')` } })}
          UNION ALL ${posted({ ...sold, from: `${ofInvoiceLines} AND l.cost > 0`, no: 'l.no * 10 + 3', account: '5000', amount: 'l.cost' })}
          UNION ALL ${posted({ ...sold, from: `${ofInvoiceLines} AND l.cost > 0`, no: 'l.no * 10 + 4', account: '1310', amount: '-l.cost', dimensions: { order: 'd.id', product: 'p.id' } })}`,
    },
    {
      what: 'journal of payments',
      sql: `${entry} SELECT ${payment.entry}, ${company}, 'PAYMENT', p.paid_on, to_timestamp(p.ms / 1000.0), 'Payment', p.id, stage.number('PAY', p.paid_on, p.nr) FROM stage.payment p;
        ${line} ${posted({ ...payment, no: '1', account: '1000', amount: 'p.amount', dimensions: { customer: 'c.id' } })}
          UNION ALL ${posted({ ...payment, no: '2', account: '2100', amount: '-p.amount', dimensions: { customer: 'c.id', item: 'p.item' } })};
        ${entry} SELECT ${application.entry}, ${company}, 'APPLICATION', p.paid_on, to_timestamp(p.ms / 1000.0), 'Allocation', stage.id(p.ms, 'allocation', s.n), NULL FROM stage.settled s JOIN stage.payment p USING (batch);
        ${line} ${posted({ ...application, no: '1', account: '2100', amount: 's.amount', dimensions: { customer: 'c.id', item: 'p.item' } })}
          UNION ALL ${posted({ ...application, no: '2', account: '1100', amount: '-s.amount', dimensions: { customer: 'c.id', item: 's.item' } })};
        INSERT INTO "Allocation" (id, "companyId", "creditItemId", "debitItemId", "customerId", "entryId", "allocatedOn", "recordedAt", "currencyCode", "amountMinor")
        SELECT stage.id(p.ms, 'allocation', s.n), ${company}, p.item, s.item, c.id, ${application.entry}, p.paid_on, to_timestamp(p.ms / 1000.0), 'USD', s.amount FROM ${applied}`,
    },
    {
      what: 'kept balances',
      sql: `INSERT INTO "CreditAccount" (id, "companyId", "customerId", "currencyCode", "limitMinor", "receivableMinor", "unappliedMinor", "openOrdersMinor")
        SELECT stage.id(${beganMs} + c.n, 'credit', c.n), ${company}, c.id, 'USD', 1000000000000000, coalesce(i.receivable, 0), coalesce(i.unapplied, 0), coalesce(o.open, 0) FROM stage.customer c
          LEFT JOIN (SELECT "customerId", sum("openMinor") FILTER (WHERE kind = 'INVOICE') receivable, -sum("openMinor") FILTER (WHERE kind = 'PAYMENT') unapplied FROM "OpenItem" GROUP BY 1) i ON i."customerId" = c.id
          LEFT JOIN (SELECT "customerId", sum("openMinor") open FROM "Order" WHERE status = 'PLACED' GROUP BY 1) o ON o."customerId" = c.id;
        INSERT INTO "StockLevel" (id, "productId", "warehouseId", "onHand", reserved, "valueMinor", "lastMoveOn", "lastSequence")
        SELECT stage.id(${beganMs}, 'level', p.n), p.id, m."warehouseId", m.quantity, coalesce(r.reserved, 0), m.value, m.last_on, m.last FROM stage.product p
          JOIN (SELECT "productId", "warehouseId", sum(quantity) quantity, sum("valueMinor") AS value, max("effectiveOn") last_on, max(sequence) last FROM "StockMove" GROUP BY 1, 2) m ON m."productId" = p.id
          LEFT JOIN (SELECT "productId", sum(reserved) reserved FROM "Reservation" GROUP BY 1) r ON r."productId" = p.id;
        INSERT INTO "NumberSeries" (id, "companyId", series, year, next)
        SELECT gen_random_uuid(), ${company}, series, year, n + 1 FROM (SELECT series, year, count(*) AS n FROM (
          SELECT 'ORD' AS series, extract(year FROM on_day)::int AS year FROM stage.doc
          UNION ALL SELECT series, extract(year FROM ship_on)::int FROM stage.doc, unnest(ARRAY['SHP', 'INV']) series WHERE NOT open
          UNION ALL SELECT 'PAY', extract(year FROM paid_on)::int FROM stage.payment) s GROUP BY 1, 2) c
        ON CONFLICT ("companyId", series, year) DO UPDATE SET next = excluded.next`,
    },
    { what: 'tidying up', sql: 'DROP SCHEMA stage CASCADE' },
  ];
}
