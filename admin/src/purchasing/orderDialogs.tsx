import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { PurchaseOrder } from './queries.ts';

export const placePurchaseOrder = graphql(`
  mutation PlacePurchaseOrder($input: PlacePurchaseOrderInput!) {
    placePurchaseOrder(input: $input) {
      __typename
      ... on PlacePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const requestPurchaseApproval = graphql(`
  mutation RequestPurchaseApproval($input: RequestPurchaseApprovalInput!) {
    requestPurchaseApproval(input: $input) {
      __typename
      ... on RequestPurchaseApprovalPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const confirmPurchaseOrder = graphql(`
  mutation ConfirmPurchaseOrder($input: ConfirmPurchaseOrderInput!) {
    confirmPurchaseOrder(input: $input) {
      __typename
      ... on ConfirmPurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const postponePurchaseOrder = graphql(`
  mutation PostponePurchaseOrder($input: PostponePurchaseOrderInput!) {
    postponePurchaseOrder(input: $input) {
      __typename
      ... on PostponePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Props = { order: PurchaseOrder; onClose: () => void };

/** Orders the draft; who may, at another price or quantity than the supplier's, with a reason. */
export function PlaceDialog({ order, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.placePurchaseOrder')} document={placePurchaseOrder} onClose={onClose}
      input={({ orderedOn, overrideReason }) => ({ purchaseOrderId: order.id, orderedOn: orderedOn || null, overrideReason: overrideReason || null })}
      initial={{ orderedOn: today(), overrideReason: '' }}
      faultAt={{ SUPPLIER_PRICE_DIFFERS: 'overrideReason', SUPPLIER_PRICE_EXPIRED: 'overrideReason', SUPPLIER_QUANTITY: 'overrideReason' }}
    >
      <Typography>{t('confirm.placePurchaseOrder')}</Typography>
      <DayInput source="orderedOn" label={t('purchasing.orderedOn')} required />
      {may('purchasing.override') && <TextInput source="overrideReason" label={t('purchasing.overrideReason')} help={t('purchasing.overrideHelp')} multiline />}
    </ActionDialog>
  );
}

export function ApprovalDialog({ order, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.requestPurchaseApproval')} document={requestPurchaseApproval} onClose={onClose}
      input={({ reason }) => ({ purchaseOrderId: order.id, reason })} initial={{ reason: '' }}
    >
      <Typography>{t('purchasing.approvalAbout')}</Typography>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

/** New days of the lines that are still to come: as the supplier says, or as we ask for. */
function DaysDialog({ order, onClose, kind }: Props & { kind: 'confirmPurchaseOrder' | 'postponePurchaseOrder' }) {
  const t = useT();
  const open = order.lines.filter((line) => line.open !== '0');
  const isConfirming = kind === 'confirmPurchaseOrder';
  const own = { orderedOn: order.orderedOn, supplierReference: order.supplierReference ?? '' };
  return (
    <ActionDialog
      title={t(`action.${kind}`)} document={isConfirming ? confirmPurchaseOrder : postponePurchaseOrder} onClose={onClose}
      input={({ days, confirmedOn, supplierReference, reason }) => ({
        purchaseOrderId: order.id,
        lines: open.map(({ id }, index) => ({ purchaseOrderLineId: id, expectedOn: (days as string[])[index] })).filter(({ expectedOn }) => expectedOn),
        ...(isConfirming ? { confirmedOn: confirmedOn || null, supplierReference: supplierReference || null } : { reason }),
      })}
      initial={{ days: open.map((line) => line.expectedOn ?? ''), confirmedOn: today(), supplierReference: own.supplierReference, reason: '' }}
    >
      <Alert severity="info">{t(isConfirming ? 'purchasing.confirmAbout' : 'purchasing.postponeAbout')}</Alert>
      {open.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 200px' }, gap: 1, alignItems: 'center' }}>
          <Typography>
            <bdi>{line.product.name}</bdi> · {t('purchasing.stillToCome', { quantity: decimalText(line.open) })}
          </Typography>
          <DayInput source={`days.${index}`} label={t('purchasing.comesOn', { product: line.product.name })} />
        </Box>
      ))}
      {isConfirming && <DayInput source="confirmedOn" label={t('purchasing.confirmedOn')} required />}
      {isConfirming && <TextInput source="supplierReference" label={t('purchasing.supplierReference')} />}
      {!isConfirming && <TextInput source="reason" label={t('stock.why')} required multiline />}
    </ActionDialog>
  );
}
export const ConfirmOrderDialog = (props: Props) => <DaysDialog {...props} kind="confirmPurchaseOrder" />;
export const PostponeDialog = (props: Props) => <DaysDialog {...props} kind="postponePurchaseOrder" />;
