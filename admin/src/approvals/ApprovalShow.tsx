import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { useLabels, useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { factsOf } from './factsOf.ts';
import { approvalFacts } from './fields.tsx';
import { decideApprovalMutation } from './queries.ts';
import type { Approval } from './queries.ts';

const actions: readonly RecordAction<Approval>[] = [
  {
    name: 'decideApproval',
    document: decideApprovalMutation,
    input: () => ({}),
    permission: 'approvals.decide',
    primary: true,
    dialog: (approval, close) => <DecideDialog approval={approval} onClose={close} />,
  },
];

export function ApprovalShow() {
  const t = useT();
  return (
    <RecordPage<Approval> facts={approvalFacts} status={{ field: 'status', enumName: 'ApprovalStatus' }} actions={actions}>
      {(approval) => (
        <>
          <Section title={t('approvals.request')}>
            <Typography sx={{ whiteSpace: 'pre-line' }}>{approval.reason}</Typography>
            <Facts approval={approval} />
          </Section>
          {approval.decisionReason && (
            <Alert severity={approval.status === 'REJECTED' ? 'error' : 'success'} role="status">
              {t('approvals.answer', { name: approval.decidedByName ?? '', reason: approval.decisionReason })}
            </Alert>
          )}
        </>
      )}
    </RecordPage>
  );
}

/** What the request was made on: names and figures as they were then. */
function Facts({ approval: { facts, amount } }: { approval: Approval }) {
  const { looseFieldLabel } = useLabels();
  const currencyCode = amount?.currencyCode ?? '';
  const entries = Object.entries(factsOf(facts)).map(([name, text]) => ({
    name,
    value: /^-?\d+(\.\d+)?$/.test(text) ? <Value field={{ kind: 'money' }} value={{ amount: text, currencyCode }} /> : <bdi>{text}</bdi>,
  }));
  return (
    <Box component="dl" sx={{ m: 0, mt: 2, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(145px, 1fr))', '&:empty': { display: 'none' } }}>
      {entries.map(({ name, value }) => (
        <Box key={name}>
          <Typography component="dt" variant="caption" color="textSecondary">
            {looseFieldLabel('approvals', name)}
          </Typography>
          <Typography component="dd" sx={{ m: 0 }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function DecideDialog({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.decideApproval')}
      document={decideApprovalMutation}
      input={({ answer, reason }) => ({ approvalId: approval.id, approve: answer === 'approve', reason })}
      initial={{ answer: 'approve', reason: '' }}
      onClose={onClose}
    >
      <Typography>{approval.reason}</Typography>
      <Answer />
      <TextInput source="reason" label={t('approvals.reason')} required multiline />
    </ActionDialog>
  );
}

function Answer() {
  const t = useT();
  const id = useId();
  const { field } = useController({ name: 'answer' });
  return (
    <FormControl>
      <FormLabel id={id}>{t('approvals.decision')}</FormLabel>
      <RadioGroup row aria-labelledby={id} value={field.value as string} onChange={(_, value) => field.onChange(value)}>
        <FormControlLabel value="approve" control={<Radio size="small" />} label={t('approvals.approve')} />
        <FormControlLabel value="reject" control={<Radio size="small" />} label={t('approvals.reject')} />
      </RadioGroup>
    </FormControl>
  );
}
