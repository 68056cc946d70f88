import { lazy } from 'react';
import { may } from '../data/session.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { allowShortDated, cancelOrder, copyOrder, deleteOrder, placeOrder, repriceOrder, requestCreditOverride, requestMarginOverride, rescheduleOrder, reserveStock, shipOrder, takeUpOrder } from './mutations.ts';
import type { Order } from './queries.ts';
import { promiseActions } from './promiseActions.tsx';
import { setOrderCommission } from '../commissions/sharesMutations.ts';
import { chainActions } from '../chain/orderActions.tsx';
import { recordOrderTime } from '../costing/mutations.ts';
import { makePickList } from '../warehousing/mutations.ts';
import { planDeliveries, prioritiseOrder } from '../fulfilment/mutations.ts';
import { requestDeposit } from '../deposits/mutations.ts';
import { createContract } from '../recurring/createMutation.ts';

const RequestDepositDialog = lazy(async () => ({ default: (await import('../deposits/dialogs.tsx')).RequestDepositDialog }));
const CreateContractDialog = lazy(async () => ({ default: (await import('../recurring/CreateDialog.tsx')).CreateContractDialog }));
const PlaceDialog = lazy(async () => ({ default: (await import('./PlaceDialog.tsx')).PlaceDialog }));
const ShipDialog = lazy(async () => ({ default: (await import('./ShipDialog.tsx')).ShipDialog }));
const PlanDialog = lazy(async () => ({ default: (await import('../fulfilment/PlanDeliveries.tsx')).PlanDialog }));
const OrderSharesDialog = lazy(async () => ({ default: (await import('../commissions/SharesDialog.tsx')).OrderSharesDialog }));
const OrderTimeDialog = lazy(async () => ({ default: (await import('../costing/OrderTimeDialog.tsx')).OrderTimeDialog }));
const MakePickListDialog = lazy(async () => ({ default: (await import('../warehousing/MakePickList.tsx')).MakePickListDialog }));
const RescheduleDialog = lazy(async () => ({ default: (await import('./RescheduleDialog.tsx')).RescheduleDialog }));
const ReasonDialog = lazy(async () => ({ default: (await import('./ReasonDialogs.tsx')).ReasonDialog }));
const AllowDialog = lazy(async () => ({ default: (await import('./ReasonDialogs.tsx')).AllowDialog }));
const ServeDialog = lazy(async () => ({ default: (await import('../fulfilment/ServeDialog.tsx')).ServeDialog }));

const isDraft = ({ status }: Order) => status === 'DRAFT';
const isOpen = ({ status }: Order) => status === 'PLACED' || status === 'PART_SHIPPED';
const orderId = ({ id }: Order) => ({ orderId: id });

/** The next steps of an order, each where its stage has it. */
export const orderActions: readonly RecordAction<Order>[] = [
  { name: 'placeOrder', document: placeOrder, input: orderId, permission: 'orders.write', when: isDraft, primary: true, dialog: (order, close) => <PlaceDialog order={order} onClose={close} /> },
  { name: 'shipOrder', document: shipOrder, input: orderId, permission: 'shipments.post', when: isOpen, primary: true, dialog: (order, close) => <ShipDialog order={order} onClose={close} /> },
  { name: 'planDeliveries', document: planDeliveries, input: orderId, permission: 'shipments.post', when: isOpen, dialog: (order, close) => <PlanDialog orderIds={[order.id]} onClose={close} /> },
  { name: 'makePickList', document: makePickList, input: orderId, permission: 'shipments.post', when: isOpen, always: true, dialog: (order, close) => <MakePickListDialog orderIds={[order.id]} warehouseId={order.warehouse.id} onClose={close} /> },
  { name: 'reserveStock', document: reserveStock, input: orderId, permission: 'orders.write', when: isOpen },
  {
    name: 'allowShortDated', document: allowShortDated, input: orderId, permission: 'lots.override',
    when: (order) => isOpen(order) && order.actions.some(({ name, allowed }) => name === 'allowShortDated' && allowed),
    dialog: (order, close) => <AllowDialog order={order} onClose={close} />,
  },
  ...promiseActions,
  ...chainActions,
  { name: 'copyOrder', document: copyOrder, input: orderId, permission: 'orders.write', then: ({ order }) => `/orders/${encodeURIComponent((order as { id: string }).id)}` },
  { name: 'requestDeposit', document: requestDeposit, input: orderId, permission: 'deposits.write', when: (order) => !isDraft(order) && order.actions.some(({ name, allowed }) => name === 'requestDeposit' && allowed), dialog: (order, close) => <RequestDepositDialog orderId={order.id} onClose={close} /> },
  { name: 'createContract', document: createContract, input: orderId, permission: 'contracts.write', dialog: (order, close) => <CreateContractDialog of={{ orderId: order.id }} onClose={close} /> },
  { name: 'recordOrderTime', document: recordOrderTime, input: orderId, permission: 'orders.time', when: (order) => !isDraft(order), always: true, dialog: (order, close) => <OrderTimeDialog orderId={order.id} onClose={close} /> },
  { name: 'requestCreditOverride', document: requestCreditOverride, input: orderId, permission: 'orders.write', when: (order) => isDraft(order) || order.actions.some(({ name, allowed }) => name === 'requestCreditOverride' && allowed), dialog: (order, close) => <ReasonDialog name="requestCreditOverride" order={order} onClose={close} /> },
  { name: 'setOrderCommission', document: setOrderCommission, input: orderId, permission: 'commissions.manage', when: (order) => !isDraft(order) && may('commissions.read'), dialog: (order, close) => <OrderSharesDialog orderId={order.id} onClose={close} /> },
  { name: 'prioritiseOrder', document: prioritiseOrder, input: orderId, permission: 'orders.allocate', when: isOpen, dialog: (order, close) => <ServeDialog order={order} onClose={close} /> },
  {
    name: 'requestMarginOverride', document: requestMarginOverride, input: orderId, permission: 'orders.write',
    when: (order) => isDraft(order) && order.actions.some(({ name, allowed }) => name === 'requestMarginOverride' && allowed),
    dialog: (order, close) => <ReasonDialog name="requestMarginOverride" order={order} onClose={close} />,
  },
  { name: 'repriceOrder', document: repriceOrder, input: orderId, permission: 'orders.write', when: isDraft },
  { name: 'rescheduleOrder', document: rescheduleOrder, input: orderId, permission: 'orders.write', when: isOpen, dialog: (order, close) => <RescheduleDialog order={order} onClose={close} /> },
  { name: 'cancelOrder', document: cancelOrder, input: orderId, permission: 'orders.write', when: isOpen, danger: true, dialog: (order, close) => <ReasonDialog name="cancelOrder" order={order} onClose={close} /> },
  { name: 'takeUpOrder', document: takeUpOrder, input: orderId, permission: 'orders.write', when: ({ status }) => status === 'CANCELLED', dialog: (order, close) => <ReasonDialog name="takeUpOrder" order={order} onClose={close} /> },
  { name: 'deleteOrder', document: deleteOrder, input: orderId, permission: 'orders.write', when: isDraft, danger: true, undoable: true },
];
