// Pure: the rows of a deposit that is asked for. Nothing is posted: nothing is owed before it is paid, and nothing earned.
import type { DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { openItemRow } from '../accounting/post.ts';
import type { HeldTax } from '../payments/heldTax.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';

export interface RequestDraft {
  number: string; customerId: string; orderId: string | null; currencyCode: string; amount: Minor; share?: Rate | null; dueOn: Day; holdsShipping: boolean; note?: string | null; taxes: HeldTax[] | null;
}

/** A deposit and the open item on 2110 that money fills. */
export function requestRows(accounts: Accounts, draft: RequestDraft, ctx: DecideContext): { id: string; item: OpenItemRow; rows: Change[] } {
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const { currencyCode } = draft;
  const made = openItemRow(accounts, {
    id: openItemId, account: '2110', kind: 'DEPOSIT', customerId: draft.customerId, source: { type: 'DepositRequest', id }, number: draft.number, amount: negate(draft.amount),
    ...(currencyCode === ctx.company.currencyCode ? {} : { original: { amount: negate(draft.amount), currencyCode } }), effectiveOn: ctx.today, isClaim: true, taxes: draft.taxes as never,
  }, ctx);
  const row: Omit<DepositRequestRow, 'recordedAt' | 'version'> = {
    id, companyId: ctx.company.id, number: draft.number, customerId: draft.customerId, orderId: draft.orderId, openItemId, currencyCode, amountMinor: draft.amount, share: draft.share ?? null,
    requestedOn: ctx.today, dueOn: draft.dueOn, holdsShipping: draft.holdsShipping, note: draft.note ?? null, withdrawnOn: null, withdrawReason: null,
  };
  return { id, item: { ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow, rows: [insert('DepositRequest', row), made] }; // as it was just made
}
