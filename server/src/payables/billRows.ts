// Pure: the rows of a bill: document, what is owed, entry, comparison, and what differs in cost.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import type { AccountRow, ApprovalLimitRow, BillRow, LandedCostRow, MatchToleranceRow, SupplierRow, TaxCodeRow } from '../generated/rows.ts';
import type { Pools } from '../inventory/pools.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { approvalRows } from './billApproval.ts';
import { exceptionRows, matchOf } from './match.ts';
import { BillEmpty, BillKnown } from './refusals.ts';
import { originally, worthColumns, worthOf, type PaperMoney } from '../currencies/paperMoney.ts';
import { billedRows, billEntryLines, comparedLines, correctionRows, differenceOf, expenseDrafts, landedDrafts, netOf, orderedCost, receiptLineDrafts, worthLines,
  type GivenExpense, type GivenLanded, type GivenReceiptLine, type Receivable } from './rules.ts';

export interface BillFacts {
  supplier: SupplierRow; received: Receivable[]; known: BillRow | undefined; pools: Pools; tolerances: MatchToleranceRow[]; limits: ApprovalLimitRow[];
  accounts: Accounts; expenseAccounts: AccountRow[]; taxCodes: Pick<TaxCodeRow, 'id'>[]; landed: LandedCostRow[]; number: string; money: PaperMoney;
}
export interface BillInput {
  supplierReference: string; billedOn?: Day | null; dueOn?: Day | null; receiptLines?: GivenReceiptLine[] | null; expenseLines?: GivenExpense[] | null; landedCostLines?: GivenLanded[] | null; tax?: Minor | null;
  /** The template that makes it, and for which day: somebody approves it before it is paid. */
  recurring?: { recurringBillId: string; recurredOn: Day; reason: string };
}

function demandTaxCodes(field: string, lines: readonly { taxCodeId?: string | null }[], known: BillFacts['taxCodes']): void {
  lines.forEach(({ taxCodeId }, index) => {
    if (taxCodeId && !known.some(({ id }) => id === taxCodeId)) throw fieldRefused([field, String(index), 'taxCodeId'], 'id_unknown', { type: 'TaxCode' });
  });
}

/** Refuses BILL_KNOWN, BILL_EMPTY and what its lines refuse. */
export function decideBill({ supplier, received, known, pools, tolerances, limits, accounts, expenseAccounts, taxCodes, landed, number, money }: BillFacts, input: BillInput, ctx: DecideContext): Decision {
  if (known) throw BillKnown({ bill: known.id, number: known.number, supplierReference: known.supplierReference });
  demandTaxCodes('receiptLines', input.receiptLines ?? [], taxCodes);
  demandTaxCodes('expenseLines', input.expenseLines ?? [], taxCodes);
  const { id: companyId } = ctx.company;
  const { currencyCode } = money;
  const drafts = [
    ...receiptLineDrafts(input.receiptLines ?? [], received, supplier, money), ...expenseDrafts(input.expenseLines ?? [], expenseAccounts, currencyCode),
    ...landedDrafts(input.landedCostLines ?? [], landed, currencyCode),
  ];
  const net = netOf(drafts);
  const tax = input.tax ?? zero;
  if (drafts.length === 0 || net === 0n) throw BillEmpty({});
  const worth = worthOf(drafts.map((line) => line.net), tax, money);
  const lines = worthLines(drafts, worth);
  const billedOn = input.billedOn ?? ctx.today;
  const dueOn = input.dueOn ?? addDays(billedOn, supplier.paymentTermDays);
  if (dueOn < billedOn) throw fieldRefused(['dueOn'], 'day_before', { day: billedOn });
  const orders = new Set(lines.flatMap(({ receiptLine: each }) => (each ? [each.receipt.purchaseOrderId] : [])));
  const billId = ctx.newId();
  const openItemId = ctx.newId();
  const source = { type: 'Bill', id: billId };
  const bill = {
    id: billId, companyId, number, supplierId: supplier.id, supplierReference: input.supplierReference, openItemId, billedOn, dueOn, currencyCode,
    purchaseOrderId: orders.size === 1 ? [...orders][0] ?? null : null, netMinor: net, taxMinor: tax, totalMinor: plus(net, tax), ...worthColumns(worth, money),
    recordedById: ctx.viewer.id, recurringBillId: input.recurring?.recurringBillId ?? null, recurredOn: input.recurring?.recurredOn ?? null,
  };
  const compared = comparedLines(lines, money);
  const exceptions = exceptionRows(billId, compared, tolerances, supplier.id, money, ctx);
  const asking = approvalRows({ ...bill, supplierName: supplier.name }, limits, ctx, input.recurring?.reason);
  const differing = lines.flatMap(({ receiptLine: each, worth: asked, cleared }) => (each ? [differenceOf(each, minus(asked, cleared ?? zero))] : []));
  return {
    rows: [
      openItemRow(accounts, {
        id: openItemId, account: '2000', kind: 'BILL', supplierId: supplier.id, source, number, amount: negate(worth.total), ...originally(negate(bill.totalMinor), money), effectiveOn: billedOn, dueOn,
      }, ctx),
      insert('Bill', { ...bill, match: matchOf(compared, exceptions), needsApproval: asking.rows.length > 0 }),
      ...exceptions, ...asking.rows,
      ...lines.map((line, index) => insert('BillLine', {
        id: ctx.newId(), billId, no: index + 1, receiptLineId: line.receiptLine?.line.id ?? null, productId: line.receiptLine?.line.productId ?? null,
        accountId: line.accountId, description: line.description, quantity: line.quantity, unitCost: line.unitCost, netMinor: line.net, companyNetMinor: money.rate === null ? null : line.worth, currencyCode,
        clearedMinor: line.cleared, orderedCost: orderedCost(line, money), taxCodeId: line.taxCodeId,
        landedCostId: line.landed?.id ?? null, orderId: line.dimensions?.orderId ?? null, costCategoryId: line.dimensions?.costCategoryId ?? null,
      })),
      ...billedRows(lines.flatMap((line) => line.receiptLine ?? []), 1), ...lines.flatMap((line) => line.settled?.row ?? []),
      ...entryRows(accounts, { kind: 'BILL', effectiveOn: billedOn, source, memo: number, lines: billEntryLines(lines, bill, worth, money) }, ctx),
      ...correctionRows(pools, accounts, differing, { kind: 'BILL', billId, number }, ctx),
    ],
    events: [{ kind: 'billRecorded', subjectType: 'Bill', subjectId: billId, data: { number, supplierReference: input.supplierReference } }, ...asking.events],
    result: { bill: billId },
  };
}
