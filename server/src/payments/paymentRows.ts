// Pure: the rows of a payment in either direction: document, open item, entry, and what it settles at once.
import type { CreditAccountRow, OpenItemRow, PaymentDirection, PaymentMethod, PaymentRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow, type Original } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { DecideContext, Decision, EventDraft } from '../shared/action.ts';
import { negate, plus, printMoney, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { applyRows, demandSettlements, oldestFirst, type EarlyOf, type Settlement } from './rules.ts';

export interface PaymentDraft {
  direction: PaymentDirection; number: string; customerId: string | null; supplierId: string | null; amount: Minor; paidOn: Day;
  /** Where it is not company money: its currency, what it is worth, by which rate, and whether the account is in it. */
  foreign?: ForeignMoney | null;
  method: PaymentMethod; accountId: string; reference: string | null;
  /** What it moves on that account, where that is told otherwise: signed, in the account's currency and in company money. What lies between that and its worth is realised. */
  moved?: { original: Original; company: Minor };
  /** What else is known of it: who paid, when it counts, the cheque. */
  told?: PaymentTold;
}

export type PaymentTold = Partial<Pick<PaymentRow, 'payerName' | 'valueOn' | 'chequeNumber' | 'chequeBank' | 'chequeOn'>>;

/** Money in another currency, with its worth to the company; the account that takes it is in that currency or in the company's. */
export interface ForeignMoney { currencyCode: string; worth: Minor; rate: FxRate; isHeldInIt: boolean }

/** Cash is kept apart from what goes through the bank. */
export const defaultAccount = (accounts: Accounts, method: PaymentMethod): string => accounts[method === 'CASH' ? '1010' : '1000'];

/** What an application tells: on each document settled, with the number of the money. */
export const settledEvents = (kind: string, credit: Pick<OpenItemRow, 'number'>, settlements: Settlement[], reason?: string): EventDraft[] =>
  settlements.map(({ debit, amount }) => ({
    kind, subjectType: debit.sourceType, subjectId: debit.sourceId, reason,
    data: { number: debit.number, by: credit.number, amount: printMoney(amount, debit.currencyCode) },
  }));

/** A payment: cash against its own open item (2100 in, 2000 out), then applied to the debts named or to the oldest. */
export function paymentRows(accounts: Accounts, draft: PaymentDraft, account: CreditAccountRow | null,
  settles: Settlement[] | { oldest: OpenItemRow[]; early?: EarlyOf }, ctx: DecideContext): Decision {
  const { direction, number, customerId, supplierId, amount, paidOn, foreign = null } = draft;
  const currencyCode = foreign?.currencyCode ?? ctx.company.currencyCode;
  const settlements = 'oldest' in settles ? oldestFirst(amount, settles.oldest.filter((debit) => debit.currencyCode === currencyCode), settles.early) : settles;
  demandSettlements(settlements, amount, { customerId, supplierId, currencyCode });
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const isIn = direction === 'IN';
  const signed = (value: Minor) => (isIn ? negate(value) : value);
  const worth = foreign?.worth ?? amount;
  const held = signed(worth);
  const original = (value: Minor) => (foreign ? { original: { amount: value, currencyCode } } : {});
  const moved: { company: Minor; original?: Original } = draft.moved ?? { company: negate(held), ...(foreign?.isHeldInIt ? original(negate(signed(amount))) : {}) };
  const made = openItemRow(accounts, {
    id: openItemId, account: isIn ? '2100' : '2000', kind: isIn ? 'PAYMENT' : 'SUPPLIER_PAYMENT', customerId, supplierId,
    source: { type: 'Payment', id }, number, amount: held, ...original(signed(amount)), effectiveOn: paidOn,
  }, ctx);
  const credit = { ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
  return {
    rows: [
      insert('Payment', {
        id, companyId: ctx.company.id, number, direction, customerId, supplierId, method: draft.method, accountId: draft.accountId, openItemId,
        paidOn, currencyCode, amountMinor: amount, companyMinor: foreign?.worth ?? null, exchangeRate: foreign?.rate ?? null, reference: draft.reference, payerName: null, valueOn: null, chequeNumber: null, chequeBank: null, chequeOn: null, ...draft.told, reversedOn: null, reversalReason: null,
      }),
      made,
      ...entryRows(accounts, {
        kind: 'PAYMENT', effectiveOn: paidOn, source: { type: 'Payment', id }, memo: number,
        lines: [
          { accountId: draft.accountId, amount: moved.company, ...(moved.original ? { original: moved.original } : {}), customerId, supplierId },
          { accountId: credit.accountId, amount: held, ...original(signed(amount)), openItemId, customerId, supplierId },
          { account: '7000', amount: negate(plus(moved.company, held)), customerId, supplierId },
        ],
      }, ctx),
      ...(account ? [moveCredit(account, 'unapplied', worth)] : []),
      ...settlements.flatMap((settlement) => applyRows(accounts, { credit, account, on: paidOn }, settlement, ctx)),
    ],
    events: [
      { kind: 'paymentRecorded', subjectType: 'Payment', subjectId: id,
        data: { number, amount: printMoney(amount, currencyCode), invoiceIds: settlements.map(({ debit }) => debit.sourceId) } },
      ...settledEvents('paymentAllocated', credit, settlements),
    ],
    result: { payment: id },
  };
}
