import sql from 'sql-template-tag';
import { demandReferences, demandTracking, loadReferences, productFields } from '../catalogue/productInput.ts';
import { demandChangeable, loadProductUse } from '../catalogue/productUse.ts';
import { ProductInUse } from '../catalogue/refusals.ts';
import type { UnitRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { id, integer, list, object, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { fitsPlaces } from '../shared/quantity.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { loadTemplate, lockVariants } from './loadTemplate.ts';
import { optionInput, optionRows } from './options.ts';
import { TemplateInUse } from './refusals.ts';
import { combinationOf, demandPattern, followed, inheritedOf, usualPattern } from './rules.ts';

const { description, categoryId, unitId, taxCodeId, isStocked, isJit, costingMethod, tracking, shelfLifeDays, weight } = productFields;
const others = { description, categoryId, taxCodeId, isStocked, isJit, costingMethod, tracking, shelfLifeDays, weight };
const code = text({ max: 40 });
const name = text({ max: 160 });
const skuPattern = { ...optional(text({ max: 100 })), describe: 'How SKUs of new variants are made: {code}, {1}, {2} and {3} stand for the template\'s code and the codes of the values.' };

const codeTaken = sql`SELECT id FROM "ProductTemplate" WHERE code = `;

export const createProductTemplate = action({
  name: 'createProductTemplate', permission: 'catalogue.manage',
  describe: 'Adds a template of products: what its variants have in common, and the options in which they differ. It is itself never sold or kept.',
  input: { code, name, unitId, ...others, skuPattern, options: list(object('NewProductOptionInput', optionInput), { min: 1, max: 3 }) },
  refusals: [], payload: { productTemplate: 'record:ProductTemplate' },
  load: async (tx, input) => ({
    found: await loadReferences(tx, { unitId: input.unitId, categoryId: input.categoryId, taxCodeId: input.taxCodeId }),
    taken: (await tx.rows(sql`${codeTaken}${input.code}`)).length > 0,
  }),
  decide: ({ found, taken }, input, ctx) => {
    if (taken) throw fieldRefused(['code'], 'taken');
    demandReferences({ categoryId: input.categoryId ?? null, taxCodeId: input.taxCodeId ?? null }, found, null);
    demandTracking({ tracking: input.tracking ?? 'NONE', isStocked: input.isStocked ?? true });
    const template = ctx.newId();
    const { rows, axes } = optionRows(template, [], input.options, ctx.newId);
    const pattern = input.skuPattern ?? usualPattern(axes.length);
    demandPattern(pattern, axes);
    return {
      rows: [insert('ProductTemplate', {
        id: template, code: input.code, name: input.name, description: input.description ?? null, categoryId: input.categoryId ?? null, unitId: input.unitId,
        taxCodeId: input.taxCodeId ?? null, isStocked: input.isStocked ?? true, isJit: input.isJit ?? false, costingMethod: input.costingMethod ?? 'MOVING_AVERAGE',
        tracking: input.tracking ?? 'NONE', shelfLifeDays: input.shelfLifeDays ?? null, weight: input.weight ?? null, skuPattern: pattern, unitPrice: null, unitPriceFrom: null,
      }), ...rows],
      events: [{ kind: 'productTemplateCreated', subjectType: 'ProductTemplate', subjectId: template, data: { code: input.code, name: input.name, options: axes.map(({ option }) => option.name).join(', ') } }],
      result: { productTemplate: template },
    };
  },
});

export const updateProductTemplate = action({
  name: 'updateProductTemplate', permission: 'catalogue.manage',
  describe: 'Changes a template. Its variants follow in all that is not their own; what one of them cannot follow is refused, and nothing changes.',
  input: { productTemplateId: id('ProductTemplate'), version: integer(), code: optional(code), name: optional(name), unitId: optional(unitId), ...others, skuPattern },
  refusals: [ProductInUse], payload: { productTemplate: 'record:ProductTemplate' },
  load: async (tx, input) => {
    const { template, axes } = await loadTemplate(tx, input.productTemplateId);
    const variants = await lockVariants(tx, template.id);
    const holders = input.code ? await tx.rows<{ id: string }>(sql`${codeTaken}${input.code}`) : [];
    return {
      template, axes, variants, taken: holders.some((each) => each.id !== template.id),
      use: await loadProductUse(tx, variants.map((each) => each.id), !!input.tracking || !!input.costingMethod),
      found: await loadReferences(tx, { ...input, sku: null, unitId: input.unitId ?? template.unitId }),
    };
  },
  decide: ({ template, axes, variants, taken, use, found }, { version, ...sent }, ctx) => {
    const after = patchOf('ProductTemplate', sent, ['code', 'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isJit', 'costingMethod', 'tracking', 'shelfLifeDays', 'weight', 'skuPattern']);
    demandVersion('ProductTemplate', template, version, after, ctx.company.currencyCode);
    if (taken) throw fieldRefused(['code'], 'taken');
    demandReferences({ categoryId: after.categoryId ?? null, taxCodeId: after.taxCodeId ?? null }, found, null);
    const now = { ...template, ...after };
    demandTracking(now);
    demandPattern(now.skuPattern, axes);
    const changed = variants.flatMap((variant) => {
      const columns = followed(variant, inheritedOf(now, axes, combinationOf(variant)));
      if (Object.keys(columns).length === 0) return [];
      demandChangeable(variant, Object.keys(columns), use.get(variant.id));
      demandTracking({ ...variant, ...columns });
      demandPlaces(variant, columns, found.unit);
      return [{ variant, columns }];
    });
    return {
      rows: [
        update('ProductTemplate', template.id, { ...after, version: template.version + 1 }),
        ...changed.map(({ variant, columns }) => update('Product', variant.id, { ...columns, version: variant.version + 1 })),
      ],
      events: [
        { kind: 'productTemplateUpdated', subjectType: 'ProductTemplate', subjectId: template.id, changes: changesOf('ProductTemplate', template, after, ctx.company.currencyCode), data: { variants: changed.length } },
        ...changed.map(({ variant, columns }) => ({ kind: 'productUpdated', subjectType: 'Product', subjectId: variant.id, changes: changesOf('Product', variant, columns, ctx.company.currencyCode), data: { template: now.name } })),
      ],
      result: { productTemplate: template.id },
    };
  },
});

/** A reorder point is not finer than the unit. */
function demandPlaces({ reorderPoint }: { reorderPoint: Parameters<typeof fitsPlaces>[0] | null }, columns: object, unit: UnitRow | undefined): void {
  if ('unitId' in columns && unit && reorderPoint && !fitsPlaces(reorderPoint, unit.decimals)) throw fieldRefused(['unitId'], 'decimal_places', { places: unit.decimals });
}

/** Refuses to do away with a template that has variants. */
export function demandEmpty({ name: templateName }: { name: string }, variants: number): void {
  if (variants > 0) throw TemplateInUse({ templateName, variants });
}

export const deleteProductTemplate = action({
  name: 'deleteProductTemplate', describe: 'Does away with a template that has no variants.', permission: 'catalogue.manage',
  input: { productTemplateId: id('ProductTemplate') }, refusals: [TemplateInUse], payload: { deletedCode: 'text' },
  load: async (tx, { productTemplateId }) => ({ ...await loadTemplate(tx, productTemplateId), variants: await lockVariants(tx, productTemplateId) }),
  decide: ({ template, axes, variants }) => {
    demandEmpty(template, variants.length);
    return {
      rows: [
        ...axes.flatMap(({ option, values }) => [...values.map((value) => remove('ProductOptionValue', value.id)), remove('ProductOption', option.id)]),
        remove('ProductTemplate', template.id),
      ],
      events: [{ kind: 'productTemplateDeleted', subjectType: 'ProductTemplate', subjectId: template.id, data: { code: template.code, name: template.name } }],
      result: { deletedCode: template.code },
    };
  },
});
