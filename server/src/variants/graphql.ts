import sql, { raw, type Sql } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, one, pages } from '../shared/entity.ts';
import { bigintFact, itself } from '../shared/facts.ts';
import { id, list, optional, text } from '../shared/input.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { addVariants } from './addVariants.ts';
import { attachVariant, demandAttached, detachVariant, followTemplate } from './attachVariant.ts';
import { saveProductOptions } from './options.ts';
import { previewVariants } from './previewVariants.ts';
import { variantsMost } from './rules.ts';
import { createProductTemplate, deleteProductTemplate, demandEmpty, updateProductTemplate } from './saveTemplate.ts';
import { setVariantPrices } from './setVariantPrices.ts';

const permission = 'catalogue.read';
const companyCurrency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const overLevels = (sum: string) => (t: string): Sql =>
  sql`(SELECT coalesce(sum(${raw(sum)}), 0) FROM "StockLevel" s JOIN "Product" v ON v.id = s."productId" WHERE v."templateId" = ${col(t, 'id')})`;
const count = (t: string): Sql => sql`(SELECT count(*) FROM "Product" v WHERE v."templateId" = ${col(t, 'id')})`;

entity('ProductTemplate', {
  permission, describe: 'What variants have in common: a shirt, in its colours and sizes. It is itself never sold or kept.',
  fields: {
    code: column(), name: column(), description: column(), isStocked: column(), isJit: column(), costingMethod: column(), tracking: column(), shelfLifeDays: column(), weight: column(),
    skuPattern: column(), unitPrice: column(undefined, { permission: 'prices.read', describe: 'List price of variants that have none of their own.' }),
    unitPriceFrom: column(undefined, { permission: 'prices.read' }), createdAt: column(), version: column(),
    variantCount: expression('int', (t) => sql`${count(t)}::int`), hasVariants: expression('boolean', (t) => sql`(${count(t)} > 0)`),
    onHand: expression('quantity', overLevels('s."onHand"'), { describe: 'Of all variants.' }),
    available: expression('quantity', overLevels('s."onHand" - s.reserved'), { describe: 'Of all variants: on hand and promised to nobody.' }),
    backordered: expression('quantity', overLevels('s.backordered')),
    stockValue: expression('money', overLevels('s."valueMinor"'), { currency: companyCurrency, permission: 'costs.read' }),
    revenue: expression('money', (t) => sql`(SELECT coalesce(sum(CASE WHEN i.kind = 'CREDIT_NOTE' THEN -1 ELSE 1 END * hesabu_in_company(l."netMinor", i."exchangeRate", l."currencyCode")), 0) FROM "InvoiceLine" l
      JOIN "Invoice" i ON i.id = l."invoiceId" JOIN "Product" v ON v.id = l."productId" WHERE v."templateId" = ${col(t, 'id')} AND NOT i."isOpening")`,
    { currency: companyCurrency, permission: 'invoices.read', describe: 'Net of all that was invoiced of its variants, less what was credited.' }),
  },
  ones: { category: one('Category', 'categoryId'), unit: one('Unit', 'unitId'), taxCode: one('TaxCode', 'taxCodeId') },
  manies: {
    options: lines('ProductOption', 'templateId', 'no'), variants: pages('Product', 'templateId'),
  },
  listing: {
    field: 'productTemplates', defaultOrder: 'NAME_ASC', search: ['code', 'name', 'category.name'], totals: ['onHand', 'available', 'backordered', 'stockValue', 'revenue'],
    orderBy: {
      CODE: 'code', NAME: 'name', CATEGORY: 'category.name', VARIANTS: 'variantCount', ON_HAND: 'onHand', AVAILABLE: 'available', STOCK_VALUE: 'stockValue', REVENUE: 'revenue', CREATED_AT: 'createdAt',
    },
  },
});
entity('ProductOption', {
  permission, describe: 'An axis in which the variants of a template differ.',
  fields: { no: column(), name: column() }, ones: { template: one('ProductTemplate', 'templateId') }, manies: { values: lines('ProductOptionValue', 'optionId', 'no') },
});
entity('ProductOptionValue', { permission, fields: { no: column(), name: column(), code: column() }, ones: { option: one('ProductOption', 'optionId') } });

extend('Product', {
  fields: {
    isVariant: expression('boolean', (t) => sql`(${col(t, 'templateId')} IS NOT NULL)`),
    ownFields: column(undefined, { describe: 'Of a variant: the fields that do not follow its template.' }),
    isPriceInherited: expression('boolean', (t) => sql`EXISTS (SELECT FROM "ListPrice" l WHERE l."productId" = ${col(t, 'id')} AND l."isInherited"
      AND l."validFrom" <= ${todaySql} AND (l."validTo" IS NULL OR l."validTo" >= ${todaySql}))`, { permission: 'prices.read', describe: 'Of a variant: today\'s list price is its template\'s.' }),
  },
  ones: {
    template: one('ProductTemplate', 'templateId', { describe: 'What it is a variant of.' }), option1: one('ProductOptionValue', 'option1Id'),
    option2: one('ProductOptionValue', 'option2Id'), option3: one('ProductOptionValue', 'option3Id'),
  },
  listing: { totals: [], orderBy: { TEMPLATE: 'template.name' } },
});

recordActions('Product', { product: itself('Product') }, ({ product }) => [
  recordAction('attachVariant', 'catalogue.manage', () => demandAttached(product, false)),
  recordAction('detachVariant', 'catalogue.manage', () => demandAttached(product, true)),
]);
recordActions('ProductTemplate', { template: itself('ProductTemplate'), variants: bigintFact(count) }, ({ template, variants }) => [
  recordAction('addVariants', 'catalogue.manage', () => undefined),
  recordAction('saveProductOptions', 'catalogue.manage', () => undefined),
  recordAction('setVariantPrices', 'prices.manage', () => undefined),
  recordAction('deleteProductTemplate', 'catalogue.manage', () => demandEmpty(template, Number(variants))),
]);

recordsQuery('templateVariants', {
  describe: 'All variants of a template, in the order of their values.', entity: 'Product', args: { productTemplateId: id('ProductTemplate') }, most: variantsMost,
  where: (t, { productTemplateId }) => sql`${col(t, 'templateId')} = ${productTemplateId}`,
  order: (t) => sql`(SELECT row(min(x.no) FILTER (WHERE x.id = ${col(t, 'option1Id')}), min(x.no) FILTER (WHERE x.id = ${col(t, 'option2Id')}), min(x.no) FILTER (WHERE x.id = ${col(t, 'option3Id')}))
    FROM "ProductOptionValue" x WHERE x.id IN (${col(t, 'option1Id')}, ${col(t, 'option2Id')}, ${col(t, 'option3Id')}))`,
});

reportType('VariantPreview', 'A combination of values, as a product.', {
  values: 'texts', labels: 'texts', name: 'text', sku: 'text', isTaken: 'boolean', product: 'record:Product?',
});
reportType('VariantsPreview', 'The combinations of a template: none are listed where there are more than `most`; choose values then.', {
  count: 'int', most: 'int', existing: 'int', combinations: 'reports:VariantPreview',
});
reportQuery('previewVariants', {
  describe: 'What combinations of a template\'s values there could be: their SKUs by a pattern, and which are there already. `valueIds` narrows options to some values.',
  permission: 'catalogue.read', type: 'VariantsPreview',
  args: { productTemplateId: id('ProductTemplate'), valueIds: optional(list(id('ProductOptionValue'), { max: 600 })), skuPattern: optional(text({ max: 100 })) },
  resolve: previewVariants,
});

mutations(createProductTemplate, updateProductTemplate, deleteProductTemplate, saveProductOptions, addVariants, attachVariant, detachVariant, followTemplate, setVariantPrices);
