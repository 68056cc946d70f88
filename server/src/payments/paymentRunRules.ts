// Pure: a run of payments to suppliers, from proposal to money.
import type { ApprovalLimitRow, ApprovalRow, OpenItemRow, PaymentRunLineRow, PaymentRunRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import type { Viewer } from '../shared/viewer.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { coveringApproval, limitOf } from '../work/rules.ts';
import { paymentRows } from './paymentRows.ts';
import { AllocationExceedsInvoice, PaymentRunApprovalNeeded, PaymentRunApprovalSuffices, PaymentRunState } from './refusals.ts';

export const demandDraft = ({ number, status }: Pick<PaymentRunRow, 'number' | 'status'>): void => {
  if (status !== 'DRAFT') throw PaymentRunState({ number, status });
};

export interface Wanted { billId: string; supplierId: string; item: OpenItemRow; amount: Minor }

/** The lines of a run and their sum; those there were before are replaced. Refuses more than is open of a bill. */
export function runLines(runId: string, wanted: readonly Wanted[], before: readonly PaymentRunLineRow[], { currencyCode }: DecideContext['company'],
  newId: () => string): { rows: Change[]; total: Minor } {
  const said = (minor: Minor) => ({ minor, currencyCode });
  wanted.forEach(({ billId, item, amount }, index) => {
    if (wanted.findIndex((each) => each.billId === billId) !== index) throw fieldRefused(['lines', String(index)], 'twice');
    if (amount > openAmount(item)) throw AllocationExceedsInvoice({ number: item.number, wanted: said(amount), open: said(openAmount(item)) });
  });
  return {
    rows: [
      ...before.map(({ id }) => remove('PaymentRunLine', id)),
      ...wanted.map(({ billId, supplierId, item, amount }, index) => insert('PaymentRunLine', {
        id: newId(), paymentRunId: runId, no: index + 1, supplierId, billId, openItemId: item.id, amountMinor: amount, currencyCode, paymentId: null,
      })),
    ],
    total: plus(zero, ...wanted.map(({ amount }) => amount)),
  };
}

/** The approval that a run is executed by; undefined where the viewer needs none. Refuses PAYMENT_RUN_APPROVAL_NEEDED. */
export function demandRunApproved(run: PaymentRunRow, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Pick<Viewer, 'id' | 'role'>): ApprovalRow | undefined {
  const limit = limitOf(limits, 'PAYMENT_RUN', viewer);
  if (limit === undefined || run.totalMinor <= limit) return undefined;
  const approval = coveringApproval(approvals, 'PAYMENT_RUN', run.totalMinor);
  const { currencyCode } = run;
  if (!approval) throw PaymentRunApprovalNeeded({ amount: { minor: run.totalMinor, currencyCode }, limit: { minor: limit, currencyCode } });
  return approval;
}

/** Refuses where nothing need be asked: the viewer may pay alone, it is approved, or asked already. */
export function demandRunApprovalOpen(run: PaymentRunRow, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Pick<Viewer, 'id' | 'role'>): void {
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const limit = limitOf(limits, 'PAYMENT_RUN', viewer);
  if (limit === undefined || run.totalMinor <= limit || coveringApproval(approvals, 'PAYMENT_RUN', run.totalMinor)) throw PaymentRunApprovalSuffices({});
}

/** One payment a supplier, in the order of the lines; `numbers` has one for each. */
export function payRows(run: PaymentRunRow, lines: readonly PaymentRunLineRow[], items: ReadonlyMap<string, OpenItemRow>, numbers: readonly string[], accounts: Accounts,
  ctx: DecideContext): { rows: Change[]; events: EventDraft[]; payments: string[] } {
  const bySupplier = [...Map.groupBy(lines, ({ supplierId }) => supplierId)];
  const paid = bySupplier.map(([supplierId, own], index) => {
    const settlements = own.flatMap(({ openItemId, amountMinor }) => {
      const debit = items.get(openItemId);
      return debit ? [{ debit, amount: amountMinor }] : [];
    });
    const { rows, events, result } = paymentRows(accounts, {
      direction: 'OUT', number: numbers[index] ?? '', customerId: null, supplierId, amount: plus(zero, ...own.map(({ amountMinor }) => amountMinor)), paidOn: run.payOn,
      method: 'BANK', accountId: run.accountId, reference: run.number,
    }, null, settlements, ctx);
    const payment = String(result.payment);
    return { payment, events, rows: [...rows, ...own.map(({ id }) => update('PaymentRunLine', id, { paymentId: payment }))] };
  });
  return { rows: paid.flatMap(({ rows }) => rows), events: paid.flatMap(({ events }) => events), payments: paid.map(({ payment }) => payment) };
}
