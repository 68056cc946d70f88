import { isDeepStrictEqual } from 'node:util';
import { median } from '../measure.ts';
import type { Firm } from './firm.ts';

/** Stock value of past days, beside a hand-written query. */
export interface PastDayFigures { basis: string; oursMs: number; floorMs: number; ratio: number; agrees: boolean }

// One prepared statement each, which gives the same rows as the report, in the text of an answer.
const floors = {
  BOOKED: `SELECT coalesce(json_agg(json_build_array("productId", "warehouseId", quantity::text, value::text)), '[]')::text AS rows FROM (
    SELECT "productId", "warehouseId", trim_scale(sum(quantity)) AS quantity, sum("valueMinor") AS value FROM "StockDay" WHERE day <= $1 GROUP BY 1, 2) s WHERE quantity <> 0 OR value <> 0`,
  RESTATED: `SELECT coalesce(json_agg(json_build_array("productId", "warehouseId", quantity::text, value::text)), '[]')::text AS rows FROM (
    SELECT "productId", "warehouseId", trim_scale(sum(quantity)) AS quantity, sum(value) AS value FROM (
      SELECT m."productId", m."warehouseId", m.quantity, m."valueMinor" + coalesce(a.later, 0) * sign(m.quantity) AS value
      FROM "StockMove" m LEFT JOIN "StockMove" c ON c.id = m."correctsMoveId" LEFT JOIN (SELECT "moveId", sum("differenceMinor") AS later FROM "CostAdjustment" GROUP BY 1) a ON a."moveId" = m.id
      WHERE m.kind <> 'COST' AND coalesce(c."effectiveOn", m."effectiveOn") <= $1) x GROUP BY 1, 2) s WHERE quantity <> 0 OR value <> 0`,
} as const;

const uuidOf = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

/** Both are asked by turns, about several days. */
export async function measurePastDays(firm: Firm, rounds: number): Promise<PastDayFigures[]> {
  const days = [30, 120, 200, 330].map((back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10));
  const figures: PastDayFigures[] = [];
  await firm.client.query('VACUUM (ANALYZE) "StockMove", "StockDay", "CostAdjustment"');
  for (const basis of ['BOOKED', 'RESTATED'] as const) {
    const [ours, floor]: [number[], number[]] = [[], []];
    let agrees = true;
    for (let round = -1; round < rounds; round += 1) {
      for (const on of days) {
        const began = performance.now();
        const { stockAsOf } = await firm.ask('query ($on: Day!, $basis: StockBasis!) { stockAsOf(on: $on, basis: $basis) { rows { product { id } warehouse { id } quantity value { amount } } } }', { on, basis });
        const between = performance.now();
        const { rows: [text] } = await firm.client.query<{ rows: string }>({ name: `floor ${basis}`, text: floors[basis], values: [on] });
        const found = JSON.parse(text?.rows ?? '[]') as [string, string, string, string][];
        const ended = performance.now();
        if (round < 0) {
          const told = (stockAsOf.rows as { product: { id: string }; warehouse: { id: string }; quantity: string; value: { amount: string } }[])
            .map(({ product, warehouse, quantity, value }) => [uuidOf(product.id), uuidOf(warehouse.id), quantity, String(BigInt(value.amount.replace('.', '')))]);
          agrees &&= isDeepStrictEqual(told.map(String).toSorted(), found.map(String).toSorted()) && told.length > 0;
          continue;
        }
        ours.push(between - began);
        floor.push(ended - between);
      }
    }
    figures.push({ basis, oursMs: median(ours), floorMs: median(floor), ratio: median(ours.map((ms, index) => ms / (floor[index] ?? NaN))), agrees });
  }
  return figures;
}
