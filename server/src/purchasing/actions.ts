// Which next actions are legal on purchase orders and receipts now: the rules' own demands.
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandLegal, demandReversibleReceipt, legal, type PurchaseOrderAction } from './rules.ts';

recordActions('PurchaseOrder', { order: itself('PurchaseOrder') }, ({ order }) => (Object.keys(legal) as PurchaseOrderAction[])
  .map((name) => recordAction(name, 'purchasing.manage', () => demandLegal(order, name))));
recordActions('Receipt', { receipt: itself('Receipt') }, ({ receipt }) =>
  [recordAction('reverseReceipt', 'purchasing.manage', () => demandReversibleReceipt(receipt))]);
