// Pure: a run of payments to suppliers, from proposal to money.
import type { ApprovalLimitRow, ApprovalRow, CollectionAccountRow, OpenItemRow, PaymentRunLineRow, PaymentRunRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { companyPart, openAmount } from '../accounting/post.ts';
import type { Rates } from '../currencies/rates.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { plus, split, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import type { Viewer } from '../shared/viewer.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { coveringApproval, limitOf } from '../work/rules.ts';
import { foreignMoney, movedOut } from './foreignMoney.ts';
import type { Held } from './heldMoney.ts';
import { paymentRows } from './paymentRows.ts';
import { AllocationCurrency, AllocationExceedsInvoice, PaymentRunApprovalNeeded, PaymentRunApprovalSuffices, PaymentRunState } from './refusals.ts';

export const demandDraft = ({ number, status }: Pick<PaymentRunRow, 'number' | 'status'>): void => {
  if (status !== 'DRAFT') throw PaymentRunState({ number, status });
};

/** Who pays, and in whose money limits are. */
type Judge = { viewer: Pick<Viewer, 'id' | 'role'>; company: Pick<DecideContext['company'], 'currencyCode'> };

export interface Wanted { billId: string; supplierId: string; item: OpenItemRow; amount: Minor }

/** The lines of a run, their sum and what that is in the books; those there were before are replaced. Refuses more than is open of a bill, and bills in another currency. */
export function runLines(runId: string, wanted: readonly Wanted[], before: readonly PaymentRunLineRow[], currencyCode: string,
  newId: () => string): { rows: Change[]; total: Minor; worth: Minor } {
  const said = (minor: Minor) => ({ minor, currencyCode });
  wanted.forEach(({ billId, item, amount }, index) => {
    if (wanted.findIndex((each) => each.billId === billId) !== index) throw fieldRefused(['lines', String(index)], 'twice');
    if (item.currencyCode !== currencyCode) throw AllocationCurrency({ number: item.number, currency: item.currencyCode, paidIn: currencyCode });
    if (amount > openAmount(item)) throw AllocationExceedsInvoice({ number: item.number, wanted: said(amount), open: said(openAmount(item)) });
  });
  return {
    rows: [
      ...before.map(({ id }) => remove('PaymentRunLine', id)),
      ...wanted.map(({ billId, supplierId, item, amount }, index) => insert('PaymentRunLine', {
        id: newId(), paymentRunId: runId, no: index + 1, supplierId, billId, openItemId: item.id, amountMinor: amount, currencyCode, paymentId: null,
      })),
    ],
    total: plus(zero, ...wanted.map(({ amount }) => amount)), worth: plus(zero, ...wanted.map(({ item, amount }) => companyPart(item, amount))),
  };
}

/** What a run pays as the books have it: what limits are about. */
export const worthOfRun = ({ totalMinor, companyTotalMinor }: Pick<PaymentRunRow, 'totalMinor' | 'companyTotalMinor'>): Minor => companyTotalMinor ?? totalMinor;

/** The approval that a run is executed by; undefined where the viewer needs none. Refuses PAYMENT_RUN_APPROVAL_NEEDED. */
export function demandRunApproved(run: PaymentRunRow, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], { viewer, company: { currencyCode } }: Judge): ApprovalRow | undefined {
  const limit = limitOf(limits, 'PAYMENT_RUN', viewer);
  const worth = worthOfRun(run);
  if (limit === undefined || worth <= limit) return undefined;
  const approval = coveringApproval(approvals, 'PAYMENT_RUN', worth);
  if (!approval) throw PaymentRunApprovalNeeded({ amount: { minor: worth, currencyCode }, limit: { minor: limit, currencyCode } });
  return approval;
}

/** Refuses where nothing need be asked: the viewer may pay alone, it is approved, or asked already. */
export function demandRunApprovalOpen(run: PaymentRunRow, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Pick<Viewer, 'id' | 'role'>): void {
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const limit = limitOf(limits, 'PAYMENT_RUN', viewer);
  const worth = worthOfRun(run);
  if (limit === undefined || worth <= limit || coveringApproval(approvals, 'PAYMENT_RUN', worth)) throw PaymentRunApprovalSuffices({});
}

/** What money of a run is: of each payment its worth, where the run is not in company money, and what it takes off the account. */
export interface RunMoney { rates: Rates; collections: CollectionAccountRow[]; held: Map<string, Held>; /** What the bank took for all of it. */ companyAmount: Minor | null }

/** One payment a supplier, in the order of the lines; `numbers` has one for each. */
export function payRows(run: PaymentRunRow, lines: readonly PaymentRunLineRow[], items: ReadonlyMap<string, OpenItemRow>, numbers: readonly string[], accounts: Accounts, money: RunMoney,
  ctx: DecideContext): { rows: Change[]; events: EventDraft[]; payments: string[] } {
  const bySupplier = [...Map.groupBy(lines, ({ supplierId }) => supplierId)];
  const { accountId, currencyCode, payOn: on } = run;
  const amounts = bySupplier.map(([, own]) => plus(zero, ...own.map(({ amountMinor }) => amountMinor)));
  const taken = money.companyAmount === null ? [] : split(money.companyAmount, amounts);
  const paid = bySupplier.map(([supplierId, own], index) => {
    const settlements = own.flatMap(({ openItemId, amountMinor }) => {
      const debit = items.get(openItemId);
      return debit ? [{ debit, amount: amountMinor }] : [];
    });
    const amount = amounts[index] ?? zero;
    const foreign = foreignMoney({ amount, currencyCode, companyAmount: taken[index] ?? null, on, accountId }, money.rates, money.collections, ctx);
    const { rows, events, result } = paymentRows(accounts, {
      direction: 'OUT', number: numbers[index] ?? '', customerId: null, supplierId, amount, foreign, ...movedOut(accountId, amount, foreign, money.held), paidOn: on,
      method: 'BANK', accountId, reference: run.number,
    }, null, settlements, ctx);
    const payment = String(result.payment);
    return { payment, events, rows: [...rows, ...own.map(({ id }) => update('PaymentRunLine', id, { paymentId: payment }))] };
  });
  return { rows: paid.flatMap(({ rows }) => rows), events: paid.flatMap(({ events }) => events), payments: paid.map(({ payment }) => payment) };
}
