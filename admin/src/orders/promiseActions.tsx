import { lazy } from 'react';
import type { RecordAction } from '../shared/record/types.ts';
import { dropShipOrder, moveReservation, reallocateOrder, stockOrderLines } from './promise.ts';
import type { Order } from './queries.ts';

const dialogs = () => import('./PromiseDialogs.tsx');
const DropShipDialog = lazy(async () => ({ default: (await dialogs()).DropShipDialog }));
const HandOverDialog = lazy(async () => ({ default: (await dialogs()).HandOverDialog }));
const ReallocateDialog = lazy(async () => ({ default: (await dialogs()).ReallocateDialog }));
const StockLinesDialog = lazy(async () => ({ default: (await dialogs()).StockLinesDialog }));

const isOpen = ({ status }: Order) => status === 'PLACED' || status === 'PART_SHIPPED';
const orderId = ({ id }: Order) => ({ orderId: id });
const isDropShipped = ({ lines }: Order) => lines.some((line) => line.isDropShipped && Number(line.openQuantity) > 0);

/** What may be done about what an order was promised, and from where. */
export const promiseActions: readonly RecordAction<Order>[] = [
  {
    name: 'dropShipOrder', document: dropShipOrder, input: orderId, permission: 'purchasing.manage', when: isOpen,
    dialog: (order, close) => <DropShipDialog order={order} onClose={close} />,
  },
  {
    name: 'reallocateOrder', document: reallocateOrder, input: orderId, permission: 'orders.allocate', when: isOpen,
    dialog: (order, close) => <ReallocateDialog order={order} onClose={close} />,
  },
  {
    name: 'moveReservation', always: true, document: moveReservation, input: orderId, permission: 'orders.allocate',
    when: (order) => isOpen(order) && order.lines.some(({ reserved }) => Number(reserved) > 0),
    dialog: (order, close) => <HandOverDialog order={order} onClose={close} />,
  },
  {
    name: 'stockOrderLines', always: true, document: stockOrderLines, input: orderId, permission: 'orders.allocate',
    when: (order) => isOpen(order) && isDropShipped(order), dialog: (order, close) => <StockLinesDialog order={order} onClose={close} />,
  },
];
