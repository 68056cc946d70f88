// Pure: what of a line stands in the books already, and what rules by text say of it.
import { zero } from '../shared/money.ts';
import { daysBetween } from '../shared/time.ts';
import type { LedgerEntry, Line, Proposal, Reason, TextRule } from './facts.ts';
import { three } from './look.ts';
import { plainNumber, plainText } from './plain.ts';
import type { Payer } from './payers.ts';

/** How far an entry may lie from its line, in days. */
export const ENTRY_DAYS = 45;

/** Entries that somebody has made by hand, of the line's amount: a number, a payer or a day beside it. */
export function byEntries(line: Line, candidates: readonly LedgerEntry[], payer: Payer): Proposal[] {
  const text = plainNumber(`${line.text} ${line.endToEndId ?? ''}`);
  const isAlone = candidates.length === 1;
  return candidates.map((entry) => {
    const days = Math.abs(daysBetween(entry.on, line.bookedOn));
    const isNamed = entry.numbers.some((number) => plainNumber(number).length >= 4 && text.includes(plainNumber(number)));
    const isPayer = payer.parties.some(({ id }) => id === entry.partyId);
    const base = isNamed ? 0.99 : isPayer ? 0.985 : payer.parties.length > 0 && entry.partyId ? 0.5 : isAlone && days <= 5 ? 0.93 : 0.7;
    const reasons: Reason[] = [{ code: 'ENTRY' }, { code: 'AMOUNT' }, ...(isNamed ? [{ code: 'REFERENCE' as const, facts: { numbers: entry.numbers.join(', ') } }] : []), ...(isPayer && payer.by ? [{ code: payer.by }] : []),
      { code: 'DATE_NEAR', facts: { days } }, ...(isAlone ? [] : [{ code: 'AMBIGUOUS' as const, facts: { count: candidates.length } }])];
    return { kind: 'ENTRY' as const, customerId: null, supplierId: null, accountId: null, entryId: entry.entryId, confidence: three(base - days * 0.0003 - (isAlone || isNamed ? 0 : 0.1)), reasons, parts: [], rest: zero };
  });
}

export function byRules(line: Line, rules: readonly TextRule[]): Proposal[] {
  const text = plainText([line.text, line.payerName ?? '', line.code ?? ''].join(' '));
  return rules.filter(({ contains, isIn }) => text.includes(plainText(contains)) && (isIn === null || isIn === line.amount > 0n)).slice(0, 2).map((rule) => ({
    kind: 'ACCOUNT' as const, customerId: null, supplierId: null, accountId: rule.accountId, entryId: null, confidence: rule.isAutomatic ? 0.99 : 0.9,
    reasons: [{ code: 'RULE' as const, facts: { name: rule.name } }], parts: [], rest: zero,
  }));
}
