// Orders that kept a foreign price beside company money are in its currency after the upgrade, as long as nothing of them has come.
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { migrate, migrationsFolder, readMigrations } from '../../server/src/migrate.ts';
import { createBareDatabase, type TestDatabase } from '../support/databases.ts';

let database: TestDatabase | undefined;
afterAll(() => database?.drop());
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const any = id(1);

test('a purchase order quoted abroad is in that currency, at the rate typed on it; one that has come, or is quoted in two, stays company money', async () => {
  database = await createBareDatabase();
  const migrations = await readMigrations(migrationsFolder);
  const before = migrations.findIndex(({ sql }) => sql.includes('quoted_abroad'));
  await migrate({ url: database.url, upTo: migrations.slice(0, before), say: () => undefined });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    // Only orders matter here, not whose they are.
    await client.query(`DO $$ DECLARE each record; BEGIN FOR each IN SELECT conrelid::regclass AS place, conname FROM pg_constraint WHERE contype = 'f' AND conrelid IN ('"PurchaseOrder"'::regclass, '"PurchaseOrderLine"'::regclass, '"Receipt"'::regclass)
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.place, each.conname); END LOOP; END $$`);
    const order = (n: number, status: string) => client.query(`INSERT INTO "PurchaseOrder" (id, "companyId", "supplierId", "warehouseId", status, "currencyCode", "totalMinor", "exchangeRate") VALUES ($1, $2, $2, $2, $3::"PurchaseOrderStatus", 'USD', 10000, 1.08)`, [id(n), any, status]);
    const line = (n: number, no: number, quantity: string, unitCost: string, net: number, quoted: [string, string] | null, per: [string, number, number] | null = null) => client.query(`INSERT INTO "PurchaseOrderLine"
      (id, "purchaseOrderId", no, "productId", quantity, "unitCost", "netMinor", "currencyCode", "quotedCost", "quotedCurrencyCode", "enteredCost", "perNumerator", "perDenominator", "unitId", entered) VALUES ($1, $2, $3, $4, $5, $6, $7, 'USD', $8, $9, $10, $11, $12, $13, $14)`,
    [id(100 * n + no), id(n), no, any, quantity, unitCost, net, quoted?.[0] ?? null, quoted?.[1] ?? null, per?.[0] ?? null, per?.[1] ?? null, per?.[2] ?? null, per ? any : null, per ? Number(quantity) / per[1] : null]);
    for (const [n, status] of [[2, 'DRAFT'], [3, 'PART_RECEIVED'], [4, 'ORDERED'], [5, 'ORDERED']] as const) await order(n, status);
    await line(2, 1, '10', '3.24', 3240, ['3', 'EUR']);
    await line(2, 2, '24', '0.36', 864, ['0.33333333', 'EUR'], ['4.32', 12, 1]);
    await line(3, 1, '10', '3.24', 3240, ['3', 'EUR']);
    await client.query(`INSERT INTO "Receipt" (id, "companyId", number, "purchaseOrderId", "supplierId", "warehouseId", "receivedOn", "currencyCode", "valueMinor") VALUES ($1, $2, 'RCT-1', $3, $2, $2, '2026-01-01', 'USD', 5)`, [id(6), any, id(3)]);
    await line(4, 1, '10', '3.24', 3240, ['3', 'EUR']);
    await line(4, 2, '10', '3.24', 3240, null);
    await line(5, 1, '3', '1.08', 324, ['151', 'JPY']);
    await client.end();
    await migrate({ url: database.url, say: () => undefined });
    const after = new pg.Client({ connectionString: database.url });
    await after.connect();
    const { rows } = await after.query(`SELECT right(o.id::text, 1) AS n, o."currencyCode" AS code, trim_scale(o."exchangeRate")::text AS rate, o."rateSource" AS source, o."totalMinor"::int AS total,
      array_agg(concat_ws(' ', trim_scale(l."unitCost"), trim_scale(l."enteredCost"), l."netMinor", l."currencyCode", trim_scale(l."quotedCost"), l."quotedCurrencyCode") ORDER BY l.no) AS lines FROM "PurchaseOrder" o JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id GROUP BY o.id ORDER BY o.id`);
    await after.end();
    const source = 'Typed on the order';
    expect(rows).toEqual([
      { n: '2', code: 'EUR', rate: '1.08', source, total: 3800, lines: ['3 3000 EUR', '0.33333333 3.99999996 800 EUR'] },
      { n: '3', code: 'USD', rate: null, source: null, total: 10_000, lines: ['3.24 3240 USD 3 EUR'] },
      { n: '4', code: 'USD', rate: null, source: null, total: 10_000, lines: ['3.24 3240 USD 3 EUR', '3.24 3240 USD'] },
      { n: '5', code: 'JPY', rate: '1.08', source, total: 453, lines: ['151 453 JPY'] },
    ]);
  } finally {
    await client.end().catch(() => undefined);
  }
});
