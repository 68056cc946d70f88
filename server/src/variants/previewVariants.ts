import sql from 'sql-template-tag';
import { globalId } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { takenSkus } from './addVariants.ts';
import { loadTemplate } from './loadTemplate.ts';
import { combinationOf, combinations, countOf, keyOf, nameOf, skuOf, valuesOf, variantsMost } from './rules.ts';

interface Asked { productTemplateId: string; valueIds?: string[] | null | undefined; skuPattern?: string | null | undefined }

/** What combinations there could be, with SKU and name; those that are there already with their product. At most 500 of them. */
export async function previewVariants({ productTemplateId, valueIds, skuPattern }: Asked, ctx: Context) {
  const { template: known, axes } = await loadTemplate(ctx.db, productTemplateId, { lock: false });
  const template = { ...known, skuPattern: skuPattern ?? known.skuPattern };
  const count = countOf(axes, valueIds);
  const variants = await selectRows(ctx.db, 'Product', sql`t."templateId" = ${template.id}`);
  const asked = count > variantsMost ? [] : combinations(axes, valueIds).map((combination) => {
    const values = valuesOf(axes, combination);
    return {
      values: values.map(({ id }) => globalId('ProductOptionValue', id)), labels: values.map(({ name }) => name), name: nameOf(template, axes, combination),
      sku: skuOf(template, axes, combination), product: variants.find((each) => keyOf(combinationOf(each)) === keyOf(combination))?.id ?? null,
    };
  });
  const taken = await takenSkus(ctx.db, asked.map(({ sku }) => sku));
  return {
    count, most: variantsMost, existing: variants.length,
    combinations: asked.map((each, index) => ({
      ...each, isTaken: each.product === null && (taken.has(each.sku) || asked.findIndex(({ sku }) => sku === each.sku) < index),
    })),
  };
}
