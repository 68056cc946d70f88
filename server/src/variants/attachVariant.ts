// A product that stood alone becomes a variant, a variant stands alone, a variant follows its template again.
import sql from 'sql-template-tag';
import { inheritedFields, type InheritedField } from '../catalogue/inheriting.ts';
import { demandTracking } from '../catalogue/productInput.ts';
import { demandChangeable, loadProductUse } from '../catalogue/productUse.ts';
import { ProductInUse } from '../catalogue/refusals.ts';
import type { ProductRow } from '../generated/rows.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, text } from '../shared/input.ts';
import { changesOf, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { demandNew } from './addVariants.ts';
import { loadTemplate, lockVariants, type Template } from './loadTemplate.ts';
import { VariantAlready, VariantExists, VariantsTooMany } from './refusals.ts';
import { combinationOf, combinationText, combine, differing, inheritedOf, variantsMost } from './rules.ts';

/** Refuses to attach what is a variant, or to detach what is none. */
export function demandAttached({ name: productName, templateId }: Pick<ProductRow, 'name' | 'templateId'>, attached: boolean, templateName = ''): void {
  if ((templateId !== null) !== attached) throw VariantAlready({ productName, state: attached ? 'alone' : 'variant', templateName });
}

export const attachVariant = action({
  name: 'attachVariant', permission: 'catalogue.manage',
  describe: 'Makes a product that stands alone a variant of a template. It keeps its SKU, its stock, its prices and all in which it differs.',
  input: { productTemplateId: id('ProductTemplate'), productId: id('Product'), valueIds: list(id('ProductOptionValue'), { max: 3 }) },
  refusals: [VariantExists, VariantAlready, VariantsTooMany], payload: { productTemplate: 'record:ProductTemplate', product: 'record:Product' },
  load: async (tx, { productTemplateId, productId, valueIds }) => {
    const { template, axes } = await loadTemplate(tx, productTemplateId);
    const combination = combine(axes, valueIds, ['valueIds']);
    return { template, axes, combination, variants: await lockVariants(tx, template.id), product: await lockRow(tx, 'Product', productId) };
  },
  decide: ({ template, axes, combination, variants, product }): Decision => {
    demandAttached(product, false, template.name);
    const label = combinationText(axes, combination);
    demandNew(combination, label, variants);
    if (variants.length >= variantsMost) throw VariantsTooMany({ templateName: template.name, most: variantsMost, asked: variants.length + 1 });
    return {
      rows: [update('Product', product.id, {
        templateId: template.id, ...combination, ownFields: differing(product, inheritedOf(template, axes, combination)), version: product.version + 1,
      })],
      events: [
        { kind: 'variantAttached', subjectType: 'ProductTemplate', subjectId: template.id, data: { variant: product.name, combination: label } },
        { kind: 'variantAttached', subjectType: 'Product', subjectId: product.id, data: { template: template.name, combination: label } },
      ],
      result: { productTemplate: template.id, product: product.id },
    };
  },
});

/** A variant, locked after its template; a product that stands alone has none. */
async function loadVariant(tx: Tx, productId: string): Promise<{ product: ProductRow; of: Template | undefined }> {
  const { templateId } = await readRow(tx, 'Product', productId);
  const of = templateId === null ? undefined : await loadTemplate(tx, templateId);
  return { product: await lockRow(tx, 'Product', productId), of };
}

export const detachVariant = action({
  name: 'detachVariant', permission: 'catalogue.manage',
  describe: 'Lets a variant stand alone: it keeps all that it had from its template, the price too, and follows it no more.',
  input: { productId: id('Product') }, refusals: [VariantAlready], payload: { product: 'record:Product', productTemplate: 'record:ProductTemplate' },
  load: async (tx, { productId }) => ({ ...await loadVariant(tx, productId), prices: await selectRows(tx, 'ListPrice', sql`t."productId" = ${productId} AND t."isInherited"`) }),
  decide: ({ product, of, prices }): Decision => {
    demandAttached(product, true);
    if (!of) throw new Error(`no template of ${product.id}`);
    return {
      rows: [
        update('Product', product.id, { templateId: null, option1Id: null, option2Id: null, option3Id: null, ownFields: [], version: product.version + 1 }),
        ...prices.map((price) => update('ListPrice', price.id, { isInherited: false, version: price.version + 1 })),
      ],
      events: [
        { kind: 'variantDetached', subjectType: 'ProductTemplate', subjectId: of.template.id, data: { variant: product.name, combination: combinationText(of.axes, combinationOf(product)) } },
        { kind: 'variantDetached', subjectType: 'Product', subjectId: product.id, data: { template: of.template.name } },
      ],
      result: { product: product.id, productTemplate: of.template.id },
    };
  },
});

export const followTemplate = action({
  name: 'followTemplate', permission: 'catalogue.manage',
  describe: 'Lets fields of a variant follow its template again: they become what the template has now.',
  input: { productId: id('Product'), fields: list(text({ max: 20 }), { min: 1, max: inheritedFields.length }) },
  refusals: [VariantAlready, ProductInUse], payload: { product: 'record:Product' },
  load: async (tx, { productId }) => {
    const { product, of } = await loadVariant(tx, productId);
    return { product, of, use: await loadProductUse(tx, [product.id], true) };
  },
  decide: ({ product, of, use }, { fields }, ctx) => {
    demandAttached(product, true);
    if (!of) throw new Error(`no template of ${product.id}`);
    const unknown = fields.findIndex((field) => !(inheritedFields as readonly string[]).includes(field));
    if (unknown >= 0) throw fieldRefused(['fields', String(unknown)], 'choice_unknown');
    // A kit is never kept in stock, whatever its template says.
    if (product.isKit && fields.includes('isStocked')) throw ProductInUse({ productName: product.name, field: 'isStocked' });
    const given = inheritedOf(of.template, of.axes, combinationOf(product));
    const columns: Partial<ProductRow> = Object.fromEntries(differing(product, given).filter((field: InheritedField) => fields.includes(field)).map((field) => [field, given[field]]));
    demandChangeable(product, Object.keys(columns), use.get(product.id));
    demandTracking({ ...product, ...columns });
    return {
      rows: [update('Product', product.id, { ...columns, ownFields: product.ownFields.filter((field) => !fields.includes(field)), version: product.version + 1 })],
      events: [{ kind: 'templateFollowed', subjectType: 'Product', subjectId: product.id, changes: changesOf('Product', product, columns, ctx.company.currencyCode), data: { fields: fields.join(', ') } }],
      result: { product: product.id },
    };
  },
});
