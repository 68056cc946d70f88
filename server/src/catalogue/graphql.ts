import { reportQuery, reportType } from '../reports.ts';
import { column, entity, lines, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { mutations } from '../mutations.ts';
import { addBarcode, removeBarcode } from './barcodes.ts';
import { createProduct } from './createProduct.ts';
import { createUnit } from './createUnit.ts';
import { demandTurn, discontinueProduct, resumeProduct } from './discontinueProduct.ts';
import { importProducts } from './importProducts.ts';
import { scannedProducts } from './scanned.ts';
import { createCategory, updateCategory } from './saveCategory.ts';
import { updateProduct } from './updateProduct.ts';

const permission = 'catalogue.read';

entity('Unit', {
  permission,
  fields: {
    code: column(), name: column(), decimals: column(), rounding: column(), dimension: column(), numerator: column(), denominator: column(), version: column(),
  },
  listing: { field: 'units', orderBy: { CODE: 'code', NAME: 'name' }, defaultOrder: 'CODE_ASC', search: ['code', 'name'] },
});
entity('Category', {
  permission, fields: { name: column(), description: column(), version: column() },
  manies: { products: pages('Product', 'categoryId') },
  listing: { field: 'categories', orderBy: { NAME: 'name' }, defaultOrder: 'NAME_ASC', search: ['name', 'description'] },
});
entity('Barcode', {
  permission, fields: { code: column() },
  ones: { product: one('Product', 'productId'), unit: one('Unit', 'unitId', { describe: 'What the code stands on, such as a case; null: one of the product\'s own unit.' }) },
});
entity('Product', {
  permission,
  fields: {
    sku: column(), name: column(), description: column(), isStocked: column(), isDiscontinued: column(), isJit: column(), reorderPoint: column(), costingMethod: column(), weight: column(), tracking: column(), shelfLifeDays: column(),
    custom: column(), createdAt: column(), version: column(),
  },
  ones: { category: one('Category', 'categoryId'), unit: one('Unit', 'unitId'), taxCode: one('TaxCode', 'taxCodeId') },
  manies: { barcodes: lines('Barcode', 'productId', 'code') },
  listing: {
    field: 'products', defaultOrder: 'NAME_ASC', search: ['sku', 'name', 'category.name'], totals: [],
    orderBy: { SKU: 'sku', NAME: 'name', CATEGORY: 'category.name', REORDER_POINT: 'reorderPoint', CREATED_AT: 'createdAt' },
  },
});

reportType('ScannedProduct', 'A product that a code means. Of the barcode of a case: the case, and its pieces.', { product: 'record:Product', unit: 'record:Unit?', quantity: 'quantity' });
reportQuery('scannedProducts', {
  describe: 'The products that a code means, a barcode or a SKU, and how many of their own unit a scan of it counts. At most 10.',
  permission, type: 'ScannedProduct', list: true, report: scannedProducts,
});

recordActions('Product', { product: itself('Product') }, ({ product }) => [
  recordAction('discontinueProduct', 'catalogue.manage', () => demandTurn(product, true)),
  recordAction('resumeProduct', 'catalogue.manage', () => demandTurn(product, false)),
]);

mutations(createUnit, createCategory, updateCategory, createProduct, updateProduct, discontinueProduct, resumeProduct,
  addBarcode, removeBarcode, importProducts);
