import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useController } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import type { Requisition } from './requisitionQueries.ts';

const submitRequisition = graphql(`
  mutation SubmitRequisition($input: SubmitRequisitionInput!) {
    submitRequisition(input: $input) {
      __typename
      ... on SubmitRequisitionPayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const decideRequisition = graphql(`
  mutation DecideRequisition($input: DecideRequisitionInput!) {
    decideRequisition(input: $input) {
      __typename
      ... on DecideRequisitionPayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const cancelRequisition = graphql(`
  mutation CancelRequisition($input: CancelRequisitionInput!) {
    cancelRequisition(input: $input) {
      __typename
      ... on CancelRequisitionPayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const orderRequisitions = graphql(`
  mutation OrderRequisitions($input: OrderRequisitionsInput!) {
    orderRequisitions(input: $input) {
      __typename
      ... on OrderRequisitionsPayload { purchaseOrders { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Props = { requisition: Requisition; onClose: () => void };

/** A line that may be ordered, as the dialog of ordering needs it. */
export type ToOrder = { id: string; toOrder: string; product: { id: string; name: string }; supplier?: { id: string } | null };

/** Drafts purchase orders of lines: how much of each, and from whom. */
export function OrderDialog({ lines, onClose }: { lines: readonly ToOrder[]; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.orderRequisitions')} document={orderRequisitions} onClose={onClose}
      input={({ quantities, suppliers, choiceReason, roundsUp }) => ({
        lines: lines.map(({ id }, index) => ({ requisitionLineId: id, quantity: (quantities as string[])[index] || null, supplierId: (suppliers as string[])[index] || null }))
          .filter(({ quantity }) => quantity !== null && quantity !== '0'),
        choiceReason: choiceReason || null, roundsUp,
      })}
      initial={{ quantities: lines.map(({ toOrder }) => toOrder), suppliers: lines.map(({ supplier }) => supplier?.id ?? ''), choiceReason: '', roundsUp: true }}
      onDone={({ purchaseOrders }) => {
        const made = purchaseOrders as { id: string }[];
        void navigate(made.length === 1 && made[0] ? `/purchaseOrders/${encodeURIComponent(made[0].id)}/show` : '/purchaseOrders');
      }}
    >
      <Typography>{t('sourcing.orderAbout')}</Typography>
      {lines.map(({ id, product, toOrder }, index) => (
        <Box key={id} sx={{ display: 'grid', gap: 1 }}>
          <Typography><bdi>{product.name}</bdi></Typography>
          <Box sx={{ display: 'grid', gridTemplateColumns: { sm: '160px 1fr' }, gap: 1, alignItems: 'start' }}>
            <QuantityInput source={`quantities.${index}`} label={t('sourcing.quantityOf', { product: product.name })} help={t('sourcing.stillToOrder', { quantity: decimalText(toOrder) })} />
            <ReferenceInput source={`suppliers.${index}`} reference="suppliers" filter={{ isActive: true }} label={t('sourcing.supplierOf', { product: product.name })} help={t('sourcing.preferredHelp')} />
          </Box>
        </Box>
      ))}
      <BooleanInput source="roundsUp" label={t('sourcing.roundsUp')} />
      <TextInput source="choiceReason" label={t('sourcing.choiceReason')} multiline />
    </ActionDialog>
  );
}

function Answer() {
  const t = useT();
  const { field } = useController({ name: 'answer' });
  return (
    <RadioGroup row aria-label={t('approvals.decision')} value={field.value as string} onChange={(_, value) => field.onChange(value)}>
      <FormControlLabel value="approve" control={<Radio size="small" />} label={t('approvals.approve')} />
      <FormControlLabel value="reject" control={<Radio size="small" />} label={t('approvals.reject')} />
    </RadioGroup>
  );
}

function DecideDialog({ requisition, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.decideRequisition')} document={decideRequisition} onClose={onClose}
      input={({ answer, reason }) => ({ requisitionId: requisition.id, approve: answer === 'approve', reason: reason || null })} initial={{ answer: 'approve', reason: '' }}
    >
      <Typography sx={{ whiteSpace: 'pre-line' }}>{requisition.reason}</Typography>
      <Answer />
      <TextInput source="reason" label={t('approvals.reason')} help={t('sourcing.reasonHelp')} multiline />
    </ActionDialog>
  );
}

function CancelDialog({ requisition, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.cancelRequisition')} document={cancelRequisition} danger onClose={onClose}
      input={({ reason }) => ({ requisitionId: requisition.id, reason })} initial={{ reason: '' }}
    >
      <Alert severity="info">{t('sourcing.cancelAbout')}</Alert>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

export const requisitionActions: readonly RecordAction<Requisition>[] = [
  {
    name: 'submitRequisition', document: submitRequisition, input: ({ id }) => ({ requisitionId: id }), permission: 'requisitions.write', primary: true,
    when: ({ status }) => status === 'DRAFT' || status === 'REJECTED', confirm: { kind: 'plain' },
  },
  {
    name: 'decideRequisition', document: decideRequisition, input: () => ({}), permission: 'requisitions.approve', primary: true, when: ({ status }) => status === 'SUBMITTED',
    dialog: (requisition, close) => <DecideDialog requisition={requisition} onClose={close} />,
  },
  {
    name: 'orderRequisitions', document: orderRequisitions, input: () => ({}), permission: 'purchasing.manage', primary: true, when: ({ status }) => status === 'APPROVED',
    dialog: (requisition, close) => <OrderDialog lines={requisition.lines.filter(({ toOrder }) => toOrder !== '0')} onClose={close} />,
  },
  {
    name: 'cancelRequisition', document: cancelRequisition, input: () => ({}), permission: 'requisitions.write', danger: true,
    when: ({ status }) => status !== 'ORDERED' && status !== 'CANCELLED', dialog: (requisition, close) => <CancelDialog requisition={requisition} onClose={close} />,
  },
];
