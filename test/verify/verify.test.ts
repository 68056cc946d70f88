// verify on the demo company: clean as it is, and each check finds the one row of its kind that was broken.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks, verify } from '../../server/src/verify.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';

const first = (table: string, where = 'TRUE') => `(SELECT id FROM "${table}" WHERE ${where} ORDER BY id LIMIT 1)`;
const linesOf = (code: string) => `"accountId" = (SELECT id FROM "Account" WHERE code = '${code}')`;

/** What breaks each check, as somebody with the owner's rights and no scruples would. */
const breaks: Record<string, string> = {
  'stock on hand and its value are the sum of the moves': `UPDATE "StockLevel" SET "onHand" = "onHand" + 1 WHERE id = ${first('StockLevel')}`,
  'no stock is negative, and no more is reserved than is on hand': `UPDATE "StockLevel" SET reserved = "onHand" + 1 WHERE id = ${first('StockLevel')}`,
  'a quantity of zero has a value of zero': `UPDATE "StockLevel" SET "onHand" = 0, reserved = 0, "valueMinor" = 5 WHERE id = ${first('StockLevel')}`,
  'reserved and backordered are the sum of the open reservations': `UPDATE "Reservation" SET backordered = backordered + 1 WHERE id = ${first('Reservation')}`,
  'an open reservation belongs to an order that waits for its goods, and to no more than its line asks':
    `UPDATE "Order" SET status = 'CANCELLED' WHERE id = (SELECT "orderId" FROM "Reservation" WHERE reserved + backordered > 0 LIMIT 1)`,
  'incoming is what is on order and not yet received': `UPDATE "StockLevel" SET incoming = incoming + 1 WHERE id = ${first('StockLevel')}`,
  'the moves of a pool are numbered without gaps, in the order of their days': `DELETE FROM "StockMove" WHERE id = ${first('StockMove', 'sequence = 1')}`,
  'stock value is the stock account, by product and warehouse': `UPDATE "JournalLine" SET "companyMinor" = "companyMinor" + 1 WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'goods that were shipped and not invoiced are what their account says, by order and product':
    `UPDATE "Shipment" SET "invoiceId" = NULL WHERE id = ${first('Shipment', '"costMinor" > 0')}`,
  'goods that were received and not billed are what their account says, by purchase order':
    `UPDATE "JournalLine" SET "accountId" = (SELECT id FROM "Account" WHERE code = '2300'), "purchaseOrderId" = ${first('PurchaseOrder')} WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'every order line has shipped what its shipments say': `UPDATE "OrderLine" SET shipped = shipped - 1 WHERE id = ${first('OrderLine', 'shipped > 1')}`,
  'every purchase order line has received what its receipts say': `UPDATE "PurchaseOrderLine" SET received = 1 WHERE id = ${first('PurchaseOrderLine', 'received = 0')}`,
  'every entry balances and has at least two lines': `DELETE FROM "JournalLine" WHERE id = ${first('JournalLine')}`,
  'debits equal credits': `UPDATE "JournalLine" SET "companyMinor" = "companyMinor" + 1 WHERE id = ${first('JournalLine')}`,
  'a line has the day and the company of its entry': `UPDATE "JournalLine" SET "effectiveOn" = "effectiveOn" + 1 WHERE id = ${first('JournalLine')}`,
  'open amounts are the sum of their journal lines': `UPDATE "OpenItem" SET "openMinor" = "openMinor" - 1 WHERE id = ${first('OpenItem')}`,
  'every line of an open-item account names its open item, on that account': `UPDATE "JournalLine" SET "openItemId" = NULL WHERE id = ${first('JournalLine', linesOf('1100'))}`,
  'allocations stay within what is paid and what is owed': `UPDATE "Allocation" SET "amountMinor" = "amountMinor" * 10 WHERE id = ${first('Allocation')}`,
  'an open item passes neither zero nor its own amount': `UPDATE "OpenItem" SET "openMinor" = -"amountMinor" WHERE id = ${first('OpenItem')}`,
  'an allocation that was taken back was taken back whole, once':
    `INSERT INTO "Allocation" SELECT gen_random_uuid(), "companyId", "creditItemId", "debitItemId", "customerId", "supplierId", "entryId", "allocatedOn", "recordedAt", "currencyCode", -1, id, reason FROM "Allocation" WHERE "amountMinor" > 1 LIMIT 1`,
  'a customer\'s receivable is the receivables account': `UPDATE "CreditAccount" SET "receivableMinor" = "receivableMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s unapplied money is the customer credits account': `UPDATE "CreditAccount" SET "unappliedMinor" = "unappliedMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s open orders are the sum of what the orders still have to ship': `UPDATE "CreditAccount" SET "openOrdersMinor" = "openOrdersMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s goods shipped and not invoiced are the sum of such shipments': `UPDATE "CreditAccount" SET "shippedNotInvoicedMinor" = "shippedNotInvoicedMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'nothing was posted into a period after it was locked':
    `UPDATE "Period" SET "lockedAt" = '1900-01-01' WHERE id = (SELECT p.id FROM "Period" p JOIN "JournalEntry" e ON e."effectiveOn" BETWEEN p."startsOn" AND p."endsOn" LIMIT 1)`,
  'every dimension of a line names a record that is there': `UPDATE "JournalLine" SET "orderId" = gen_random_uuid() WHERE id = ${first('JournalLine')}`,
  'numbers run without gaps in every series and year': `UPDATE "Invoice" SET number = 'INV-1900-00007' WHERE id = ${first('Invoice')}`,
  'an order\'s amounts are the sum of its lines': `UPDATE "Order" SET "netMinor" = "netMinor" + 1 WHERE id = ${first('Order')}`,
  'an invoice\'s amounts are the sum of its lines, and what its open item was made of': `UPDATE "Invoice" SET "netMinor" = "netMinor" + 1 WHERE id = ${first('Invoice')}`,
  'an order line was invoiced what its invoices say, and no more than was shipped': `UPDATE "OrderLine" SET invoiced = invoiced - 1 WHERE id = ${first('OrderLine', 'invoiced > 1')}`,
  'credit notes never pass their invoice':
    `UPDATE "Invoice" SET kind = 'CREDIT_NOTE', "creditsInvoiceId" = ${first('Invoice')}, "totalMinor" = 99999999999 WHERE id = (SELECT id FROM "Invoice" ORDER BY id DESC LIMIT 1)`,
  'an order\'s status is what its lines say': `UPDATE "Order" SET status = 'PLACED' WHERE id = ${first('Order', "status IN ('INVOICED', 'CLOSED', 'SHIPPED')")}`,
  'every posted document has its journal entry, and a reversed one its reverse': `UPDATE "Payment" SET status = 'REVERSED' WHERE id = ${first('Payment')}`,
};

describe('verify', () => {
  let database: TestDatabase;
  let db: Db;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createDatabase('demo');
    db = await openDb({ url: database.url, poolMax: 2 });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await db.close();
    await database.drop();
  });

  it('finds nothing wrong with the demo company', async () => {
    const results = await verify(db);
    expect(results.filter(({ rows }) => rows.length > 0)).toEqual([]);
    expect(results).toHaveLength(checks.length);
  });

  it('has a way to break each check', () => expect(Object.keys(breaks).toSorted()).toEqual(checks.map(({ check }) => check).toSorted()));

  it.each(checks)('finds it when not: $check', async ({ check, sql }) => {
    await client.query('BEGIN');
    try {
      // Triggers sleep, checks and references are gone: only verify stands in the way.
      await client.query(`DO $$ DECLARE each record; BEGIN
        FOR each IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
          WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.place, each.conname); END LOOP;
        FOR each IN SELECT DISTINCT tgrelid::regclass AS place FROM pg_trigger WHERE NOT tgisinternal LOOP
          EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', each.place); END LOOP; END $$`);
      const { rowCount } = await client.query(breaks[check] ?? '');
      expect(rowCount).toBe(1);
      const { rows } = await client.query(sql);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await client.query('ROLLBACK');
    }
  });
});
