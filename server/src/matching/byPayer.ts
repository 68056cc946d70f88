// Pure: what a line is by its payer, or by its amount alone.
import { minus, plus, zero } from '../shared/money.ts';
import { daysBetween } from '../shared/time.ts';
import { combinations } from './combine.ts';
import type { Proposal, Reason } from './facts.ts';
import { inDueOrder, near, proposalFor, type Look } from './look.ts';

const alone = (count: number): Reason => (count > 1 ? { code: 'AMBIGUOUS', facts: { count } } : { code: 'ALONE' });

/** Nothing but the payer: a debt of exactly the amount, or several that make it; else on account. */
export function byPayer({ line, side, amount, payer, left }: Look, hasNumber: boolean): Proposal[] {
  const { by, parties } = payer;
  if (!by) return [];
  const said: Reason[] = [{ code: by }];
  // A number that names another debt speaks against all that the payer alone would say.
  const less = hasNumber ? 0.3 : parties.length > 1 ? 0.15 : 0;
  return parties.slice(0, 3).flatMap(({ id }): Proposal[] => {
    const own = (side.byParty.get(id) ?? []).filter((debt) => left.of(debt) > 0n);
    const exact = inDueOrder(own.filter((debt) => left.of(debt) === amount));
    const [first] = exact;
    if (first) {
      // Money does not come before its invoice, and seldom a year after.
      const days = daysBetween(first.issuedOn, line.bookedOn);
      const isOdd = days < 0 || days > 400;
      return exact.slice(0, 3).map((debt, index) => proposalFor(side.kind, id, (exact.length > 1 ? 0.8 - index * 0.05 : 0.978) - less - (isOdd ? 0.1 : 0), [{ code: 'AMOUNT' }, ...said, alone(exact.length), ...near(line, [debt])], left.whole([debt])));
    }
    const early = own.flatMap((debt) => { const parts = left.paidEarly(line, [debt], amount); return parts ? [{ debt, parts }] : []; });
    if (early.length > 0) {
      return early.slice(0, 3).map(({ debt, parts }, index) => proposalFor(side.kind, id, (early.length > 1 ? 0.78 - index * 0.05 : 0.972) - less,
        [{ code: 'EARLY', facts: { minor: String(minus(left.of(debt), amount)) } }, ...said, alone(early.length), ...near(line, [debt])], parts));
    }
    const { found, chance } = combinations(own.filter(({ issuedOn }) => issuedOn <= line.bookedOn), amount, left.of);
    const several = found.map((debts, index) => proposalFor(side.kind, id, (found.length > 1 ? 0.7 - index * 0.05 : 0.98 - Math.min(0.3, chance * 2)) - less,
      [{ code: 'COMBINATION', facts: { count: debts.length } }, { code: 'AMOUNT' }, ...said, ...(found.length > 1 ? [alone(found.length)] : [])], left.whole(debts)));
    const filled = left.filled(line, own, amount);
    const rest = minus(amount, plus(zero, ...filled.map((part) => part.amount)));
    return [...several, proposalFor(side.kind, id, (filled.length > 0 ? 0.4 : 0.3) - less / 3, [...said, filled.length > 0 ? { code: 'PART' } : { code: 'OVER', facts: { minor: String(rest) } }], filled, rest)];
  });
}

/** Nobody knows the payer: the only debt of the amount is worth a look, no more. */
export function byAmountAlone({ line, side, amount, left }: Look): Proposal[] {
  const exact = (side.byAmount.get(amount) ?? []).filter((debt) => left.of(debt) === amount && daysBetween(debt.issuedOn, line.bookedOn) >= 0);
  return exact.slice(0, 3).map((debt) => proposalFor(side.kind, debt.partyId, exact.length === 1 ? 0.55 : 0.35, [{ code: 'AMOUNT' }, alone(exact.length), ...near(line, [debt])], left.whole([debt])));
}
