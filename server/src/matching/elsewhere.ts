// Pure: money in the account's currency for debts in others: named by number, or told by the payer and what the amount is at the
// rate of its day. A bank changes at a rate of its own, so what is settled is the debt, and a person says so.
import { roundedQuotient } from '../shared/decimal.ts';
import { minor, minus, plus, printMoney, zero, type Minor, type Ratio } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { OtherDebt, Part, Proposal, Reason } from './facts.ts';
import { near, proposalFor, speaks, type Look } from './look.ts';
import { named } from './references.ts';

export interface Changing {
  /** What minor units of the account's currency are in those of another, by day and currency: '2026-03-01 EUR'. */
  rates: ReadonlyMap<string, Ratio>;
  /** How far an amount may be off the debt at the rate of the day, as a fraction of the debt. */
  within: Rate;
}

/** The line's amount in another currency; undefined where no rate may be used. */
function changedTo({ line, amount }: Look, code: string, { rates }: Changing): Minor | undefined {
  const ratio = rates.get(`${line.bookedOn} ${code}`);
  return ratio && minor(roundedQuotient(amount * ratio.of, ratio.by));
}
const offBy = (changed: Minor, open: Minor): bigint => (changed > open ? changed - open : open - changed);
const isWithin = (changed: Minor, open: Minor, { within }: Changing): boolean => offBy(changed, open) * 1_000_000n <= open * within;
/** In hundredths of a per cent of the debt. */
const share = (changed: Minor, open: Minor): number => Number(offBy(changed, open) * 10_000n / open);
const changedReason = (changed: Minor, open: Minor, code: string): Reason => ({ code: 'CHANGED', facts: { at: `${printMoney(changed, code)} ${code}`, off: share(changed, open) / 100 } });

interface Settled { parts: Part[]; sum: Minor; reasons: Reason[] }

/** What of debts in a currency an amount settles: all that is open or, in time, each less its discount for paying early, whichever is nearer; undefined where neither is near. */
function settled({ line, left }: Look, debts: readonly OtherDebt[], changed: Minor, code: string, changing: Changing): Settled | undefined {
  const told = (parts: Part[]) => ({ parts, sum: plus(zero, ...parts.map(({ amount }) => amount)) });
  const [whole, early] = [told(left.whole(debts)), left.discounted(line, debts)];
  const [nearest] = [whole, ...(early ? [told(early)] : [])].filter(({ sum }) => isWithin(changed, sum, changing)).sort((a, b) => Number(offBy(changed, a.sum) - offBy(changed, b.sum)));
  if (!nearest) return undefined;
  const less = minus(whole.sum, nearest.sum);
  return { ...nearest, reasons: less > 0n ? [{ code: 'EARLY', facts: { amount: `${printMoney(less, code)} ${code}` } }] : [] };
}

/** A number of a debt in another currency: it is paid, whole or in part, where its currency's rate is known; else its party's money, on account. */
export function namedElsewhere(look: Look, changing: Changing): Proposal[] {
  const { line, side, amount, payer, left, text } = look;
  if (side.elsewhere.references.whole.size === 0) return [];
  const { debts, isLoose } = named(side.elsewhere.references, text);
  if (isLoose) return [];
  const parties = Map.groupBy(debts as OtherDebt[], ({ partyId }) => partyId);
  return [...parties].flatMap(([partyId, own]) => {
    const { is, reason } = speaks(payer, partyId);
    const sure = (known: number, unknown: number, other: number): number => (is === 1 ? known : is === 0 ? unknown : other) - (parties.size > 1 ? 0.2 : 0);
    const code = own[0]?.currencyCode ?? '';
    const said: Reason = { code: 'OTHER_CURRENCY', facts: { numbers: own.map(({ number }) => number).join(', '), currency: code } };
    const onAccount = proposalFor(side.kind, partyId, sure(0.7, 0.65, 0.5), [said, ...reason], [], amount);
    const open = own.filter((debt) => left.of(debt) > 0n);
    const changed = open.length > 0 && own.every(({ currencyCode }) => currencyCode === code) ? changedTo(look, code, changing) : undefined;
    if (changed === undefined) return [onAccount];
    const sum = plus(...open.map(left.of));
    const settles = settled(look, open, changed, code, changing);
    if (!settles && (changed > sum || changed === 0n)) return [onAccount];
    const parts = settles?.parts ?? left.filled(line, open, changed);
    const reasons = [said, changedReason(changed, settles?.sum ?? sum, code), ...reason, ...(settles?.reasons ?? [{ code: 'PART' as const }]), ...near(line, open)];
    return [proposalFor(side.kind, partyId, settles ? sure(0.96, 0.95, 0.8) : sure(0.75, 0.72, 0.5), reasons, parts.map((part) => ({ ...part, currencyCode: code }))), onAccount];
  });
}

/** The payer's debts in other currencies that come to the amount at the rate of its day. */
export function payerElsewhere(look: Look, changing: Changing, hasNumber: boolean): Proposal[] {
  const { line, side, payer, left } = look;
  const { by, parties } = payer;
  if (!by) return [];
  const less = hasNumber ? 0.3 : parties.length > 1 ? 0.15 : 0;
  return parties.slice(0, 3).flatMap(({ id }) => {
    const fit = (side.elsewhere.byParty.get(id) ?? []).flatMap((each) => {
      const debt = each as OtherDebt;
      const changed = changedTo(look, debt.currencyCode, changing);
      const settles = changed !== undefined && left.of(debt) > 0n && debt.issuedOn <= line.bookedOn ? settled(look, [debt], changed, debt.currencyCode, changing) : undefined;
      return changed !== undefined && settles ? [{ debt, changed, ...settles }] : [];
    }).sort((a, b) => share(a.changed, a.sum) - share(b.changed, b.sum));
    // The farther off, the less the amount alone tells.
    return fit.slice(0, 3).map(({ debt, changed, sum, parts, reasons }, index) => proposalFor(side.kind, id, (fit.length > 1 ? 0.75 - index * 0.05 : 0.93 - share(changed, sum) * 0.0004) - less,
      [changedReason(changed, sum, debt.currencyCode), ...reasons, { code: by }, fit.length > 1 ? { code: 'AMBIGUOUS', facts: { count: fit.length } } : { code: 'ALONE' }, ...near(line, [debt])],
      parts.map((part) => ({ ...part, currencyCode: debt.currencyCode }))));
  });
}
