// Which next actions are legal on purchase orders and receipts now: the rules' own demands.
import sql from 'sql-template-tag';
import { col } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandApprovalOpen, demandApproved } from './purchaseApproval.ts';
import { demandLegal, demandReversibleReceipt, legal, type PurchaseOrderAction } from './rules.ts';

recordActions('PurchaseOrder', {
  order: itself('PurchaseOrder'),
  approvals: rowsFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'PURCHASE_ORDER'`),
  limits: rowsFact('ApprovalLimit', () => sql`f.kind = 'PURCHASE_ORDER'`),
}, ({ order, approvals, limits }, ctx) => [
  ...(Object.keys(legal) as PurchaseOrderAction[]).map((name) => recordAction(name, 'purchasing.manage', () => {
    demandLegal(order, name);
    if (name === 'placePurchaseOrder') demandApproved(order, limits, approvals, ctx);
  })),
  recordAction('requestPurchaseApproval', 'purchasing.manage', () => {
    demandLegal(order, 'placePurchaseOrder');
    demandApprovalOpen(order, limits, approvals, ctx);
  }),
]);
recordActions('Receipt', { receipt: itself('Receipt') }, ({ receipt }) =>
  [recordAction('reverseReceipt', 'purchasing.manage', () => demandReversibleReceipt(receipt))]);
