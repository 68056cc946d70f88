import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, unitPrice } from '../shared/input.ts';
import { extend, negate } from '../shared/money.ts';
import { demandStocked } from './adjustStock.ts';
import { loadPools, loadWaiting } from './loadPools.ts';
import { allocate, receive } from './pools.ts';
import { ProductNotStocked, stockRefusals, WarehouseInactive } from './refusals.ts';

const line = object('OpeningStockLineInput', {
  productId: id('Product'), warehouseId: id('Warehouse'), quantity: quantity(), unitCost: unitPrice(),
});

export const recordOpeningStock = action({
  name: 'recordOpeningStock', permission: 'stock.manage',
  describe: 'Takes over the stock that the firm begins with, at its cost, against the opening balances.',
  input: { on: optional(day()), lines: list(line, { min: 1 }) },
  refusals: [...postingRefusals, ...stockRefusals, ProductNotStocked, WarehouseInactive], payload: { moves: 'records:StockMove' },
  load: async (tx, { on, lines }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    for (const each of lines) await demandStocked(tx, ctx, each);
    return { pools: await loadPools(tx, ctx, lines), accounts: await loadAccounts(tx, ctx), waiting: await loadWaiting(tx, lines) };
  },
  decide: ({ pools, accounts, waiting }, { on, lines }, ctx) => {
    const effectiveOn = on ?? ctx.today;
    const moves = lines.map(({ productId, warehouseId, quantity: units, unitCost }, index) => {
      const moveId = ctx.newId();
      const source = { type: 'StockMove', id: moveId };
      const value = extend(unitCost, units, ctx.company.currencyCode);
      const { row } = receive(pools, {
        id: moveId, productId, warehouseId, quantity: units, value, kind: 'OPENING', effectiveOn, source, path: ['lines', String(index), 'quantity'],
      }, ctx);
      return { moveId, productId, rows: [row, ...allocate(pools, waiting, productId, warehouseId), ...entryRows(accounts, {
        kind: 'OPENING', effectiveOn, source,
        lines: [{ account: '1300', amount: value, productId, warehouseId }, { account: '3000', amount: negate(value), productId, warehouseId }],
      }, ctx)] };
    });
    return {
      rows: [...moves.flatMap(({ rows }) => rows), ...pools.changes()],
      events: moves.map(({ moveId, productId }) => ({ kind: 'openingStockRecorded', subjectType: 'Product', subjectId: productId, data: { moveId } })),
      result: { moves: moves.map(({ moveId }) => moveId) },
    };
  },
});
