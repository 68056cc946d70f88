import SwapVert from '@mui/icons-material/SwapVert';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { usePreview } from '../shared/form/LiveTotals.tsx';

export const mergeCustomers = graphql(`
  mutation MergeCustomers($input: MergeCustomersInput!) {
    mergeCustomers(input: $input) {
      __typename
      ... on MergeCustomersPayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const mergePreview = graphql(`
  query MergePreview($customerId: ID!, $intoId: ID!) {
    mergePreview(customerId: $customerId, intoId: $intoId) {
      contradiction fromExposure { amount currencyCode } intoExposure { amount currencyCode } exposure { amount currencyCode } limit { amount currencyCode }
      tables { kind label moved stays }
    }
  }
`);

type Named = { id: string; name?: string | null; code?: string | null };
type Props = { from: Named; into?: Named; onClose: () => void; onDone?: (() => void) | undefined };

/** Makes one customer of two: which one is given up, what moves, what stays, and why. */
export function MergeDialog({ from, into, onClose, onDone }: Props) {
  const t = useT();
  const [isSwapped, setSwapped] = useState(false);
  const [given, left] = into && isSwapped ? [into, from] : [from, into];
  return (
    <ActionDialog
      title={t('action.mergeCustomers')}
      document={mergeCustomers}
      input={({ intoId, reason }) => ({ customerId: given.id, intoId: left?.id ?? intoId, reason })}
      initial={{ intoId: '', reason: '' }}
      danger
      onClose={onClose}
      {...(onDone ? { onDone } : {})}
    >
      <Typography>{t('customers.merge.given', { name: [given.code, given.name].filter(Boolean).join(' · ') })}</Typography>
      {left ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Typography>{t('customers.merge.left', { name: [left.code, left.name].filter(Boolean).join(' · ') })}</Typography>
          <Button startIcon={<SwapVert />} onClick={() => setSwapped(!isSwapped)}>
            {t('customers.merge.swap')}
          </Button>
        </Box>
      ) : (
        <ReferenceInput source="intoId" reference="customers" filter={{ isActive: true }} label={t('customers.merge.into')} required />
      )}
      <Preview key={given.id} from={given.id} into={left?.id} />
      <TextInput source="reason" label={t('customers.reason')} required multiline />
      <Alert severity="warning">{t('customers.merge.forGood')}</Alert>
    </ActionDialog>
  );
}

function Preview({ from, into }: { from: string; into: string | undefined }) {
  const t = useT();
  const { data } = usePreview(['intoId'], async ({ intoId }, signal) => {
    const other = into ?? String(intoId ?? '');
    return other ? (await request(mergePreview, { customerId: from, intoId: other }, { signal })).mergePreview : null;
  });
  if (!data) return null;
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      {data.contradiction && <Alert severity="error">{data.contradiction}</Alert>}
      <Typography sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {t('customers.merge.exposure')} <Value field={{ kind: 'money' }} value={data.fromExposure} /> + <Value field={{ kind: 'money' }} value={data.intoExposure} /> ={' '}
        <Value field={{ kind: 'money' }} value={data.exposure} />
      </Typography>
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
        {data.tables.map(({ kind, label, moved, stays }) => (
          <li key={kind}>{t(stays > 0 ? 'customers.merge.stays' : 'customers.merge.moves', { label, moved, stays })}</li>
        ))}
      </Box>
    </Box>
  );
}
