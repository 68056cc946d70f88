// Cost corrections that were too many for one transaction: they stand in one amount without order, and are moved to their orders here.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { negate, plus, zero } from '../shared/money.ts';
import { informed, type MoreWanted } from '../shared/more.ts';
import { newId, retried } from '../shared/perform.ts';
import { none } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, write } from '../shared/write.ts';
import { foldPools } from './foldPools.ts';
import { historyOf } from './history.ts';
import { changedMoves, correctionLines, type Changed } from './lateKnowledge.ts';
import { loadLate } from './loadLate.ts';

/** Issues corrected in one transaction: the pool is held for so long. */
const PART = 10_000;

/** What F says, as long as nobody has touched the pool since. */
interface Known { version: string; changed: readonly Changed[] }
interface Step { left: number; known: Known }

/** All that is booked otherwise than F says now. Other pools may have to be known for it. */
function changedNow(key: string, ctx: DecideContext): readonly Changed[] {
  const folded = foldPools([key], new Map(), ctx).get(key);
  return folded ? changedMoves(historyOf(ctx, key), [], folded) : [];
}

/**
 * Adjusts moves, and moves what they cost otherwise from the one amount to their orders: as `adjustmentRow` and `entryRows` would,
 * but that rows by the ten thousand go as columns.
 */
async function post(tx: Tx, taken: readonly Changed[], { productId, causeId, revision }: { productId: string; causeId: string; revision: number }, ctx: Context): Promise<void> {
  const accounts = await loadAccounts(tx, ctx);
  const { company, today, viewer } = ctx;
  await tx.rows(sql`INSERT INTO "CostAdjustment" (id, "companyId", "moveId", "differenceMinor", "causeId", "effectiveOn")
    SELECT t.id, ${company.id}, t.move, t.difference, ${causeId}, ${today}::date FROM unnest(${taken.map(() => newId())}::uuid[], ${taken.map(({ move }) => move.id)}::uuid[],
      ${taken.map(({ move, difference }) => String(move.quantity < none ? negate(difference) : difference))}::bigint[]) AS t(id, move, difference)`);
  const sum = plus(zero, ...taken.map(({ difference }) => difference));
  const lines = correctionLines([...taken.map(({ move, difference }) => ({ orderId: move.orderId, productId, amount: negate(difference) })), { orderId: null, productId, amount: sum }])
    .filter(({ amount }) => amount !== zero);
  if (lines.length === 0) return;
  await tx.rows(sql`WITH entry AS (INSERT INTO "JournalEntry" (id, "companyId", kind, "effectiveOn", "sourceType", "sourceId", "sourceRevision", "actorId")
      VALUES (${newId()}, ${company.id}, 'COST', ${today}::date, 'StockMove', ${causeId}, ${revision}, ${viewer.id}) RETURNING id)
    INSERT INTO "JournalLine" (id, "entryId", no, "companyId", "accountId", "effectiveOn", "amountMinor", "currencyCode", "companyMinor", "orderId", "productId")
    SELECT l.id, entry.id, l.no, ${company.id}, ${accounts['5010']}, ${today}::date, l.amount, ${company.currencyCode}, l.amount, l."orderId", ${productId}
    FROM entry, unnest(${lines.map(() => newId())}::uuid[], ${lines.map(({ orderId }) => orderId ?? null)}::uuid[], ${lines.map(({ amount }) => String(amount))}::bigint[])
      WITH ORDINALITY AS l(id, "orderId", amount, no)`);
}

/** Moves a part of a pool's corrections to the orders, under the pool's lock. */
async function attributePart(tx: Tx, key: string, part: number, before: Known | undefined, ctx: Context, wanted: MoreWanted | undefined): Promise<Step> {
  const [productId = '', warehouseId = ''] = key.split(' ');
  if (ctx.pinsClock) await tx.rows(sql`SELECT set_config('hesabu.clock', ${ctx.now.toISOString()}, true)`);
  await holdPeriod(tx, ctx, ctx.today);
  const [level] = await tx.rows<{ version: string }>(sql`SELECT xmin::text AS version FROM "StockLevel" WHERE "productId" = ${productId} AND "warehouseId" = ${warehouseId} FOR UPDATE`);
  const version = level?.version ?? '';
  const { now, today, viewer, company } = ctx;
  const deciding: DecideContext = { now, today, viewer, company, newId };
  const isKnown = before?.version === version;
  const more = isKnown ? undefined : await (wanted ? wanted.load(tx, ctx) : loadLate(tx, ctx, new Set([key]), new Set()));
  const changed = isKnown ? before.changed : changedNow(key, { ...deciding, more });
  const open = await selectRows(tx, 'CostAttribution', sql`t."productId" = ${productId} AND t."warehouseId" = ${warehouseId} AND t."doneAt" IS NULL`, { orderBy: sql`t."recordedAt", t.id` });
  const [first] = open;
  if (!first) return { left: 0, known: { version, changed: [] } };
  const [taken, rest] = [changed.slice(0, part), changed.slice(part)];
  const [last] = await tx.rows<{ revision: number }>(sql`SELECT coalesce(max("sourceRevision"), 0)::int AS revision FROM "JournalEntry"
    WHERE "companyId" = ${company.id} AND kind = 'COST' AND "sourceId" = ${first.causeId}`);
  await post(tx, taken, { productId, causeId: first.causeId, revision: (last?.revision ?? 0) + 1 }, ctx);
  await write(tx, [
    update('CostAttribution', first.id, { parts: first.parts + 1 }),
    ...(rest.length > 0 ? [] : open.map((each) => update('CostAttribution', each.id, { doneAt: now }))),
  ]);
  return { left: rest.length, known: { version, changed: rest } };
}

/** Moves what waits to the orders, part by part; how many pools were done. One whose day is locked waits until it is not. */
export async function attributeCosts(db: Db, contextOf: () => Promise<Context>, part = PART): Promise<number> {
  const waiting = await db.rows<{ key: string }>(sql`SELECT "productId" || ' ' || "warehouseId" AS key FROM "CostAttribution" WHERE "doneAt" IS NULL
    GROUP BY 1 ORDER BY min("recordedAt")`);
  let done = 0;
  for (const { key } of waiting) {
    try {
      let step: Step | undefined;
      do {
        const ctx = await contextOf();
        const known = step?.known;
        step = await informed((wanted) => retried(db, (tx) => attributePart(tx, key, part, known, ctx, wanted)));
      } while (step.left > 0);
      done += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return done;
}
