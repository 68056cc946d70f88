import sql from 'sql-template-tag';
import type { WarehouseRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { WarehouseInUse } from './refusals.ts';

/** All warehouses of the company, locked: one of them is the default. */
const lockAll = (tx: Tx, ctx: Context): Promise<WarehouseRow[]> =>
  selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id}`, { lock: true });

/** One warehouse at most is the default: the one that was gives way. */
const giveWay = (all: WarehouseRow[], keeperId: string): Change[] => all.filter((each) => each.isDefault && each.id !== keeperId)
  .map((each) => update('Warehouse', each.id, { isDefault: false, version: each.version + 1 }));

const demandFreeCode = (all: WarehouseRow[], code: string | null | undefined, ownId: string): void => {
  if (all.some((each) => each.code === code && each.id !== ownId)) throw fieldRefused(['code'], 'taken');
};

export const createWarehouse = action({
  name: 'createWarehouse', describe: 'Adds a warehouse. The first one is the default.', permission: 'stock.manage',
  input: { code: text({ max: 20 }), name: text({ max: 200 }), isDefault: optional(boolean()) },
  refusals: [], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, _input, ctx) => {
    await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
    return lockAll(tx, ctx);
  },
  decide: (all, { code, name, isDefault }, ctx) => {
    const warehouse = ctx.newId();
    demandFreeCode(all, code, warehouse);
    const becomesDefault = !!isDefault || !all.some((each) => each.isDefault);
    return {
      rows: [
        ...(becomesDefault ? giveWay(all, warehouse) : []),
        insert('Warehouse', { id: warehouse, companyId: ctx.company.id, code, name, isDefault: becomesDefault }),
      ],
      events: [{ kind: 'warehouseCreated', subjectType: 'Warehouse', subjectId: warehouse, data: { code, name } }],
      result: { warehouse },
    };
  },
});

export const updateWarehouse = action({
  name: 'updateWarehouse', describe: 'Changes a warehouse; one that holds or awaits goods stays in use.', permission: 'stock.manage',
  input: {
    warehouseId: id('Warehouse'), version: integer(), code: optional(text({ max: 20 })), name: optional(text({ max: 200 })),
    isDefault: optional(boolean()), isActive: optional(boolean()),
  },
  refusals: [WarehouseInUse], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, { warehouseId }, ctx) => {
    const all = await lockAll(tx, ctx);
    const levels = await selectRows(tx, 'StockLevel', sql`t."warehouseId" = ${warehouseId} AND (t."onHand" > 0 OR t.incoming > 0 OR t.backordered > 0)`);
    return { all, isUsed: levels.length > 0 };
  },
  decide: ({ all, isUsed }, input, ctx) => {
    const warehouse = all.find((each) => each.id === input.warehouseId);
    if (!warehouse) throw NotFound({ type: 'Warehouse', id: input.warehouseId });
    const after = patchOf('Warehouse', input, ['code', 'name', 'isDefault', 'isActive']);
    demandVersion('Warehouse', warehouse, input.version, after, ctx.company.currencyCode);
    demandFreeCode(all, after.code, warehouse.id);
    if (warehouse.isDefault && after.isDefault === false) throw fieldRefused(['isDefault'], 'default_needed');
    if (after.isActive === false && (isUsed || warehouse.isDefault)) throw WarehouseInUse({ warehouseName: warehouse.name });
    return {
      rows: [...(after.isDefault ? giveWay(all, warehouse.id) : []), update('Warehouse', warehouse.id, { ...after, version: warehouse.version + 1 })],
      events: [{
        kind: 'warehouseUpdated', subjectType: 'Warehouse', subjectId: warehouse.id,
        changes: changesOf('Warehouse', warehouse, after, ctx.company.currencyCode),
      }],
      result: { warehouse: warehouse.id },
    };
  },
});
