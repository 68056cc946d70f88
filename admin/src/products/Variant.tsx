import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { ReferenceInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { Product } from './queries.ts';

const followTemplate = graphql(`
  mutation FollowTemplate($input: FollowTemplateInput!) {
    followTemplate(input: $input) {
      __typename
      ... on FollowTemplatePayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const attachVariant = graphql(`
  mutation AttachVariant($input: AttachVariantInput!) {
    attachVariant(input: $input) {
      __typename
      ... on AttachVariantPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const optionsQuery = graphql(`
  query OptionsOfTemplate($id: ID!) {
    node(id: $id) { ... on ProductTemplate { id options { id no name values { id name } } } }
  }
`);

/** What a variant is of, and what it has of its own. */
export function OfTemplate({ product }: { product: Product }) {
  const t = useT();
  const { fieldLabel } = useLabels();
  const [run, { pending }] = useAction(followTemplate);
  const { template, option1, option2, option3, ownFields } = product;
  if (!template) return null;
  const free = may('catalogue.manage') && !pending;
  return (
    <Section title={t('variants.ofTemplate')}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <ReferenceLink value={template} />
        {[option1, option2, option3].map((value) => value && <Chip key={value.id} size="small" label={`${value.option.name}: ${value.name}`} />)}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography color="textSecondary">{t(ownFields.length === 0 ? 'variants.allFollows' : 'variants.ownFields')}</Typography>
        {ownFields.map((field) => (
          <Chip
            key={field} size="small" variant="outlined" label={fieldLabel('products', field)}
            {...(free ? { onDelete: () => void run({ input: { productId: product.id, fields: [field] } }), 'aria-label': t('variants.follow', { field: fieldLabel('products', field) }) } : {})}
          />
        ))}
      </Box>
    </Section>
  );
}

/** A product that stood alone becomes a variant. */
export function AttachDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useT();
  const [templateId, setTemplateId] = useState('');
  return (
    <ActionDialog
      title={t('action.attachVariant')} document={attachVariant} onClose={onClose} initial={{ productTemplateId: '' }}
      input={({ productTemplateId, ...values }) => ({ productTemplateId, productId: product.id, valueIds: Object.values(values).filter(Boolean) })}
    >
      <ReferenceInput source="productTemplateId" reference="productTemplates" label={t('variants.template')} required onPick={(record) => setTemplateId(String(record?.id ?? ''))} />
      {templateId && <Values templateId={templateId} />}
    </ActionDialog>
  );
}

function Values({ templateId }: { templateId: string }) {
  const { data } = useAsk(optionsQuery, { id: templateId });
  const options = data?.node && 'options' in data.node ? data.node.options : [];
  return options.map(({ id, no, name, values }) => (
    <ChoiceInput key={id} source={`option${no}`} label={name} required choices={values.map((value) => ({ value: value.id, label: value.name }))} />
  ));
}
