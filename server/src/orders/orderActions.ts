// Next actions of orders by the demands that their rules make. Credit and stock are judged when it is placed.
import sql from 'sql-template-tag';
import { demandMayOrder } from '../customers/rules.ts';
import { col } from '../shared/entity.ts';
import { itself, rowFact, rowsFact } from '../shared/facts.ts';
import { zero } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { demandMove } from './moves.ts';
import { CreditSuffices } from './refusals.ts';
import { demandLines, demandWaiting, overLimit } from './rules.ts';

recordActions('Order', {
  order: itself('Order'),
  customer: rowFact('Customer', (t) => sql`f.id = ${col(t, 'customerId')}`),
  holds: rowsFact('CustomerHold', (t) => sql`f."customerId" = ${col(t, 'customerId')} AND f."releasedAt" IS NULL`),
  lines: rowsFact('OrderLine', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${col(t, 'status')} = 'DRAFT'`),
  credit: rowFact('CreditAccount', (t) => sql`f."customerId" = ${col(t, 'customerId')}`),
  waiting: rowFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.status = 'PENDING' AND ${col(t, 'status')} = 'DRAFT'`),
  promises: rowsFact('Reservation', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${col(t, 'status')} IN ('PLACED', 'PART_SHIPPED')`),
}, ({ order, customer, holds, lines, credit, waiting, promises }) => [
  recordAction('placeOrder', 'orders.write', () => {
    demandMove(order, 'placeOrder');
    demandLines(order, lines);
    if (customer) demandMayOrder(customer, holds);
  }),
  recordAction('updateOrder', 'orders.write', () => demandMove(order, 'updateOrder')),
  recordAction('requestCreditOverride', 'orders.write', () => {
    demandMove(order, 'requestCreditOverride');
    demandLines(order, lines);
    if (!credit || overLimit(credit, order.totalMinor) === zero) throw CreditSuffices({ customerName: customer?.name ?? '' });
    if (waiting) throw ApprovalPending({ approval: waiting.id });
  }),
  recordAction('reserveStock', 'orders.write', () => {
    demandMove(order, 'reserveStock');
    demandWaiting(order, promises);
  }),
  recordAction('cancelOrder', 'orders.write', () => demandMove(order, 'cancelOrder')),
  recordAction('copyOrder', 'orders.write', () => undefined),
  recordAction('deleteOrder', 'orders.write', () => demandMove(order, 'deleteOrder')),
]);
