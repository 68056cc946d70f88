// What variants are called, and which combinations there can be. Pure.
import { inheritedFields, type InheritedField } from '../catalogue/inheriting.ts';
import type { ProductOptionRow, ProductOptionValueRow, ProductRow, ProductTemplateRow } from '../generated/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

export const variantsMost = 500;
export const places = [1, 2, 3] as const;
export type Place = (typeof places)[number];

/** An option with its values in their order. */
export interface Axis { option: ProductOptionRow; values: ProductOptionValueRow[] }
/** One value of each option, by the options' places; null where the template has no such option. */
export type Combination = Record<`option${Place}Id`, string | null>;

export const axesOf = (options: readonly ProductOptionRow[], values: readonly ProductOptionValueRow[]): Axis[] =>
  options.toSorted((a, b) => a.no - b.no).map((option) => ({
    option, values: values.filter(({ optionId }) => optionId === option.id).toSorted((a, b) => a.no - b.no),
  }));

export const columnOf = (no: number): keyof Combination => `option${no as Place}Id`;
export const combinationOf = ({ option1Id, option2Id, option3Id }: Combination): Combination => ({ option1Id, option2Id, option3Id });
export const keyOf = ({ option1Id, option2Id, option3Id }: Combination): string => [option1Id, option2Id, option3Id].map((id) => id ?? '-').join(' ');

/** The combination that ids of values name: one value of each option. Refuses a value that is none, one that is missing, two of one option. */
export function combine(axes: readonly Axis[], valueIds: readonly string[], path: string[]): Combination {
  const made: Combination = { option1Id: null, option2Id: null, option3Id: null };
  for (const [index, id] of valueIds.entries()) {
    const axis = axes.find(({ values }) => values.some((value) => value.id === id));
    if (!axis) throw fieldRefused([...path, String(index)], 'id_unknown', { type: 'ProductOptionValue' });
    if (made[columnOf(axis.option.no)] !== null) throw fieldRefused([...path, String(index)], 'option_twice', { option: axis.option.name });
    made[columnOf(axis.option.no)] = id;
  }
  const missing = axes.find(({ option }) => made[columnOf(option.no)] === null);
  if (missing) throw fieldRefused(path, 'option_missing', { option: missing.option.name });
  return made;
}

/** The values of a combination, in the order of the options. */
export const valuesOf = (axes: readonly Axis[], combination: Combination): ProductOptionValueRow[] =>
  axes.flatMap(({ option, values }) => values.filter(({ id }) => id === combination[columnOf(option.no)]));

export const combinationText = (axes: readonly Axis[], combination: Combination): string => valuesOf(axes, combination).map(({ name }) => name).join(', ');

/** Shirt, Red, M. At most 200 characters. */
export const nameOf = (template: Pick<ProductTemplateRow, 'name'>, axes: readonly Axis[], combination: Combination): string =>
  [template.name, ...valuesOf(axes, combination).map(({ name }) => name)].join(', ').slice(0, 200);

/** The pattern that a template begins with: its code, then the code of each value. */
export const usualPattern = (axes: number): string => ['{code}', ...places.slice(0, axes).map((place) => `{${place}}`)].join('-');

/** A SKU by a pattern of {code}, {1}, {2} and {3}; what stands for an option that is not there is empty. */
export function skuOf({ code, skuPattern }: Pick<ProductTemplateRow, 'code' | 'skuPattern'>, axes: readonly Axis[], combination: Combination): string {
  const codeAt = (place: number) => axes.flatMap(({ values }) => values).find(({ id }) => id === combination[columnOf(place)])?.code ?? '';
  return skuPattern.replaceAll('{code}', code).replaceAll(/\{([123])\}/g, (_all, place: string) => codeAt(Number(place)));
}

/** Refuses a pattern by which two variants would have one SKU. */
export function demandPattern(pattern: string, axes: readonly Pick<Axis, 'option'>[]): void {
  const missing = axes.find(({ option }) => !pattern.includes(`{${option.no}}`));
  if (missing) throw fieldRefused(['skuPattern'], 'pattern_option', { place: missing.option.no, option: missing.option.name });
  if (/\{(?!code\}|[123]\})/.test(pattern)) throw fieldRefused(['skuPattern'], 'pattern_unknown');
}

/** Every combination of the values, the last option changing fastest; those chosen alone where some are. */
export function combinations(axes: readonly Axis[], chosen: readonly string[] | null | undefined): Combination[] {
  const none: Combination = { option1Id: null, option2Id: null, option3Id: null };
  if (axes.length === 0) return [];
  return axes.reduce<Combination[]>((made, { option, values }) => {
    const own = values.filter(({ id }) => chosen?.includes(id));
    return made.flatMap((each) => (own.length > 0 ? own : values).map(({ id }): Combination => ({ ...each, [columnOf(option.no)]: id })));
  }, [none]);
}

/** How many they would be, without making them. */
export const countOf = (axes: readonly Axis[], chosen: readonly string[] | null | undefined): number => (axes.length === 0 ? 0
  : axes.reduce((count, { values }) => count * (values.filter(({ id }) => chosen?.includes(id)).length || values.length), 1));

/** What a variant has from its template, column by column. */
export const inheritedOf = (template: ProductTemplateRow, axes: readonly Axis[], combination: Combination): Pick<ProductRow, InheritedField> => ({
  name: nameOf(template, axes, combination), description: template.description, categoryId: template.categoryId, unitId: template.unitId,
  taxCodeId: template.taxCodeId, isStocked: template.isStocked, isJit: template.isJit, costingMethod: template.costingMethod,
  tracking: template.tracking, shelfLifeDays: template.shelfLifeDays, weight: template.weight,
});

/** The columns in which a product differs from what its template would give it. */
export const differing = (product: ProductRow, given: Pick<ProductRow, InheritedField>): InheritedField[] =>
  inheritedFields.filter((field) => product[field] !== given[field]);

/** What a variant takes over when its template (or the name of a value) has changed: all that is not its own. */
export const followed = (product: ProductRow, given: Pick<ProductRow, InheritedField>): Partial<ProductRow> =>
  Object.fromEntries(differing(product, given).filter((field) => !product.ownFields.includes(field)).map((field) => [field, given[field]]));
