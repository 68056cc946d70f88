import sql from 'sql-template-tag';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { action } from '../shared/action.ts';
import { id, list, object, optional, quantity, quantityOrZero } from '../shared/input.ts';
import { fitsPlaces } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { demandStocked } from './issueSupplies.ts';
import { ProductNotStocked } from '../inventory/refusals.ts';

const line = object('ParLevelInput', {
  productId: id('Product'), warehouseId: id('Warehouse'), par: { ...quantity(), describe: 'Up to which the site is filled.' },
  minimum: { ...optional(quantityOrZero()), describe: 'At or below which it is filled: at anything below par when left out.' },
});

export const setParLevels = action({
  name: 'setParLevels', permission: 'supplies.manage', describe: 'Says how much of products sites should have; replaces what was said of the same product and site.',
  input: { levels: list(line, { min: 1 }) }, refusals: [ProductNotStocked], payload: { parLevels: 'records:ParLevel' },
  load: async (tx, { levels }) => {
    await demandStocked(tx, levels.map(({ productId }) => productId));
    const warehouses = await selectRows(tx, 'Warehouse', sql`t.id = ANY(${levels.map(({ warehouseId }) => warehouseId)}::uuid[]) AND t.kind = 'SITE'`);
    return {
      units: await loadProductUnits(tx, levels.map(({ productId }) => productId)), warehouses,
      before: await selectRows(tx, 'ParLevel', sql`t."productId" = ANY(${levels.map(({ productId }) => productId)}::uuid[])`, { lock: true }),
    };
  },
  decide: ({ units, warehouses, before }, { levels }, ctx) => {
    const made = levels.map(({ productId, warehouseId, par, minimum: given }, index) => {
      const path = ['levels', String(index)];
      const stockUnit = units.get(productId)?.stockUnit;
      if (!stockUnit) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
      if (!warehouses.some((each) => each.id === warehouseId)) throw fieldRefused([...path, 'warehouseId'], 'id_unknown', { type: 'Warehouse' });
      if (levels.findIndex((each) => each.productId === productId && each.warehouseId === warehouseId) !== index) throw fieldRefused([...path, 'productId'], 'twice');
      const minimum = given ?? par;
      for (const [name, value] of [['par', par], ['minimum', minimum]] as const) {
        if (!fitsPlaces(value, stockUnit.decimals)) throw fieldRefused([...path, name], 'decimal_places', { places: stockUnit.decimals });
      }
      if (minimum > par) throw fieldRefused([...path, 'minimum'], 'above_par');
      const old = before.find((each) => each.productId === productId && each.warehouseId === warehouseId);
      const parLevel = old?.id ?? ctx.newId();
      const row = old ? update('ParLevel', old.id, { par, minimum, version: old.version + 1 }) : insert('ParLevel', { id: parLevel, productId, warehouseId, par, minimum });
      return { parLevel, productId, row };
    });
    return {
      rows: made.map(({ row }) => row), result: { parLevels: made.map(({ parLevel }) => parLevel) },
      events: made.map(({ productId, parLevel }) => ({ kind: 'parLevelSet', subjectType: 'Product', subjectId: productId, data: { parLevelId: parLevel } })),
    };
  },
});

export const removeParLevel = action({
  name: 'removeParLevel', permission: 'supplies.manage', describe: 'A site need not have a product any more.',
  input: { parLevelId: id('ParLevel') }, refusals: [], payload: { product: 'record:Product' },
  load: (tx, { parLevelId }) => lockRow(tx, 'ParLevel', parLevelId),
  decide: (level) => ({
    rows: [remove('ParLevel', level.id)], result: { product: level.productId },
    events: [{ kind: 'parLevelRemoved', subjectType: 'Product', subjectId: level.productId }],
  }),
});
