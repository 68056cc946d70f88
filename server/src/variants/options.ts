// The options of a template and their values, as they are to be from now on.
import { action } from '../shared/action.ts';
import type { ProductOptionRow, ProductOptionValueRow } from '../generated/rows.ts';
import { id, integer, list, object, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { loadTemplate, lockVariants } from './loadTemplate.ts';
import { OptionInUse } from './refusals.ts';
import { columnOf, combinationOf, demandPattern, followed, inheritedOf, keyOf, places, type Axis } from './rules.ts';

const valueName = text({ max: 40 });
const valueCode = { ...optional(text({ max: 20, pattern: /^[\p{L}\p{N}._/+-]+$/u })), describe: 'What stands for it in SKUs; the name in capitals, without spaces, when left out.' };
export const optionInput = { name: text({ max: 40 }), values: list(object('NewProductOptionValueInput', { name: valueName, code: valueCode }), { min: 1, max: 200 }) };

interface GivenValue { valueId?: string | null | undefined; name: string; code?: string | null | undefined }
interface GivenOption { optionId?: string | null | undefined; name: string; values: GivenValue[]; existingValue?: number | null | undefined }

const codeOf = ({ name, code }: GivenValue): string => code ?? (name.toUpperCase().replaceAll(/[^\p{L}\p{N}._/+-]/gu, '').slice(0, 20) || 'X');
const same = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: 'accent' }) === 0;

/** Refuses names and codes that occur twice. */
function demandDistinct(given: readonly GivenOption[]): void {
  given.forEach((option, at) => {
    if (given.findIndex((each) => same(each.name, option.name)) < at) throw fieldRefused(['options', String(at), 'name'], 'taken');
    option.values.forEach((value, no) => {
      const path = ['options', String(at), 'values', String(no)];
      if (option.values.findIndex((each) => same(each.name, value.name)) < no) throw fieldRefused([...path, 'name'], 'taken');
      if (option.values.findIndex((each) => same(codeOf(each), codeOf(value))) < no) throw fieldRefused([...path, 'code'], 'taken');
    });
  });
}

/** The rows that make a template's options those given, and the options as they then are. Places of options stay theirs. */
export function optionRows(templateId: string, before: readonly Axis[], given: readonly GivenOption[], newId: () => string): { rows: Change[]; axes: Axis[]; gone: Axis[] } {
  demandDistinct(given);
  const gone = before.filter(({ option }) => given.every(({ optionId }) => optionId !== option.id));
  const free = places.filter((place) => before.every(({ option }) => option.no !== place || gone.some((each) => each.option.id === option.id)));
  const rows: Change[] = gone.flatMap(({ option, values }) => [...values.map((value) => remove('ProductOptionValue', value.id)), remove('ProductOption', option.id)]);
  const axes = given.map(({ optionId, name, values }, at): Axis => {
    const old = before.find(({ option }) => option.id === optionId);
    if (optionId && !old) throw fieldRefused(['options', String(at), 'optionId'], 'id_unknown', { type: 'ProductOption' });
    const option: ProductOptionRow = old ? { ...old.option, name } : { id: newId(), templateId, no: free.shift() ?? 1, name };
    if (!old) rows.push(insert('ProductOption', option));
    else if (old.option.name !== name) rows.push(update('ProductOption', option.id, { name }));
    const made = values.map((value, no): ProductOptionValueRow => {
      const known = old?.values.find(({ id: own }) => own === value.valueId);
      if (value.valueId && !known) throw fieldRefused(['options', String(at), 'values', String(no), 'valueId'], 'id_unknown', { type: 'ProductOptionValue' });
      const row = { id: known?.id ?? newId(), optionId: option.id, no: no + 1, name: value.name, code: value.code ?? known?.code ?? codeOf(value) };
      rows.push(known ? update('ProductOptionValue', row.id, { no: row.no, name: row.name, code: row.code }) : insert('ProductOptionValue', row));
      return row;
    });
    rows.push(...(old?.values ?? []).filter((value) => made.every((each) => each.id !== value.id)).map((value) => remove('ProductOptionValue', value.id)));
    return { option, values: made };
  });
  return { rows, axes: axes.toSorted((a, b) => a.option.no - b.option.no), gone };
}

export const saveProductOptions = action({
  name: 'saveProductOptions', permission: 'catalogue.manage',
  describe: 'Makes the options of a template and their values, in this order, those given: what has an id is kept and may be renamed, what is left out goes. '
    + 'Variants are renamed with their values. Values that variants have stay, and no two variants become the same.',
  input: {
    productTemplateId: id('ProductTemplate'), version: integer(),
    skuPattern: optional(text({ max: 100 })),
    options: list(object('ProductOptionInput', {
      optionId: optional(id('ProductOption')), name: text({ max: 40 }),
      values: list(object('ProductOptionValueInput', { valueId: optional(id('ProductOptionValue')), name: valueName, code: valueCode }), { min: 1, max: 200 }),
      existingValue: { ...optional(integer({ max: 199 })), describe: 'Of a new option: which of its values, counted from 0, the variants that are there have.' },
    }), { min: 1, max: 3 }),
  },
  refusals: [OptionInUse], payload: { productTemplate: 'record:ProductTemplate' },
  load: async (tx, { productTemplateId }) => ({ ...await loadTemplate(tx, productTemplateId), variants: await lockVariants(tx, productTemplateId) }),
  decide: ({ template, axes: before, variants }, { version, skuPattern, options }, ctx) => {
    demandVersion('ProductTemplate', template, version, skuPattern ? { skuPattern } : {}, ctx.company.currencyCode);
    const { rows, axes, gone } = optionRows(template.id, before, options, ctx.newId);
    demandUnused(before, axes, variants);
    // A place for each new option, and none for one that went, in a pattern that says nothing of it yet.
    const pattern = skuPattern ?? patternFor(template.skuPattern, axes, gone);
    demandPattern(pattern, axes);
    const added = axes.filter(({ option }) => before.every((each) => each.option.id !== option.id)).map((axis) => {
      const at = options.findIndex((each) => each.name === axis.option.name);
      const value = axis.values[options[at]?.existingValue ?? -1];
      if (variants.length > 0 && !value) throw fieldRefused(['options', String(at), 'existingValue'], 'required');
      return [columnOf(axis.option.no), value?.id ?? null] as const;
    });
    const now = variants.map((variant) => {
      const placed = { ...Object.fromEntries(gone.map(({ option }) => [columnOf(option.no), null])), ...Object.fromEntries(added) };
      const combination = { ...combinationOf(variant), ...placed };
      return { variant, combination, columns: { ...placed, ...followed(variant, inheritedOf(template, axes, combination)) } };
    });
    const twice = now.find(({ combination }, index) => now.findIndex((each) => keyOf(each.combination) === keyOf(combination)) < index);
    if (twice) throw OptionInUse({ reason: 'same', optionName: gone[0]?.option.name ?? '', valueName: '', variants: variants.length });
    const changed = now.filter(({ columns }) => Object.keys(columns).length > 0);
    const told = (of: readonly Axis[]) => of.map(({ option, values }) => `${option.name}: ${values.map(({ name }) => name).join(', ')}`).join('; ');
    return {
      rows: [...rows, update('ProductTemplate', template.id, { skuPattern: pattern, version: template.version + 1 }),
        ...changed.map(({ variant, columns }) => update('Product', variant.id, { ...columns, version: variant.version + 1 }))],
      events: [
        { kind: 'productOptionsSaved', subjectType: 'ProductTemplate', subjectId: template.id, changes: { options: [told(before), told(axes)] } },
        ...changed.filter(({ columns }) => 'name' in columns).map(({ variant, columns }) => ({
          kind: 'productUpdated', subjectType: 'Product', subjectId: variant.id, changes: changesOf('Product', variant, { name: columns.name ?? variant.name }, ctx.company.currencyCode), data: { template: template.name },
        })),
      ],
      result: { productTemplate: template.id },
    };
  },
});

/** Refuses to take values away that variants have. */
function demandUnused(before: readonly Axis[], after: readonly Axis[], variants: readonly Parameters<typeof combinationOf>[0][]): void {
  for (const { option, values } of before) {
    const kept = after.find((each) => each.option.id === option.id);
    const lost = kept ? values.filter((value) => kept.values.every(({ id: own }) => own !== value.id)) : [];
    for (const value of lost) {
      const having = variants.filter((variant) => variant[columnOf(option.no)] === value.id).length;
      if (having > 0) throw OptionInUse({ reason: 'value', optionName: option.name, valueName: value.name, variants: having });
    }
  }
}

const patternFor = (pattern: string, axes: readonly Axis[], gone: readonly Axis[]): string => {
  const left = gone.filter(({ option }) => axes.every((each) => each.option.no !== option.no)).reduce((text, { option }) => text.replaceAll(new RegExp(`[-_. /]?\\{${option.no}\\}`, 'g'), ''), pattern);
  return axes.filter(({ option }) => !left.includes(`{${option.no}}`)).reduce((text, { option }) => `${text}-{${option.no}}`, left);
};

