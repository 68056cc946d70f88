import Alert from '@mui/material/Alert';
import { useQuery } from '@tanstack/react-query';
import { request } from '../data/client.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelOrder, copyOrder, deleteOrder, placeOrder, requestCreditOverride, reserveStock, shipOrder } from './mutations.ts';
import { previewOrder, type Order } from './queries.ts';
import { ShipDialog } from './ShipDialog.tsx';

type DialogProps = { order: Order; onClose: () => void };

/** Placing says beforehand what would be refused, and asks about what must wait. */
function PlaceDialog({ order, onClose }: DialogProps) {
  const t = useT();
  const lines = order.lines.map(({ product, quantity, unitPrice, discountRate }) => ({ productId: product.id, quantity, unitPrice, discountRate }));
  const { data } = useQuery({
    queryKey: ['preview', 'place', order.id, order.version],
    queryFn: ({ signal }) => request(previewOrder, { input: { customerId: order.customer.id, warehouseId: order.warehouse.id, freight: order.freight.amount, lines }, mayCreditRead: true }, { signal }),
  });
  // Once a colleague has agreed, the limit warns no longer: the server knows how far the answer reaches.
  const isApproved = order.approvals?.nodes[0]?.status === 'APPROVED';
  const warnings = (data?.previewOrder.warnings ?? []).filter(({ code }) => !isApproved || code !== 'CREDIT_LIMIT_EXCEEDED');
  const isShort = warnings.some(({ code }) => code === 'STOCK_SHORT');
  return (
    <ActionDialog title={t('action.placeOrder')} document={placeOrder} input={({ acceptBackorder }) => ({ orderId: order.id, acceptBackorder })} initial={{ acceptBackorder: false }} onClose={onClose}>
      {warnings.map(({ code, message }) => (
        <Alert key={code + message} severity="warning">
          {message}
        </Alert>
      ))}
      {data && warnings.length === 0 && <Alert severity="success">{t(isApproved ? 'orders.canBePlacedApproved' : 'orders.canBePlaced')}</Alert>}
      {isShort && <BooleanInput source="acceptBackorder" label={t('orders.acceptBackorder')} />}
    </ActionDialog>
  );
}

function ReasonDialog({ order, onClose, name }: DialogProps & { name: 'cancelOrder' | 'requestCreditOverride' }) {
  const t = useT();
  return (
    <ActionDialog
      title={t(`action.${name}`)}
      document={name === 'cancelOrder' ? cancelOrder : requestCreditOverride}
      input={({ reason }) => ({ orderId: order.id, reason })}
      initial={{ reason: '' }}
      danger={name === 'cancelOrder'}
      onClose={onClose}
    >
      <p>{t(name === 'cancelOrder' ? 'orders.cancelText' : 'orders.overrideText')}</p>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

const isDraft = ({ status }: Order) => status === 'DRAFT';
const isOpen = ({ status }: Order) => status === 'PLACED' || status === 'PART_SHIPPED';
const orderId = ({ id }: Order) => ({ orderId: id });

/** The next steps of an order, each where its stage has it. */
export const orderActions: readonly RecordAction<Order>[] = [
  { name: 'placeOrder', document: placeOrder, input: orderId, permission: 'orders.write', when: isDraft, primary: true, dialog: (order, close) => <PlaceDialog order={order} onClose={close} /> },
  { name: 'shipOrder', document: shipOrder, input: orderId, permission: 'shipments.post', when: isOpen, primary: true, dialog: (order, close) => <ShipDialog order={order} onClose={close} /> },
  { name: 'reserveStock', document: reserveStock, input: orderId, permission: 'orders.write', when: isOpen },
  { name: 'requestCreditOverride', document: requestCreditOverride, input: orderId, permission: 'orders.write', when: isDraft, dialog: (order, close) => <ReasonDialog name="requestCreditOverride" order={order} onClose={close} /> },
  { name: 'copyOrder', document: copyOrder, input: orderId, permission: 'orders.write', then: ({ order }) => `/orders/${encodeURIComponent((order as { id: string }).id)}` },
  { name: 'cancelOrder', document: cancelOrder, input: orderId, permission: 'orders.write', when: isOpen, danger: true, dialog: (order, close) => <ReasonDialog name="cancelOrder" order={order} onClose={close} /> },
  { name: 'deleteOrder', document: deleteOrder, input: orderId, permission: 'orders.write', when: isDraft, danger: true, undoable: true },
];
