// Pure: lines that are linked to entries in the books, or that pay refunds and take payments back.
import type { BankLineRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Change } from '../shared/write.ts';
import { keepMoved, sidesOf, worthOf } from './lineMoney.ts';
import type { BookingFacts } from './loadBooking.ts';
import { moneyBackRows } from './moneyBack.ts';
import { EntryNotOfAccount } from './refusals.ts';
import type { Split } from './splits.ts';

/** What a part of a line is booked as. */
export interface Posted { rows: Change[]; events: EventDraft[]; entryId: string; paymentId: string | null; /** What of the amount stands in a further entry: the bank's fee for a return. */ fee?: { entryId: string; amount: Minor } | null }

/** An entry that is in the books already. */
export function linked(facts: BookingFacts, line: BankLineRow, split: Split): Posted {
  const collection = facts.collections.get(line.collectionAccountId);
  const entry = facts.entries.get(`${split.partyId} ${collection?.accountId}`);
  const signed = line.amountMinor > 0n ? split.amount : negate(split.amount);
  const { currencyCode } = line;
  const isWithin = entry && (signed > 0n ? entry.left >= signed : entry.left <= signed);
  // A return and its bank fee, noted before, are one amount of the bank.
  const fee = entry && !isWithin ? facts.entries.get(`${entry.feeEntryId} ${collection?.accountId}`) : undefined;
  const isBoth = entry && fee && fee.left !== 0n && plus(entry.left, fee.left) === signed;
  if (!entry || (!isWithin && !isBoth)) throw EntryNotOfAccount({ wanted: { minor: signed, currencyCode }, left: { minor: entry?.left ?? zero, currencyCode } });
  const taken = isBoth ? fee.left : zero;
  entry.left = minus(entry.left, minus(signed, taken));
  if (isBoth) fee.left = zero;
  return { rows: [], events: [], entryId: entry.entryId, paymentId: entry.paymentId, fee: isBoth ? { entryId: fee.entryId, amount: negate(taken) } : null };
}

/** A refund that the line pays, or a payment that it takes back. */
export function givenBack(facts: BookingFacts, line: BankLineRow, split: Split, path: string[], ctx: DecideContext): Posted {
  const collection = facts.collections.get(line.collectionAccountId);
  const { moneyBack } = facts;
  if (!moneyBack || !collection) throw NotFound({ type: 'BankLine', id: line.id });
  const own = collection.accountId;
  const feeOf = (amount: Minor) => {
    if (amount === zero) return { amount, lines: [] };
    const { worth } = worthOf(facts, line, { amount, company: null }, path, ctx);
    // What comes back leaves the account as it came, before the fee takes its share.
    for (const back of moneyBack.is === 'RETURN' ? moneyBack.facts.facts.lines.filter((each) => each.accountId === own) : []) keepMoved(facts, own, { original: { amount: negate(back.amountMinor), currencyCode: back.currencyCode }, company: negate(back.companyMinor) });
    const sides = sidesOf(facts, line, own, { id: facts.accounts['5400'], isCash: false }, negate(amount), () => negate(worth), path, ctx);
    sides.keep();
    return { amount: worth, lines: sides.lines };
  };
  return moneyBackRows(moneyBack, line, split, collection, feeOf, ctx);
}
