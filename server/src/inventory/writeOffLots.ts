import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { none, printQuantity, subtract } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { loadHolds } from './loadHolds.ts';
import { loadHolders, loadPools, loadWaiting } from './loadPools.ts';
import { stockRefusals } from './refusals.ts';
import { adjusted } from './rules.ts';

export const writeOffLots = action({
  name: 'writeOffLots', permission: 'stock.manage',
  describe: 'Writes lots off where they lie, all of them or none: spoilt or expired goods leave at their cost, held ones are let go with it.',
  input: {
    lots: list(object('WriteOffLotInput', { lotLevelId: id('LotLevel'), quantity: { ...optional(quantity()), describe: 'All that is there when left out.' } }), { min: 1 }),
    reason: choice('MoveReason'), note: optional(text({ max: 1000, lines: true })), on: optional(day()), freesReservations: optional(boolean()),
  },
  refusals: [...postingRefusals, ...stockRefusals], payload: { moves: 'records:StockMove' },
  load: async (tx, { lots, on, freesReservations }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const keys = await selectRows(tx, 'LotLevel', sql`t.id = ANY(${lots.map(({ lotLevelId }) => lotLevelId)}::uuid[])`);
    const pools = await loadPools(tx, ctx, keys);
    return {
      keys, pools, accounts: await loadAccounts(tx, ctx), waiting: await loadWaiting(tx, keys), holds: await loadHolds(tx, keys),
      holders: freesReservations ? await loadHolders(tx, keys) : [],
    };
  },
  decide: ({ keys, ...facts }, { lots, on, ...input }, ctx) => {
    const gone = lots.map(({ lotLevelId, quantity: part }, index) => {
      const key = keys.find((each) => each.id === lotLevelId);
      if (!key) throw fieldRefused(['lots', String(index), 'lotLevelId'], 'id_unknown', { type: 'LotLevel' });
      const { lotId, productId, warehouseId } = key;
      const { onHand } = facts.pools.lots.has(lotId) ? facts.pools.lots.level(lotId, warehouseId) : key;
      const units = part ?? onHand;
      if (units <= none) throw fieldRefused(['lots', String(index), 'lotLevelId'], 'lot_not_here', { lot: facts.pools.lots.has(lotId) ? facts.pools.lots.lot(lotId).code : '' });
      const path = ['lots', String(index), 'quantity'];
      const done = adjusted(facts, { ...input, productId, warehouseId, quantity: subtract(none, units), on: on ?? ctx.today, lots: [{ lotId, quantity: units, path }] }, ctx);
      return { ...done, lotId, productId, units };
    });
    return {
      rows: [...gone.flatMap(({ rows }) => rows), ...facts.pools.changes()],
      events: gone.flatMap(({ moveId, lotId, productId, units }) => [
        { kind: 'stockAdjusted', subjectType: 'Product', subjectId: productId, reason: input.note, data: { moveId, why: input.reason, quantity: printQuantity(units) } },
        { kind: 'lotWrittenOff', subjectType: 'Lot', subjectId: lotId, reason: input.note, data: { moveId, why: input.reason, quantity: printQuantity(units) } },
      ]),
      result: { moves: gone.map(({ moveId }) => moveId) },
    };
  },
});
