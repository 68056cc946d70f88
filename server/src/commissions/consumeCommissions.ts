// Orders that are placed, invoices that are settled, opened again or credited, and new terms: commissions follow.
import sql from 'sql-template-tag';
import { consumeTogether, task } from '../events/consumers.ts';
import { followCommissions } from './followCommissions.ts';

export const commissionKinds = ['orderPlaced', 'paymentAllocated', 'paymentUnapplied', 'invoiceCredited', 'invoiceCreditReversed', 'commissionTermsSet', 'orderCommissionSet'] as const;
const MOST = 500;

consumeTogether(commissionKinds, 'followCommissions', async (events, _ctx, tx) => {
  const [any] = await tx.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "CommissionTerms") AS is`);
  if (!any?.is) return [];
  const of = (type: string) => events.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  // New terms of days that have passed are for orders placed since that nobody is paid for yet.
  const waiting = of('CommissionPlan').length === 0 ? [] : await tx.rows<{ id: string }>(sql`SELECT o.id FROM "Order" o WHERE o."placedOn" >= (SELECT min("startsOn") FROM "CommissionTerms" WHERE "planId" = ANY(${of('CommissionPlan')}::uuid[]))
    AND NOT EXISTS (SELECT FROM "OrderCommission" x WHERE x."orderId" = o.id) ORDER BY o.id`);
  const orderIds = [...new Set([...of('Order'), ...waiting.map(({ id }) => id)])].sort();
  const invoiceIds = [...new Set(of('Invoice'))].sort();
  const chunks = (ids: readonly string[]) => Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) => ids.slice(at * MOST, (at + 1) * MOST));
  return [...chunks(orderIds).map((ids) => task(followCommissions, { orderIds: ids })), ...chunks(invoiceIds).map((ids) => task(followCommissions, { invoiceIds: ids }))];
});
