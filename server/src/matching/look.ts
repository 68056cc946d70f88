// Pure: a line beside one side of what is open, and how far its payer speaks for somebody.
import { zero, type Minor } from '../shared/money.ts';
import { daysBetween } from '../shared/time.ts';
import type { Debt, Line, MatchFacts, Part, Proposal, Reason } from './facts.ts';
import type { Left } from './left.ts';
import { indexPayers, type Payer, type PayerIndex } from './payers.ts';
import { indexReferences, type ReferenceIndex } from './references.ts';

/** Invoices and who owes them, or bills and whom we owe; `elsewhere`: those in other currencies than the account's. */
export interface Side {
  kind: 'CUSTOMER' | 'SUPPLIER'; references: ReferenceIndex; payers: PayerIndex; byParty: Map<string, Debt[]>; byAmount: Map<bigint, Debt[]>;
  elsewhere: { references: ReferenceIndex; byParty: Map<string, Debt[]> };
}
export function sideOf(kind: Side['kind'], debts: readonly Debt[], parties: MatchFacts['customers'], elsewhere: readonly Debt[] = []): Side {
  const byParty = (of: readonly Debt[]) => Map.groupBy(of, ({ partyId }) => partyId);
  return {
    kind, references: indexReferences(debts), payers: indexPayers(parties), byParty: byParty(debts), byAmount: Map.groupBy(debts, ({ open }) => open),
    elsewhere: { references: indexReferences(elsewhere), byParty: byParty(elsewhere) },
  };
}

/** What rules look at: the line, without its sign, beside what is left. */
export interface Look { line: Line; side: Side; amount: Minor; payer: Payer; text: string; left: Left }

export const three = (confidence: number): number => Math.max(0, Math.min(1, Math.round(confidence * 1000) / 1000));

/** Money for a customer or a supplier. */
export const proposalFor = (kind: Side['kind'], partyId: string, confidence: number, reasons: Reason[], parts: Part[], rest: Minor = zero): Proposal =>
  ({ kind, customerId: kind === 'CUSTOMER' ? partyId : null, supplierId: kind === 'SUPPLIER' ? partyId : null, accountId: null, entryId: null, confidence: three(confidence), reasons, parts, rest });

/** How far the payer speaks for a party: 1 for, 0 unknown, -1 against. */
export function speaks(payer: Payer, partyId: string): { is: 1 | 0 | -1; reason: Reason[] } {
  if (payer.parties.length === 0 || !payer.by) return { is: 0, reason: [] };
  if (payer.parties.some(({ id }) => id === partyId)) return { is: 1, reason: [{ code: payer.by }] };
  return { is: -1, reason: [{ code: 'PAYER_OTHER', facts: { name: payer.parties[0]?.name ?? '' } }] };
}

export function near(line: Line, debts: readonly Debt[]): Reason[] {
  const days = Math.min(...debts.map(({ dueOn }) => Math.abs(daysBetween(dueOn, line.bookedOn))));
  return days <= 20 ? [{ code: 'DATE_NEAR', facts: { days } }] : [];
}

export const inDueOrder = <T extends Debt>(debts: readonly T[]): T[] => [...debts].sort((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1));
