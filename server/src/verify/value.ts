// What F says of every pool is what is booked: computed anew, some products at a time.
import type { StockLayerRow, StockLevelRow } from '../generated/rows.ts';
import { issueOf, type FoldMove } from '../inventory/fold.ts';
import { bookedOf, foldPools } from '../inventory/foldPools.ts';
import { LateFacts, type Follower, type PoolHistory } from '../inventory/lateFacts.ts';
import { moveColumns, moveOf, type MoveFound } from '../inventory/moveColumns.ts';
import type { Queryable } from '../shared/db.ts';
import sql from 'sql-template-tag';
import { minor, negate, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Check } from '../verify.ts';

const MOVES_AT_ONCE = 20_000;
const keyOf = ({ productId, warehouseId }: { productId: string; warehouseId: string }) => `${productId} ${warehouseId}`;

interface Loaded { levels: StockLevelRow[]; moves: (MoveFound & { productId: string; warehouseId: string })[]; layers: StockLayerRow[]; attributing: Set<string> }

async function load(db: Queryable, products: readonly string[]): Promise<Loaded> {
  const ofThem = sql`t."productId" = ANY(${[...products]}::uuid[])`;
  const attributing = await selectRows(db, 'CostAttribution', sql`${ofThem} AND t."doneAt" IS NULL`);
  return {
    levels: await selectRows(db, 'StockLevel', ofThem), layers: await selectRows(db, 'StockLayer', ofThem), attributing: new Set(attributing.map(keyOf)),
    moves: await db.rows(sql`SELECT m."productId", m."warehouseId", ${moveColumns}
      FROM "StockMove" m LEFT JOIN (SELECT c."moveId", sum(c."differenceMinor") AS difference FROM "CostAdjustment" c JOIN "StockMove" o ON o.id = c."moveId"
        WHERE o."productId" = ANY(${[...products]}::uuid[]) GROUP BY 1) a ON a."moveId" = m.id
      WHERE m."productId" = ANY(${[...products]}::uuid[]) AND m.kind <> 'COST' ORDER BY m."effectiveOn", m.sequence`),
  };
}

/** Histories of all pools of some products: goods go from one product's pool only into others of the same. */
function historiesOf({ levels, moves, layers, attributing }: Loaded): Map<string, PoolHistory> {
  const found = moves.map((row) => ({ key: keyOf(row), move: moveOf(row), adjusted: minor(BigInt(row.adjusted)) }));
  const byKey = Map.groupBy(found, ({ key }) => key);
  const byId = new Map(found.map((each) => [each.move.id, each]));
  const lessened = new Map<string, Quantity>();
  for (const { move } of found) if (move.correctsMoveId && move.quantity < none) lessened.set(move.correctsMoveId, add(lessened.get(move.correctsMoveId) ?? none, move.quantity));
  const followers = found.flatMap(({ key, move }): Follower[] => {
    const issueId = issueOf(move);
    return issueId === null ? [] : [{ id: move.id, pool: key, issueId, effectiveOn: move.effectiveOn, quantity: add(move.quantity, lessened.get(move.id) ?? none) }];
  });
  const byIssue = Map.groupBy(followers, ({ issueId }) => issueId);
  const layersOf = Map.groupBy(layers, keyOf);
  return new Map(levels.map((level): [string, PoolHistory] => {
    const key = keyOf(level);
    const own = byKey.get(key) ?? [];
    const above = [...new Set(own.flatMap(({ move }) => issueOf(move) ?? []))].flatMap((id) => byId.get(id) ?? []).filter((each) => each.key !== key);
    return [key, {
      level, moves: own.map(({ move }) => move), adjusted: new Map(own.map(({ move, adjusted }) => [move.id, adjusted])),
      layers: layersOf.get(key) ?? [], days: [],
      issues: new Map(above.map(({ key: pool, move, adjusted }) => [move.id, { pool, units: subtract(none, move.quantity), cost: negate(minor(move.valueMinor + adjusted)) }])),
      followers: [...own.map(({ move }) => move.id), ...above.map(({ move }) => move.id)].flatMap((id) => byIssue.get(id) ?? []).filter(({ pool }) => pool !== key),
      isAttributing: attributing.has(key),
    }];
  }));
}

interface Offending { pool: string; what: string; kept: string; isSo: string }

function offendingIn(histories: ReadonlyMap<string, PoolHistory>): Offending[] {
  // F asks its context for histories, and for nothing else.
  const ctx = { more: new LateFacts(histories, {} as LateFacts['accounts'], new Set([...histories.values()].flatMap(({ moves }) => moves.map(({ id }) => id)))) } as unknown as DecideContext;
  const folded = foldPools([...histories.keys()], new Map(), ctx);
  return [...histories].flatMap(([pool, history]) => {
    const f = folded.get(pool);
    const { level, moves, layers, isAttributing } = history;
    const offence = (what: string, kept: Minor, isSo: Minor): Offending[] => (kept === isSo ? [] : [{ pool, what, kept: String(kept), isSo: String(isSo) }]);
    if (!f) return [];
    const costs = isAttributing ? [] : moves.flatMap((move: FoldMove) => offence(move.id, bookedOf(history, move), f.values.get(move.id) ?? zero));
    const left = new Map(f.layers.map((layer) => [layer.id, layer]));
    const wrong = level.costingMethod !== 'FIFO' ? layers : layers.filter(({ id, units, valueMinor }) => left.get(id)?.units !== units || left.get(id)?.valueMinor !== valueMinor);
    return [
      ...offence('value', level.valueMinor, f.value), ...costs, ...wrong.map(({ id }) => ({ pool, what: `layer ${id}`, kept: 'otherwise', isSo: '' })),
      ...(level.costingMethod === 'FIFO' && layers.length !== f.layers.length ? [{ pool, what: 'layers', kept: String(layers.length), isSo: String(f.layers.length) }] : []),
    ];
  });
}

export const valueChecks: readonly Check[] = [
  {
    check: 'what moves cost, with what became known later, the value of each pool and its layers are what its moves say in the order of their days',
    find: async (db) => {
      // Products with so many moves together as memory holds without noticing; a product's own stay together.
      const parts = await db.rows<{ ids: string[] }>(sql`SELECT json_agg(id) AS ids FROM (SELECT l.id, (sum(coalesce(m.moves, 0)) OVER (ORDER BY l.id) / ${MOVES_AT_ONCE}::int)::bigint AS part
        FROM (SELECT DISTINCT "productId" AS id FROM "StockLevel") l LEFT JOIN (SELECT "productId" AS id, count(*) AS moves FROM "StockMove" GROUP BY 1) m USING (id)) p GROUP BY part ORDER BY part`);
      const offending: Offending[] = [];
      for (const { ids } of parts) offending.push(...offendingIn(historiesOf(await load(db, ids))));
      return offending;
    },
  },
  {
    check: 'daily totals of stock are the sum of the moves of their days',
    sql: `SELECT d."productId", d."warehouseId", day, d.quantity, m.quantity AS moved, d."valueMinor", m.value FROM "StockDay" d
      FULL JOIN (SELECT "productId", "warehouseId", "effectiveOn" AS day, sum(quantity) quantity, sum("valueMinor") AS value FROM "StockMove" GROUP BY 1, 2, 3) m
        USING ("productId", "warehouseId", day)
      WHERE d.quantity IS DISTINCT FROM m.quantity OR d."valueMinor" IS DISTINCT FROM m.value`,
  },
  {
    check: 'the value of stock is the stock account on every day, by product and warehouse',
    sql: `SELECT d."productId", d."warehouseId", day, d."valueMinor", j.value FROM (SELECT * FROM "StockDay" WHERE "valueMinor" <> 0) d
      FULL JOIN (SELECT "productId", "warehouseId", l."effectiveOn" AS day, sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a.code = '1300' GROUP BY 1, 2, 3 HAVING sum(l."companyMinor") <> 0) j USING ("productId", "warehouseId", day)
      WHERE d."valueMinor" IS DISTINCT FROM j.value`,
  },
  {
    check: 'layers are kept of products that are valued first in, first out, and a pool is valued as its product is',
    sql: `SELECT l.id, l."costingMethod", p."costingMethod" AS product FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId"
      WHERE l."costingMethod" <> p."costingMethod" OR (l."costingMethod" <> 'FIFO' AND EXISTS (SELECT FROM "StockLayer" s WHERE s."productId" = l."productId" AND s."warehouseId" = l."warehouseId"))`,
  },
  {
    check: 'landed cost that no bill has settled is what its account says, and its shares and charges sum to it',
    sql: `SELECT NULL::uuid AS id, x.accrued, x.balance FROM (SELECT (SELECT coalesce(sum("totalMinor" - "billedMinor"), 0) FROM "LandedCost" WHERE status = 'POSTED') AS accrued,
        (SELECT coalesce(-sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '2310') AS balance) x WHERE accrued <> balance
      UNION ALL SELECT c.id, c."totalMinor", s.shares FROM "LandedCost" c, LATERAL (SELECT sum("shareMinor") AS shares FROM "LandedCostLine" WHERE "landedCostId" = c.id) s,
        LATERAL (SELECT sum("amountMinor") AS charged FROM "LandedCostCharge" WHERE "landedCostId" = c.id) h
        WHERE s.shares IS DISTINCT FROM c."totalMinor" OR h.charged IS DISTINCT FROM c."totalMinor"`,
  },
  {
    check: 'what is corrected by order in cost corrections is what was adjusted of its moves',
    sql: `SELECT coalesce(j."orderId", a."orderId") AS "orderId", j.value, a.difference FROM
      (SELECT l."orderId", l."productId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" c ON c.id = l."accountId"
        WHERE e.kind = 'COST' AND c.code = '5010' AND l."orderId" IS NOT NULL GROUP BY 1, 2) j
      FULL JOIN (SELECT m."orderId", m."productId", sum(c."differenceMinor" * -sign(m.quantity))::bigint AS difference FROM "CostAdjustment" c JOIN "StockMove" m ON m.id = c."moveId"
        WHERE m."orderId" IS NOT NULL GROUP BY 1, 2) a USING ("orderId", "productId")
      WHERE coalesce(j.value, 0) <> coalesce(a.difference, 0)`,
  },
];
