// pnpm bench ageing: receivables by age over very many open invoices, now and as of a day a year ago, beside hand-written SQL in the same run.
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { addressOf, withClient, type Cluster } from './data/template.ts';
import { median } from './measure.ts';
import { table } from './report.ts';
import { openFirm, type Firm } from './volume/firm.ts';

/** One question: how long we take, how long the query takes, and whether both say the same. */
export interface AgeingFigures { asked: string; on: string; oursMs: number; floorMs: number; ratio: number; most: number; agrees: boolean; customers: number }

const today = (back = 0): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/**
 * As many invoices that are open now and as many that were settled since, over two years, of `count` / 20 customers. Each has its
 * entry, a settled one its payment a hundred days later. Loaded as the rows that posting them would write.
 */
async function load(client: pg.Client, count: number): Promise<void> {
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  const customers = Math.max(1, Math.round(count / 20));
  await run('BEGIN');
  await run("SET LOCAL session_replication_role = 'replica'"); // the rows are made whole and balanced
  await run(`INSERT INTO "Customer" (id, "companyId", code, name, "paymentTermDays") SELECT gen_random_uuid(), c.id, 'AGE-' || n, 'Customer ' || lpad(n::text, 6, '0'), 30
    FROM (SELECT id FROM "Company") c, generate_series(1, $1::int) n`, [customers]);
  await run(`CREATE TEMP TABLE item ON COMMIT DROP AS SELECT gen_random_uuid() AS id, gen_random_uuid() AS entry, gen_random_uuid() AS payment, n, n % 2 = 0 AS "isSettled", k.id AS "customerId", k."companyId",
      current_date - (n * 7 % 720) AS day, 1000 + n * 13 % 90000 AS amount
    FROM generate_series(1, $1::int) n JOIN (SELECT id, "companyId", row_number() OVER (ORDER BY code) - 1 AS no FROM "Customer" WHERE code LIKE 'AGE-%') k ON k.no = n % $2::int`, [count * 2, customers]);
  await run('ANALYZE item');
  await run(`UPDATE item SET "isSettled" = FALSE WHERE "isSettled" AND day > current_date - 100`);
  await run(`INSERT INTO "OpenItem" (id, "companyId", "accountId", kind, "customerId", "sourceType", "sourceId", number, "currencyCode", "amountMinor", "openMinor", "companyOpenMinor", "effectiveOn", "dueOn")
    SELECT i.id, i."companyId", a.id, 'INVOICE', i."customerId", 'Invoice', i.id, 'AGE-' || n, c."currencyCode", amount, CASE WHEN "isSettled" THEN 0 ELSE amount END, CASE WHEN "isSettled" THEN 0 ELSE amount END, day, day + 30
    FROM item i JOIN "Company" c ON c.id = i."companyId" JOIN "Account" a ON a.code = '1100' AND a."companyId" = c.id`);
  for (const [entry, kind, from, shift, sign, counter] of [['entry', 'INVOICE', 'TRUE', 0, 1, '4000'], ['payment', 'PAYMENT', 'i."isSettled"', 100, -1, '1000']] as const) {
    await run(`INSERT INTO "JournalEntry" (id, "companyId", kind, "effectiveOn", "sourceType", "sourceId") SELECT i.${entry}, "companyId", '${kind}', day + ${shift}, '${kind === 'INVOICE' ? 'Invoice' : 'Payment'}', i.${entry} FROM item i WHERE ${from}`);
    await run(`INSERT INTO "JournalLine" (id, "entryId", no, "companyId", "accountId", "effectiveOn", "amountMinor", "currencyCode", "companyMinor", "customerId", "openItemId")
      SELECT gen_random_uuid(), i.${entry}, s.no, i."companyId", a.id, day + ${shift}, amount * s.sign, c."currencyCode", amount * s.sign, i."customerId", CASE WHEN s.no = 1 THEN i.id END
      FROM item i JOIN "Company" c ON c.id = i."companyId" CROSS JOIN (VALUES (1, ${sign}, '1100'), (2, ${-sign}, '${counter}')) s(no, sign, code) JOIN "Account" a ON a.code = s.code AND a."companyId" = c.id WHERE ${from}`);
  }
  await run(`INSERT INTO "CreditAccount" (id, "companyId", "customerId", "currencyCode", "receivableMinor") SELECT gen_random_uuid(), i."companyId", i."customerId", c."currencyCode", sum(CASE WHEN "isSettled" THEN 0 ELSE amount END)
    FROM item i JOIN "Company" c ON c.id = i."companyId" GROUP BY 1, 2, 3, c."currencyCode", i."companyId", i."customerId"`.replace('GROUP BY 1, 2, 3, ', 'GROUP BY '));
  await run('COMMIT');
  await run('VACUUM (ANALYZE) "OpenItem", "JournalLine", "JournalEntry", "Customer", "CreditAccount"');
}

const buckets = `coalesce(sum(open) FILTER (WHERE open > 0 AND late <= 0), 0), coalesce(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 1 AND 30), 0), coalesce(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 31 AND 60), 0),
  coalesce(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 61 AND 90), 0), coalesce(sum(open) FILTER (WHERE open > 0 AND late > 90), 0), coalesce(-sum(open) FILTER (WHERE open < 0), 0)`;
// Written by hand, as somebody who knows the tables would: what is open now is kept; what was open is the sum of the lines up to the day.
const floors = {
  now: `SELECT coalesce(json_agg(json_build_array(name, ${['a', 'b', 'c', 'd', 'e', 'f'].map((each) => `s.${each}::text`).join(', ')})), '[]')::text AS rows FROM (SELECT "customerId", ${buckets} FROM (
      SELECT "customerId", "companyOpenMinor" AS open, $1::date - coalesce("dueOn", "effectiveOn") AS late FROM "OpenItem" WHERE "customerId" IS NOT NULL AND "companyOpenMinor" <> 0) i GROUP BY 1) s("customerId", a, b, c, d, e, f)
    JOIN "Customer" c ON c.id = s."customerId"`,
  past: `SELECT coalesce(json_agg(json_build_array(name, ${['a', 'b', 'c', 'd', 'e', 'f'].map((each) => `s.${each}::text`).join(', ')})), '[]')::text AS rows FROM (SELECT "customerId", ${buckets} FROM (
      SELECT i."customerId", l.open, $1::date - coalesce(i."dueOn", i."effectiveOn") AS late FROM (SELECT "openItemId" AS id, sum("companyMinor") AS open FROM "JournalLine" WHERE "openItemId" IS NOT NULL AND "effectiveOn" <= $1 GROUP BY 1 HAVING sum("companyMinor") <> 0) l
        JOIN "OpenItem" i ON i.id = l.id WHERE i."customerId" IS NOT NULL) i GROUP BY 1) s("customerId", a, b, c, d, e, f)
    JOIN "Customer" c ON c.id = s."customerId"`,
} as const;

const names = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90', 'unapplied'] as const;
const question = `query ($on: Day!) { receivablesByAge(on: $on) { rows { name ${names.map((name) => `${name} { amount }`).join(' ')} } } }`;
type Row = { name: string } & Record<(typeof names)[number], { amount: string }>;
const told = (rows: readonly Row[]): string[] => rows.map((row) => [row.name, ...names.map((name) => String(BigInt(row[name].amount.replace('.', ''))))].join()).toSorted();

async function measure(firm: Firm, asked: keyof typeof floors, on: string, most: number, rounds: number): Promise<AgeingFigures> {
  const [ours, floor]: [number[], number[]] = [[], []];
  let [agrees, customers] = [true, 0];
  for (let round = -2; round < rounds; round += 1) {
    const began = performance.now();
    const { receivablesByAge } = await firm.ask(question, { on });
    const between = performance.now();
    const { rows: [text] } = await firm.client.query<{ rows: string }>({ name: `ageing ${asked}`, text: floors[asked], values: [on] });
    const found = JSON.parse(text?.rows ?? '[]') as string[][];
    const ended = performance.now();
    if (round < 0) {
      const rows = told(receivablesByAge.rows as Row[]);
      customers = rows.length;
      agrees &&= rows.length > 0 && isDeepStrictEqual(rows, found.map((row) => row.join()).toSorted());
    } else {
      ours.push(between - began);
      floor.push(ended - between);
    }
  }
  const [oursMs, floorMs] = [median(ours), median(floor)];
  return { asked, on, oursMs, floorMs, ratio: oursMs / floorMs, most, agrees, customers };
}

/** The whole of it: as of today, and as of a day a year ago. */
export async function runAgeing(cluster: Cluster, { invoices, rounds, say }: { invoices: number; rounds: number; say: (line: string) => void }): Promise<AgeingFigures[]> {
  const firm = await openFirm(cluster, say);
  try {
    say(`  ${invoices} open invoices`);
    const database = new URL(firm.databaseUrl).pathname.slice(1);
    await withClient(addressOf(cluster.adminUrl, database), (admin) => load(admin, invoices));
    return [await measure(firm, 'now', today(), 2, rounds), await measure(firm, 'past', today(365), 5, rounds)];
  } finally {
    await firm.stop();
  }
}

/** As people read it. */
export const printedAgeing = (figures: readonly AgeingFigures[]): string => table([['As of', 'Customers', 'Hesabu', 'SQL', 'Ratio', 'At most', 'Agrees'],
  ...figures.map(({ on, customers, oursMs, floorMs, ratio, most, agrees }) => [on, String(customers), `${oursMs.toFixed(0)} ms`, `${floorMs.toFixed(0)} ms`, ratio.toFixed(2), String(most), agrees ? 'yes' : 'NO'])]);
