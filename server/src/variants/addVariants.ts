import sql from 'sql-template-tag';
import { demandTracking } from '../catalogue/productInput.ts';
import type { ProductRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { id, list, object, optional, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { loadTemplate, lockVariants } from './loadTemplate.ts';
import { firstPrice } from './prices.ts';
import { VariantExists, VariantsTooMany } from './refusals.ts';
import { combinationOf, combinationText, combine, demandPattern, inheritedOf, keyOf, skuOf, variantsMost } from './rules.ts';

/** Which of these SKUs products have already. */
export const takenSkus = async (tx: Queryable, skus: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.rows<{ sku: string }>(sql`SELECT sku FROM "Product" WHERE sku = ANY(${skus}::text[])`)).map(({ sku }) => sku));

/** Refuses a combination that a variant is already. */
export function demandNew(combination: ReturnType<typeof combinationOf>, label: string, variants: readonly ProductRow[]): void {
  const known = variants.find((each) => keyOf(combinationOf(each)) === keyOf(combination));
  if (known) throw VariantExists({ combination: label, product: known.id, productName: known.name });
}

export const addVariants = action({
  name: 'addVariants', permission: 'catalogue.manage',
  describe: 'Makes products of combinations of a template\'s values: each once, with a SKU by the pattern unless one is given, and all else from the template.',
  input: {
    productTemplateId: id('ProductTemplate'), skuPattern: { ...optional(text({ max: 100 })), describe: 'The pattern from now on.' },
    combinations: list(object('VariantCombinationInput', { valueIds: list(id('ProductOptionValue'), { max: 3 }), sku: optional(text({ max: 60 })) }), { min: 1, max: variantsMost }),
  },
  refusals: [VariantExists, VariantsTooMany], payload: { productTemplate: 'record:ProductTemplate', products: 'records:Product' },
  load: async (tx, { productTemplateId, skuPattern, combinations }) => {
    const { template: known, axes } = await loadTemplate(tx, productTemplateId);
    const template = { ...known, skuPattern: skuPattern ?? known.skuPattern };
    const asked = combinations.map(({ valueIds, sku }, index) => {
      const combination = combine(axes, valueIds, ['combinations', String(index), 'valueIds']);
      return { combination, sku: sku ?? skuOf(template, axes, combination) };
    });
    return { template, axes, asked, variants: await lockVariants(tx, template.id), taken: await takenSkus(tx, asked.map(({ sku }) => sku)) };
  },
  decide: ({ template, axes, asked, variants, taken }, { skuPattern }, ctx) => {
    if (variants.length + asked.length > variantsMost) throw VariantsTooMany({ templateName: template.name, most: variantsMost, asked: variants.length + asked.length });
    if (skuPattern) demandPattern(skuPattern, axes);
    demandTracking(template);
    const skus = new Set(taken);
    const keys = new Set<string>();
    const made = asked.map(({ combination, sku }, index) => {
      const label = combinationText(axes, combination);
      demandNew(combination, label, variants);
      if (keys.has(keyOf(combination))) throw fieldRefused(['combinations', String(index), 'valueIds'], 'taken');
      if (sku === '' || [...sku].length > 60) throw fieldRefused(['combinations', String(index), 'sku'], sku === '' ? 'required' : 'text_long', { max: 60 });
      if (skus.has(sku)) throw fieldRefused(['combinations', String(index), 'sku'], 'taken');
      keys.add(keyOf(combination));
      skus.add(sku);
      return { id: ctx.newId(), sku, ...inheritedOf(template, axes, combination), templateId: template.id, ...combination, reorderPoint: null };
    });
    return {
      rows: [
        ...(skuPattern ? [update('ProductTemplate', template.id, { skuPattern, version: template.version + 1 })] : []),
        ...made.map((product) => insert('Product', product)),
        ...made.flatMap((product) => firstPrice(template, product.id, product.name, ctx.company.currencyCode, ctx.today, ctx.newId)),
      ],
      events: [
        { kind: 'variantsAdded', subjectType: 'ProductTemplate', subjectId: template.id, data: { count: made.length, variants: made.map(({ sku }) => sku).join(', ').slice(0, 1000) } },
        ...made.map((product) => ({ kind: 'productCreated', subjectType: 'Product', subjectId: product.id, data: { sku: product.sku, name: product.name, template: template.name } })),
      ],
      result: { productTemplate: template.id, products: made.map((product) => product.id) },
    };
  },
});
