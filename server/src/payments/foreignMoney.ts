// Pure: what money in another currency is worth to the company, and which account may take it.
import { rateFor, demandTraded, type Rates } from '../currencies/rates.ts';
import type { CollectionAccountRow } from '../generated/rows.ts';
import { movedWorth, type Held } from './heldMoney.ts';
import { inCompany, negate, plus, rateOf, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { ForeignMoney, PaymentDraft } from './paymentRows.ts';

interface Given { amount: Minor; currencyCode?: string | null; companyAmount?: Minor | null; on: Day; accountId: string }

/** The currency of an account of money: that of its collection account, else the company's. */
export const currencyOfAccount = (accountId: string, collections: readonly Pick<CollectionAccountRow, 'accountId' | 'currencyCode'>[], { company }: Pick<Context, 'company'>): string =>
  collections.find((each) => each.accountId === accountId)?.currencyCode ?? company.currencyCode;

/** Refuses an account of money in a third currency: neither this one nor the company's. */
export function demandAccountFor(code: string, accountId: string, collections: readonly Pick<CollectionAccountRow, 'accountId' | 'currencyCode'>[], ctx: Pick<Context, 'company'>): void {
  const held = currencyOfAccount(accountId, collections, ctx);
  if (held !== code && held !== ctx.company.currencyCode) throw fieldRefused(['accountId'], 'account_currency', { currency: held });
}

/**
 * Money in another currency than the company's: worth what the bank gave for it, else by the rate of its day; null: company
 * money. Refuses an account that is in a third currency, and an amount of company money that differs from itself.
 */
export function foreignMoney({ amount, currencyCode, companyAmount, on, accountId }: Given, rates: Rates, collections: readonly CollectionAccountRow[], ctx: Pick<Context, 'company'>): ForeignMoney | null {
  const companyCode = ctx.company.currencyCode;
  const code = currencyCode ?? companyCode;
  demandAccountFor(code, accountId, collections, ctx);
  const held = currencyOfAccount(accountId, collections, ctx);
  if (code === companyCode) {
    if (companyAmount && companyAmount !== amount) throw fieldRefused(['companyAmount'], 'same_currency');
    return null;
  }
  demandTraded(code, rates, ctx, ['currencyCode']);
  const rate = companyAmount ? rateOf(amount, code, companyAmount, companyCode) : rateFor(rates, code, on, ctx);
  if (rate === null) return null;
  return { currencyCode: code, worth: companyAmount ?? inCompany(amount, rate, code, companyCode), rate, isHeldInIt: held === code };
}

/** What a payment moves on the account that it leaves: its share of what stands there, where that is held in its currency. What stands there is less for the next. */
export function movedOut(accountId: string, amount: Minor, foreign: ForeignMoney | null, held: Map<string, Held>): Pick<PaymentDraft, 'moved'> {
  const before = held.get(accountId);
  if (!foreign?.isHeldInIt || !before) return {};
  const company = movedWorth(before, negate(amount), () => negate(foreign.worth));
  held.set(accountId, { units: plus(before.units, negate(amount)), value: plus(before.value, company) });
  return { moved: { original: { amount: negate(amount), currencyCode: foreign.currencyCode }, company } };
}
