// Warehouses, their bins, and when products are bought again, from files.
import sql from 'sql-template-tag';
import { createWarehouse, updateWarehouse } from '../inventory/saveWarehouse.ts';
import { setReorderRules } from '../replenishment/reorderRules.ts';
import type { InputShape } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { createBins, updateBin } from '../warehousing/saveBin.ts';
import { fieldsOf, type Importable } from './importables.ts';
import { references } from './references.ts';

/** The fields of the lines that a list of an input holds. */
function lineShape(shape: InputShape, name: string): InputShape {
  const kind = shape[name]?.shape;
  const item = kind && 'list' in kind ? kind.list.shape : undefined;
  if (!item || !('object' in item)) throw new Error(`${name} holds no lines`);
  return item.fields;
}

export const warehouses: Importable = {
  subject: 'WAREHOUSES', type: 'Warehouse', madeBy: ['warehouse'], permissions: ['stock.manage'], key: ['code'],
  fields: fieldsOf('Warehouse', createWarehouse.input, {
    code: { needed: 'ALWAYS', example: 'NBO', also: ['warehouse', 'warehouseCode', 'location', 'site', 'store', 'storeId', 'id'] }, name: { example: 'Nairobi', also: ['warehouseName', 'storeName'] },
    isDefault: { also: ['default'] }, city: { example: 'Nairobi' }, country: { example: 'Kenya' }, postalCode: { also: ['zip', 'postcode'] },
    latitude: { also: ['lat'] }, longitude: { also: ['lon', 'lng', 'long'] },
  }),
  find: async (tx, rows, { ctx }) => {
    const known = await selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id}`);
    return rows.map((row) => known.find(({ code }) => code === row.code)).map((row) => row && { id: row.id, version: row.version, values: { ...row } });
  },
  steps: (values, found, changes) => (found
    ? [{ action: updateWarehouse, input: { warehouseId: found.id, version: found.version, ...Object.fromEntries(changes.map((field) => [field, values[field]])) } }]
    : [{ action: createWarehouse, input: values }]),
};

export const bins: Importable = {
  subject: 'BINS', type: 'Bin', madeBy: ['bins', 'bin'], permissions: ['stock.manage'], key: ['warehouseId', 'code'],
  fields: fieldsOf('Bin', { warehouseId: createBins.input.warehouseId, ...lineShape(createBins.input, 'bins') }, {
    warehouseId: { reference: references.warehouse, needed: 'ALWAYS', example: 'NBO', also: ['warehouse', 'site'] },
    code: { needed: 'ALWAYS', example: 'A-01-3', also: ['bin', 'binCode', 'location', 'shelf'] }, zone: { example: 'A', also: ['area'] },
    sequence: { example: '10', also: ['order', 'pickOrder'] }, distance: { example: '12' },
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'Bin', sql`t."warehouseId" = ANY(${rows.map(({ warehouseId }) => warehouseId)}::uuid[]) AND t.code = ANY(${rows.map(({ code }) => code)}::text[])`);
    return rows.map((row) => known.find((each) => each.warehouseId === row.warehouseId && each.code === row.code))
      .map((row) => row && { id: row.id, version: row.version, values: { ...row } });
  },
  steps: ({ warehouseId, ...bin }, found, changes) => (found
    ? [{ action: updateBin, input: { binId: found.id, version: found.version, ...Object.fromEntries(changes.map((field) => [field, bin[field]])) } }]
    : [{ action: createBins, input: { warehouseId, bins: [bin] } }]),
};

export const reorderRules: Importable = {
  subject: 'REORDER_RULES', type: 'ReorderRule', madeBy: ['rules'], permissions: ['replenishment.manage'], key: ['productId', 'warehouseId'],
  fields: fieldsOf('ReorderRule', lineShape(setReorderRules.input, 'rules'), {
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article'] },
    warehouseId: { reference: references.warehouse, needed: 'ALWAYS', example: 'NBO', also: ['warehouse', 'site'] },
    reorderPoint: { example: '20', also: ['minimumStock', 'reorderLevel'] }, maximum: { example: '100', also: ['max', 'maximumStock'] },
    orderQuantity: { also: ['quantity', 'reorderQuantity'] }, multiple: { also: ['orderMultiple'] }, minimum: { also: ['minimumQuantity', 'moq'] },
    leadTimeDays: { also: ['leadTime'] }, supplierId: { reference: references.supplier, also: ['supplier', 'supplierCode'] }, isActive: { also: ['active'] },
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'ReorderRule', sql`t."productId" = ANY(${rows.map(({ productId }) => productId)}::uuid[])`);
    return rows.map((row) => known.find((each) => each.productId === row.productId && each.warehouseId === row.warehouseId))
      .map((row) => row && { id: row.id, values: { ...row } });
  },
  steps: (values) => [{ action: setReorderRules, input: { rules: [values] } }],
};
