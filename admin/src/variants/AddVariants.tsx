import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import type { Template } from './queries.ts';

const previewVariantsQuery = graphql(`
  query PreviewVariants($id: ID!, $valueIds: [ID!], $skuPattern: String) {
    previewVariants(productTemplateId: $id, valueIds: $valueIds, skuPattern: $skuPattern) {
      count most existing combinations { values labels name sku isTaken product { id } }
    }
  }
`);
export const addVariants = graphql(`
  mutation AddVariants($input: AddVariantsInput!) {
    addVariants(input: $input) {
      __typename
      ... on AddVariantsPayload { productTemplate { id } products { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Which combinations become products, with the SKUs that they get. */
export function AddVariantsDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [pattern, setPattern] = useState(template.skuPattern);
  const { data } = useAsk(previewVariantsQuery, { id: template.id, valueIds: [...chosen], skuPattern: pattern || null });
  const preview = data?.previewVariants;
  const open = (preview?.combinations ?? []).filter(({ product }) => product === null);
  const keyOf = (values: readonly string[]) => values.join(' ');
  const picked = open.filter(({ values, isTaken }) => !isTaken && !left.includes(keyOf(values)));
  const turn = (list: readonly string[], key: string) => (list.includes(key) ? list.filter((each) => each !== key) : [...list, key]);
  return (
    <ActionDialog
      title={t('action.addVariants')} document={addVariants} onClose={onClose}
      input={() => ({
        productTemplateId: template.id, ...(pattern && pattern !== template.skuPattern ? { skuPattern: pattern } : {}),
        combinations: picked.map(({ values, sku }) => ({ valueIds: values, sku })),
      })}
    >
      {template.options.map(({ id, name, values }) => (
        <div key={id}>
          <Typography variant="body2" color="textSecondary" id={id}>{name}</Typography>
          <Box role="group" aria-labelledby={id} sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap', mt: 0.5 }}>
            {values.map((value) => (
              <Chip
                key={value.id} label={value.name} aria-pressed={chosen.includes(value.id)} variant={chosen.includes(value.id) ? 'filled' : 'outlined'}
                color={chosen.includes(value.id) ? 'primary' : 'default'} onClick={() => setChosen(turn(chosen, value.id))}
              />
            ))}
          </Box>
        </div>
      ))}
      <TextField label={t('variants.pattern')} value={pattern} onChange={(event) => setPattern(event.target.value)} helperText={t('variants.patternHelp')} slotProps={{ htmlInput: { dir: 'ltr' } }} />
      {!preview && <Skeleton variant="rounded" height={120} />}
      {preview && (
        <>
          <Typography role="status">
            {preview.count > preview.most ? t('variants.tooMany', { count: preview.count, most: preview.most }) : t('variants.picked', { picked: picked.length, there: preview.combinations.length - open.length })}
          </Typography>
          <Box sx={{ display: 'grid', maxHeight: 320, overflowY: 'auto' }} tabIndex={0} role="group" aria-label={t('variants.combinations')}>
            {open.map(({ values, labels, sku, isTaken }) => (
              <FormControlLabel
                key={keyOf(values)} disabled={isTaken}
                control={<Checkbox size="small" checked={!isTaken && !left.includes(keyOf(values))} onChange={() => setLeft(turn(left, keyOf(values)))} />}
                label={<>{labels.join(', ')} <Box component="bdi" className="figure" sx={{ color: isTaken ? 'error.main' : 'text.secondary' }}>{sku}</Box>{isTaken && ` · ${t('variants.skuTaken')}`}</>}
              />
            ))}
          </Box>
        </>
      )}
    </ActionDialog>
  );
}
