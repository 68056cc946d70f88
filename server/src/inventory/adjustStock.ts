import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, day, id, optional, signedQuantity, text, unitPrice } from '../shared/input.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { loadHolds } from './loadHolds.ts';
import { loadNamedLots } from './loadLots.ts';
import { lotsGiven, lotsIn } from './lotsInput.ts';
import { loadHolders, loadPools, loadWaiting, type PoolKey } from './loadPools.ts';
import { HoldReleased, ProductNotStocked, stockRefusals, WarehouseInactive } from './refusals.ts';
import { adjustment } from './rules.ts';

/** Refuses products of which no stock is kept and warehouses out of use. */
export async function demandStocked(tx: Tx, _ctx: Context, { productId, warehouseId }: PoolKey): Promise<void> {
  const product = await readRow(tx, 'Product', productId);
  if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
  const warehouse = await readRow(tx, 'Warehouse', warehouseId);
  if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  if (warehouse.kind === 'TRANSIT') throw fieldRefused(['warehouseId'], 'warehouse_transit');
}

const magnitude = (quantity: Quantity): Quantity => (quantity < none ? subtract(none, quantity) : quantity);

export const adjustStock = action({
  name: 'adjustStock', permission: 'stock.manage',
  describe: 'Corrects what is on hand, with a reason: counted, found, spoilt, used by ourselves. Goods that come in are worth the unit cost '
    + 'given, else the average. Promised goods leave only with freesReservations: then whoever ordered last waits again.',
  input: {
    productId: id('Product'), warehouseId: id('Warehouse'), quantity: signedQuantity(), unitCost: optional(unitPrice()),
    reason: choice('MoveReason'), note: optional(text({ max: 1000, lines: true })), on: optional(day()), freesReservations: optional(boolean()),
    ...lotsIn, holdId: { ...optional(id('StockHold')), describe: 'The held goods that leave.' },
  },
  refusals: [...postingRefusals, ...stockRefusals, ProductNotStocked, WarehouseInactive, HoldReleased],
  payload: { move: 'record:StockMove', level: 'record:StockLevel' },
  load: async (tx, input, ctx) => {
    await holdPeriod(tx, ctx, input.on ?? ctx.today);
    await demandStocked(tx, ctx, input);
    const pools = await loadPools(tx, ctx, [input]);
    await loadNamedLots(tx, pools, { named: [input] });
    const holds = input.quantity < none ? await loadHolds(tx, [input]) : [];
    const held = input.holdId ? holds.find((each) => each.id === input.holdId) : undefined;
    if (input.holdId && !held) throw HoldReleased({});
    return {
      holds, held,
      pools, accounts: await loadAccounts(tx, ctx), waiting: await loadWaiting(tx, [input]),
      holders: input.freesReservations ? await loadHolders(tx, [input]) : [],
    };
  },
  decide: (facts, input, ctx) => {
    const { rows, moveId } = adjustment(facts, { ...input, lots: lotsGiven(input, magnitude(input.quantity), ['quantity']), on: input.on ?? ctx.today }, ctx);
    const level = facts.pools.level(input.productId, input.warehouseId);
    return {
      rows,
      events: [{ kind: 'stockAdjusted', subjectType: 'Product', subjectId: input.productId, reason: input.note, data: { moveId, why: input.reason } }],
      result: { move: moveId, level: level.id },
    };
  },
});
