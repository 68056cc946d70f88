// Pure: what lines of a statement may be, with how sure that is and why. See docs/banking.md for the order of evidence.
import type { Minor } from '../shared/money.ts';
import { zero } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { daysBetween } from '../shared/time.ts';
import { byEntries, byRules, ENTRY_DAYS } from './byEntries.ts';
import { byNumbers, bySlips, paidAlready } from './byNumbers.ts';
import { byAmountAlone, byPayer } from './byPayer.ts';
import { namedElsewhere, payerElsewhere, type Changing } from './elsewhere.ts';
import type { LedgerEntry, Line, MatchFacts, Proposal } from './facts.ts';
import { Left } from './left.ts';
import { sideOf, type Look, type Side } from './look.ts';
import { refunded, returned } from './moneyBack.ts';
import { payerOf } from './payers.ts';
import { named } from './references.ts';

const PROPOSALS = 5;
/** Nothing is changed where no rate is known. */
const unchanged: Changing = { rates: new Map(), within: 0n as Rate };

class Matching {
  readonly #facts: MatchFacts;
  readonly #sides: { in: Side; out: Side };
  readonly #entries: Map<bigint, LedgerEntry[]>;
  readonly #left: Left;
  readonly #usedEntries = new Set<string>();
  /** Payments that come back and refunds that are paid by surer lines. */
  readonly #usedBack = new Set<string>();

  constructor(facts: MatchFacts) {
    const { invoices, bills, elsewhere = [], billsElsewhere = [] } = facts;
    this.#facts = facts;
    this.#sides = { in: sideOf('CUSTOMER', invoices, facts.customers, elsewhere), out: sideOf('SUPPLIER', bills, facts.suppliers, billsElsewhere) };
    this.#entries = Map.groupBy(facts.entries, ({ amount }) => amount);
    this.#left = new Left([invoices, bills, elsewhere, billsElsewhere]);
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
    const look: Look = { line, side, amount: (line.amount < 0n ? -line.amount : line.amount) as Minor, payer: payerOf(side.payers, line), text: `${line.text} ${line.endToEndId ?? ''}`, left: this.#left };
    const found = [...this.#inTheBooks(look), ...byRules(line, this.#facts.rules), ...this.#byDebts(look), ...this.#moneyBack(line)];
    const known = new Set<string>();
    return found.sort((a, b) => b.confidence - a.confidence).filter((each) => {
      const key = JSON.stringify([each.kind, each.customerId, each.supplierId, each.accountId, each.entryId, each.paymentId, each.refundId, each.parts.map(({ itemId }) => itemId).sort()]);
      return known.has(key) ? false : known.add(key);
    }).slice(0, PROPOSALS);
  }

  #inTheBooks({ line, payer: own }: Look): Proposal[] {
    const candidates = (this.#entries.get(line.amount) ?? []).filter(({ entryId, on }) => !this.#usedEntries.has(entryId) && Math.abs(daysBetween(on, line.bookedOn)) <= ENTRY_DAYS);
    // What is on the books already may be money back to a customer.
    const customer = line.amount < 0n ? payerOf(this.#sides.in.payers, line) : undefined;
    return byEntries(line, candidates, customer && candidates.some(({ partyId }) => customer.parties.some(({ id }) => id === partyId)) ? customer : own);
  }

  /** What leaves for a customer. */
  #moneyBack(line: Line): Proposal[] {
    if (line.amount >= 0n) return [];
    const { received = [], refunds = [], fees = { most: zero, places: 2 } } = this.#facts;
    const { payers } = this.#sides.in;
    return [...returned(line, received.filter(({ paymentId }) => !this.#usedBack.has(paymentId)), payers, fees), ...refunded(line, refunds.filter(({ refundId }) => !this.#usedBack.has(refundId)), payers)];
  }

  #byDebts(look: Look): Proposal[] {
    const { side, text, payer, left } = look;
    const { debts, isLoose } = named(side.references, text);
    const open = debts.filter((debt) => left.of(debt) > 0n);
    if (debts.length > 0 && open.length === 0) return [paidAlready(look, debts), ...byPayer(look, true)];
    const found = byNumbers(look, open, isLoose, this.#facts.tolerance);
    if ((found[0]?.confidence ?? 0) >= 0.97) return found;
    const changing = this.#facts.changing ?? unchanged;
    const others = open.length === 0 ? namedElsewhere(look, changing) : [];
    const isNamed = open.length > 0 || others.length > 0;
    return [...found, ...others, ...bySlips(look, open), ...byPayer(look, isNamed), ...payerElsewhere(look, changing, isNamed), ...(payer.parties.length === 0 && !isNamed ? byAmountAlone(look) : [])];
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
