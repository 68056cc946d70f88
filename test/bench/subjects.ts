import type pg from 'pg';
import type { Subjects } from './queries/types.ts';

/** Draws what the questions are about. Rows that a page begins after are the newest of their day, so that a day names them. */
export async function drawSubjects(client: pg.Client): Promise<Subjects> {
  const column = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await client.query<{ v: T }>(sql, values)).rows.map(({ v }) => v);
  const [customer = ''] = await column<string>(`SELECT "customerId" AS v FROM "Order" GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`);
  const deepDays = async (condition: string, values: string[]) => {
    const { rows: [all] } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "Order" WHERE ${condition}`, values);
    const found = [];
    for (let i = 0; i < 16; i += 1) {
      // From the middle to nine tenths.
      const offset = Math.floor(Number(all?.n) * (0.5 + (0.4 * i) / 16));
      const { rows: [row] } = await client.query<{ day: string; newer: string }>(`SELECT d.day::text, (SELECT count(*) FROM "Order" WHERE ${condition} AND "placedOn" > d.day) AS newer
        FROM (SELECT "placedOn" AS day FROM "Order" WHERE ${condition} ORDER BY "placedOn" DESC, id DESC OFFSET ${offset} LIMIT 1) d`, values);
      if (row) found.push({ day: row.day, newer: Number(row.newer) });
    }
    return found;
  };
  return {
    quarter: new Date(Date.now() - 91 * 86_400_000).toISOString().slice(0, 10),
    today: new Date().toISOString().slice(0, 10),
    customer,
    invoices: await column<string>(`SELECT i.id AS v FROM "Invoice" i WHERE EXISTS (SELECT FROM "Allocation" a WHERE a."debitItemId" = i."openItemId") ORDER BY md5(i.id::text) LIMIT 200`),
    customers: await column<string>(`SELECT id AS v FROM "Customer" WHERE id <> $1 ORDER BY md5(id::text) LIMIT 256`, [customer]),
    stocked: await column<string>(`SELECT id AS v FROM "Product" WHERE "isStocked" ORDER BY id LIMIT 256`),
    deep: await deepDays('"customerId" = $1', [customer]),
    closed: await deepDays(`status = 'CLOSED'`, []),
  };
}
