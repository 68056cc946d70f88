import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { demandCount } from './countRules.ts';
import { lockCount, lockCountLines } from './loadCount.ts';
import { CountPosted, CountState } from './refusals.ts';

export const reverseCount = action({
  name: 'reverseCount', permission: 'counts.review',
  describe: 'Takes back all that a session has posted: what was written off returns at its own cost, what was found leaves at the cost of now.',
  input: { stockCountId: id('StockCount'), reason: text({ max: 1000, lines: true }), on: { ...optional(day()), describe: 'Today when left out.' } },
  refusals: [...postingRefusals, ...stockRefusals, CountState, CountPosted], payload: { stockCount: 'record:StockCount' },
  load: async (tx, { stockCountId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const count = await lockCount(tx, stockCountId);
    const lines = await lockCountLines(tx, count);
    const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ${count.id} AND t.kind = 'COUNT'`, { orderBy: sql`t."recordedAt" DESC, t.id DESC` });
    const keys = moves.map(({ productId, warehouseId }) => ({ productId, warehouseId }));
    const placed = await selectRows(tx, 'BinMove', sql`t."warehouseId" = ${count.warehouseId} AND t.kind = 'COUNT' AND t.note = ${count.number}`, { orderBy: sql`t."recordedAt" DESC, t.id DESC` });
    const pools = await loadPools(tx, ctx, [...keys, ...placed.map(({ productId }) => ({ productId, warehouseId: count.warehouseId }))]);
    await loadNamedLots(tx, pools, { moveIds: moves.map((move) => move.id) });
    const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${count.id} AND t.kind = 'COUNT'`, { orderBy: sql`t."sourceRevision"` });
    return { count, lines, moves, placed, pools, entries, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ count, lines, moves, placed, pools, entries, waiting, accounts }, { reason, on: asked }, ctx) => {
    demandCount(count, 'reverseCount');
    const on = asked ?? ctx.today;
    if (count.endedOn !== null && on < count.endedOn) throw fieldRefused(['on'], 'day_before', { day: count.endedOn });
    const rows: Change[] = [];
    const posted: LineDraft[] = [];
    for (const move of moves) {
      const { productId, warehouseId } = move;
      const draft = {
        productId, warehouseId, quantity: move.quantity < none ? subtract(none, move.quantity) : move.quantity, kind: 'REVERSAL' as const, effectiveOn: on,
        source: { type: 'StockCount', id: count.id }, reason: move.reason, note: reason, reversesMoveId: move.id, bins: [],
      };
      let value = negate(move.valueMinor);
      if (move.quantity < none) rows.push(receive(pools, { ...draft, value }, ctx).row, ...allocate(pools, waiting, productId, warehouseId));
      else {
        const issued = issue(pools, draft, ctx);
        value = negate(issued.cost);
        rows.push(issued.row);
      }
      posted.push({ account: '1300', amount: value, productId, warehouseId }, { account: '5200', amount: move.valueMinor, productId, warehouseId },
        { account: '5010', amount: minus(negate(value), move.valueMinor), productId, warehouseId });
    }
    for (const { productId, warehouseId, lotId, fromBinId, toBinId, quantity } of placed) {
      pools.bins.move({ productId, warehouseId, lotId }, toBinId, fromBinId, quantity, { kind: 'COUNT', note: `${count.number} ↺` }, ctx);
    }
    return {
      rows: [
        ...rows, ...lines.filter(({ state }) => state === 'POSTED').map((line) => update('CountLine', line.id, { state: 'COUNTED' })),
        update('StockCount', count.id, { status: 'REVERSED', endedOn: count.endedOn ?? on, version: count.version + 1 }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: on, source: { type: 'StockCount', id: count.id }, memo: `${count.number} · ${reason}`.slice(0, 500),
          ...(entries.length === 1 && entries[0] ? { reversesEntryId: entries[0].id } : {}), lines: posted,
        }, ctx),
        ...pools.changes(),
      ],
      events: [{ kind: 'countReversed', subjectType: 'StockCount', subjectId: count.id, reason }],
      result: { stockCount: count.id },
    };
  },
});
