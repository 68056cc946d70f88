import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { correctCosts } from '../inventory/correctCosts.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { negate } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { LandedCostBilled, LandedCostReversed } from './refusals.ts';
import { demandReversible } from './rules.ts';

export const reverseLandedCost = action({
  name: 'reverseLandedCost', permission: 'landedCosts.post',
  describe: 'Takes charges back that no bill has settled, today: goods and orders cost again what they cost without them.',
  input: { landedCostId: id('LandedCost'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ...stockRefusals, LandedCostReversed, LandedCostBilled], payload: { landedCost: 'record:LandedCost' },
  load: async (tx, { landedCostId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const landed = await lockRow(tx, 'LandedCost', landedCostId);
    const lines = await selectRows(tx, 'LandedCostLine', sql`t."landedCostId" = ${landed.id}`, { orderBy: sql`t.no` });
    const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ${landed.id} AND t.kind = 'VALUE' AND t."reversesMoveId" IS NULL`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${landed.id} AND t.kind = 'LANDED_COST'`);
    return { landed, lines, moves, entry, pools: await loadPools(tx, ctx, lines), accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ landed, lines, moves, entry, pools, accounts }, { reason }, ctx) => {
    demandReversible(landed);
    const source = { type: 'LandedCost', id: landed.id };
    const corrected = correctCosts(pools, lines.map(({ receiptLineId, productId, warehouseId, shareMinor }) =>
      ({ moveId: receiptLineId, productId, warehouseId, difference: negate(shareMinor) })), {
      source, counter: { account: '2310', supplierId: landed.supplierId }, reverses: new Map(moves.map((move) => [move.correctsMoveId ?? '', move.id])),
    }, ctx);
    return {
      rows: [
        update('LandedCost', landed.id, { status: 'REVERSED', reversedOn: ctx.today }), ...corrected.rows,
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source, memo: landed.number, lines: corrected.lines, ...(entry ? { reversesEntryId: entry.id } : {}),
        }, ctx),
        ...pools.changes(),
      ],
      events: [{ kind: 'landedCostReversed', subjectType: 'LandedCost', subjectId: landed.id, reason, data: { number: landed.number } }],
      result: { landedCost: landed.id },
    };
  },
});
