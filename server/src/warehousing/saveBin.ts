import sql from 'sql-template-tag';
import { WarehouseInactive } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, id, integer, list, object, optional, quantity, quantityOrZero, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { none } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { BinInUse } from './refusals.ts';

const fields = {
  zone: optional(text({ max: 40 })), sequence: { ...optional(integer()), describe: 'The order in which a picker passes the bins.' },
  distance: { ...optional(quantityOrZero()), describe: 'Metres from the packing place.' }, capacity: { ...optional(quantity()), describe: 'Units that it may hold.' },
};
const bin = object('BinInput', { code: text({ max: 40 }), ...fields });

export const createBins = action({
  name: 'createBins', describe: 'Adds bins to a warehouse, one or a whole aisle.', permission: 'stock.manage',
  input: { warehouseId: id('Warehouse'), bins: list(bin, { min: 1 }) }, refusals: [WarehouseInactive], payload: { bins: 'records:Bin' },
  load: async (tx, { warehouseId, bins }) => {
    const warehouse = await lockRow(tx, 'Warehouse', warehouseId);
    return { warehouse, taken: await selectRows(tx, 'Bin', sql`t."warehouseId" = ${warehouseId} AND t.code = ANY(${bins.map(({ code }) => code)}::text[])`) };
  },
  decide: ({ warehouse, taken }, { bins }, ctx) => {
    if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
    if (warehouse.kind === 'TRANSIT') throw fieldRefused(['warehouseId'], 'warehouse_transit');
    const codes = new Set(taken.map(({ code }) => code));
    const made = bins.map(({ code, zone, sequence, distance, capacity }, index) => {
      if (codes.has(code)) throw fieldRefused(['bins', String(index), 'code'], 'taken');
      codes.add(code);
      return { id: ctx.newId(), companyId: ctx.company.id, warehouseId: warehouse.id, code, zone: zone ?? null, sequence: sequence ?? 0, distance: distance ?? none, capacity: capacity ?? null };
    });
    return {
      rows: made.map((each) => insert('Bin', each)),
      events: [
        { kind: 'binsCreated', subjectType: 'Warehouse', subjectId: warehouse.id, data: { codes: made.map(({ code }) => code) } },
        ...made.map((each) => ({ kind: 'binCreated', subjectType: 'Bin', subjectId: each.id, data: { code: each.code } })),
      ],
      result: { bins: made.map((each) => each.id) },
    };
  },
});

export const updateBin = action({
  name: 'updateBin', describe: 'Changes a bin; one in which goods lie, or are put by rule, stays in use.', permission: 'stock.manage',
  input: { binId: id('Bin'), version: integer(), code: optional(text({ max: 40 })), ...fields, isActive: optional(boolean()) },
  refusals: [BinInUse], payload: { bin: 'record:Bin' },
  load: async (tx, { binId, code }) => {
    const own = await lockRow(tx, 'Bin', binId);
    const [used] = await tx.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "BinContent" WHERE "binId" = ${binId})
      OR EXISTS (SELECT FROM "StockLevel" WHERE "warehouseId" = ${own.warehouseId} AND "defaultBinId" = ${binId}) AS is`);
    const taken = code ? await selectRows(tx, 'Bin', sql`t."warehouseId" = ${own.warehouseId} AND t.code = ${code} AND t.id <> ${binId}`) : [];
    return { own, isUsed: used?.is ?? false, isTaken: taken.length > 0 };
  },
  decide: ({ own, isUsed, isTaken }, input, ctx) => {
    if (isTaken) throw fieldRefused(['code'], 'taken');
    const after = patchOf('Bin', input, ['code', 'zone', 'sequence', 'distance', 'capacity', 'isActive']);
    demandVersion('Bin', own, input.version, after, ctx.company.currencyCode);
    if (after.isActive === false && own.isActive && isUsed) throw BinInUse({ code: own.code });
    return {
      rows: [update('Bin', own.id, { ...after, version: own.version + 1 })],
      events: [{ kind: 'binUpdated', subjectType: 'Bin', subjectId: own.id, changes: changesOf('Bin', own, after, ctx.company.currencyCode) }],
      result: { bin: own.id },
    };
  },
});

export const deleteBin = action({
  name: 'deleteBin', describe: 'Throws a bin away that was never used.', permission: 'stock.manage',
  input: { binId: id('Bin') }, refusals: [BinInUse], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, { binId }) => {
    const { warehouseId } = await readRow(tx, 'Bin', binId);
    await lockRow(tx, 'Warehouse', warehouseId);
    const own = await lockRow(tx, 'Bin', binId);
    const [used] = await tx.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "BinMove" WHERE "fromBinId" = ${binId} OR "toBinId" = ${binId})
      OR EXISTS (SELECT FROM "StockLevel" WHERE "defaultBinId" = ${binId}) OR EXISTS (SELECT FROM "CountLine" WHERE "binId" = ${binId})
      OR EXISTS (SELECT FROM "PickLine" WHERE "binId" = ${binId}) AS is`);
    return { own, isUsed: used?.is ?? false };
  },
  decide: ({ own, isUsed }) => {
    if (isUsed) throw BinInUse({ code: own.code });
    return {
      rows: [remove('Bin', own.id)],
      events: [{ kind: 'binDeleted', subjectType: 'Warehouse', subjectId: own.warehouseId, data: { code: own.code } }],
      result: { warehouse: own.warehouseId },
    };
  },
});
