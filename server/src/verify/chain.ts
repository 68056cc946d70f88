import sql, { raw } from 'sql-template-tag';
import type { ChainStageRow } from '../generated/rows.ts';
import { eventsOf } from '../chain/followChain.ts';
import { chainKinds, staysOf, type Stay } from '../chain/rules.ts';
import type { Queryable } from '../shared/db.ts';
import type { Check } from '../verify.ts';

const PAGE = 2000;
const kinds = raw(chainKinds.map((kind) => `'${kind}'`).join());
type Kept = Pick<ChainStageRow, 'orderId' | 'step' | 'visit' | 'no' | 'outcome' | 'leftEventId' | 'enteredEventId'> & { enteredAt: Date; leftAt: Date | null };

const printed = (stays: readonly (Stay | Kept)[]): string => stays.map(({ no, step, visit, enteredAt, enteredEventId, leftAt, leftEventId, outcome }) =>
  [no, step, visit, enteredAt.toISOString(), enteredEventId, leftAt?.toISOString() ?? '', leftEventId ?? '', outcome ?? ''].join(' ')).join('\n');

/** Orders whose stays are not what their events tell, but for those of which something happened that is not followed yet. */
async function wronglyKept(db: Queryable): Promise<unknown[]> {
  const wrong: unknown[] = [];
  // Asked of each order with a limit: else the whole log would be read for each page.
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const orders = await db.rows<{ id: string; isFollowed: boolean }>(sql`SELECT o.id, (SELECT TRUE FROM "Event" e LEFT JOIN "ConsumerCursor" c ON c.name = 'followChain'
        WHERE e."subjectId" = o.id AND e.kind IN (${kinds}) AND (c.name IS NULL OR (e.sequence <= c.floor AND e.sequence > c.sequence)
          OR (e.sequence > c.floor AND (e.txid >= c."toTxid"::text::xid8 OR (e.txid >= c."fromTxid"::text::xid8 AND e.sequence > c.sequence)))) LIMIT 1) IS NULL AS "isFollowed"
      FROM "Order" o WHERE o.id > ${after}::uuid ORDER BY o.id LIMIT ${PAGE}`);
    const last = orders.at(-1);
    if (!last) return wrong;
    after = last.id;
    const ids = orders.filter(({ isFollowed }) => isFollowed).map(({ id }) => id);
    const events = await eventsOf(db, ids);
    const kept = Map.groupBy(await db.rows<Kept>(sql`SELECT * FROM "ChainStage" WHERE "orderId" = ANY(${ids}::uuid[]) ORDER BY no`), ({ orderId }) => orderId);
    for (const id of ids) {
      const [told, found] = [printed(staysOf(events.get(id) ?? [])), printed(kept.get(id) ?? [])];
      if (told !== found) wrong.push({ orderId: id, told, found });
    }
  }
}

export const chainChecks: readonly Check[] = [
  { check: 'an order was and is in the stages of its chain that its events tell', find: wronglyKept },
  {
    check: 'a stage is whose it was handed to last, and was handed over as often as is written',
    sql: `SELECT s.id, s."orderId", s."handOffs", h.n FROM "ChainStage" s LEFT JOIN LATERAL (SELECT count(*)::int n, max(x.no) AS last, (array_agg(x."toId" ORDER BY x.no DESC))[1] AS "toId",
        (array_agg(x."toRole" ORDER BY x.no DESC))[1] AS "toRole", max(x.at) AS at FROM "ChainHandOff" x WHERE x."stageId" = s.id) h ON TRUE
      WHERE s."handOffs" <> h.n OR (h.n > 0 AND (h.last <> h.n OR s."ownerId" IS DISTINCT FROM h."toId" OR s."ownerRole" IS DISTINCT FROM h."toRole" OR s."ownedSince" <> h.at))`,
  },
  {
    check: 'nobody has a task about what an order is stuck for no more, and nothing is raised before it is lacking',
    sql: `SELECT x.id, x."orderId", x.fact, k.id AS task FROM "ChainException" x JOIN "Task" k ON k."subjectId" = x."orderId" AND k.kind = 'orderStuck.' || x.fact AND k.status = 'OPEN'
      WHERE x."closedAt" IS NOT NULL AND NOT EXISTS (SELECT FROM "ChainException" y WHERE y."orderId" = x."orderId" AND y.fact = x.fact AND y."closedAt" IS NULL)
      UNION ALL SELECT x.id, x."orderId", x.fact, NULL FROM "ChainException" x WHERE x."closedAt" < x."raisedAt" OR x."raisedAt" < x.since`,
  },
  {
    check: 'an order is confirmed where its events say so',
    sql: `SELECT o.id, o.number, e.kind FROM "Order" o LEFT JOIN LATERAL (SELECT e.kind FROM "Event" e WHERE e."subjectId" = o.id AND e.kind IN ('orderConfirmed', 'orderConfirmationWithdrawn') ORDER BY e.sequence DESC LIMIT 1) e ON TRUE
      WHERE (e.kind IS NOT DISTINCT FROM 'orderConfirmed') <> EXISTS (SELECT FROM "OrderConfirmation" c WHERE c."orderId" = o.id AND c."withdrawnAt" IS NULL)`,
  },
];
