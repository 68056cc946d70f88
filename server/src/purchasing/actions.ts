// Which next actions are legal on purchase orders and receipts now: the rules' own demands.
import sql from 'sql-template-tag';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { selectRows } from '../shared/rows.ts';
import { demandLegal, demandReversibleReceipt, legal, type PurchaseOrderAction } from './rules.ts';

recordActions('PurchaseOrder', async (ids, ctx) => {
  const orders = await selectRows(ctx.db, 'PurchaseOrder', sql`t.id = ANY(${ids}::uuid[])`);
  return new Map(orders.map((order) => [order.id, (Object.keys(legal) as PurchaseOrderAction[])
    .map((name) => recordAction(name, 'purchasing.manage', () => demandLegal(order, name)))]));
});

recordActions('Receipt', async (ids, ctx) => {
  const receipts = await selectRows(ctx.db, 'Receipt', sql`t.id = ANY(${ids}::uuid[])`);
  return new Map(receipts.map((receipt) => [receipt.id, [
    recordAction('reverseReceipt', 'purchasing.manage', () => demandReversibleReceipt(receipt)),
  ]]));
});
