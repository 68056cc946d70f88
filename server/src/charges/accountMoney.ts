// Money of a payment that its bank or provider takes back from the account on which it stands.
import sql from 'sql-template-tag';
import type { LineDraft, Original } from '../accounting/post.ts';
import { demandSpoken } from '../currencies/spoken.ts';
import type { JournalLineRow, PaymentRow } from '../generated/rows.ts';
import { loadHeld, movedWorth, type Held } from '../payments/heldMoney.ts';
import type { Tx } from '../shared/db.ts';
import { companyMoney, money, optional } from '../shared/input.ts';
import { minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';

/** What stands on the account of a payment, where that is held in the payment's own currency; null: it is in company money. */
export interface OnAccount { accountId: string; currencyCode: string; held: Held | null }

/** The account of a payment, locked where it is held in another currency. */
export async function loadOnAccount(tx: Tx, { accountId, currencyCode }: Pick<PaymentRow, 'accountId' | 'currencyCode'>, { company }: Pick<Context, 'company'>): Promise<OnAccount> {
  const locked = currencyCode === company.currencyCode ? [] : await selectRows(tx, 'CollectionAccount', sql`t."accountId" = ${accountId} AND t."currencyCode" = ${currencyCode}`, { lock: true });
  return { accountId, currencyCode, held: locked.length > 0 ? (await loadHeld(tx, locked)).get(accountId) ?? { units: zero, value: zero } : null };
}

/** The account once a payment has left it as it came. */
export function withoutPayment(account: OnAccount, lines: readonly Pick<JournalLineRow, 'accountId' | 'currencyCode' | 'amountMinor' | 'companyMinor'>[]): OnAccount {
  const own = lines.filter((line) => line.accountId === account.accountId && line.currencyCode === account.currencyCode);
  const { held } = account;
  return { ...account, held: held && { units: minus(held.units, plus(zero, ...own.map((line) => line.amountMinor))), value: minus(held.value, plus(zero, ...own.map((line) => line.companyMinor))) } };
}

/** What a part of a payment came to in company money. */
export const worthOfPart = ({ amountMinor, companyMinor }: Pick<PaymentRow, 'amountMinor' | 'companyMinor'>, part: Minor): Minor => (companyMinor === null ? part : take({ units: amountMinor, value: companyMinor }, part));

/** An amount as the account's currency tells it; nothing where that is company money. */
export const onAccount = ({ held, currencyCode }: OnAccount, amount: Minor): { original?: Original } => (held ? { original: { amount, currencyCode } } : {});

/** What leaves the account, in company money: its share of what stands there where it is held in its currency, else `worth`. What stands there is less for the next. */
export function takenFrom(account: OnAccount, amount: Minor, worth: Minor): Minor {
  const { held } = account;
  if (!held) return worth;
  const company = negate(movedWorth(held, negate(amount), () => negate(worth)));
  account.held = { units: minus(held.units, amount), value: minus(held.value, company) };
  return company;
}

/** What bank or provider take: in company money, or in the currency of the account where that is another. */
export const feeInput = (of: string) => ({
  fee: { ...optional(companyMoney()), describe: `${of}, in company money.` }, ownFee: { ...optional(money()), describe: `${of}, from an account that is held in the payment's currency: in that.` },
});

/** The lines of such a fee, and what it is in company money. Refuses one in another currency than the account's. */
export function feeRows(account: OnAccount, payment: Pick<PaymentRow, 'amountMinor' | 'companyMinor'>, told: { fee: Minor | null | undefined; ownFee: Minor | null | undefined; currencyCode: string | null | undefined; path: [string, string] }, customerId: string, ctx: Pick<Context, 'company'>): { worth: Minor; lines: LineDraft[] } {
  const [company, own] = [told.fee ?? zero, told.ownFee ?? zero];
  if (company > 0n && account.held) throw fieldRefused([told.path[0]], 'account_currency', { currency: account.currencyCode });
  if (own > 0n && !account.held) throw fieldRefused([told.path[1]], 'account_currency', { currency: ctx.company.currencyCode });
  if (own > 0n) demandSpoken(told.currencyCode, account.currencyCode, ctx);
  const worth = own > 0n ? takenFrom(account, own, worthOfPart(payment, own)) : company;
  const of = (amount: Minor) => (own > 0n ? onAccount(account, amount) : {});
  return { worth, lines: [{ account: '5400', amount: worth, ...of(own), customerId }, { accountId: account.accountId, amount: negate(worth), ...of(negate(own)), customerId }] };
}
