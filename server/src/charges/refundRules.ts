// Pure: giving money back.
import type { Accounts } from '../accounting/books.ts';
import { companyPart, entryRows, openAmount, openItemRow, type Original } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { ApprovalLimitRow, ApprovalRow, CreditAccountRow, CustomerRow, OpenItemRow, RefundPartRow, RefundRow } from '../generated/rows.ts';
import { settledEvents, type ForeignMoney, type PaymentDraft } from '../payments/paymentRows.ts';
import { applyRows } from '../payments/rules.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context, Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { coveringApproval, limitOf } from '../work/rules.ts';
import { NotACredit, RefundApprovalNeeded, RefundApprovalSuffices, RefundExceedsCredit, RefundState } from './refusals.ts';

export const demandDraft = ({ number, status }: Pick<RefundRow, 'number' | 'status'>): void => {
  if (status !== 'DRAFT') throw RefundState({ number, status: status.toLowerCase() });
};
export const demandPaid = ({ number, status }: Pick<RefundRow, 'number' | 'status'>): void => {
  if (status !== 'PAID') throw RefundState({ number, status: status.toLowerCase() });
};

export interface Wanted { item: OpenItemRow; amount: Minor }

/** Refuses what is no credit of the customer's, credits in several currencies, and more than is open of one. */
export function demandRefundable(wanted: readonly Wanted[], customerId: string): void {
  wanted.forEach(({ item, amount }, index) => {
    const { currencyCode } = item;
    const said = (minor: Minor) => ({ minor, currencyCode });
    if (wanted.findIndex((each) => each.item.id === item.id) !== index) throw fieldRefused(['parts', String(index)], 'twice');
    if (item.customerId !== customerId || item.openMinor > 0n || item.amountMinor > 0n) throw NotACredit({ number: item.number });
    if (currencyCode !== wanted[0]?.item.currencyCode) throw fieldRefused(['parts', String(index)], 'one_currency');
    if (amount > openAmount(item)) throw RefundExceedsCredit({ number: item.number, wanted: said(amount), open: said(openAmount(item)) });
  });
}

/** The approval that a refund is paid by; undefined where the viewer needs none. Limits are company money. */
export function demandRefundApproved({ companyMinor }: Pick<RefundRow, 'companyMinor'>, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], { viewer, company }: Pick<Context, 'viewer' | 'company'>): ApprovalRow | undefined {
  const limit = limitOf(limits, 'REFUND', viewer);
  if (limit === undefined || companyMinor <= limit) return undefined;
  const approval = coveringApproval(approvals, 'REFUND', companyMinor);
  const { currencyCode } = company;
  if (!approval) throw RefundApprovalNeeded({ amount: { minor: companyMinor, currencyCode }, limit: { minor: limit, currencyCode } });
  return approval;
}

/** Refuses where nothing need be asked: the viewer may pay alone, it is approved, or asked already. */
export function demandRefundApprovalOpen({ companyMinor }: Pick<RefundRow, 'companyMinor'>, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Viewer): void {
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const limit = limitOf(limits, 'REFUND', viewer);
  if (limit === undefined || companyMinor <= limit || coveringApproval(approvals, 'REFUND', companyMinor)) throw RefundApprovalSuffices({});
}

/** A refund as it is paid: `foreign` where it is no company money, `moved` what that takes of an account that is held in its currency. */
export interface Paid extends Pick<PaymentDraft, 'moved'> { refund: RefundRow; wanted: readonly Wanted[]; customer: CustomerRow; account: CreditAccountRow; on: Day; foreign: ForeignMoney | null }

/** Money out against a debt of its own, which the credits settle at once: whatever becomes of a credit later, the books stay right. */
export function refundRows(accounts: Accounts, { refund, wanted, customer, account, on, foreign, moved: told }: Paid, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const openItemId = ctx.newId();
  const { id, number, amountMinor, currencyCode } = refund;
  const worth = foreign?.worth ?? amountMinor;
  const original = (amount: Minor): { original?: Original } => (foreign ? { original: { amount, currencyCode } } : {});
  const moved: { company: Minor; original?: Original } = told ?? { company: negate(worth) };
  const made = openItemRow(accounts, { id: openItemId, account: '1100', kind: 'REFUND', customerId: customer.id, source: { type: 'Refund', id }, number, amount: worth, ...original(amountMinor), effectiveOn: on, dueOn: on }, ctx);
  const debit = { claimMinor: null, taxes: null, ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
  const data = { number, amount: printMoney(amountMinor, currencyCode) };
  return {
    rows: [
      made,
      ...entryRows(accounts, {
        kind: 'REFUND', effectiveOn: on, source: { type: 'Refund', id }, memo: number,
        lines: [
          { account: '1100', amount: worth, ...original(amountMinor), openItemId, customerId: customer.id },
          { accountId: refund.accountId, amount: moved.company, ...(moved.original ? { original: moved.original } : {}), customerId: customer.id },
          { account: '7000', amount: negate(plus(moved.company, worth)), customerId: customer.id },
        ],
      }, ctx),
      moveCredit(account, 'receivable', worth),
      ...wanted.flatMap(({ item, amount }) => applyRows(accounts, { credit: item, account, on, reason: number }, { debit, amount }, ctx)),
      update('Refund', id, { status: 'PAID', openItemId, companyMinor: worth, paidOn: on, paidByName: ctx.viewer.name, bankHolder: customer.bankHolder, bankAccount: customer.bankAccount, bankCode: customer.bankCode, version: refund.version + 1 }),
    ],
    events: [
      { kind: 'refundPaid', subjectType: 'Refund', subjectId: id, data }, { kind: 'refundPaid', subjectType: 'Customer', subjectId: customer.id, data: { ...data, refundId: id } },
      ...wanted.flatMap(({ item, amount }) => settledEvents('creditRefunded', { number }, [{ debit: item, amount }])),
    ],
  };
}

/** A draft with its parts. */
export function draftRows(refund: Omit<RefundRow, 'createdAt' | 'recordedAt' | 'version' | 'status'>, wanted: readonly Wanted[], ctx: DecideContext): Change[] {
  return [
    insert('Refund', { ...refund, status: 'DRAFT' }),
    ...wanted.map(({ item, amount }, index) => insert('RefundPart', { id: ctx.newId(), refundId: refund.id, no: index + 1, creditItemId: item.id, currencyCode: refund.currencyCode, amountMinor: amount })),
  ];
}

/** What parts of credits are worth in the books, in company money. */
export const worthOf = (wanted: readonly Wanted[]): Minor => plus(zero, ...wanted.map(({ item, amount }) => companyPart(item, amount)));

export const totalOf = (wanted: readonly Pick<Wanted, 'amount'>[]): Minor => plus(zero, ...wanted.map(({ amount }) => amount));

/** Parts joined to their locked credits. */
export const joined = (parts: readonly RefundPartRow[], items: readonly OpenItemRow[]): Wanted[] => parts.flatMap((part) => {
  const item = items.find((each) => each.id === part.creditItemId);
  return item ? [{ item, amount: part.amountMinor }] : [];
});
