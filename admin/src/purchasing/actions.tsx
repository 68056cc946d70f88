import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LotsOf, useTracking } from '../lots/LotInputs.tsx';
import { blankLots, lotsOf, type LotsTyped } from '../lots/lotsOf.ts';
import { DispatchDialog } from '../orders/DispatchDialog.tsx';
import { confirmDispatch } from '../orders/promise.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import {
  ApprovalDialog, confirmPurchaseOrder, ConfirmOrderDialog, PlaceDialog, placePurchaseOrder, postponePurchaseOrder, PostponeDialog, requestPurchaseApproval,
} from './orderDialogs.tsx';
import { ReceiveScan } from './ReceiveScan.tsx';
import { ReturnDialog, returnToSupplier } from './ReturnDialog.tsx';
import type { PurchaseOrder, Receipt } from './queries.ts';

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
  const tracked = useTracking(open.map(({ product }) => product.id));
  const isSome = (quantity: unknown) => typeof quantity === 'string' && quantity !== '' && quantity !== '0';
  return (
    <ActionDialog
      title={t('action.receiveGoods')}
      document={receiveGoods}
      input={({ receivedOn, quantities, bins, came }) => ({
        purchaseOrderId: order.id, receivedOn,
        lines: open.map(({ id }, index) => ({ purchaseOrderLineId: id, quantity: (quantities as string[])[index], binId: (bins as string[])[index] || null, ...lotsOf((came as LotsTyped[])[index]) })).filter(({ quantity }) => isSome(quantity)),
      })}
      initial={{ receivedOn: today(), quantities: open.map((line) => line.open), bins: open.map(() => ''), came: open.map(blankLots) }}
      onClose={onClose}
    >
      <DayInput source="receivedOn" label={t('purchasing.receivedOn')} required />
      <ReceiveScan lines={open} />
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
          <LotsOf product={tracked.get(line.product.id)} productId={line.product.id} at={`came.${index}.`} />
          <ReferenceInput source={`bins.${index}`} reference="bins" filter={{ warehouse: [order.warehouse.id], isActive: true }} label={t('purchasing.intoBin', { product: line.product.name })} help={t('purchasing.intoBinHelp')} />
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
  {
    name: 'placePurchaseOrder', document: placePurchaseOrder, input: ({ id }) => ({ purchaseOrderId: id }), permission: 'purchasing.manage', when: isDraft, primary: true,
    dialog: (order, close) => <PlaceDialog order={order} onClose={close} />,
  },
  {
    name: 'requestPurchaseApproval', document: requestPurchaseApproval, input: () => ({}), permission: 'purchasing.manage',
    when: (order) => isDraft(order) && order.actions.some(({ name, allowed }) => name === 'requestPurchaseApproval' && allowed),
    dialog: (order, close) => <ApprovalDialog order={order} onClose={close} />,
  },
  {
    name: 'confirmDispatch', document: confirmDispatch, input: () => ({}), permission: 'shipments.post', primary: true, when: (order) => order.isDropShipped && isAwaited(order),
    dialog: (order, close) => <DispatchDialog order={order} onClose={close} />,
  },
  {
    name: 'receiveGoods', document: receiveGoods, input: () => ({}), permission: 'purchasing.manage', when: (order) => !order.isDropShipped && isAwaited(order), primary: true,
    dialog: (order, close) => <ReceiveDialog order={order} onClose={close} />,
  },
  {
    name: 'confirmPurchaseOrder', document: confirmPurchaseOrder, input: () => ({}), permission: 'purchasing.manage', when: isAwaited,
    dialog: (order, close) => <ConfirmOrderDialog order={order} onClose={close} />,
  },
  {
    name: 'postponePurchaseOrder', document: postponePurchaseOrder, input: () => ({}), permission: 'purchasing.manage', when: isAwaited,
    dialog: (order, close) => <PostponeDialog order={order} onClose={close} />,
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
    name: 'returnToSupplier', document: returnToSupplier, input: () => ({}), permission: 'purchasing.manage', when: ({ status }) => status === 'POSTED',
    dialog: (receipt, close) => <ReturnDialog receipt={receipt} onClose={close} />,
  },
  {
    name: 'reverseReceipt', document: reverseReceipt, input: () => ({}), permission: 'purchasing.manage', danger: true,
    dialog: (receipt, close) => <ReverseReceiptDialog receipt={receipt} onClose={close} />,
  },
];
