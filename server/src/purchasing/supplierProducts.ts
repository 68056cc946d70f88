import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, id, integer, optional, unitPrice } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setSupplierProduct = action({
  name: 'setSupplierProduct', permission: 'purchasing.manage',
  describe: 'Notes at what cost and in how many days a supplier delivers a product. A product has one preferred supplier at most.',
  input: {
    supplierId: id('Supplier'), productId: id('Product'), unitCost: unitPrice(), leadTimeDays: optional(integer({ max: 730 })), isPreferred: optional(boolean()),
  },
  refusals: [], payload: { supplierProduct: 'record:SupplierProduct' },
  load: async (tx, { supplierId, productId }) => {
    await readRow(tx, 'Supplier', supplierId);
    await lockRow(tx, 'Product', productId);
    return selectRows(tx, 'SupplierProduct', sql`t."productId" = ${productId}`, { lock: true });
  },
  decide: (all, input, ctx) => {
    const { supplierId, productId, unitCost } = input;
    const known = all.find((each) => each.supplierId === supplierId);
    const others = all.filter((each) => each !== known);
    const isPreferred = input.isPreferred ?? known?.isPreferred ?? !others.some((each) => each.isPreferred);
    const columns = { ...patchOf('SupplierProduct', { ...input, leadTimeDays: input.leadTimeDays ?? undefined }, ['unitCost', 'leadTimeDays']), isPreferred };
    const supplierProduct = known?.id ?? ctx.newId();
    return {
      rows: [
        ...(isPreferred ? others.filter((each) => each.isPreferred).map((each) => update('SupplierProduct', each.id, { isPreferred: false, version: each.version + 1 })) : []),
        known
          ? update('SupplierProduct', known.id, { ...columns, version: known.version + 1 })
          : insert('SupplierProduct', { ...columns, unitCost, id: supplierProduct, supplierId, productId, currencyCode: ctx.company.currencyCode }),
      ],
      events: [{
        kind: 'supplierProductSet', subjectType: 'Supplier', subjectId: supplierId, data: { productId },
        changes: known ? changesOf('SupplierProduct', known, columns, ctx.company.currencyCode) : {},
      }],
      result: { supplierProduct },
    };
  },
});

export const removeSupplierProduct = action({
  name: 'removeSupplierProduct', describe: 'Notes that a supplier delivers a product no longer.', permission: 'purchasing.manage',
  input: { supplierProductId: id('SupplierProduct') }, refusals: [], payload: { supplier: 'record:Supplier' },
  load: (tx, { supplierProductId }) => lockRow(tx, 'SupplierProduct', supplierProductId),
  decide: (row) => ({
    rows: [remove('SupplierProduct', row.id)],
    events: [{ kind: 'supplierProductRemoved', subjectType: 'Supplier', subjectId: row.supplierId, data: { productId: row.productId } }],
    result: { supplier: row.supplierId },
  }),
});
