import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Firm } from './firm.ts';

/** What the import of movements costs beside a load of the same rows. */
export interface ImportFigures {
  moves: number; pools: number; bytes: number;
  /** Seconds: of the check, which writes no movement; of uploading, laying out and carrying out; of the load by SQL. */
  checkSeconds: number; importSeconds: number; loadSeconds: number; ratio: number;
  movesPerSecond: number;
}

const WAREHOUSES = 3;
const DAYS = 360;

/** Products and warehouses, which both sides have before anything is measured. Every other product is valued first in, first out. */
export async function makeMasters(client: pg.Client, products: number): Promise<void> {
  await client.query(`INSERT INTO "Product" (id, sku, name, "unitId", "isStocked", "costingMethod")
    SELECT md5('VOL-' || n)::uuid, 'VOL-' || n, 'Volume ' || n, (SELECT id FROM "Unit" WHERE code = 'PCS'), TRUE, (CASE n % 2 WHEN 0 THEN 'FIFO' ELSE 'MOVING_AVERAGE' END)::"CostingMethod" FROM generate_series(1, ${products}) n`);
  await client.query(`INSERT INTO "Warehouse" (id, "companyId", code, name) SELECT md5('VOL' || n)::uuid, c.id, 'VOL' || n, 'Volume ' || n FROM generate_series(1, ${WAREHOUSES}) n, "Company" c`);
  await client.query('ANALYZE "Product", "Warehouse"');
}

// A generator of whole numbers that is the same in every run.
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const productsFor = (moves: number): number => Math.max(4, Math.round(moves / 150 / WAREHOUSES));

/** A file of movements in the order of their days: receipts at changing costs, and what left, never more than is there. */
export function fileOf(moves: number): string {
  const draw = drawing(7);
  const products = productsFor(moves);
  const onHand = new Map<string, number>();
  const began = Date.now() - (DAYS + 1) * 86_400_000;
  const lines = ['sku,warehouse,date,quantity,unit cost,reason,reference'];
  for (let n = 0; n < moves; n += 1) {
    const [sku, warehouse] = [`VOL-${1 + draw(products)}`, `VOL${1 + draw(WAREHOUSES)}`];
    const on = new Date(began + Math.floor((n * DAYS) / moves) * 86_400_000).toISOString().slice(0, 10);
    const there = onHand.get(`${sku} ${warehouse}`) ?? 0;
    const isIn = there < 5 || draw(10) < 2;
    const quantity = isIn ? 10 + draw(90) : -(1 + draw(Math.min(there, 12)));
    onHand.set(`${sku} ${warehouse}`, there + quantity);
    lines.push(`${sku},${warehouse},${on},${quantity},${isIn ? (1 + draw(900) / 100).toFixed(2) : ''},${isIn ? '' : ['OWN_USE', 'SPOILAGE', 'DAMAGED'][draw(3)]},V-${n}`);
  }
  return `${lines.join('\n')}\n`;
}

async function step(firm: Firm, name: 'checkImport' | 'runImport', importId: string): Promise<{ seconds: number; laidOutSeconds: number }> {
  const began = performance.now();
  let laidOutSeconds = 0;
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  await firm.ask(`mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { import { status } } ... on Refusal { code message } } }`, { input: { importId } });
  for (;;) {
    const { rows: [laidOut] } = await firm.client.query<{ is: boolean }>('SELECT bool_or("isStaged") AS is FROM "Import"');
    if (laidOut?.is && laidOutSeconds === 0) laidOutSeconds = (performance.now() - began) / 1000;
    const { node } = await firm.ask('query ($id: ID!) { node(id: $id) { ... on Import { status created wouldCreate failed } } }', { id: importId });
    if (node.status === 'CHECKED' || node.status === 'DONE') {
      if (node.failed > 0) throw new Error(`${node.failed} rows were refused`);
      return { seconds: (performance.now() - began) / 1000, laidOutSeconds };
    }
    await pause(100);
  }
}

/** Brings the file in as anybody would: uploaded, mapped as guessed, checked, carried out. */
export async function importFile(firm: Firm, file: string): Promise<{ checkSeconds: number; importSeconds: number }> {
  const began = performance.now();
  const response = await fetch(`${firm.url}/imports/files?subject=STOCK_MOVES&name=moves.csv`, {
    method: 'POST', headers: { ...firm.headers, 'content-type': 'application/octet-stream' }, body: file,
  });
  const { importId } = await response.json() as { importId: string }; // else the next question fails
  const uploadSeconds = (performance.now() - began) / 1000;
  const fields = ['productId', 'warehouseId', 'on', 'quantity', 'unitCost', 'reason', 'reference'];
  await firm.ask('mutation ($input: ConfigureImportInput!) { configureImport(input: $input) { ... on ConfigureImportPayload { import { status } } ... on Refusal { code message } } }',
    { input: { importId, columns: fields.map((field, column) => ({ column, field })) } });
  // The check lays the rows out, which the run would have to do without it: that part is the import's.
  const check = await step(firm, 'checkImport', importId);
  const run = await step(firm, 'runImport', importId);
  return { checkSeconds: check.seconds - check.laidOutSeconds, importSeconds: uploadSeconds + check.laidOutSeconds + run.seconds };
}

// What the import writes of moves; the rows of the file itself are not among them.
const kept = ['StockMove', 'JournalEntry', 'JournalLine', 'StockLayer', 'Event'] as const;
const ofImport: Record<(typeof kept)[number], string> = {
  StockMove: `"note" LIKE 'V-%'`, JournalEntry: `"sourceId" IN (SELECT id FROM "StockMove" WHERE note LIKE 'V-%')`,
  JournalLine: `"entryId" IN (SELECT id FROM "JournalEntry" WHERE "sourceId" IN (SELECT id FROM "StockMove" WHERE note LIKE 'V-%'))`,
  StockLayer: 'TRUE', Event: `kind IN ('stockAdjusted', 'openingStockRecorded') AND "data"->>'moveId' IN (SELECT id::text FROM "StockMove" WHERE note LIKE 'V-%')`,
};
/** Loads the very same rows into another database: from columns into a table, and from there set by set, in one transaction. */
export async function loadSame(from: pg.Client, into: pg.Client): Promise<number> {
  const texts: { table: string; columns: string; rows: string[] }[] = [];
  for (const table of [...kept, 'StockLevel' as const]) {
    const where = table === 'StockLevel' ? `"productId" IN (SELECT id FROM "Product" WHERE sku LIKE 'VOL-%')` : ofImport[table];
    const { rows: columns } = await from.query<{ name: string }>(`SELECT attname AS name FROM pg_attribute WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = '' ORDER BY attnum`);
    const { rows } = await from.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE ${where} ORDER BY ${table === 'StockMove' ? '"effectiveOn", id' : 'id'}`);
    texts.push({ table, columns: columns.map(({ name }) => `"${name}"`).join(', '), rows: rows.map(({ row }) => row) });
  }
  const began = performance.now();
  await into.query('BEGIN');
  for (const { table, columns, rows } of texts) {
    await into.query(`CREATE TEMP TABLE staged_${table} (LIKE "${table}") ON COMMIT DROP`);
    for (let at = 0; at < rows.length; at += 20_000) {
      await into.query(`INSERT INTO staged_${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`, [`[${rows.slice(at, at + 20_000).join(',')}]`]);
    }
  }
  for (const { table, columns } of texts) await into.query(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM staged_${table}`);
  await into.query('COMMIT');
  return (performance.now() - began) / 1000;
}

/** Rows and sums that both sides must have. */
export async function sumsOf(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(`SELECT (SELECT count(*) || ' ' || sum(quantity) || ' ' || sum("valueMinor") FROM "StockMove") AS moves,
    (SELECT count(*) || ' ' || sum(abs("companyMinor")) FROM "JournalLine") AS lines, (SELECT count(*) || ' ' || sum(quantity) || ' ' || sum("valueMinor") FROM "StockDay") AS days,
    (SELECT count(*) || ' ' || sum("onHand") || ' ' || sum("valueMinor") FROM "StockLevel") AS levels, (SELECT count(*) || ' ' || coalesce(sum("valueMinor"), 0) FROM "StockLayer") AS layers`);
  return rows[0];
}
