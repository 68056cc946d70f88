import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { CountLineRow } from '../generated/rows.ts';
import { loadHolders, loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { loadHolds } from '../inventory/loadHolds.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { makeWay } from '../inventory/lotsFreed.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { valueIn } from '../inventory/rules.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, object, optional, text, unitPrice } from '../shared/input.ts';
import { minor, negate, split, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { demandCount, demandPostable } from './countRules.ts';
import { lockCount, lockCountLines } from './loadCount.ts';
import { CountNeedsCost, CountNotAgreed, CountPosted, CountState } from './refusals.ts';

/** What a unit of products cost when it last came in, anywhere; for goods of which the books have none. */
async function loadLastCosts(tx: Tx, productIds: readonly string[]): Promise<Map<string, { units: Quantity; value: Minor }>> {
  const rows = await tx.rows<{ productId: string; units: string; value: string }>(sql`SELECT DISTINCT ON (m."productId") m."productId", (m.quantity * 1000000)::bigint::text AS units,
    m."valueMinor"::text AS value FROM "StockMove" m WHERE m."productId" = ANY(${[...productIds]}::uuid[]) AND m.quantity > 0 AND m."valueMinor" > 0
    ORDER BY m."productId", m."effectiveOn" DESC, m."recordedAt" DESC, m.id DESC`);
  return new Map(rows.map(({ productId, units, value }) => [productId, { units: BigInt(units) as Quantity, value: minor(BigInt(value)) }]));
}

const cost = object('CountCostInput', { countLineId: id('CountLine'), unitCost: unitPrice() });
const input = {
  stockCountId: id('StockCount'), countLineIds: { ...optional(list(id('CountLine'), { min: 1, max: 20_000 })), describe: 'All that are counted when left out.' },
  reason: text({ max: 1000, lines: true }), on: { ...optional(day()), describe: 'Today when left out.' },
  costs: { ...optional(list(cost)), describe: 'The cost of a unit of what is found and nobody knows the cost of.' },
};

interface Facts {
  pools: Awaited<ReturnType<typeof loadPools>>; waiting: Awaited<ReturnType<typeof loadWaiting>>; holders: Awaited<ReturnType<typeof loadHolders>>;
  holds: Awaited<ReturnType<typeof loadHolds>>; lastCosts: Awaited<ReturnType<typeof loadLastCosts>>;
}
interface Posting { warehouseId: string; on: Day; reason: string; number: string; stockCountId: string; costs: readonly { countLineId: string; unitCost: UnitPrice }[] }
interface Posted { rows: Change[]; value: Minor; moveId: string | null }

/** One product (of one lot) is put right: what its places differ by in sum is a move of stock, the rest a change of places. */
function putRight(facts: Facts, lines: readonly CountLineRow[], { warehouseId, on, reason, number, stockCountId, costs }: Posting, ctx: DecideContext): Posted {
  const { pools, waiting, holders, holds, lastCosts } = facts;
  const [{ productId, lotId }] = lines as [CountLineRow];
  const sum = lines.reduce((total, { difference }) => add(total, difference ?? none), none);
  const size = sum < none ? subtract(none, sum) : sum;
  const lots = lotId === null ? undefined : [{ lotId, quantity: size }];
  const move = {
    productId, warehouseId, quantity: size, kind: 'COUNT' as const, effectiveOn: on, source: { type: 'StockCount', id: stockCountId }, reason: 'COUNT' as const,
    note: reason, bins: [], ...(lots ? { lots } : {}),
  };
  const rows: Change[] = [];
  let value = minor(0);
  let moveId: string | null = null;
  if (sum < none) {
    // Goods that are not there are promised to nobody: who ordered last waits again.
    rows.push(...makeWay(pools, { holders, holds }, { productId, warehouseId, quantity: size, ...(lots ? { lots } : {}), freesReservations: true, note: reason }, ctx));
    const issued = issue(pools, move, ctx);
    value = negate(issued.cost);
    moveId = issued.moveId;
    rows.push(issued.row);
    if (lots) rows.push(...allocate(pools, holders, productId, warehouseId));
  } else if (sum > none) {
    const level = pools.level(productId, warehouseId);
    const told = costs.find(({ countLineId }) => lines.some((line) => line.id === countLineId))?.unitCost ?? null;
    const known = lines.find(({ unitCost }) => unitCost !== null)?.unitCost ?? null;
    const last = lastCosts.get(productId);
    if (told === null && level.onHand <= none && known === null && !last) throw CountNeedsCost({ product: productId, productName: pools.names(productId, warehouseId).productName });
    value = told === null && level.onHand <= none && known === null && last ? take(last, size)
      : valueIn(level, size, told ?? (level.onHand > none ? null : known), ctx.company.currencyCode);
    const received = receive(pools, { ...move, value }, ctx);
    moveId = received.moveId;
    rows.push(received.row, ...allocate(pools, waiting, productId, warehouseId));
  }
  // Out of the bins first, so that what was only elsewhere is found again.
  const placed = lines.filter((line) => line.binId !== null && line.difference !== null && line.difference !== none).sort((a, b) => ((a.difference ?? none) < (b.difference ?? none) ? -1 : 1));
  for (const { binId, difference } of placed) {
    const units = difference ?? none;
    const place = { productId, warehouseId, lotId };
    if (units < none) pools.bins.move(place, binId, null, subtract(none, units), { kind: 'COUNT', stockMoveId: moveId, note: number }, ctx);
    else pools.bins.move(place, null, binId, units, { kind: 'COUNT', stockMoveId: moveId, note: number }, ctx);
  }
  return { rows, value, moveId };
}

/** A part of a value by units, rounded half away from zero. */
const take = ({ units, value }: { units: Quantity; value: Minor }, part: Quantity): Minor => minor((value * part * 2n + units) / (units * 2n));

/** What each line is worth of what was booked for all: those that go the way of the sum share it by their units; the rest is worth nothing, as it was only elsewhere. */
function shares(lines: readonly CountLineRow[], value: Minor): Minor[] {
  const weights = lines.map(({ difference }) => {
    const units = difference ?? none;
    return value < 0n ? (units < none ? -units : 0n) : units > none ? units : 0n;
  });
  return weights.every((weight) => weight === 0n) ? lines.map(() => minor(0)) : split(value, weights);
}

export const postCount = action({
  name: 'postCount', permission: 'counts.review',
  describe: 'Puts the books right by what was counted, all or only chosen lines: goods missing are written off, found ones come in, all against count differences. '
    + 'Promises of goods that are not there are taken back: who ordered last waits again.',
  input, refusals: [...postingRefusals, ...stockRefusals, CountState, CountPosted, CountNotAgreed, CountNeedsCost], payload: { stockCount: 'record:StockCount' },
  load: async (tx, { stockCountId, countLineIds, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const count = await lockCount(tx, stockCountId);
    const all = await lockCountLines(tx, count);
    await lockCountLines(tx, count, countLineIds);
    const chosen = all.filter((line) => (countLineIds ? countLineIds.includes(line.id) : line.state === 'COUNTED'));
    const keys = [...new Set(chosen.filter(({ difference }) => difference !== none).map(({ productId }) => productId))].map((productId) => ({ productId, warehouseId: count.warehouseId }));
    const pools = await loadPools(tx, ctx, keys);
    // Also lots of which the books have nothing left.
    const lots = await selectRows(tx, 'Lot', sql`t.id = ANY(${chosen.flatMap(({ lotId }) => lotId ?? [])}::uuid[])`);
    await loadNamedLots(tx, pools, { named: lots.map(({ productId, code }) => ({ productId, lots: [{ code }] })) });
    return {
      count, all, chosen, pools, waiting: await loadWaiting(tx, keys), holders: await loadHolders(tx, keys), holds: await loadHolds(tx, keys),
      lastCosts: await loadLastCosts(tx, keys.map(({ productId }) => productId)), accounts: await loadAccounts(tx, ctx),
    };
  },
  decide: ({ count, all, chosen, accounts, ...facts }, { reason, on: asked, costs }, ctx) => {
    demandCount(count, 'postCount');
    const on = asked ?? ctx.today;
    if (on < count.startedOn) throw fieldRefused(['on'], 'day_before', { day: count.startedOn });
    const { pools } = facts;
    for (const line of chosen) {
      if (line.state === 'POSTED') throw CountPosted({ number: count.number });
      demandPostable(line, line.difference === none || line.difference === null ? line.productId : pools.names(line.productId, count.warehouseId).productName);
    }
    const posting: Posting = { warehouseId: count.warehouseId, on, reason, number: count.number, stockCountId: count.id, costs: costs ?? [] };
    const groups = [...Map.groupBy(chosen.filter(({ difference }) => difference !== none), ({ productId, lotId }) => `${productId} ${lotId ?? ''}`).values()];
    const done = groups.map((lines) => ({ lines, ...putRight(facts, lines, posting, ctx) }));
    const entry = done.flatMap(({ lines, value }): LineDraft[] => {
      const [{ productId }] = lines as [CountLineRow];
      return [{ account: '1300', amount: value, productId, warehouseId: count.warehouseId }, { account: '5200', amount: negate(value), productId, warehouseId: count.warehouseId }];
    });
    const isDone = all.every((line) => line.state === 'POSTED' || chosen.includes(line));
    const revision = count.postings + 1;
    return {
      rows: [
        ...done.flatMap(({ rows }) => rows),
        ...done.flatMap(({ lines, value }) => shares(lines, value).map((differenceMinor, index) => update('CountLine', lines[index]?.id ?? '', { state: 'POSTED', differenceMinor }))),
        ...chosen.filter(({ difference }) => difference === none).map((line) => update('CountLine', line.id, { state: 'POSTED' })),
        update('StockCount', count.id, { postings: revision, version: count.version + 1, ...(isDone ? { status: 'POSTED', endedOn: on } : {}) }),
        ...entryRows(accounts, { kind: 'COUNT', effectiveOn: on, source: { type: 'StockCount', id: count.id, revision }, memo: `${count.number} · ${reason}`.slice(0, 500), lines: entry }, ctx),
        ...pools.changes(),
      ],
      events: [
        { kind: 'countPosted', subjectType: 'StockCount', subjectId: count.id, reason, data: { lines: chosen.length } },
        ...done.filter(({ moveId }) => moveId !== null).map(({ lines: [line], moveId }) => ({ kind: 'stockCounted', subjectType: 'Product', subjectId: line?.productId ?? '', reason, data: { moveId, count: count.number } })),
      ],
      result: { stockCount: count.id },
    };
  },
});

