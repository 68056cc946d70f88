import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, unitPrice } from '../shared/input.ts';
import { demandStocked } from './adjustStock.ts';
import { loadNamedLots } from './loadLots.ts';
import { lotsGiven, lotsIn } from './lotsInput.ts';
import { loadPools, loadWaiting } from './loadPools.ts';
import { ProductNotStocked, stockRefusals, WarehouseInactive } from './refusals.ts';
import { opened } from './rules.ts';

const line = object('OpeningStockLineInput', {
  productId: id('Product'), warehouseId: id('Warehouse'), quantity: quantity(), unitCost: unitPrice(), ...lotsIn,
});

export const recordOpeningStock = action({
  name: 'recordOpeningStock', permission: 'stock.manage',
  describe: 'Takes over the stock that the firm begins with, at its cost, against the opening balances.',
  input: { on: optional(day()), lines: list(line, { min: 1 }) },
  refusals: [...postingRefusals, ...stockRefusals, ProductNotStocked, WarehouseInactive], payload: { moves: 'records:StockMove' },
  load: async (tx, { on, lines }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    for (const each of lines) await demandStocked(tx, ctx, each);
    const pools = await loadPools(tx, ctx, lines);
    await loadNamedLots(tx, pools, { named: lines });
    return { pools, accounts: await loadAccounts(tx, ctx), waiting: await loadWaiting(tx, lines) };
  },
  decide: (facts, { on, lines }, ctx) => {
    const moves = lines.map(({ productId, warehouseId, quantity: units, unitCost, ...named }, index) => {
      const path = ['lines', String(index), 'quantity'];
      return { productId, ...opened(facts, { productId, warehouseId, quantity: units, unitCost, on: on ?? ctx.today, path, lots: lotsGiven(named, units, path) }, ctx) };
    });
    return {
      rows: [...moves.flatMap(({ rows }) => rows), ...facts.pools.changes()],
      events: moves.map(({ moveId, productId }) => ({ kind: 'openingStockRecorded', subjectType: 'Product', subjectId: productId, data: { moveId } })),
      result: { moves: moves.map(({ moveId }) => moveId) },
    };
  },
});
