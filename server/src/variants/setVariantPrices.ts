import sql from 'sql-template-tag';
import { PriceOverlap } from '../pricing/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, unitPrice } from '../shared/input.ts';
import { printUnitPrice, type UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { loadTemplate, lockVariants } from './loadTemplate.ts';
import { hasOwnPrice, priceRows } from './prices.ts';
import { TemplatePriceless } from './refusals.ts';
import { variantsMost } from './rules.ts';

export const setVariantPrices = action({
  name: 'setVariantPrices', permission: 'prices.manage',
  describe: 'Sets list prices of a template\'s variants from a day on, all or none: the template\'s price is that of every variant without one of its own; '
    + 'a variant\'s price is its own; a variant given without a price follows the template again.',
  input: {
    productTemplateId: id('ProductTemplate'), validFrom: optional(day()),
    unitPrice: { ...optional(unitPrice()), describe: 'The template\'s price; left out: as it was.' },
    variants: optional(list(object('VariantPriceInput', { productId: id('Product'), unitPrice: optional(unitPrice()) }), { max: variantsMost })),
  },
  refusals: [PriceOverlap, TemplatePriceless], payload: { productTemplate: 'record:ProductTemplate' },
  load: async (tx, { productTemplateId }, ctx) => {
    const { template } = await loadTemplate(tx, productTemplateId);
    const variants = await lockVariants(tx, template.id);
    const prices = await selectRows(tx, 'ListPrice', sql`t."productId" = ANY(${variants.map((each) => each.id)}::uuid[]) AND t."currencyCode" = ${ctx.company.currencyCode}`);
    return { template, variants, prices };
  },
  decide: ({ template, variants, prices }, { validFrom, unitPrice: asked, variants: given }, ctx) => {
    const from = validFrom ?? ctx.today;
    const price = asked ?? template.unitPrice;
    const byProduct = new Map((given ?? []).map((each, index): [string, { unitPrice: UnitPrice; isInherited: boolean }] => {
      if (variants.every((variant) => variant.id !== each.productId)) throw fieldRefused(['variants', String(index), 'productId'], 'id_unknown', { type: 'Product' });
      if (each.unitPrice === undefined || each.unitPrice === null) {
        if (price === null) throw TemplatePriceless({ templateName: template.name });
        return [each.productId, { unitPrice: price, isInherited: true }];
      }
      return [each.productId, { unitPrice: each.unitPrice, isInherited: false }];
    }));
    const changed = variants.flatMap((variant) => {
      const known = prices.filter(({ productId }) => productId === variant.id);
      const follows = asked !== undefined && asked !== null && !hasOwnPrice(known, from);
      const now = byProduct.get(variant.id) ?? (follows ? { unitPrice: asked, isInherited: true } : undefined);
      const rows = now ? priceRows(known, { productId: variant.id, productName: variant.name, currencyCode: ctx.company.currencyCode, validFrom: from, ...now }, ctx.newId) : [];
      return now && rows.length > 0 ? [{ variant, rows, now }] : [];
    });
    return {
      rows: [
        update('ProductTemplate', template.id, { ...(asked === undefined || asked === null ? {} : { unitPrice: asked, unitPriceFrom: from }), version: template.version + 1 }),
        ...changed.flatMap(({ rows }) => rows),
      ],
      events: [
        { kind: 'variantPricesSet', subjectType: 'ProductTemplate', subjectId: template.id, data: { validFrom: from, count: changed.length, ...(asked ? { unitPrice: printUnitPrice(asked) } : {}) } },
        ...changed.map(({ variant, now }) => ({
          kind: 'listPriceSet', subjectType: 'Product', subjectId: variant.id,
          data: { unitPrice: printUnitPrice(now.unitPrice), validFrom: from, validTo: null, ...(now.isInherited ? { template: template.name } : {}) },
        })),
      ],
      result: { productTemplate: template.id },
    };
  },
});
