import { action } from '../shared/action.ts';
import { boolean, id, optional } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { SupplierInactive } from './refusals.ts';

export const setDropShipping = action({
  name: 'setDropShipping', permission: 'purchasing.manage',
  describe: 'Says that a supplier sends a product straight to customers when it is ordered, unless the order\'s line says otherwise. Without a supplier it is sold from stock.',
  input: { productId: id('Product'), supplierId: optional(id('Supplier')) },
  refusals: [SupplierInactive], payload: { product: 'record:Product' },
  load: async (tx, { productId, supplierId }) => ({ product: await lockRow(tx, 'Product', productId), supplier: supplierId ? await readRow(tx, 'Supplier', supplierId) : null }),
  decide: ({ product, supplier }) => {
    if (supplier && !supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
    return {
      rows: [update('Product', product.id, { dropSupplierId: supplier?.id ?? null, version: product.version + 1 })],
      events: [{ kind: 'dropShippingSet', subjectType: 'Product', subjectId: product.id, data: { supplier: supplier?.name ?? null } }],
      result: { product: product.id },
    };
  },
});

export const setDropShipsAtOnce = action({
  name: 'setDropShipsAtOnce', permission: 'purchasing.manage',
  describe: 'Whether goods that a supplier sends straight to customers are ordered with them by itself as soon as a customer\'s order is placed.',
  input: { supplierId: id('Supplier'), dropShipsAtOnce: boolean() },
  refusals: [], payload: { supplier: 'record:Supplier' },
  load: (tx, { supplierId }) => lockRow(tx, 'Supplier', supplierId),
  decide: (supplier, { dropShipsAtOnce }) => ({
    rows: [update('Supplier', supplier.id, { dropShipsAtOnce, version: supplier.version + 1 })],
    events: [{ kind: 'supplierUpdated', subjectType: 'Supplier', subjectId: supplier.id, changes: { dropShipsAtOnce: [supplier.dropShipsAtOnce, dropShipsAtOnce] } }],
    result: { supplier: supplier.id },
  }),
});
