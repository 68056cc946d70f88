import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import type { PurchaseOrder, Receipt } from './queries.ts';

const placePurchaseOrder = graphql(`
  mutation PlacePurchaseOrder($input: PlacePurchaseOrderInput!) {
    placePurchaseOrder(input: $input) {
      __typename
      ... on PlacePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const receiveGoods = graphql(`
  mutation ReceiveGoods($input: ReceiveGoodsInput!) {
    receiveGoods(input: $input) {
      __typename
      ... on ReceiveGoodsPayload { receipt { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const cancelPurchaseOrder = graphql(`
  mutation CancelPurchaseOrder($input: CancelPurchaseOrderInput!) {
    cancelPurchaseOrder(input: $input) {
      __typename
      ... on CancelPurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const deletePurchaseOrder = graphql(`
  mutation DeletePurchaseOrder($input: DeletePurchaseOrderInput!) {
    deletePurchaseOrder(input: $input) {
      __typename
      ... on DeletePurchaseOrderPayload { supplier { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const reverseReceipt = graphql(`
  mutation ReverseReceipt($input: ReverseReceiptInput!) {
    reverseReceipt(input: $input) {
      __typename
      ... on ReverseReceiptPayload { receipt { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type Props = { order: PurchaseOrder; onClose: () => void };

/** What came: all that is open, unless less is typed; an emptied quantity means that nothing of it came. */
function ReceiveDialog({ order, onClose }: Props) {
  const t = useT();
  const open = order.lines.filter((line) => line.open !== '0');
  const isSome = (quantity: unknown) => typeof quantity === 'string' && quantity !== '' && quantity !== '0';
  return (
    <ActionDialog
      title={t('action.receiveGoods')}
      document={receiveGoods}
      input={({ receivedOn, quantities }) => ({
        purchaseOrderId: order.id, receivedOn,
        lines: open.map(({ id }, index) => ({ purchaseOrderLineId: id, quantity: (quantities as string[])[index] })).filter(({ quantity }) => isSome(quantity)),
      })}
      initial={{ receivedOn: today(), quantities: open.map((line) => line.open) }}
      onClose={onClose}
    >
      <DayInput source="receivedOn" label={t('purchasing.receivedOn')} required />
      {open.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 200px' }, gap: 1, alignItems: 'center' }}>
          <Typography>
            <bdi>{line.product.name}</bdi>
          </Typography>
          <QuantityInput
            source={`quantities.${index}`}
            label={t('purchasing.came', { product: line.product.name })}
            help={t('purchasing.stillToCome', { quantity: decimalText(line.open) })}
            unit={line.product.unit.code}
          />
        </Box>
      ))}
    </ActionDialog>
  );
}

function CancelDialog({ order, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.cancelPurchaseOrder')} document={cancelPurchaseOrder} danger onClose={onClose}
      input={({ reason }) => ({ purchaseOrderId: order.id, reason })} initial={{ reason: '' }}
    >
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

function ReverseReceiptDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.reverseReceipt')} document={reverseReceipt} danger onClose={onClose}
      input={({ reason }) => ({ receiptId: receipt.id, reason })} initial={{ reason: '' }}
    >
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const isDraft = ({ status }: PurchaseOrder) => status === 'DRAFT';
const isAwaited = ({ status }: PurchaseOrder) => status === 'ORDERED' || status === 'PART_RECEIVED';

/** The next steps of a purchase order, each where its stage has it. */
export const purchaseOrderActions: readonly RecordAction<PurchaseOrder>[] = [
  { name: 'placePurchaseOrder', document: placePurchaseOrder, input: ({ id }) => ({ purchaseOrderId: id }), permission: 'purchasing.manage', when: isDraft, primary: true, confirm: { kind: 'plain' } },
  {
    name: 'receiveGoods', document: receiveGoods, input: () => ({}), permission: 'purchasing.manage', when: isAwaited, primary: true,
    dialog: (order, close) => <ReceiveDialog order={order} onClose={close} />,
  },
  {
    name: 'cancelPurchaseOrder', document: cancelPurchaseOrder, input: () => ({}), permission: 'purchasing.manage', when: isAwaited, danger: true,
    dialog: (order, close) => <CancelDialog order={order} onClose={close} />,
  },
  {
    name: 'deletePurchaseOrder', document: deletePurchaseOrder, input: ({ id }) => ({ purchaseOrderId: id }), permission: 'purchasing.manage', when: isDraft, danger: true,
    confirm: { kind: 'plain' }, then: () => '/purchaseOrders',
  },
];

export const receiptActions: readonly RecordAction<Receipt>[] = [
  {
    name: 'reverseReceipt', document: reverseReceipt, input: () => ({}), permission: 'purchasing.manage', danger: true,
    dialog: (receipt, close) => <ReverseReceiptDialog receipt={receipt} onClose={close} />,
  },
];
