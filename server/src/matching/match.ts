// Pure: what lines of a statement may be, with how sure that is and why. See docs/banking.md for the order of evidence.
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { daysBetween } from '../shared/time.ts';
import { combinations } from './combine.ts';
import type { Debt, LedgerEntry, Line, MatchFacts, OtherDebt, Part, Proposal, Reason } from './facts.ts';
import { Left } from './left.ts';
import { refunded, returned } from './moneyBack.ts';
import { plainNumber, plainText } from './plain.ts';
import { indexPayers, payerOf, type Payer, type PayerIndex } from './payers.ts';
import { almostNamed, indexReferences, named, type ReferenceIndex } from './references.ts';

const PROPOSALS = 5;

/** One side of what is open: invoices and who owes them, or bills and whom we owe. */
interface Side { kind: 'CUSTOMER' | 'SUPPLIER'; references: ReferenceIndex; payers: PayerIndex; byParty: Map<string, Debt[]>; byAmount: Map<bigint, Debt[]> }

function sideOf(kind: Side['kind'], debts: readonly Debt[], parties: MatchFacts['customers']): Side {
  return { kind, references: indexReferences(debts), payers: indexPayers(parties), byParty: Map.groupBy(debts, ({ partyId }) => partyId), byAmount: Map.groupBy(debts, ({ open }) => open) };
}

const three = (confidence: number): number => Math.max(0, Math.min(1, Math.round(confidence * 1000) / 1000));

class Matching {
  readonly #facts: MatchFacts;
  readonly #sides: { in: Side; out: Side };
  readonly #elsewhere: Record<Side['kind'], ReferenceIndex>;
  readonly #entries: Map<bigint, LedgerEntry[]>;
  readonly #left: Left;
  readonly #usedEntries = new Set<string>();
  /** Payments that come back and refunds that are paid by surer lines. */
  readonly #usedBack = new Set<string>();

  constructor(facts: MatchFacts) {
    this.#facts = facts;
    this.#sides = { in: sideOf('CUSTOMER', facts.invoices, facts.customers), out: sideOf('SUPPLIER', facts.bills, facts.suppliers) };
    this.#elsewhere = { CUSTOMER: indexReferences(facts.elsewhere ?? []), SUPPLIER: indexReferences(facts.billsElsewhere ?? []) };
    this.#entries = Map.groupBy(facts.entries, ({ amount }) => amount);
    this.#left = new Left([facts.invoices, facts.bills]);
  }

  /** Takes what a proposal would take; what comes after sees the rest. */
  take({ parts, entryId, paymentId, refundId }: Proposal): void {
    for (const back of [paymentId, refundId]) if (back) this.#usedBack.add(back);
    this.#left.take(parts);
    if (entryId) this.#usedEntries.add(entryId);
  }

  /** Whether all that a proposal takes is still there. */
  holds({ parts, entryId, reasons, paymentId, refundId }: Proposal): boolean {
    if ([paymentId, refundId].some((back) => back && this.#usedBack.has(back))) return false;
    if (entryId && this.#usedEntries.has(entryId)) return false;
    if (reasons.some(({ code }) => code === 'AMBIGUOUS' || code === 'PAID_ALREADY')) return false; // what was ambiguous may not be any more
    return this.#left.holds(parts);
  }

  /** All that a line may be, the surest first. */
  propose(line: Line): Proposal[] {
    const side = line.amount > 0n ? this.#sides.in : this.#sides.out;
    const found = [...this.#byEntries(line, side), ...this.#byRules(line), ...this.#byDebts(line, side), ...this.#moneyBack(line)];
    const known = new Set<string>();
    return found.sort((a, b) => b.confidence - a.confidence).filter((each) => {
      const key = JSON.stringify([each.kind, each.customerId, each.supplierId, each.accountId, each.entryId, each.paymentId, each.refundId, each.parts.map(({ itemId }) => itemId).sort()]);
      return known.has(key) ? false : known.add(key);
    }).slice(0, PROPOSALS);
  }

  #proposal(side: Side, partyId: string, confidence: number, reasons: Reason[], parts: Part[], rest: Minor = zero): Proposal {
    return { kind: side.kind, customerId: side.kind === 'CUSTOMER' ? partyId : null, supplierId: side.kind === 'SUPPLIER' ? partyId : null, accountId: null, entryId: null, confidence: three(confidence), reasons, parts, rest };
  }

  /** Entries that somebody has made by hand: the same amount, and a number, a payer or a day beside it. */
  #byEntries(line: Line, side: Side): Proposal[] {
    const candidates = (this.#entries.get(line.amount) ?? []).filter(({ entryId, on }) => !this.#usedEntries.has(entryId) && Math.abs(daysBetween(on, line.bookedOn)) <= 45);
    const text = plainNumber(`${line.text} ${line.endToEndId ?? ''}`);
    // What is on the books already may be money back to a customer.
    const [own, customer] = [payerOf(side.payers, line), line.amount < 0n ? payerOf(this.#sides.in.payers, line) : undefined];
    const payer = customer && candidates.some(({ partyId }) => customer.parties.some(({ id }) => id === partyId)) ? customer : own;
    return candidates.map((entry) => {
      const days = Math.abs(daysBetween(entry.on, line.bookedOn));
      const isNamed = entry.numbers.some((number) => plainNumber(number).length >= 4 && text.includes(plainNumber(number)));
      const isPayer = payer.parties.some(({ id }) => id === entry.partyId);
      const isAlone = candidates.length === 1;
      const base = isNamed ? 0.99 : isPayer ? 0.985 : payer.parties.length > 0 && entry.partyId ? 0.5 : isAlone && days <= 5 ? 0.93 : 0.7;
      const reasons: Reason[] = [{ code: 'ENTRY' }, { code: 'AMOUNT' }, ...(isNamed ? [{ code: 'REFERENCE' as const, facts: { numbers: entry.numbers.join(', ') } }] : []), ...(isPayer && payer.by ? [{ code: payer.by }] : []),
        { code: 'DATE_NEAR', facts: { days } }, ...(isAlone ? [] : [{ code: 'AMBIGUOUS' as const, facts: { count: candidates.length } }])];
      return { kind: 'ENTRY' as const, customerId: null, supplierId: null, accountId: null, entryId: entry.entryId, confidence: three(base - days * 0.0003 - (isAlone || isNamed ? 0 : 0.1)), reasons, parts: [], rest: zero };
    });
  }

  /** What leaves for a customer. */
  #moneyBack(line: Line): Proposal[] {
    if (line.amount >= 0n) return [];
    const { received = [], refunds = [] } = this.#facts;
    const { payers } = this.#sides.in;
    return [...returned(line, received.filter(({ paymentId }) => !this.#usedBack.has(paymentId)), payers), ...refunded(line, refunds.filter(({ refundId }) => !this.#usedBack.has(refundId)), payers)];
  }

  #byRules(line: Line): Proposal[] {
    const text = plainText([line.text, line.payerName ?? '', line.code ?? ''].join(' '));
    return this.#facts.rules.filter(({ contains, isIn }) => text.includes(plainText(contains)) && (isIn === null || isIn === line.amount > 0n)).slice(0, 2).map((rule) => ({
      kind: 'ACCOUNT' as const, customerId: null, supplierId: null, accountId: rule.accountId, entryId: null, confidence: rule.isAutomatic ? 0.99 : 0.9,
      reasons: [{ code: 'RULE' as const, facts: { name: rule.name } }], parts: [], rest: zero,
    }));
  }

  #byDebts(line: Line, side: Side): Proposal[] {
    const amount = (line.amount < 0n ? -line.amount : line.amount) as Minor;
    const payer = payerOf(side.payers, line);
    const text = `${line.text} ${line.endToEndId ?? ''}`;
    const { debts, isLoose } = named(side.references, text);
    const open = debts.filter((debt) => this.#left.of(debt) > 0n);
    if (debts.length > 0 && open.length === 0) return this.#paidAlready(line, side, amount, payer, debts);
    const found = open.length > 0 ? this.#byNumbers(line, side, amount, payer, open, isLoose) : [];
    if (found.length > 0 && (found[0]?.confidence ?? 0) >= 0.97) return found;
    const others = open.length === 0 ? this.#inOtherCurrency(side, amount, payer, text) : [];
    const isNamed = open.length > 0 || others.length > 0;
    return [...found, ...others, ...this.#bySlips(line, side, amount, payer, text, open), ...this.#byPayer(line, side, amount, payer, isNamed), ...(payer.parties.length === 0 && !isNamed ? this.#byAmountAlone(line, side, amount) : [])];
  }

  /** A number of a debt in another currency: its customer's money, on account until somebody says at what it was changed; of a bill, money to its supplier. */
  #inOtherCurrency(side: Side, amount: Minor, payer: Payer, text: string): Proposal[] {
    const elsewhere = this.#elsewhere[side.kind];
    if (elsewhere.whole.size === 0) return [];
    const { debts, isLoose } = named(elsewhere, text);
    if (isLoose) return [];
    return [...Map.groupBy(debts as OtherDebt[], ({ partyId }) => partyId)].map(([partyId, own]) => {
      const { is, reason } = this.#speaks(payer, partyId);
      const said: Reason = { code: 'OTHER_CURRENCY', facts: { numbers: own.map(({ number }) => number).join(', '), currency: own[0]?.currencyCode ?? '' } };
      return this.#proposal(side, partyId, is === 1 ? 0.7 : is === 0 ? 0.65 : 0.5, [said, ...reason], [], amount);
    });
  }

  /** How far the payer speaks for a party: 1 for, 0 unknown, -1 against. */
  #speaks(payer: Payer, partyId: string): { is: 1 | 0 | -1; reason: Reason[] } {
    if (payer.parties.length === 0 || !payer.by) return { is: 0, reason: [] };
    if (payer.parties.some(({ id }) => id === partyId)) return { is: 1, reason: [{ code: payer.by }] };
    return { is: -1, reason: [{ code: 'PAYER_OTHER', facts: { name: payer.parties[0]?.name ?? '' } }] };
  }

  #near(line: Line, debts: readonly Debt[]): Reason[] {
    const days = Math.min(...debts.map(({ dueOn }) => Math.abs(daysBetween(dueOn, line.bookedOn))));
    return days <= 20 ? [{ code: 'DATE_NEAR', facts: { days } }] : [];
  }

  /** The numbers are there: exact sum, part, short or over. */
  #byNumbers(line: Line, side: Side, amount: Minor, payer: Payer, debts: Debt[], isLoose: boolean): Proposal[] {
    return [...Map.groupBy(debts, ({ partyId }) => partyId)].flatMap(([partyId, own]): Proposal[] => {
      const sum = plus(...own.map(this.#left.of));
      const { is, reason } = this.#speaks(payer, partyId);
      const isSole = own.length === debts.length;
      const base: Reason[] = [{ code: 'REFERENCE', facts: { numbers: own.map(({ number }) => number).join(', ') } }, ...reason];
      const weak = (isLoose ? 0.004 : 0) + (isSole ? 0 : 0.2);
      // A payer of another name who owes this very amount has mistaken the number, rather than paid for somebody else.
      const owesIt = is === -1 && payer.parties.some(({ id }) => (side.byParty.get(id) ?? []).some((debt) => this.#left.of(debt) === amount));
      if (sum === amount) return [this.#proposal(side, partyId, (is === 1 ? 0.998 : is === 0 ? 0.99 : owesIt ? 0.8 : 0.98) - weak, [...base, { code: 'AMOUNT' }, ...this.#near(line, own)], this.#left.whole(own))];
      const early = sum > amount ? this.#left.paidEarly(line, own, amount) : undefined;
      if (early) return [this.#proposal(side, partyId, (is === 1 ? 0.996 : is === 0 ? 0.985 : owesIt ? 0.8 : 0.97) - weak, [...base, { code: 'EARLY', facts: { minor: String(minus(sum, amount)) } }, ...this.#near(line, own)], early)];
      const some = sum > amount && own.length > 1 ? this.#left.someEarly(line, own, amount) : undefined;
      if (some) return [this.#proposal(side, partyId, (is === 1 ? 0.96 : is === 0 ? 0.94 : 0.75) - weak, [...base, { code: 'EARLY', facts: { minor: String(minus(sum, amount)) } }, ...this.#near(line, own)], some)];
      const [only] = own;
      if (sum > amount && own.length === 1 && only) return [this.#partOf(line, side, amount, only, is, weak, base)];
      if (sum > amount) {
        // Some of the numbers make the amount, or they are filled one after another.
        const { found } = combinations(own, amount, this.#left.of);
        const exact = own.find((debt) => this.#left.of(debt) === amount);
        if (exact || found.length === 1) return [this.#proposal(side, partyId, 0.9 - weak, [...base, { code: 'AMOUNT' }], this.#left.whole(exact ? [exact] : found[0] ?? []))];
        return [this.#proposal(side, partyId, 0.75 - weak, [...base, { code: 'PART' }], this.#left.filled(line, own, amount))];
      }
      const more = combinations((side.byParty.get(partyId) ?? []).filter((debt) => !own.includes(debt)), minus(amount, sum), this.#left.of);
      const further = (side.byParty.get(partyId) ?? []).find((debt) => !own.includes(debt) && this.#left.of(debt) === minus(amount, sum));
      const over = this.#proposal(side, partyId, (is === 1 ? 0.9 : 0.7) - weak, [...base, { code: 'OVER', facts: { minor: String(minus(amount, sum)) } }], this.#left.whole(own), minus(amount, sum));
      const rest = further ? [further] : more.found.length === 1 ? more.found[0] ?? [] : [];
      return rest.length > 0 ? [this.#proposal(side, partyId, 0.93 - weak, [...base, { code: 'AMOUNT' }, { code: 'COMBINATION', facts: { count: own.length + rest.length } }], this.#left.whole([...own, ...rest])), over] : [over];
    });
  }

  /** One number, and less than is open. A slip in the number may have led to another invoice: the payer must speak for it. */
  #partOf(line: Line, side: Side, amount: Minor, debt: Debt, is: 1 | 0 | -1, weak: number, base: Reason[]): Proposal {
    const short = minus(this.#left.of(debt), amount);
    const isAnothers = (side.byParty.get(debt.partyId) ?? []).some((each) => each !== debt && this.#left.of(each) === amount);
    const confidence = (is === 1 ? 0.98 : is === 0 ? 0.9 : 0.6) - weak - (isAnothers ? 0.3 : 0);
    const isSlip = short <= this.#facts.tolerance;
    const rate = Number(short * 10_000n / this.#left.of(debt));
    const reason = isSlip ? 'ERROR' as const : rate >= 50 && rate <= 500 && short > 0n ? 'DISCOUNT' as const : short <= 5000n ? 'FEE' as const : null;
    return this.#proposal(side, debt.partyId, confidence, [...base, reason ? { code: 'SHORT', facts: { minor: String(short), reason } } : { code: 'PART', facts: { minor: String(short) } }, ...this.#near(line, [debt])],
      [{ itemId: debt.itemId, amount, short: isSlip ? short : zero, shortReason: isSlip ? 'ERROR' : null }]);
  }

  /** No number fits as it stands, but one with a slip does, and the amount with it. */
  #bySlips(line: Line, side: Side, amount: Minor, payer: Payer, text: string, already: readonly Debt[]): Proposal[] {
    const found = almostNamed(side.references, text).filter((debt) => this.#left.of(debt) > 0n && !already.includes(debt));
    const all = found.filter((debt) => this.#left.of(debt) === amount);
    const own = all.filter((debt) => this.#speaks(payer, debt.partyId).is === 1);
    const exact = own.length > 0 ? own : all;
    return exact.map((debt) => {
      const { is, reason } = this.#speaks(payer, debt.partyId);
      const confidence = (is === 1 ? 0.988 : is === 0 ? 0.972 : 0.6) - (exact.length - 1) * 0.2;
      return this.#proposal(side, debt.partyId, confidence, [{ code: 'TYPO', facts: { number: debt.number } }, { code: 'AMOUNT' }, ...reason, ...this.#near(line, [debt])], this.#left.whole([debt]));
    });
  }

  /** Nothing but the payer: a debt of exactly the amount, or several that make it; else on account. */
  #byPayer(line: Line, side: Side, amount: Minor, payer: Payer, hasNumber: boolean): Proposal[] {
    const [party, ...others] = payer.parties;
    if (!party || !payer.by) return [];
    const said: Reason[] = [{ code: payer.by }];
    // A number that names another debt speaks against all that the payer alone would say.
    const less = hasNumber ? 0.3 : others.length > 0 ? 0.15 : 0;
    return payer.parties.slice(0, 3).flatMap(({ id }): Proposal[] => {
      const own = (side.byParty.get(id) ?? []).filter((debt) => this.#left.of(debt) > 0n);
      const exact = own.filter((debt) => this.#left.of(debt) === amount).sort((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1));
      const [first] = exact;
      if (first) {
        // Money does not come before its invoice, and seldom a year after.
        const days = daysBetween(first.issuedOn, line.bookedOn);
        const isOdd = days < 0 || days > 400;
        const ambiguous: Reason[] = exact.length > 1 ? [{ code: 'AMBIGUOUS', facts: { count: exact.length } }] : [{ code: 'ALONE' }];
        return exact.slice(0, 3).map((debt, index) => this.#proposal(side, id, (exact.length > 1 ? 0.8 - index * 0.05 : 0.978) - less - (isOdd ? 0.1 : 0), [{ code: 'AMOUNT' }, ...said, ...ambiguous, ...this.#near(line, [debt])], this.#left.whole([debt])));
      }
      const early = own.flatMap((debt) => { const parts = this.#left.paidEarly(line, [debt], amount); return parts ? [{ debt, parts }] : []; });
      if (early.length > 0) {
        const ambiguous: Reason[] = early.length > 1 ? [{ code: 'AMBIGUOUS', facts: { count: early.length } }] : [{ code: 'ALONE' }];
        return early.slice(0, 3).map(({ debt, parts }, index) => this.#proposal(side, id, (early.length > 1 ? 0.78 - index * 0.05 : 0.972) - less, [{ code: 'EARLY', facts: { minor: String(minus(this.#left.of(debt), amount)) } }, ...said, ...ambiguous, ...this.#near(line, [debt])], parts));
      }
      const { found, chance } = combinations(own.filter(({ issuedOn }) => issuedOn <= line.bookedOn), amount, this.#left.of);
      const several = found.map((debts, index) => this.#proposal(side, id, (found.length > 1 ? 0.7 - index * 0.05 : 0.98 - Math.min(0.3, chance * 2)) - less,
        [{ code: 'COMBINATION', facts: { count: debts.length } }, { code: 'AMOUNT' }, ...said, ...(found.length > 1 ? [{ code: 'AMBIGUOUS' as const, facts: { count: found.length } }] : [])], this.#left.whole(debts)));
      const filled = this.#left.filled(line, own, amount);
      const rest = minus(amount, plus(zero, ...filled.map((part) => part.amount)));
      return [...several, this.#proposal(side, id, (filled.length > 0 ? 0.4 : 0.3) - less / 3, [...said, filled.length > 0 ? { code: 'PART' } : { code: 'OVER', facts: { minor: String(rest) } }], filled, rest)];
    });
  }

  /** Nobody knows the payer: the only debt of the amount is worth a look, no more. */
  #byAmountAlone(line: Line, side: Side, amount: Minor): Proposal[] {
    const exact = (side.byAmount.get(amount) ?? []).filter((debt) => this.#left.of(debt) === amount && daysBetween(debt.issuedOn, line.bookedOn) >= 0);
    return exact.slice(0, 3).map((debt) => this.#proposal(side, debt.partyId, exact.length === 1 ? 0.55 : 0.35, [{ code: 'AMOUNT' }, exact.length === 1 ? { code: 'ALONE' } : { code: 'AMBIGUOUS', facts: { count: exact.length } }, ...this.#near(line, [debt])], this.#left.whole([debt])));
  }

  /** All that it names is settled: paid twice, perhaps. It stays on account. */
  #paidAlready(line: Line, side: Side, amount: Minor, payer: Payer, debts: readonly Debt[]): Proposal[] {
    const partyId = debts[0]?.partyId ?? '';
    const { reason } = this.#speaks(payer, partyId);
    return [this.#proposal(side, partyId, 0.6, [{ code: 'PAID_ALREADY', facts: { numbers: debts.map(({ number }) => number).join(', ') } }, ...reason], [], amount), ...this.#byPayer(line, side, amount, payer, true)];
  }
}

/** What each line may be. The surest lines choose first, earlier days before later; what they take is gone for the others. */
export function matchLines(facts: MatchFacts, lines: readonly Line[]): Map<string, Proposal[]> {
  const matching = new Matching(facts);
  const first = lines.map((line) => ({ line, proposals: matching.propose(line) }));
  const sureness = ({ proposals }: { proposals: Proposal[] }) => proposals[0]?.confidence ?? 0;
  const ordered = first.sort((a, b) => sureness(b) - sureness(a) || (a.line.bookedOn + a.line.id < b.line.bookedOn + b.line.id ? -1 : 1));
  const result = new Map<string, Proposal[]>();
  const late: Line[] = [];
  const settle = (line: Line, proposals: Proposal[]): void => {
    const [best] = proposals;
    if (best && best.confidence >= facts.threshold) matching.take(best);
    result.set(line.id, proposals);
  };
  for (const { line, proposals } of ordered) {
    const [best] = proposals;
    if (best && best.confidence >= facts.threshold && matching.holds(best)) settle(line, proposals);
    else late.push(line);
  }
  // What was not sure, or was taken by another, is looked at again beside what is left.
  for (const line of late) settle(line, matching.propose(line));
  return result;
}
