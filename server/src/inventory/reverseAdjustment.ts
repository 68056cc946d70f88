import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { loadNamedLots } from './loadLots.ts';
import { loadPools, loadWaiting } from './loadPools.ts';
import { MoveNotReversible, stockRefusals } from './refusals.ts';
import { reversal } from './rules.ts';

export const reverseAdjustment = action({
  name: 'reverseAdjustment', permission: 'stock.manage',
  describe: 'Takes an adjustment or an opening back, today or on a day since: by a move and an entry of its own.',
  input: { moveId: id('StockMove'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, MoveNotReversible], payload: { move: 'record:StockMove' },
  load: async (tx, { moveId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const accounts = await loadAccounts(tx, ctx);
    const move = await readRow(tx, 'StockMove', moveId);
    const pools = await loadPools(tx, ctx, [move]);
    await loadNamedLots(tx, pools, { moveIds: [move.id] });
    // The pool's lock makes two reversals wait for each other.
    const reverses = await selectRows(tx, 'StockMove', sql`t."reversesMoveId" = ${moveId}`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${moveId} AND t."reversesEntryId" IS NULL AND t.kind <> 'COST'`);
    const [counter] = entry ? await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id} AND t."accountId" <> ${accounts['1300']}`) : [];
    return { pools, accounts, waiting: await loadWaiting(tx, [move]), move, isReversed: reverses.length > 0, entry, counter: counter?.accountId };
  },
  decide: (facts, { on, reason }, ctx) => ({
    rows: reversal(facts, { on: on ?? ctx.today, reason }, ctx),
    events: [{ kind: 'stockAdjustmentReversed', subjectType: 'Product', subjectId: facts.move.productId, reason, data: { moveId: facts.move.id } }],
    result: { move: facts.move.id },
  }),
});
