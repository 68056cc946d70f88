import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, optional, quantity, text } from '../shared/input.ts';
import { none, printQuantity, subtract } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { demandStocked } from './adjustStock.ts';
import { hold, releaseHold as release } from './holds.ts';
import { loadHolders, loadPools, loadWaiting } from './loadPools.ts';
import { freeParts } from './lotsFreed.ts';
import { allocate } from './poolPromises.ts';
import { HoldReleased, ProductNotStocked, StockReserved, LotShort, WarehouseInactive } from './refusals.ts';

export const holdStock = action({
  name: 'holdStock', permission: 'stock.manage',
  describe: 'Holds goods back, with a reason: they stay on hand and are promised to nobody until they are released or written off. '
    + 'Promised goods are held back only with freesReservations: then whoever ordered last waits again.',
  input: {
    productId: id('Product'), warehouseId: id('Warehouse'), quantity: quantity(), kind: choice('StockHoldKind'), reason: text({ max: 1000, lines: true }),
    lotId: { ...optional(id('Lot')), describe: 'Of a tracked product: the lot; the first to expire when left out.' }, freesReservations: optional(boolean()),
  },
  refusals: [ProductNotStocked, WarehouseInactive, StockReserved, LotShort], payload: { holds: 'records:StockHold', level: 'record:StockLevel' },
  load: async (tx, input, ctx) => {
    await demandStocked(tx, ctx, input);
    const pools = await loadPools(tx, ctx, [input]);
    return { pools, waiting: await loadWaiting(tx, [input]), holders: input.freesReservations ? await loadHolders(tx, [input]) : [] };
  },
  decide: ({ pools, waiting, holders }, { lotId, freesReservations, ...input }, ctx) => {
    const { productId, warehouseId } = input;
    const level = pools.level(productId, warehouseId);
    if (lotId && !pools.lots.levels(productId, warehouseId).some((each) => each.lotId === lotId)) throw fieldRefused(['lotId'], 'id_unknown', { type: 'Lot' });
    const lots = lotId ? [{ lotId, quantity: input.quantity }] : undefined;
    const freed = freesReservations ? freeParts(pools, { productId, warehouseId, quantity: input.quantity, lots }, holders) : [];
    const { rows, holds } = hold(pools, { ...input, lots }, ctx);
    const again = freed.length > 0 ? allocate(pools, [...waiting, ...holders], productId, warehouseId) : [];
    const what = lotId ? pools.lots.lot(lotId).code : null;
    return {
      rows: [...freed, ...rows, ...again, ...pools.changes()],
      events: [
        { kind: 'stockHeld', subjectType: 'Product', subjectId: productId, reason: input.reason,
          data: { holdIds: holds.map((each) => each.id), why: input.kind, quantity: printQuantity(input.quantity), lot: what } },
        ...holds.flatMap((each) => (each.lotId ? [{ kind: 'stockHeld', subjectType: 'Lot', subjectId: each.lotId, reason: input.reason,
          data: { why: input.kind, quantity: printQuantity(each.placed) } }] : [])),
      ],
      result: { holds: holds.map((each) => each.id), level: level.id },
    };
  },
});

/** A hold with its pool locked; the pool's lock guards the hold. */
async function loadHold(tx: Tx, holdId: string, ctx: Context) {
  const at = await readRow(tx, 'StockHold', holdId);
  const pools = await loadPools(tx, ctx, [at]);
  const [held] = await selectRows(tx, 'StockHold', sql`t.id = ${holdId}`);
  return { pools, held: held ?? at, waiting: await loadWaiting(tx, [at]) };
}

export const releaseStockHold = action({
  name: 'releaseStockHold', permission: 'stock.manage', describe: 'Lets goods go that were held back, all or a part: who waits for them is served, oldest first.',
  input: { holdId: id('StockHold'), quantity: optional(quantity()), reason: text({ max: 1000, lines: true }) },
  refusals: [HoldReleased], payload: { hold: 'record:StockHold', level: 'record:StockLevel' },
  load: (tx, { holdId }, ctx) => loadHold(tx, holdId, ctx),
  decide: ({ pools, held, waiting }, { quantity: wanted, reason }, ctx) => {
    if (held.quantity === none) throw HoldReleased({});
    if (wanted && wanted > held.quantity) throw fieldRefused(['quantity'], 'number_most', { most: printQuantity(held.quantity) });
    const before = held.quantity;
    const { productId, warehouseId } = held;
    const rows = [...release(pools, held, { quantity: wanted, reason }, ctx), ...allocate(pools, waiting, productId, warehouseId)];
    const data = { why: held.kind, quantity: printQuantity(subtract(before, held.quantity)) };
    return {
      rows: [...rows, ...pools.changes()],
      events: [
        { kind: 'stockHoldReleased', subjectType: 'Product', subjectId: productId, reason, data },
        ...(held.lotId ? [{ kind: 'stockHoldReleased', subjectType: 'Lot', subjectId: held.lotId, reason, data }] : []),
      ],
      result: { hold: held.id, level: pools.level(productId, warehouseId).id },
    };
  },
});
