// Approval of purchase orders by amount.
import sql from 'sql-template-tag';
import type { ApprovalLimitRow, ApprovalRow, PurchaseOrderRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { coveringApproval, limitOf, requestApprovalRows } from '../work/rules.ts';
import { loadApprovals } from './draftPurchaseOrder.ts';
import { worthOfOrder } from './orderMoney.ts';
import { PurchaseApprovalNeeded, PurchaseApprovalSuffices, PurchaseOrderEmpty, PurchaseOrderState } from './refusals.ts';
import { demandLegal } from './rules.ts';

export const loadPurchaseLimits = (tx: Parameters<typeof selectRows>[0]): Promise<ApprovalLimitRow[]> =>
  selectRows(tx, 'ApprovalLimit', sql`t.kind = 'PURCHASE_ORDER'`);

type Judged = Pick<PurchaseOrderRow, 'totalMinor' | 'currencyCode' | 'exchangeRate'>;
type Judging = Pick<Context, 'viewer' | 'company'>;

/** The approval that an order is placed by, judged in company money; undefined where the viewer needs none. Refuses PURCHASE_APPROVAL_NEEDED. */
export function demandApproved(order: Judged, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], ctx: Judging): ApprovalRow | undefined {
  const limit = limitOf(limits, 'PURCHASE_ORDER', ctx.viewer);
  const worth = worthOfOrder(order, ctx);
  if (limit === undefined || worth <= limit) return undefined;
  const approval = coveringApproval(approvals, 'PURCHASE_ORDER', worth);
  const { currencyCode } = ctx.company;
  if (!approval) throw PurchaseApprovalNeeded({ amount: { minor: worth, currencyCode }, limit: { minor: limit, currencyCode } });
  return approval;
}

/** Refuses where nothing need be asked: the viewer may place the order alone, or it is approved, or asked already. */
export function demandApprovalOpen(order: Judged, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], ctx: Judging): void {
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const limit = limitOf(limits, 'PURCHASE_ORDER', ctx.viewer);
  const worth = worthOfOrder(order, ctx);
  if (limit === undefined || worth <= limit || coveringApproval(approvals, 'PURCHASE_ORDER', worth)) throw PurchaseApprovalSuffices({});
}

export const requestPurchaseApproval = action({
  name: 'requestPurchaseApproval', permission: 'purchasing.manage',
  describe: 'Asks a second person to let a purchase order be placed whose amount is beyond what the own role may order alone.',
  input: { purchaseOrderId: id('PurchaseOrder'), reason: text({ max: 1000, lines: true }) },
  refusals: [PurchaseOrderState, PurchaseOrderEmpty, PurchaseApprovalSuffices, ApprovalPending],
  payload: { purchaseOrder: 'record:PurchaseOrder', approval: 'record:Approval' },
  load: async (tx, { purchaseOrderId }) => {
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    return { order, lines, supplier: await readRow(tx, 'Supplier', order.supplierId), approvals: await loadApprovals(tx, order.id), limits: await loadPurchaseLimits(tx) };
  },
  decide: ({ order, lines, supplier, approvals, limits }, { reason }, ctx) => {
    demandLegal(order, 'placePurchaseOrder');
    if (lines.length === 0) throw PurchaseOrderEmpty({});
    demandApprovalOpen(order, limits, approvals, ctx);
    const { currencyCode } = ctx.company;
    const amount = worthOfOrder(order, ctx);
    const total = printMoney(amount, currencyCode);
    const limit = limitOf(limits, 'PURCHASE_ORDER', ctx.viewer);
    const asked = requestApprovalRows({
      kind: 'PURCHASE_ORDER', subject: { type: 'PurchaseOrder', id: order.id }, amount, reason,
      facts: { supplier: supplier.name, orderTotal: total, ...(limit === undefined ? {} : { limit: printMoney(limit, currencyCode) }) },
    }, approvals, ctx);
    return {
      rows: asked.rows,
      events: [...asked.events, { kind: 'purchaseApprovalRequested', subjectType: 'PurchaseOrder', subjectId: order.id, reason, data: { total } }],
      result: { purchaseOrder: order.id, approval: asked.id },
    };
  },
});
