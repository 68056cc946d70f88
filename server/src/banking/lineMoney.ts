// Pure: what a part of a line is worth, and what booking it moves on the line's account.
import type { LineDraft, Original } from '../accounting/post.ts';
import { rateFor, type Rates } from '../currencies/rates.ts';
import type { BankLineRow } from '../generated/rows.ts';
import { inCompany, minus, negate, plus, rateOf, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { movedWorth, type Held } from '../payments/heldMoney.ts';
import type { Split } from './splits.ts';

export interface MoneyFacts {
  rates: Rates;
  /** Of accounts of the ledger that stand for collection accounts: their currency. */
  currencies: ReadonlyMap<string, string>;
  /** What stands on those in another currency than the company's, as bookings of these lines leave it. */
  held: Map<string, Held>;
}
/** Without a sign; no rate: company money. */
export interface Worth { worth: Minor; rate: FxRate | null }

/** What a part of a line is worth in company money: as told, else by the rate of the line's day. Refuses RATE_MISSING and RATE_OLD. */
export function worthOf({ rates }: MoneyFacts, line: Pick<BankLineRow, 'currencyCode' | 'bookedOn'>, { amount, company }: Pick<Split, 'amount' | 'company'>, path: string[], ctx: Pick<Context, 'company'>): Worth {
  const { currencyCode } = ctx.company;
  if (line.currencyCode === currencyCode) {
    if (company !== null && company !== amount) throw fieldRefused([...path, 'companyAmount'], 'same_currency');
    return { worth: amount, rate: null };
  }
  if (company !== null) return { worth: company, rate: rateOf(amount, line.currencyCode, company, currencyCode) };
  const rate = rateFor(rates, line.currencyCode, line.bookedOn, ctx);
  return { worth: inCompany(amount, rate, line.currencyCode, currencyCode), rate };
}

/** What a signed amount moves on an account in another currency; undefined where it is in company money. */
export function movedOn({ held, currencies }: MoneyFacts, accountId: string, amount: Minor, worth: () => Minor, { company }: Pick<Context, 'company'>): { original: Original; company: Minor } | undefined {
  const currencyCode = currencies.get(accountId);
  if (!currencyCode || currencyCode === company.currencyCode) return undefined;
  return { original: { amount, currencyCode }, company: movedWorth(held.get(accountId) ?? { units: amount, value: worth() }, amount, worth) };
}

/** Keeps what was moved, so that the next booking of the same decision sees it. */
export function keepMoved({ held }: MoneyFacts, accountId: string, moved: { original: Original; company: Minor } | undefined): void {
  const before = held.get(accountId);
  if (before && moved) held.set(accountId, { units: plus(before.units, moved.original.amount), value: plus(before.value, moved.company) });
}

/** Both sides of a move between a line's account and another of the ledger, with what is realised by it; `signed`: as the line has it. */
export interface Sides { lines: LineDraft[]; keep: () => void }

/**
 * To an account that holds no money, in the line's currency at its worth; to an own account in the same currency at what the money
 * is in the books; to one of company money what the bank gave. Refuses an own account in a third currency, and company money into
 * one in another: that is booked where the other currency is told.
 */
export function sidesOf(facts: MoneyFacts, line: BankLineRow, own: string, target: { id: string; isCash: boolean }, signed: Minor, worth: () => Minor, path: string[], ctx: Pick<Context, 'company'>): Sides {
  const companyCode = ctx.company.currencyCode;
  const code = line.currencyCode;
  const told = (target.isCash && facts.currencies.get(target.id)) || null;
  const held = told ?? (target.isCash ? companyCode : code);
  if (held !== code && held !== companyCode) throw fieldRefused([...path, 'accountId'], 'account_currency', { currency: held });
  if (code === companyCode) return { lines: [{ accountId: own, amount: signed }, { accountId: target.id, amount: negate(signed) }], keep: () => undefined };
  const original = (amount: Minor): { original: Original } => ({ original: { amount, currencyCode: code } });
  if (target.isCash && held === code) {
    // Nothing is realised: what leaves the one is in the books of the other.
    const leaves = signed > 0n ? target.id : own;
    const out = signed > 0n ? negate(signed) : signed;
    const value = movedOn(facts, leaves, out, () => (signed > 0n ? negate(worth()) : worth()), ctx)?.company ?? out;
    const company = signed > 0n ? negate(value) : value;
    return {
      lines: [{ accountId: own, amount: company, ...original(signed) }, { accountId: target.id, amount: negate(company), ...original(negate(signed)) }],
      keep: () => { keepMoved(facts, own, { ...original(signed), company }); keepMoved(facts, target.id, { ...original(negate(signed)), company: negate(company) }); },
    };
  }
  const moved = movedOn(facts, own, signed, worth, ctx) ?? { ...original(signed), company: worth() };
  return {
    lines: [
      { accountId: own, amount: moved.company, original: moved.original },
      { accountId: target.id, amount: negate(worth()), ...(held === code ? original(negate(signed)) : {}) },
      { account: '7000', amount: minus(worth(), moved.company) },
    ],
    keep: () => keepMoved(facts, own, moved),
  };
}
