import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../measure.ts';
import type { Firm } from './firm.ts';

/** What late knowledge of one product with many later issues costs. */
export interface LateFigures {
  method: string; issues: number;
  /** Milliseconds of an ordinary receipt through the API, and of the one dated back. */
  ordinaryMs: number; lateMs: number; ratio: number;
  /** Seconds from its commit until every order bears its own cost. */
  attributedSeconds: number;
  valueIsExact: boolean;
}

const HEAD = 200; // days that the issues lie in the past
const head = Date.now() - HEAD * 86_400_000; // ids tell the time, as those of the product do

const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/**
 * A product with twice as many units as issues at 1.00, then an issue of one unit for each of as many orders, as the product writes
 * them; the orders themselves are drafts, as nothing but their keys matters here.
 */
const product = (sku: string, method: string, issues: number): string[] => [
  // An id of the form of version 7, as the product makes them.
  `CREATE OR REPLACE FUNCTION pg_temp.id(ms bigint, kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT encode(set_byte(set_byte(substr(int8send(ms << 16) || int8send(hashint8extended(n, hashtext(kind))), 1, 16), 6, 112), 8, 128), 'hex')::uuid $$`,
  `INSERT INTO "Product" (id, sku, name, "unitId", "isStocked", "costingMethod") SELECT gen_random_uuid(), '${sku}', '${sku}', (SELECT id FROM "Unit" WHERE code = 'PCS'), TRUE, '${method}'`,
  `INSERT INTO "Order" (id, "companyId", "customerId", "warehouseId", "currencyCode", note)
    SELECT pg_temp.id(${head} + n, '${sku} order', n), c.id, (SELECT id FROM "Customer" ORDER BY code LIMIT 1), w.id, c."currencyCode", '${sku} ' || n FROM generate_series(1, ${issues}) n, "Company" c, "Warehouse" w WHERE w."isDefault"`,
  `CREATE TEMP TABLE made AS SELECT pg_temp.id(${head} + n, '${sku} move', n) AS id, pg_temp.id(${head} + n, '${sku} entry', n) AS entry, n, CASE WHEN n > 0 THEN pg_temp.id(${head} + n, '${sku} order', n) END AS "order", p.id AS product, w.id AS warehouse, c.id AS company, c."currencyCode" AS currency,
      CASE WHEN n = 0 THEN 'OPENING' ELSE 'ADJUSTMENT' END AS kind, CASE WHEN n = 0 THEN ${issues * 2} ELSE -1 END AS quantity, CASE WHEN n = 0 THEN ${issues * 200} ELSE -100 END AS value,
      CASE WHEN n = 0 THEN '3000' ELSE '5220' END AS counter, CASE WHEN n = 0 THEN date '${day(HEAD + 1)}' ELSE date '${day(HEAD)}' + (n * ${HEAD - 10}::bigint / ${issues})::int END AS on_day
    FROM generate_series(0, ${issues}) n JOIN "Product" p ON p.sku = '${sku}' JOIN "Warehouse" w ON w."isDefault" CROSS JOIN "Company" c`,
  `INSERT INTO "StockLevel" (id, "productId", "warehouseId", "onHand", "valueMinor", "lastMoveOn", "lastSequence")
    SELECT gen_random_uuid(), product, warehouse, sum(quantity), sum(value), max(on_day), max(n) + 1 FROM made GROUP BY product, warehouse`,
  `INSERT INTO "StockMove" (id, "companyId", "productId", "warehouseId", kind, quantity, "valueMinor", "effectiveOn", sequence, "sourceType", "sourceId", "orderId", reason)
    SELECT id, company, product, warehouse, kind::"MoveKind", quantity, value, on_day, n + 1, 'StockMove', id, "order", CASE WHEN n > 0 THEN 'OWN_USE'::"MoveReason" END FROM made`,
  `INSERT INTO "StockLayer" (id, "productId", "warehouseId", "effectiveOn", sequence, units, "valueMinor")
    SELECT id, product, warehouse, on_day, 1, ${issues}, ${issues * 100} FROM made WHERE n = 0 AND '${method}' = 'FIFO'`,
  `INSERT INTO "JournalEntry" (id, "companyId", kind, "effectiveOn", "sourceType", "sourceId") SELECT entry, company, kind::"EntryKind", on_day, 'StockMove', id FROM made`,
  `INSERT INTO "JournalLine" (id, "entryId", no, "companyId", "accountId", "effectiveOn", "amountMinor", "currencyCode", "companyMinor", "orderId", "productId", "warehouseId")
    SELECT pg_temp.id(${head} + n, '${sku} line ' || side.no, n), entry, side.no, company, a.id, on_day, side.sign * value, currency, side.sign * value, CASE side.no WHEN 2 THEN "order" END, product, warehouse
    FROM made, (VALUES (1, 1), (2, -1)) AS side(no, sign), "Account" a WHERE a.code = CASE side.no WHEN 1 THEN '1300' ELSE made.counter END AND a."companyId" = company`,
  'DROP TABLE made',
  'ANALYZE "StockMove", "JournalLine", "JournalEntry", "Order", "StockLevel"',
];

async function buy(firm: Firm, sku: string, quantity: number, orderedOn: string): Promise<{ purchaseOrderId: string; lineId: string }> {
  const { rows: [found] } = await firm.client.query<{ product: string; supplier: string | null }>('SELECT id AS product, (SELECT id FROM "Supplier" LIMIT 1) AS supplier FROM "Product" WHERE sku = $1', [sku]);
  const id = (type: string, uuid: string | null | undefined) => Buffer.from(`${type}:${uuid ?? ''}`).toString('base64');
  const supplierId = found?.supplier ? id('Supplier', found.supplier)
    : (await firm.ask('mutation { createSupplier(input: { code: "BENCH", name: "Bench" }) { ... on CreateSupplierPayload { supplier { id } } ... on Refusal { code message } } }')).createSupplier.supplier.id as string;
  const { createPurchaseOrder: { purchaseOrder } } = await firm.ask(`mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) {
    ... on CreatePurchaseOrderPayload { purchaseOrder { id lines { id } } } ... on Refusal { code message } } }`, { input: { supplierId, lines: [{ productId: id('Product', found?.product), quantity: String(quantity), unitCost: '2' }] } });
  await firm.ask(`mutation ($input: PlacePurchaseOrderInput!) { placePurchaseOrder(input: $input) { ... on PlacePurchaseOrderPayload { purchaseOrder { status } } ... on Refusal { code message } } }`,
    { input: { purchaseOrderId: purchaseOrder.id, orderedOn } });
  return { purchaseOrderId: purchaseOrder.id as string, lineId: purchaseOrder.lines[0].id as string };
}

const receive = async (firm: Firm, { purchaseOrderId, lineId }: { purchaseOrderId: string; lineId: string }, quantity: number, receivedOn: string): Promise<number> => {
  const began = performance.now();
  await firm.ask(`mutation ($input: ReceiveGoodsInput!) { receiveGoods(input: $input) { ... on ReceiveGoodsPayload { receipt { id number } } ... on Refusal { code message } } }`,
    { input: { purchaseOrderId, receivedOn, lines: [{ purchaseOrderLineId: lineId, quantity: String(quantity) }] } });
  return performance.now() - began;
};

/** What is left of it all by hand: twice as many at 1.00 and as many at 2.00, less an issue of one for each, half a cent upwards. */
function valueByHand(method: string, issues: number): bigint {
  let [units, value] = [BigInt(issues) * 3n, BigInt(issues) * 400n];
  if (method === 'FIFO') return value - BigInt(issues) * 200n;
  for (let n = 0; n < issues; n += 1) {
    value -= (value * 2n + units) / (units * 2n);
    units -= 1n;
  }
  return value;
}

/** Measures one product: ordinary receipts of another, then a receipt dated back before all issues. */
export async function measureLate(firm: Firm, { issues, method, say }: { issues: number; method: 'MOVING_AVERAGE' | 'FIFO'; say: (line: string) => void }): Promise<LateFigures> {
  const sku = `LATE-${method}`;
  say(`  ${issues} issues of a product (${method})`);
  for (const statement of product(sku, method, issues)) await firm.client.query(statement);
  for (const statement of product(`DAILY-${method}`, method, 10)) await firm.client.query(statement);
  const daily = await buy(firm, `DAILY-${method}`, 1000, day(0));
  const times: number[] = [];
  for (let n = 0; n < 60; n += 1) times.push(await receive(firm, daily, 1, day(0)));
  const ordinaryMs = median(times.slice(10));
  const late = await buy(firm, sku, issues, day(HEAD + 2));
  const lateMs = await receive(firm, late, issues, day(HEAD + 2));
  const committed = performance.now();
  const { rows: [level] } = await firm.client.query<{ value: string }>('SELECT "valueMinor" AS value FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId" WHERE p.sku = $1', [sku]);
  for (let isDone = false; !isDone;) {
    const { rows: [waiting] } = await firm.client.query<{ open: number }>('SELECT count(*)::int AS open FROM "CostAttribution" WHERE "doneAt" IS NULL');
    isDone = waiting?.open === 0;
    if (!isDone) await pause(50);
    if (performance.now() - committed > 600_000) throw new Error('the costs were not moved to their orders within ten minutes');
  }
  return {
    method, issues, ordinaryMs, lateMs, ratio: lateMs / ordinaryMs, attributedSeconds: (performance.now() - committed) / 1000,
    valueIsExact: BigInt(level?.value ?? -1) === valueByHand(method, issues),
  };
}
