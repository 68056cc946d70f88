import { lazy } from 'react';
import type { Order } from '../orders/queries.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { assignStages, confirmOrder, withdrawConfirmation } from './mutations.ts';

const AssignDialog = lazy(async () => ({ default: (await import('./AssignDialog.tsx')).AssignDialog }));
const ConfirmDialog = lazy(async () => ({ default: (await import('./ConfirmationDialogs.tsx')).ConfirmDialog }));
const WithdrawDialog = lazy(async () => ({ default: (await import('./ConfirmationDialogs.tsx')).WithdrawDialog }));

const isAllowed = (name: string) => (order: Order) => order.actions.some((each) => each.name === name && each.allowed);
const orderId = ({ id }: Order) => ({ orderId: id });

/** What is done about an order's chain, each where it makes sense. */
export const chainActions: readonly RecordAction<Order>[] = [
  { name: 'confirmOrder', document: confirmOrder, input: orderId, permission: 'orders.confirm', when: isAllowed('confirmOrder'), dialog: (order, close) => <ConfirmDialog order={order} onClose={close} /> },
  { name: 'withdrawConfirmation', document: withdrawConfirmation, input: orderId, permission: 'orders.confirm', when: isAllowed('withdrawConfirmation'), dialog: (order, close) => <WithdrawDialog order={order} onClose={close} /> },
  { name: 'assignStages', document: assignStages, input: orderId, permission: 'chain.assign', when: isAllowed('assignStages'), dialog: (order, close) => <AssignDialog chosen={{ orderIds: [order.id] }} onClose={close} /> },
];
