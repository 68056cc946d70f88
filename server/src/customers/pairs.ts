// Customers that may be one firm, kept until somebody has decided.
import sql, { type Sql } from 'sql-template-tag';
import { consumeTogether, task } from '../events/consumers.ts';
import type { CustomerPairRow } from '../generated/rows.ts';
import { systemContext } from '../context.ts';
import { action } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id, list, optional, text } from '../shared/input.ts';
import { perform } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { demandOwn } from './rowRights.ts';
import { PairDecided } from './refusals.ts';
import { matchesOf } from './similarCustomers.ts';

const FOUND_MAX = 5000;
const columnsOf = (alias: 'a' | 'b') => (alias === 'a'
  ? { name: sql`a.name`, taxNumber: sql`a."taxNumber"`, email: sql`a.email`, phone: sql`a.phone` }
  : { name: sql`b.name`, taxNumber: sql`b."taxNumber"`, email: sql`b.email`, phone: sql`b.phone` });

/** Pairs among all customers, or of some with all: by their kept keys, so that each way in is an index or one hash. */
function pairsOf(ctx: Context, ids: readonly string[] | null): Sql {
  const own = ids ? sql`a.id = ANY(${[...ids]}::uuid[])` : sql`TRUE`;
  const way = (on: Sql) => sql`SELECT a.id AS a, b.id AS b FROM "Customer" a JOIN "Customer" b ON b.id <> a.id AND ${on} WHERE ${own}`;
  return sql`WITH ways AS (
      ${way(sql`hesabu_name_key(b.name) = hesabu_name_key(a.name) AND hesabu_name_key(a.name) <> ''`)}
      UNION ${way(sql`hesabu_name_sound(b.name) % hesabu_name_sound(a.name)`)}
      UNION ${way(sql`hesabu_tax_key(b."taxNumber") = hesabu_tax_key(a."taxNumber")`)}
      UNION ${way(sql`lower(b.email) = lower(a.email)`)}
      UNION ${way(sql`hesabu_phone_key(b.phone) = hesabu_phone_key(a.phone)`)}),
    pairs AS (SELECT DISTINCT least(w.a, w.b) AS a, greatest(w.a, w.b) AS b FROM ways w)
    SELECT p.a AS "firstId", p.b AS "secondId", ${matchesOf(columnsOf('a'), columnsOf('b'))} AS matches FROM pairs p JOIN "Customer" a ON a.id = p.a JOIN "Customer" b ON b.id = p.b
    WHERE a."companyId" = ${ctx.company.id} AND b."companyId" = ${ctx.company.id} AND a."mergedIntoId" IS NULL AND b."mergedIntoId" IS NULL LIMIT ${FOUND_MAX}`;
}

interface Found { firstId: string; secondId: string; matches: string[] }
const keyOf = ({ firstId, secondId }: { firstId: string; secondId: string }) => `${firstId} ${secondId}`;

/** What a look makes of the pairs that are kept: new ones, others that are alike by more or by nothing any more. What was decided stays. */
function pairRows(found: Found[], known: CustomerPairRow[], ctx: { company: { id: string }; newId(): string }): Change[] {
  const [alike, before] = [new Map(found.filter(({ matches }) => matches.length > 0).map((each) => [keyOf(each), each])), new Map(known.map((each) => [keyOf(each), each]))];
  return [
    ...[...alike].filter(([key]) => !before.has(key)).map(([, { firstId, secondId, matches }]) => insert('CustomerPair', {
      id: ctx.newId(), companyId: ctx.company.id, firstId, secondId, matches, status: 'SUSPECTED', decidedById: null, decidedByName: null, decidedAt: null, reason: null,
    })),
    ...known.flatMap((pair): Change[] => {
      const now = alike.get(keyOf(pair));
      if (pair.status === 'SUSPECTED' && !now) return [update('CustomerPair', pair.id, { status: 'GONE', version: pair.version + 1 })];
      if (now && (pair.status === 'GONE' || (pair.status === 'SUSPECTED' && now.matches.join() !== pair.matches.join()))) {
        return [update('CustomerPair', pair.id, { status: 'SUSPECTED', matches: now.matches, version: pair.version + 1 })];
      }
      return [];
    }),
  ];
}

/** Not offered: looks for customers that are there twice, of all or of some that were changed. */
const findPairs = action({
  name: 'findPairs', permission: 'customers.manage', describe: 'Looks for customers that may be one firm.',
  input: { customerIds: optional(list(id('Customer'), { max: 10_000 })) }, refusals: [], payload: { found: 'int' },
  load: async (tx, { customerIds }, ctx) => {
    const ids = customerIds ?? null;
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('findPairs', 0))`);
    const mine = ids ? sql`(t."firstId" = ANY(${ids}::uuid[]) OR t."secondId" = ANY(${ids}::uuid[]))` : sql`TRUE`;
    return { found: await tx.rows<Found>(pairsOf(ctx, ids)), known: await selectRows(tx, 'CustomerPair', mine, { lock: true }) };
  },
  decide: ({ found, known }, _input, ctx) => ({ rows: pairRows(found, known, ctx), events: [], result: { found: found.length } }),
});

consumeTogether(['customerCreated', 'customerUpdated'], 'findPairs', async (events) =>
  [task(findPairs, { customerIds: [...new Set(events.map(({ subjectId }) => subjectId))] })]);

/** Each is held against all: the more there are, the fewer at once, so that no statement takes longer than one may. */
const AT_ONCE_MAX = 200;
const HELD_AGAINST = 2_000_000;

/** By itself, each night: all against all, some at a time, so that none waits long for what they lock. */
export async function findAllPairs(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const customers = await db.rows<{ id: string }>(sql`SELECT c.id FROM "Customer" c WHERE c."companyId" = ${ctx.company.id} ORDER BY c.id`);
  const suspected = async () => (await db.rows<{ pairs: number }>(sql`SELECT count(*)::int AS pairs FROM "CustomerPair" p WHERE p."companyId" = ${ctx.company.id} AND p.status = 'SUSPECTED'`))[0]?.pairs ?? 0;
  const atOnce = Math.min(AT_ONCE_MAX, Math.ceil(HELD_AGAINST / customers.length));
  // Whoever has so many to decide needs no more of them.
  for (let at = 0; at < customers.length && await suspected() < FOUND_MAX; at += atOnce) {
    await perform(findPairs, { customerIds: customers.slice(at, at + atOnce).map((each) => each.id) }, ctx);
  }
  const pairs = await suspected();
  return pairs === 0 ? '' : `${pairs} pairs of customers are alike.`;
}

async function loadPair(tx: Tx, pairId: string, ctx: Context) {
  const pair = await lockRow(tx, 'CustomerPair', pairId);
  const [first, second] = [await readRow(tx, 'Customer', pair.firstId), await readRow(tx, 'Customer', pair.secondId)];
  demandOwn(first, ctx.viewer);
  demandOwn(second, ctx.viewer);
  return { pair, first, second };
}

/** Refuses what is decided already. */
export function demandSuspected({ status }: Pick<CustomerPairRow, 'status'>): void {
  if (status !== 'SUSPECTED') throw PairDecided({ status: status.toLowerCase() });
}
export function demandKeptApart({ status }: Pick<CustomerPairRow, 'status'>): void {
  if (status !== 'DISTINCT') throw PairDecided({ status: status.toLowerCase() });
}

export const keepApart = action({
  name: 'keepApart', permission: 'customers.manage', describe: 'Says that two customers that are alike are two: they are not suspected again.',
  input: { pairId: id('CustomerPair'), reason: text({ max: 1000, lines: true }) }, refusals: [PairDecided], payload: { pair: 'record:CustomerPair' },
  load: (tx, { pairId }, ctx) => loadPair(tx, pairId, ctx),
  decide: ({ pair, first, second }, { reason }, ctx) => {
    demandSuspected(pair);
    return {
      rows: [update('CustomerPair', pair.id, { status: 'DISTINCT', reason, decidedById: ctx.viewer.id, decidedByName: ctx.viewer.name, decidedAt: ctx.now, version: pair.version + 1 })],
      events: [[first, second], [second, first]].map(([one, other]) => ({ kind: 'customersKeptApart', subjectType: 'Customer', subjectId: String(one?.id), reason, data: { code: String(other?.code), name: String(other?.name) } })),
      result: { pair: pair.id },
    };
  },
});

export const suspectAgain = action({
  name: 'suspectAgain', permission: 'customers.manage', describe: 'Takes back that two customers are two.',
  input: { pairId: id('CustomerPair') }, refusals: [PairDecided], payload: { pair: 'record:CustomerPair' },
  load: (tx, { pairId }, ctx) => loadPair(tx, pairId, ctx),
  decide: ({ pair, first }) => {
    demandKeptApart(pair);
    return {
      rows: [update('CustomerPair', pair.id, { status: 'SUSPECTED', reason: null, decidedById: null, decidedByName: null, decidedAt: null, version: pair.version + 1 })],
      events: [{ kind: 'customersSuspected', subjectType: 'Customer', subjectId: first.id }], result: { pair: pair.id },
    };
  },
});
