import { graphql } from '../data/graphql.ts';
import type { Values } from '../data/resource.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { addVariants, AddVariantsDialog } from './AddVariants.tsx';
import type { Template } from './queries.ts';

const saveProductOptions = graphql(`
  mutation SaveProductOptions($input: SaveProductOptionsInput!) {
    saveProductOptions(input: $input) {
      __typename
      ... on SaveProductOptionsPayload { productTemplate { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
const deleteProductTemplate = graphql(`
  mutation DeleteProductTemplate($input: DeleteProductTemplateInput!) {
    deleteProductTemplate(input: $input) {
      __typename
      ... on DeleteProductTemplatePayload { deletedCode }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const places = [1, 2, 3] as const;
const columns: readonly LineColumn[] = [{ source: 'name', kind: 'text', required: true }, { source: 'code', kind: 'text', width: 120 }];
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What was typed, as the options are to be; a place without a name is no option. */
function optionsOf({ options }: Template, typed: Values): Values[] {
  return places.flatMap((place) => {
    const name = text(typed[`name${place}`]);
    if (name === '') return [];
    const old = options.find(({ no }) => no === place);
    // The dialog's own grid.
    const rows = (typed[`values${place}`] ?? []) as Values[];
    return [{
      ...(old ? { optionId: old.id } : { existingValue: 0 }), name,
      values: rows.filter((row) => text(row.name) !== '').map((row) => ({ ...(row.valueId ? { valueId: row.valueId } : {}), name: text(row.name), code: text(row.code) || null })),
    }];
  });
}

/** The options and their values: renamed, added, taken away. */
function OptionsDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useT();
  const initial = Object.fromEntries(places.flatMap((place) => {
    const option = template.options.find(({ no }) => no === place);
    return [[`name${place}`, option?.name ?? ''], [`values${place}`, (option?.values ?? []).map(({ id, name, code }) => ({ valueId: id, name, code }))]];
  }));
  return (
    <ActionDialog
      title={t('action.saveProductOptions')} document={saveProductOptions} onClose={onClose} initial={initial}
      input={(typed) => ({ productTemplateId: template.id, version: template.version, options: optionsOf(template, typed) })}
    >
      {places.map((place) => (
        <div key={place} style={{ display: 'grid', gap: 8 }}>
          <TextInput source={`name${place}`} label={t('variants.optionName', { no: place })} {...(template.options.every(({ no }) => no !== place) && template.variantCount > 0 ? { help: t('variants.newOptionHelp') } : {})} />
          <LineGrid source={`values${place}`} columns={columns} blank={{ name: '', code: '' }} />
        </div>
      ))}
    </ActionDialog>
  );
}

export const templateActions: readonly RecordAction<Template>[] = [
  { name: 'addVariants', document: addVariants, input: () => ({}), permission: 'catalogue.manage', primary: true, dialog: (template, close) => <AddVariantsDialog template={template} onClose={close} /> },
  { name: 'saveProductOptions', document: saveProductOptions, input: () => ({}), permission: 'catalogue.manage', dialog: (template, close) => <OptionsDialog template={template} onClose={close} /> },
  {
    name: 'deleteProductTemplate', document: deleteProductTemplate, input: ({ id }) => ({ productTemplateId: id }), permission: 'catalogue.manage', danger: true, confirm: { kind: 'plain' },
    then: () => '/productTemplates',
  },
];
