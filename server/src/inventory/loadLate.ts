import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import type { Tx } from '../shared/db.ts';
import { minor, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { LateFacts, type PoolHistory } from './lateFacts.ts';
import { moveColumns, moveOf, quantityOf, type MoveFound } from './moveColumns.ts';

const keyIn = (alias: 'i' | 'r') => ({ i: sql`i."productId" || ' ' || i."warehouseId"`, r: sql`r."productId" || ' ' || r."warehouseId"` })[alias];

interface IssueFound { id: string; pool: string; units: string; cost: string }
interface FollowerFound { id: string; pool: string; issueId: string; day: Day; quantity: string }

/** All of a pool's moves but COST ones, with what later became known of each. */
const loadMoves = (tx: Tx, productId: string, warehouseId: string): Promise<MoveFound[]> => tx.rows(sql`
  SELECT ${moveColumns} FROM "StockMove" m LEFT JOIN (SELECT c."moveId", sum(c."differenceMinor") AS difference FROM "CostAdjustment" c
    JOIN "StockMove" o ON o.id = c."moveId" WHERE o."productId" = ${productId} AND o."warehouseId" = ${warehouseId} GROUP BY 1) a ON a."moveId" = m.id
  WHERE m."productId" = ${productId} AND m."warehouseId" = ${warehouseId} AND m.kind <> 'COST' ORDER BY m."effectiveOn", m.sequence`);

/** The issues elsewhere that receipts of a pool have their cost of. */
const loadIssues = (tx: Tx, ids: readonly string[]): Promise<IssueFound[]> => (ids.length === 0 ? Promise.resolve([]) : tx.rows(sql`
  SELECT i.id, ${keyIn('i')} AS pool, (-i.quantity)::text AS units,
    (coalesce((SELECT sum(c."differenceMinor") FROM "CostAdjustment" c WHERE c."moveId" = i.id), 0) - i."valueMinor")::text AS cost
  FROM "StockMove" i WHERE i.id = ANY(${[...ids]}::uuid[])`));

/** Receipts outside a pool that have the cost of an issue of its own, or of one whose cost its own receipts have. */
const loadFollowers = (tx: Tx, productId: string, warehouseId: string, above: readonly string[]): Promise<FollowerFound[]> => tx.rows(sql`
  WITH issues AS (SELECT id FROM "StockMove" WHERE "productId" = ${productId} AND "warehouseId" = ${warehouseId} AND quantity < 0
      UNION SELECT unnest(${[...above]}::uuid[])),
    found AS (SELECT i.id AS "issueId", r.* FROM issues i JOIN "StockMove" r ON r."valuedByMoveId" = i.id WHERE r."valuedByMoveId" IS NOT NULL
      UNION SELECT i.id, r.* FROM issues i JOIN "StockMove" r ON r."reversesMoveId" = i.id WHERE r."reversesMoveId" IS NOT NULL)
  SELECT r.id, ${keyIn('r')} AS pool, r."issueId", r."effectiveOn"::text AS day,
    (r.quantity + coalesce((SELECT sum(k.quantity) FROM "StockMove" k WHERE k."correctsMoveId" = r.id AND k.quantity < 0), 0))::text AS quantity
  FROM found r WHERE r.quantity > 0 AND r."correctsMoveId" IS NULL AND (r."productId", r."warehouseId") <> (${productId}, ${warehouseId})`);

/**
 * Pools with their histories and what they must know of issues elsewhere, locked in the order of (product, warehouse). What follows from them is dated today, so today's
 * period is held, too; refuses it when locked.
 */
export async function loadLate(tx: Tx, ctx: Context, keys: ReadonlySet<string>, issueIds: ReadonlySet<string>): Promise<LateFacts> {
  await holdPeriod(tx, ctx, ctx.today);
  const sorted = [...keys].toSorted().map((key) => key.split(' ') as [string, string]);
  const levels = await selectRows(tx, 'StockLevel', sql`(t."productId", t."warehouseId") IN (SELECT * FROM
    unnest(${sorted.map(([productId]) => productId)}::uuid[], ${sorted.map(([, warehouseId]) => warehouseId)}::uuid[]))`,
  { lock: true, orderBy: sql`t."productId", t."warehouseId"` });
  const pools = new Map<string, PoolHistory>();
  for (const level of levels) {
    const { productId, warehouseId } = level;
    const found = await loadMoves(tx, productId, warehouseId);
    const own = new Set(found.map(({ id }) => id));
    const named = found.flatMap(({ quantity, reversesMoveId, valuedByMoveId, correctsMoveId }) =>
      (quantity.startsWith('-') || correctsMoveId ? [] : reversesMoveId ?? valuedByMoveId ?? []));
    const above = [...new Set([...named, ...issueIds])].filter((id) => !own.has(id));
    const issues = await loadIssues(tx, above);
    const followers = await loadFollowers(tx, productId, warehouseId, above);
    const days = await tx.rows<{ day: Day; quantity: string }>(sql`SELECT day::text AS day, quantity::text AS quantity FROM "StockDay"
      WHERE "productId" = ${productId} AND "warehouseId" = ${warehouseId} ORDER BY day`);
    const waiting = await selectRows(tx, 'CostAttribution', sql`t."productId" = ${productId} AND t."warehouseId" = ${warehouseId} AND t."doneAt" IS NULL`);
    pools.set(`${productId} ${warehouseId}`, {
      level,
      moves: found.map(moveOf),
      adjusted: new Map(found.filter(({ adjusted }) => adjusted !== '0').map(({ id, adjusted }): [string, Minor] => [id, minor(BigInt(adjusted))])),
      layers: await selectRows(tx, 'StockLayer', sql`t."productId" = ${productId} AND t."warehouseId" = ${warehouseId}`),
      days: days.map(({ day, quantity }) => ({ day, quantity: quantityOf(quantity) })),
      issues: new Map(issues.map(({ id, pool, units, cost }) => [id, { pool, units: quantityOf(units), cost: minor(BigInt(cost)) }])),
      followers: followers.map(({ id, pool, issueId, day, quantity }) => ({ id, pool, issueId, effectiveOn: day, quantity: quantityOf(quantity) })),
      isAttributing: waiting.length > 0,
    });
  }
  return new LateFacts(pools, await loadAccounts(tx, ctx), issueIds);
}
