// Products and what belongs to them, from files.
import sql from 'sql-template-tag';
import { addBarcode } from '../catalogue/barcodes.ts';
import { createProduct } from '../catalogue/createProduct.ts';
import { loadReferencesOfMany, productFields } from '../catalogue/productInput.ts';
import { createCategory, updateCategory } from '../catalogue/saveCategory.ts';
import { setProductUnit } from '../catalogue/unitsSave.ts';
import { updateProduct } from '../catalogue/updateProduct.ts';
import type { ListPriceRow } from '../generated/rows.ts';
import { setListPrice } from '../pricing/setListPrice.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { fieldsOf, type Found, type Importable, type Values } from './importables.ts';
import { isAmong } from './oddities.ts';
import { references } from './references.ts';

const texts = (rows: readonly Values[], field: string): string[] => rows.map((row) => String(row[field]));
const only = (values: Values, fields: readonly string[]): Values => Object.fromEntries(fields.map((field) => [field, values[field]]));

export const categories: Importable = {
  subject: 'CATEGORIES', type: 'Category', madeBy: ['category'], permissions: ['catalogue.manage'], key: ['name'],
  fields: fieldsOf('Category', createCategory.input, { name: { needed: 'ALWAYS', example: 'Drinks', also: ['category'] }, description: { example: 'Hot and cold' } }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'Category', sql`t.name = ANY(${texts(rows, 'name')}::text[])`, { lock: true });
    return rows.map(({ name }) => known.find((each) => each.name === name)).map((row) => row && { id: row.id, version: row.version, values: { ...row } });
  },
  steps: (values, found, changes) => (found
    ? [{ action: updateCategory, input: { categoryId: found.id, version: found.version, ...only(values, changes) } }]
    : [{ action: createCategory, input: values }]),
};

export const products: Importable = {
  subject: 'PRODUCTS', type: 'Product', madeBy: ['product'], permissions: ['catalogue.manage'], key: ['sku'], namedBy: 'sku',
  oddities: ({ sku }, { notGoods }) => (sku !== undefined && isAmong(String(sku), notGoods) ? ['NOT_GOODS'] : []),
  fields: fieldsOf('Product', productFields, {
    sku: { needed: 'ALWAYS', example: 'TEA-100', also: ['article', 'articleNumber', 'itemCode', 'item', 'productCode', 'productNumber', 'productId', 'stockCode', 'code', 'id'] },
    name: { example: 'Green tea, 100 g', also: ['productName', 'title', 'itemName', 'articleName'] }, description: { example: '' },
    categoryId: { reference: references.category, of: 'Product', example: 'Drinks', also: ['category', 'group', 'productGroup'] },
    unitId: { reference: references.unit, example: 'PCS', also: ['unit', 'uom', 'unitOfMeasure'] },
    taxCodeId: { reference: references.taxCode, also: ['taxCode', 'tax', 'vat'] },
    reorderPoint: { example: '20', also: ['minimumStock', 'reorderLevel'] }, isStocked: { example: 'yes', also: ['stocked'] },
    isDiscontinued: { also: ['discontinued', 'obsolete'] }, isJit: { also: ['jit'] }, tracking: { also: ['trackedBy'] },
    shelfLifeDays: { also: ['shelfLife'] }, weight: { example: '0.1', also: ['weightKg', 'kg'] }, costingMethod: { also: ['costing', 'valuation'] },
  }),
  find: async (tx, rows) => {
    const known = new Map((await selectRows(tx, 'Product', sql`t.sku = ANY(${texts(rows, 'sku')}::text[])`, { lock: true })).map((row) => [row.sku, row]));
    return rows.map(({ sku }): Found | undefined => {
      const row = known.get(String(sku));
      return row && { id: row.id, version: row.version, values: { ...row } };
    });
  },
  steps: (values, found, changes) => (found
    ? [{ action: updateProduct, input: { productId: found.id, version: found.version, ...only(values, changes) } }]
    : [{ action: createProduct, input: values }]),
  factsOf: async (tx, steps) => (steps.every(({ action }) => action === createProduct)
    ? loadReferencesOfMany(tx, steps.map(({ input }) => input as { sku: string })) : []),
};

/** Units that are one of a product's. */
export const productUnits: Importable = {
  subject: 'PRODUCT_UNITS', type: 'Product', madeBy: ['product'], permissions: ['catalogue.manage'], key: ['productId', 'unitId'],
  fields: fieldsOf('ProductUnit', setProductUnit.input, {
    productId: { reference: references.product, needed: 'ALWAYS', of: 'ProductUnit', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode'] },
    unitId: { reference: references.unit, needed: 'ALWAYS', example: 'CASE', also: ['unit', 'uom'] },
    quantity: { needed: 'ALWAYS', example: '12', also: ['factor', 'holds', 'per'] },
    perUnitId: { reference: references.unit, example: 'PCS', also: ['perUnit', 'of', 'inUnit', 'baseUnit'] },
    of: { example: '1', also: ['count'] }, isPurchaseUnit: { also: ['purchaseUnit'] }, isSaleUnit: { also: ['saleUnit', 'salesUnit'] },
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'ProductUnit', sql`t."productId" = ANY(${texts(rows, 'productId')}::uuid[])`, { lock: true });
    return rows.map((row) => {
      const own = known.find((each) => each.productId === row.productId && each.unitId === row.unitId);
      if (!own) return undefined;
      // The same ratio, however it is told: quantity / of = numerator / denominator.
      const [quantity, of] = [row.quantity as bigint, (row.of as bigint | undefined) ?? 1_000_000n];
      const isSame = quantity * own.denominator === of * own.numerator;
      return { id: own.productId, values: { ...own, quantity: isSame ? row.quantity : undefined, of: row.of ?? undefined } };
    });
  },
  steps: (values) => [{ action: setProductUnit, input: values }],
};

export const barcodes: Importable = {
  subject: 'BARCODES', type: 'Product', madeBy: ['product'], permissions: ['catalogue.manage'], key: ['code'],
  fields: fieldsOf('Barcode', addBarcode.input, {
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode'] },
    code: { needed: 'ALWAYS', example: '4006381333931', also: ['barcode', 'ean', 'gtin', 'upc'] },
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'Barcode', sql`t.code = ANY(${texts(rows, 'code')}::text[])`);
    return rows.map((row) => known.find((each) => each.code === row.code)).map((own) => own && { id: own.productId, values: { ...own } });
  },
  steps: (values) => [{ action: addBarcode, input: values }],
};

const covers = (price: ListPriceRow, on: Day) => price.validFrom <= on && (price.validTo === null || price.validTo >= on);

export const listPrices: Importable = {
  subject: 'LIST_PRICES', type: 'Product', madeBy: ['product'], permissions: ['prices.manage'], key: ['productId', 'validFrom'],
  fields: fieldsOf('ListPrice', setListPrice.input, {
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode'] },
    unitPrice: { needed: 'ALWAYS', example: '4.50', also: ['price', 'listPrice', 'salesPrice'] },
    validFrom: { example: '', also: ['from', 'startsOn'] }, validTo: { also: ['to', 'until', 'endsOn'] }, endsCurrent: false,
  }),
  find: async (tx, rows, { ctx }) => {
    const known = await pricesOf(tx, texts(rows, 'productId'), ctx.company.currencyCode);
    return rows.map((row) => {
      const own = known.find((each) => each.productId === row.productId && covers(each, (row.validFrom as Day | undefined) ?? ctx.today));
      // A price that holds on the day holds: from when it did so is not asked again.
      return own && own.unitPrice === row.unitPrice ? { id: own.productId, values: { ...own, validFrom: row.validFrom, validTo: row.validTo === undefined ? undefined : own.validTo } } : undefined;
    });
  },
  steps: (values) => [{ action: setListPrice, input: { ...values, endsCurrent: true } }],
};

const pricesOf = (tx: Tx, productIds: string[], currencyCode: string) =>
  selectRows(tx, 'ListPrice', sql`t."productId" = ANY(${productIds}::uuid[]) AND t."currencyCode" = ${currencyCode}`);
