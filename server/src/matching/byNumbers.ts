// Pure: what a line is by the numbers in its text.
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { combinations } from './combine.ts';
import type { Debt, Proposal, Reason } from './facts.ts';
import { near, proposalFor, speaks, type Look } from './look.ts';
import { almostNamed } from './references.ts';

/** The numbers are there: exact sum, part, short or over. */
export function byNumbers(look: Look, debts: readonly Debt[], isLoose: boolean, tolerance: Minor): Proposal[] {
  return [...Map.groupBy(debts, ({ partyId }) => partyId)].flatMap(([partyId, own]) => ofParty(look, partyId, own, (isLoose ? 0.004 : 0) + (own.length === debts.length ? 0 : 0.2), tolerance));
}

function ofParty({ line, side, amount, payer, left }: Look, partyId: string, own: Debt[], weak: number, tolerance: Minor): Proposal[] {
  const sum = plus(...own.map(left.of));
  const others = (side.byParty.get(partyId) ?? []).filter((debt) => !own.includes(debt));
  const { is, reason } = speaks(payer, partyId);
  const base: Reason[] = [{ code: 'REFERENCE', facts: { numbers: own.map(({ number }) => number).join(', ') } }, ...reason];
  const close = near(line, own);
  const proposed = (confidence: number, reasons: Reason[], parts: Proposal['parts'], rest?: Minor) => proposalFor(side.kind, partyId, confidence - weak, [...base, ...reasons], parts, rest);
  // A payer of another name who owes this very amount has mistaken the number, rather than paid for somebody else.
  const owesIt = is === -1 && payer.parties.some(({ id }) => (side.byParty.get(id) ?? []).some((debt) => left.of(debt) === amount));
  const sure = (known: number, unknown: number, other: number): number => (is === 1 ? known : is === 0 ? unknown : other);
  if (sum === amount) return [proposed(sure(0.998, 0.99, owesIt ? 0.8 : 0.98), [{ code: 'AMOUNT' }, ...close], left.whole(own))];
  if (sum < amount) return beyond();
  const missing: Reason = { code: 'EARLY', facts: { minor: String(minus(sum, amount)) } };
  const early = left.paidEarly(line, own, amount);
  if (early) return [proposed(sure(0.996, 0.985, owesIt ? 0.8 : 0.97), [missing, ...close], early)];
  const some = own.length > 1 ? left.someEarly(line, own, amount) : undefined;
  if (some) return [proposed(sure(0.96, 0.94, 0.75), [missing, ...close], some)];
  const [only] = own;
  if (own.length === 1 && only) return [partOf(only)];
  // Some of the numbers make the amount, or they are filled one after another.
  const { found } = combinations(own, amount, left.of);
  const exact = own.find((debt) => left.of(debt) === amount);
  return [exact || found.length === 1 ? proposed(0.9, [{ code: 'AMOUNT' }], left.whole(exact ? [exact] : found[0] ?? [])) : proposed(0.75, [{ code: 'PART' }], left.filled(line, own, amount))];

  /** One number, and less than is open. A slip in the number may have led to another invoice: the payer must speak for it. */
  function partOf(debt: Debt): Proposal {
    const short = minus(left.of(debt), amount);
    const isAnothers = others.some((each) => left.of(each) === amount);
    const isSlip = short <= tolerance;
    const rate = Number(short * 10_000n / left.of(debt));
    const because = isSlip ? 'ERROR' as const : rate >= 50 && rate <= 500 && short > 0n ? 'DISCOUNT' as const : short <= 5000n ? 'FEE' as const : null;
    return proposed(sure(0.98, 0.9, 0.6) - (isAnothers ? 0.3 : 0), [because ? { code: 'SHORT', facts: { minor: String(short), reason: because } } : { code: 'PART', facts: { minor: String(short) } }, ...close],
      [{ itemId: debt.itemId, amount, short: isSlip ? short : zero, shortReason: isSlip ? 'ERROR' : null }]);
  }

  /** More than the numbers come to: others of the same party fill it, or it is too much. */
  function beyond(): Proposal[] {
    const rest = minus(amount, sum);
    const over = proposed(is === 1 ? 0.9 : 0.7, [{ code: 'OVER', facts: { minor: String(rest) } }], left.whole(own), rest);
    const further = others.find((debt) => left.of(debt) === rest);
    const { found } = combinations(others, rest, left.of);
    const more = further ? [further] : found.length === 1 ? found[0] ?? [] : [];
    return more.length > 0 ? [proposed(0.93, [{ code: 'AMOUNT' }, { code: 'COMBINATION', facts: { count: own.length + more.length } }], left.whole([...own, ...more])), over] : [over];
  }
}

/** No number fits as it stands, but one with a slip does, and the amount with it. */
export function bySlips({ line, side, amount, payer, text, left }: Look, already: readonly Debt[]): Proposal[] {
  const all = almostNamed(side.references, text).filter((debt) => left.of(debt) > 0n && left.of(debt) === amount && !already.includes(debt));
  const own = all.filter((debt) => speaks(payer, debt.partyId).is === 1);
  const exact = own.length > 0 ? own : all;
  return exact.map((debt) => {
    const { is, reason } = speaks(payer, debt.partyId);
    const confidence = (is === 1 ? 0.988 : is === 0 ? 0.972 : 0.6) - (exact.length - 1) * 0.2;
    return proposalFor(side.kind, debt.partyId, confidence, [{ code: 'TYPO', facts: { number: debt.number } }, { code: 'AMOUNT' }, ...reason, ...near(line, [debt])], left.whole([debt]));
  });
}

/** All that it names is settled: paid twice, perhaps. It stays on account. */
export function paidAlready({ side, amount, payer }: Look, debts: readonly Debt[]): Proposal {
  const partyId = debts[0]?.partyId ?? '';
  return proposalFor(side.kind, partyId, 0.6, [{ code: 'PAID_ALREADY', facts: { numbers: debts.map(({ number }) => number).join(', ') } }, ...speaks(payer, partyId).reason], [], amount);
}
