// Next actions of orders by the demands that their rules make. Credit and stock are judged when it is placed.
import sql from 'sql-template-tag';
import { demandMayOrder } from '../customers/rules.ts';
import { col } from '../shared/entity.ts';
import { isFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { zero } from '../shared/money.ts';
import { MarginSuffices } from '../pricing/refusals.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { demandMove } from './moves.ts';
import { CreditSuffices } from './refusals.ts';
import { addedBy, demandLines, demandPromises, demandShelfLifeAsked, demandWaiting, overLimit } from './rules.ts';

recordActions('Order', {
  order: itself('Order'),
  customer: rowFact('Customer', (t) => sql`f.id = ${col(t, 'customerId')}`),
  holds: rowsFact('CustomerHold', (t) => sql`f."customerId" = ${col(t, 'customerId')} AND f."releasedAt" IS NULL`),
  lines: rowsFact('OrderLine', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${col(t, 'status')} = 'DRAFT'`),
  credit: rowFact('CreditAccount', (t) => sql`f."customerId" = ${col(t, 'customerId')}`),
  waiting: rowFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.status = 'PENDING' AND f.kind = 'CREDIT_OVERRIDE'`),
  promises: rowsFact('Reservation', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${col(t, 'status')} IN ('PLACED', 'PART_SHIPPED')`),
  isGuarded: isFact((t) => sql`${col(t, 'status')} = 'DRAFT' AND EXISTS (SELECT FROM "MarginRule")`),
  asksMargin: rowFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.status = 'PENDING' AND f.kind = 'MARGIN_OVERRIDE' AND ${col(t, 'status')} = 'DRAFT'`),
}, ({ order, customer, holds, lines, credit, waiting, promises, isGuarded, asksMargin }, ctx) => [
  recordAction('placeOrder', 'orders.write', () => {
    demandMove(order, 'placeOrder');
    demandLines(order, lines);
    if (customer) demandMayOrder(customer, holds);
  }),
  recordAction('updateOrder', 'orders.write', () => demandMove(order, 'updateOrder')),
  recordAction('requestCreditOverride', 'orders.write', () => {
    demandMove(order, 'requestCreditOverride');
    if (order.status === 'DRAFT') demandLines(order, lines);
    if (!credit || overLimit(credit, addedBy(order, ctx)) === zero) throw CreditSuffices({ customerName: customer?.name ?? '' });
    if (waiting) throw ApprovalPending({ approval: waiting.id });
  }),
  recordAction('repriceOrder', 'orders.write', () => {
    demandMove(order, 'updateOrder');
    demandLines(order, lines);
  }),
  recordAction('requestMarginOverride', 'orders.write', () => {
    demandMove(order, 'requestMarginOverride');
    demandLines(order, lines);
    if (!isGuarded) throw MarginSuffices({ order: order.id });
    if (asksMargin) throw ApprovalPending({ approval: asksMargin.id });
  }),
  recordAction('reserveStock', 'orders.write', () => {
    demandMove(order, 'reserveStock');
    demandWaiting(order, promises);
  }),
  recordAction('reallocateOrder', 'orders.allocate', () => {
    demandMove(order, 'reallocateOrder');
    demandPromises(order, promises);
  }),
  recordAction('allowShortDated', 'lots.override', () => {
    demandMove(order, 'allowShortDated');
    demandShelfLifeAsked(customer ?? { name: '' }, promises.filter((row) => row.backordered > 0n));
  }),
  recordAction('cancelOrder', 'orders.write', () => demandMove(order, 'cancelOrder')),
  recordAction('takeUpOrder', 'orders.write', () => {
    demandMove(order, 'takeUpOrder');
    if (customer) demandMayOrder(customer, holds);
  }),
  recordAction('rescheduleOrder', 'orders.write', () => demandMove(order, 'rescheduleOrder')),
  recordAction('copyOrder', 'orders.write', () => undefined),
  recordAction('deleteOrder', 'orders.write', () => demandMove(order, 'deleteOrder')),
]);
