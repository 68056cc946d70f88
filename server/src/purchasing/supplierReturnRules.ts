// Pure: goods go back to their supplier. They leave stock at its cost of now and clear what was booked when they came; the
// difference is a cost correction.
import type { Accounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import type { PurchaseOrderLineRow, PurchaseOrderRow, ReceiptLineRow, ReceiptRow, SupplierReturnLineRow } from '../generated/rows.ts';
import type { LotGiven } from '../inventory/lotsInput.ts';
import { expect, issue, type Pools } from '../inventory/pools.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { DropShipped, ReceiptReversed, ReturnedTooMuch } from './refusals.ts';
import { demandNotBefore, openOf, statusOf } from './rules.ts';

export interface ReturnFacts {
  order: PurchaseOrderRow;
  orderLines: PurchaseOrderLineRow[];
  receipt: ReceiptRow;
  receiptLines: ReceiptLineRow[];
  /** Lines of posted returns of the receipt. */
  returned: Pick<SupplierReturnLineRow, 'receiptLineId' | 'quantity' | 'valueMinor'>[];
  pools: Pools;
  accounts: Accounts;
  number: string;
}
export interface ReturnDraft {
  lines: { receiptLineId: string; quantity: Quantity; lots?: readonly LotGiven[]; path: string[] }[];
  reason: string; isReplaced: boolean; on: Day;
}

/** What of a receipt line is not returned yet. */
export function leftOf(line: ReceiptLineRow, returned: ReturnFacts['returned']): { units: Quantity; value: Minor } {
  const own = returned.filter(({ receiptLineId }) => receiptLineId === line.id);
  return {
    units: subtract(line.quantity, own.reduce((sum, each) => add(sum, each.quantity), none)),
    value: minus(line.valueMinor, plus(zero, ...own.map(({ valueMinor }) => valueMinor))),
  };
}

/**
 * More or less of an order's lines is received than before: rows of the lines and the order, and what is expected. What was
 * given up is not expected again.
 */
export function receivedRows(order: PurchaseOrderRow, lines: readonly PurchaseOrderLineRow[], changed: ReadonlyMap<string, Quantity>, pools: Pools): Change[] {
  const after = lines.map((line) => ({ ...line, received: add(line.received, changed.get(line.id) ?? none) }));
  after.forEach((line, index) => {
    const before = lines[index];
    if (before && order.cancelledOn === null) expect(pools, line.productId, order.warehouseId, subtract(openOf(line), openOf(before)));
  });
  return [
    ...after.filter(({ id }) => changed.has(id)).map(({ id, received }) => update('PurchaseOrderLine', id, { received })),
    update('PurchaseOrder', order.id, { status: statusOf(order, after), version: order.version + 1 }),
  ];
}

/** The rows of a return, at the receipt's value; refuses more than there is left of a line. */
export function supplierReturnRows({ order, orderLines, receipt, receiptLines, returned, pools, accounts, number }: ReturnFacts, draft: ReturnDraft, ctx: DecideContext):
  { rows: Change[]; events: EventDraft[]; supplierReturnId: string } {
  if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
  // They went straight to the customer: there is nothing here to send back.
  if (receipt.customerOrderId !== null) throw DropShipped({ number: receipt.number });
  demandNotBefore(draft.on, receipt.receivedOn, ['on']);
  const supplierReturnId = ctx.newId();
  const source = { type: 'SupplierReturn', id: supplierReturnId };
  const { warehouseId, supplierId, purchaseOrderId, currencyCode } = receipt;
  const gone = [...returned];
  const again = new Map<string, Quantity>();
  const lines = draft.lines.map(({ receiptLineId, quantity, lots, path }, index) => {
    const line = receiptLines.find((each) => each.id === receiptLineId);
    if (!line) throw new Error(`receipt line ${receiptLineId} is not loaded`);
    const left = leftOf(line, gone);
    const { productName } = pools.names(line.productId, warehouseId);
    if (quantity > left.units) throw ReturnedTooMuch({ productName, left: left.units, wanted: quantity });
    const value = take(left, quantity);
    gone.push({ receiptLineId, quantity, valueMinor: value });
    again.set(line.purchaseOrderLineId, subtract(again.get(line.purchaseOrderLineId) ?? none, quantity));
    const id = ctx.newId();
    // A line's move bears the line's id.
    const issued = issue(pools, { id, productId: line.productId, warehouseId, quantity, kind: 'RETURN', effectiveOn: draft.on, source, note: draft.reason.slice(0, 1000), path, ...(lots ? { lots } : {}) }, ctx);
    const row = insert('SupplierReturnLine', { id, supplierReturnId, no: index + 1, receiptLineId, productId: line.productId, quantity, valueMinor: value, currencyCode });
    return { productId: line.productId, value, cost: issued.cost, rows: [row, issued.row] };
  });
  return {
    supplierReturnId,
    rows: [
      insert('SupplierReturn', {
        id: supplierReturnId, companyId: ctx.company.id, number, receiptId: receipt.id, purchaseOrderId, supplierId, warehouseId, returnedOn: draft.on,
        reason: draft.reason, isReplaced: draft.isReplaced, currencyCode, valueMinor: plus(zero, ...lines.map(({ value }) => value)),
      }),
      ...lines.flatMap(({ rows }) => rows),
      ...(draft.isReplaced ? receivedRows(order, orderLines, again, pools) : []),
      ...entryRows(accounts, {
        kind: 'SUPPLIER_RETURN', effectiveOn: draft.on, source, memo: number,
        lines: lines.flatMap(({ productId, value, cost }) => [
          { account: '2300' as const, amount: value, productId, purchaseOrderId, supplierId },
          { account: '1300' as const, amount: negate(cost), productId, warehouseId, purchaseOrderId, supplierId },
          { account: '5010' as const, amount: minus(cost, value), productId, warehouseId, purchaseOrderId, supplierId },
        ]),
      }, ctx),
    ],
    events: [
      { kind: 'goodsReturned', subjectType: 'SupplierReturn', subjectId: supplierReturnId, reason: draft.reason, data: { number } },
      { kind: 'goodsReturned', subjectType: 'Receipt', subjectId: receipt.id, reason: draft.reason, data: { supplierReturnId, number } },
      { kind: 'goodsReturned', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, reason: draft.reason, data: { supplierReturnId, number } },
    ],
  };
}
