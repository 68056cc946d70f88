import sql from 'sql-template-tag';
import type { WarehouseRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, degrees, id, integer, optional, text, type InputOf } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { WarehouseBelowZero, WarehouseInUse } from './refusals.ts';

/** All warehouses of the company, locked: one of them is the default. */
const lockAll = (tx: Tx, ctx: Context): Promise<WarehouseRow[]> =>
  selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id}`, { lock: true });

/** One warehouse at most is the default: the one that was gives way. */
const giveWay = (all: WarehouseRow[], keeperId: string): Change[] => all.filter((each) => each.isDefault && each.id !== keeperId)
  .map((each) => update('Warehouse', each.id, { isDefault: false, version: each.version + 1 }));

const demandFreeCode = (all: WarehouseRow[], code: string | null | undefined, ownId: string): void => {
  if (all.some((each) => each.code === code && each.id !== ownId)) throw fieldRefused(['code'], 'taken');
};

/** Where it is, and who is asked first. */
const place = {
  priority: { ...optional(integer({ min: 1, max: 1000 })), describe: 'Who is asked first when an order may be served from several: the lowest.' },
  country: optional(text({ max: 100 })), region: optional(text({ max: 100 })), city: optional(text({ max: 100 })), postalCode: optional(text({ max: 30 })),
  latitude: optional(degrees(90)), longitude: optional(degrees(180)),
  allowsNegative: { ...optional(boolean()), describe: 'More may leave than is there; the next goods that come fill it, and say what it cost.' },
};
const placed = ['priority', 'country', 'region', 'city', 'postalCode', 'latitude', 'longitude', 'allowsNegative'] as const;

/** A point has both its coordinates. */
function demandPoint({ latitude, longitude }: Pick<InputOf<typeof place>, 'latitude' | 'longitude'>): void {
  const [hasLatitude, hasLongitude] = [latitude != null, longitude != null];
  if (hasLatitude !== hasLongitude) throw fieldRefused([hasLatitude ? 'longitude' : 'latitude'], 'required');
}

export const createWarehouse = action({
  name: 'createWarehouse', describe: 'Adds a warehouse. The first one is the default.', permission: 'stock.manage',
  input: { code: text({ max: 20 }), name: text({ max: 200 }), isDefault: optional(boolean()), ...place },
  refusals: [], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, _input, ctx) => {
    await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
    return lockAll(tx, ctx);
  },
  decide: (all, { code, name, isDefault, ...given }, ctx) => {
    demandPoint(given);
    const warehouse = ctx.newId();
    demandFreeCode(all, code, warehouse);
    const becomesDefault = !!isDefault || !all.some((each) => each.isDefault);
    return {
      rows: [
        ...(becomesDefault ? giveWay(all, warehouse) : []),
        insert('Warehouse', { id: warehouse, companyId: ctx.company.id, code, name, isDefault: becomesDefault, ...patchOf('Warehouse', { ...given, priority: given.priority ?? undefined, allowsNegative: given.allowsNegative ?? undefined }, placed) }),
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
    isDefault: optional(boolean()), isActive: optional(boolean()), ...place,
  },
  refusals: [WarehouseInUse, WarehouseBelowZero], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, { warehouseId }, ctx) => {
    const all = await lockAll(tx, ctx);
    const levels = await selectRows(tx, 'StockLevel', sql`t."warehouseId" = ${warehouseId} AND (t."onHand" <> 0 OR t.incoming > 0 OR t.backordered > 0)`);
    return { all, isUsed: levels.length > 0, isBelowZero: levels.some(({ onHand }) => onHand < none) };
  },
  decide: ({ all, isUsed, isBelowZero }, input, ctx) => {
    const warehouse = all.find((each) => each.id === input.warehouseId);
    if (!warehouse) throw NotFound({ type: 'Warehouse', id: input.warehouseId });
    const after = patchOf('Warehouse', input, ['code', 'name', 'isDefault', 'isActive', ...placed]);
    demandVersion('Warehouse', warehouse, input.version, after, ctx.company.currencyCode);
    demandFreeCode(all, after.code, warehouse.id);
    demandPoint({ ...warehouse, ...after });
    if ((after.isDefault || after.isActive) && warehouse.kind === 'TRANSIT') throw fieldRefused([after.isDefault ? 'isDefault' : 'isActive'], 'warehouse_transit');
    if (warehouse.isDefault && after.isDefault === false) throw fieldRefused(['isDefault'], 'default_needed');
    if (after.allowsNegative === false && isBelowZero) throw WarehouseBelowZero({ warehouseName: warehouse.name });
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
