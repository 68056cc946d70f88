// Pure: the kept parts of a customer's exposure. Each domain moves its own part under the lock of loadCredit.
import type { CreditAccountRow } from '../generated/rows.ts';
import { minus, plus, type Minor } from '../shared/money.ts';
import { update, type Change } from '../shared/write.ts';

/** A part of the exposure that a domain moves. */
export type CreditPart = 'receivable' | 'shippedNotInvoiced' | 'openOrders' | 'unapplied';

/** What a customer owes or will owe: open invoices, shipped not invoiced and open orders, less money not applied yet. */
export const exposureOf = (account: CreditAccountRow): Minor => minus(
  plus(account.receivableMinor, account.shippedNotInvoicedMinor, account.openOrdersMinor), account.unappliedMinor);

/** What may still be ordered; null without a limit, negative when the limit is passed. */
export const creditLeft = (account: CreditAccountRow): Minor | null =>
  account.limitMinor === null ? null : minus(account.limitMinor, exposureOf(account));

/** Moves a part of the exposure. The given row is moved too, so that several moves of one decision add up. */
export function moveCredit(account: CreditAccountRow, part: CreditPart, by: Minor): Change {
  const column = `${part}Minor` as const;
  account[column] = plus(account[column], by);
  return update('CreditAccount', account.id, { [column]: account[column] });
}

/** Marks the account as changed, though nothing of it is: whoever waits for its lock reads again what hangs on it (holds). */
export const touchCredit = (account: CreditAccountRow): Change => update('CreditAccount', account.id, { limitMinor: account.limitMinor });
