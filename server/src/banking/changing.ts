// Money of an account beside debts in other currencies: what it comes to in them, and what paying them by it gains or loses.
import sql from 'sql-template-tag';
import { ratesSql, readRates, type Rates } from '../currencies/rates.ts';
import type { BankLineRow, CollectionAccountRow } from '../generated/rows.ts';
import type { Changing } from '../matching/elsewhere.ts';
import type { OtherDebt, Proposal } from '../matching/facts.ts';
import { loadHeld, movedWorth, type Held } from '../payments/heldMoney.ts';
import type { Queryable } from '../shared/db.ts';
import { currencyExponent, inCompany, minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

/** A unit of company money. */
const one = 10n ** 10n as FxRate;
/** The rate of a day; undefined where none may be used. */
function rateBy({ found, rule }: Rates, code: string, on: Day, { company }: Pick<Context, 'company'>): FxRate | undefined {
  if (code === company.currencyCode) return one;
  const rate = found.find((each) => each.code === code && each.on === on);
  return rate && daysBetween(rate.ratedOn, on) <= rule.maxAgeDays ? rate.rate : undefined;
}

export interface Books { rates: Rates; /** What stands on an account in another currency than the company's. */ held: Held | undefined; debts: ReadonlyMap<string, OtherDebt> }

/** Rates of days, and what stands on the account; nothing where no debt is in another currency than it. */
export async function loadBooks(db: Queryable, account: CollectionAccountRow, debts: readonly OtherDebt[], days: readonly Day[], ctx: Context): Promise<Books> {
  const rates = readRates(debts.length === 0 ? [] : await db.rows(ratesSql(ctx, sql`unnest(${[...new Set(days)].sort()}::date[])`)));
  const held = account.currencyCode === ctx.company.currencyCode ? undefined : (await loadHeld(db, [account])).get(account.accountId);
  return { rates, held, debts: new Map(debts.map((debt) => [debt.itemId, debt])) };
}

/** What minor units of the account's currency are in those of its debts, day by day. */
export function changingOf({ rates, debts }: Books, { currencyCode, changeTolerance }: Pick<CollectionAccountRow, 'currencyCode' | 'changeTolerance'>, days: readonly Day[], ctx: Context): Changing {
  const codes = new Set([...debts.values()].map((debt) => debt.currencyCode));
  const units = (code: string): bigint => 10n ** BigInt(currencyExponent(code) ?? 2);
  return {
    within: changeTolerance,
    rates: new Map([...new Set(days)].flatMap((on) => [...codes].flatMap((code) => {
      const [from, to] = [rateBy(rates, currencyCode, on, ctx), rateBy(rates, code, on, ctx)];
      return from === undefined || to === undefined ? [] : [[`${on} ${code}`, { of: from * units(code), by: to * units(currencyCode) }] as const];
    }))),
  };
}

/** What a line is worth in company money by the rate of its day, and what is gained by paying with it what a proposal says; undefined where all is in its own currency. */
export function gainOf({ rates, held, debts }: Books, line: Pick<BankLineRow, 'currencyCode' | 'bookedOn'>, amount: Minor, { parts }: Pick<Proposal, 'parts'>, ctx: Context): { worth: Minor; realised: Minor } | undefined {
  if (!parts.some((part) => part.currencyCode)) return undefined;
  const rate = rateBy(rates, line.currencyCode, line.bookedOn, ctx);
  if (rate === undefined) return undefined;
  const size = (of: Minor): Minor => (of < 0n ? negate(of) : of);
  const worth = inCompany(size(amount), line.currencyCode === ctx.company.currencyCode ? null : rate, line.currencyCode, ctx.company.currencyCode);
  const moved = held ? movedWorth(held, amount, () => (amount < 0n ? negate(worth) : worth)) : amount < 0n ? negate(worth) : worth;
  // What is owed to us is positive in the books, what we owe negative: as far as it is settled.
  const settled = plus(zero, ...parts.map((part) => { const debt = debts.get(part.itemId); return debt?.worth ? take({ units: debt.open, value: debt.worth }, part.amount) : zero; }));
  return { worth, realised: minus(moved, amount < 0n ? negate(settled) : settled) };
}
