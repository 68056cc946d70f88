// Pure: the rows of a payment in either direction: document, open item, entry, and what it settles at once.
import type { CreditAccountRow, OpenItemRow, PaymentDirection, PaymentMethod } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { DecideContext, Decision, EventDraft } from '../shared/action.ts';
import { negate, printMoney, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { applyRows, demandSettlements, oldestFirst, type Settlement } from './rules.ts';

export interface PaymentDraft {
  direction: PaymentDirection; number: string; customerId: string | null; supplierId: string | null; amount: Minor; paidOn: Day;
  method: PaymentMethod; accountId: string; reference: string | null;
}

/** Cash is kept apart from what goes through the bank. */
export const defaultAccount = (accounts: Accounts, method: PaymentMethod): string => accounts[method === 'CASH' ? '1010' : '1000'];

/** What an application tells: on each document settled, with the number of the money. */
export const settledEvents = (kind: string, credit: Pick<OpenItemRow, 'number'>, settlements: Settlement[], currencyCode: string, reason?: string): EventDraft[] =>
  settlements.map(({ debit, amount }) => ({
    kind, subjectType: debit.sourceType, subjectId: debit.sourceId, reason,
    data: { number: debit.number, by: credit.number, amount: printMoney(amount, currencyCode) },
  }));

/** A payment: cash against its own open item (2100 in, 2000 out), then applied to the debts named or to the oldest. */
export function paymentRows(accounts: Accounts, draft: PaymentDraft, account: CreditAccountRow | null,
  settles: Settlement[] | { oldest: OpenItemRow[] }, ctx: DecideContext): Decision {
  const { direction, number, customerId, supplierId, amount, paidOn } = draft;
  const { currencyCode } = ctx.company;
  const settlements = 'oldest' in settles ? oldestFirst(amount, settles.oldest) : settles;
  demandSettlements(settlements, amount, { customerId, supplierId }, currencyCode);
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const isIn = direction === 'IN';
  const held = isIn ? negate(amount) : amount;
  const made = openItemRow(accounts, {
    id: openItemId, account: isIn ? '2100' : '2000', kind: isIn ? 'PAYMENT' : 'SUPPLIER_PAYMENT', customerId, supplierId,
    source: { type: 'Payment', id }, number, amount: held, effectiveOn: paidOn,
  }, ctx);
  const credit = { ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
  return {
    rows: [
      insert('Payment', {
        id, companyId: ctx.company.id, number, direction, customerId, supplierId, method: draft.method, accountId: draft.accountId, openItemId,
        paidOn, currencyCode, amountMinor: amount, reference: draft.reference, reversedOn: null, reversalReason: null,
      }),
      made,
      ...entryRows(accounts, {
        kind: 'PAYMENT', effectiveOn: paidOn, source: { type: 'Payment', id }, memo: number,
        lines: [
          { accountId: draft.accountId, amount: negate(held), customerId, supplierId },
          { accountId: credit.accountId, amount: held, openItemId, customerId, supplierId },
        ],
      }, ctx),
      ...(account ? [moveCredit(account, 'unapplied', amount)] : []),
      ...settlements.flatMap((settlement) => applyRows(accounts, { credit, account, on: paidOn }, settlement, ctx)),
    ],
    events: [
      { kind: 'paymentRecorded', subjectType: 'Payment', subjectId: id,
        data: { number, amount: printMoney(amount, currencyCode), invoiceIds: settlements.map(({ debit }) => debit.sourceId) } },
      ...settledEvents('paymentAllocated', credit, settlements, currencyCode),
    ],
    result: { payment: id },
  };
}
