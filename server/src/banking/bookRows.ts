// Pure: the rows of booking a line. What one line takes is gone for the next: the rows of the facts move with each decision.
import type { MatchKind, OpenItemRow, PayerAliasRow, BankLineRow } from '../generated/rows.ts';
import { isControl } from '../accounting/rules.ts';
import { entryRows, openAmount, openItemRow, type LineDraft } from '../accounting/post.ts';
import { demandTraded } from '../currencies/rates.ts';
import { paymentRows, type ForeignMoney } from '../payments/paymentRows.ts';
import { shortRows } from '../payments/shortPayment.ts';
import type { Settlement } from '../payments/rules.ts';
import { AllocationCurrency } from '../payments/refusals.ts';
import { BillBlocked } from '../payables/refusals.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Json } from '../generated/rows.ts';
import { minus, negate, plus, printMoney, rateOf, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { addDays, yearOf } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { plainText } from '../matching/plain.ts';
import { LedgerAccountClosed, LineBooked, LineDirection, LineExceeded, UnappliedReasonNeeded, WriteOffLimit } from './refusals.ts';
import type { BookingFacts } from './loadBooking.ts';
import { isMoneyBack } from './moneyBack.ts';
import { keepMoved, movedOn, sidesOf, worthOf } from './lineMoney.ts';
import { leftOf, restOf, type Split } from './splits.ts';
import { givenBack, linked, type Posted } from './standing.ts';

export interface Evidence { isAutomatic: boolean; confidence: Rate | null; reasons: Json }
export interface Booked { rows: Change[]; events: EventDraft[]; bookingIds: string[] }

/** Days until money that is left on account must have found its place. */
export const TARGET_DAYS = 14;

const debitOf = (facts: BookingFacts, part: Split['parts'][number]): OpenItemRow => {
  const found = facts.items.find((item) => item.id === part.openItemId || (part.documentId !== null && item.sourceId === part.documentId));
  if (!found) throw NotFound({ type: 'OpenItem', id: part.openItemId ?? part.documentId ?? '' });
  return found;
};

function nextNumber(facts: BookingFacts, line: BankLineRow): { number: string; taken: Change } {
  const year = yearOf(line.bookedOn);
  const counter = facts.series.get(year);
  if (!counter) throw new Error(`series PAY ${year} is not loaded`);
  const number = `PAY-${year}-${String(counter.next).padStart(5, '0')}`;
  counter.next += 1;
  return { number, taken: update('NumberSeries', counter.id, { next: counter.next }) };
}

const entryIn = (rows: readonly Change[]): string => String(rows.find((row) => row.table === 'JournalEntry' && row.row.kind === 'PAYMENT')?.row.id ?? '');

/** What is paid, in the currency of the payment, and what that is worth; without a rate it is company money. */
interface Paying { amount: Minor; currencyCode: string; foreign: ForeignMoney | null }

/**
 * What a part of a line pays: as somebody says, in another currency than the line; to a supplier whose bills are company money at
 * what the bank took, in that; else the line's own amount. Refuses amounts of bills that are told in another currency than theirs.
 */
function payingOf(facts: BookingFacts, line: BankLineRow, split: Split, path: string[], ctx: DecideContext): Paying {
  const companyCode = ctx.company.currencyCode;
  const { worth, rate } = worthOf(facts, line, split, path, ctx);
  const { paid } = split;
  if (paid) {
    const { amount, currencyCode } = paid;
    if (currencyCode === line.currencyCode) throw fieldRefused([...path, 'paid', 'currencyCode'], 'other_needed');
    demandTraded(currencyCode, facts.rates, ctx, [...path, 'paid', 'currencyCode']);
    return { amount, currencyCode, foreign: currencyCode === companyCode ? null : { currencyCode, worth, rate: rateOf(amount, currencyCode, worth, companyCode), isHeldInIt: false } };
  }
  const isOwn = line.amountMinor > 0n || paysOwn(facts, line, split, ctx);
  return isOwn ? { amount: split.amount, currencyCode: line.currencyCode, foreign: rate === null ? null : { currencyCode: line.currencyCode, worth, rate, isHeldInIt: true } } : { amount: worth, currencyCode: companyCode, foreign: null };
}

/** Whether money to a supplier is in the line's currency: as its bills are; without one, as the supplier's currency is. */
function paysOwn(facts: BookingFacts, line: BankLineRow, split: Split, { company }: DecideContext): boolean {
  const bills = split.parts.map((part) => ({ part, debit: debitOf(facts, part) }));
  for (const { part, debit } of bills) {
    const paidIn = part.isCompany ? company.currencyCode : line.currencyCode;
    if (paidIn !== debit.currencyCode) throw AllocationCurrency({ number: debit.number, currency: debit.currencyCode, paidIn });
  }
  const [first] = bills;
  return (first?.debit.currencyCode ?? facts.suppliers.get(split.partyId ?? '')?.currencyCode) === line.currencyCode;
}

function party(facts: BookingFacts, line: BankLineRow, split: Split, path: string[], ctx: DecideContext): Posted {
  const collection = facts.collections.get(line.collectionAccountId);
  if (!collection) throw NotFound({ type: 'CollectionAccount', id: line.collectionAccountId });
  const isIn = line.amountMinor > 0n;
  if (isIn !== (split.kind === 'CUSTOMER')) throw LineDirection({ kind: split.kind });
  const { amount, currencyCode, foreign } = payingOf(facts, line, split, path, ctx);
  const rest = restOf(amount, split);
  if (rest < 0n) throw LineExceeded({ wanted: { minor: minus(amount, rest), currencyCode }, left: { minor: amount, currencyCode } });
  if (isIn && rest > 0n && !split.unappliedReason) throw UnappliedReasonNeeded({ amount: { minor: rest, currencyCode } });
  const settlements = split.parts.filter((part) => part.amount > 0n).map((part): Settlement => ({ debit: debitOf(facts, part), amount: part.amount }));
  const held = settlements.find(({ debit }) => facts.blocked.has(debit.sourceId));
  if (held) throw BillBlocked({ number: held.debit.number, reason: 'approval' });
  const credit = split.kind === 'CUSTOMER' ? facts.credits.get(split.partyId ?? '') : undefined;
  if (split.kind === 'CUSTOMER' && !credit) throw NotFound({ type: 'Customer', id: split.partyId ?? '' });
  // The whole of what is written off is judged before anything moves.
  const shorts = split.parts.filter((part) => part.short > 0n || part.isWhole).map((part) => {
    const debit = debitOf(facts, part);
    return { debit, amount: part.isWhole ? minus(openAmount(debit), part.amount) : part.short, reason: part.shortReason ?? 'ERROR' as const };
  }).filter(({ amount }) => amount > 0n);
  const written = plus(zero, ...shorts.filter(({ reason }) => reason !== 'DISPUTE').map(({ amount }) => amount));
  const tolerance = currencyCode === line.currencyCode ? collection.toleranceMinor : zero;
  if (written > tolerance && !ctx.viewer.permissions.has('payments.writeOff')) throw WriteOffLimit({ amount: { minor: written, currencyCode }, tolerance: { minor: tolerance, currencyCode } });
  for (const { debit, amount: missing } of shorts) {
    if (debit.currencyCode !== currencyCode) throw AllocationCurrency({ number: debit.number, currency: debit.currencyCode, paidIn: currencyCode });
    const paid = settlements.find((each) => each.debit === debit)?.amount ?? zero;
    if (plus(paid, missing) > openAmount(debit)) throw LineExceeded({ wanted: { minor: plus(paid, missing), currencyCode }, left: { minor: openAmount(debit), currencyCode } });
  }
  const sign = (of: Minor): Minor => (isIn ? of : negate(of));
  const moved = movedOn(facts, collection.accountId, sign(split.amount), () => sign(worthOf(facts, line, split, path, ctx).worth), ctx);
  const counter = facts.series.get(yearOf(line.bookedOn));
  const before = counter?.next;
  const { number, taken } = nextNumber(facts, line);
  try {
    const method = collection.kind === 'CASH' ? 'CASH' : collection.kind === 'GATEWAY' ? 'CARD' : 'BANK';
    const reference = (line.endToEndId ?? line.bankReference ?? line.text.slice(0, 200)) || null;
    const made = paymentRows(facts.accounts, {
      direction: isIn ? 'IN' : 'OUT', number, customerId: isIn ? split.partyId : null, supplierId: isIn ? null : split.partyId, amount, foreign, ...(moved ? { moved } : {}), paidOn: line.bookedOn, method, accountId: collection.accountId, reference, told: { payerName: line.payerName?.slice(0, 200) ?? null },
    }, credit ?? null, settlements, ctx);
    const paymentId = String(made.result.payment);
    const off = shorts.flatMap((short, index) => {
      const invoice = facts.invoices.get(short.debit.sourceId);
      if (!invoice || !credit) throw NotFound({ type: 'Invoice', id: short.debit.sourceId });
      const on = short.debit.effectiveOn > line.bookedOn ? short.debit.effectiveOn : line.bookedOn;
      return [shortRows(facts.accounts, paymentId, short, invoice, credit, on, index, ctx)];
    });
    const openItemId = String(made.rows.find((row) => row.table === 'Payment')?.row.openItemId);
    const note = isIn && rest > 0n && split.unappliedReason ? [insert('UnappliedNote', {
      id: ctx.newId(), companyId: ctx.company.id, openItemId, reason: split.unappliedReason, note: split.note, ownerId: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : collection.ownerId, targetOn: addDays(ctx.today, TARGET_DAYS),
    })] : [];
    keepMoved(facts, collection.accountId, moved);
    return { rows: [...made.rows, ...off.flatMap(({ rows }) => rows), ...note, taken], events: [...made.events, ...off.flatMap(({ events }) => events)], entryId: entryIn(made.rows), paymentId };
  } catch (error) {
    if (counter && before !== undefined) counter.next = before; // refused: its number is the next one's
    throw error;
  }
}

/** To an account of the ledger, or to receipts of nobody known. */
function ledger(facts: BookingFacts, line: BankLineRow, split: Split, revision: number, path: string[], ctx: DecideContext): Posted {
  const collection = facts.collections.get(line.collectionAccountId);
  const signed = line.amountMinor > 0n ? split.amount : negate(split.amount);
  const entryId = ctx.newId();
  const own = collection?.accountId ?? '';
  const worth = (): Minor => { const { worth: told } = worthOf(facts, line, split, path, ctx); return signed > 0n ? told : negate(told); };
  const post = (lines: LineDraft[], more: Change[] = []): Posted => ({
    entryId, paymentId: null, events: [],
    rows: [...more, ...entryRows(facts.accounts, {
      kind: 'PAYMENT', effectiveOn: line.bookedOn, source: { type: 'BankLine', id: line.id, revision }, memo: (split.note ?? line.text).slice(0, 500) || null,
      lines,
    }, ctx, entryId)],
  });
  if (split.kind === 'UNIDENTIFIED') {
    if (signed < 0n) throw LineDirection({ kind: split.kind });
    const itemId = ctx.newId();
    const moved = movedOn(facts, own, signed, worth, ctx);
    const original = moved ? { original: { amount: negate(signed), currencyCode: line.currencyCode } } : {};
    const note = insert('UnappliedNote', { id: ctx.newId(), companyId: ctx.company.id, openItemId: itemId, reason: split.unappliedReason ?? 'NO_REMITTANCE', note: split.note, ownerId: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : collection?.ownerId ?? null, targetOn: addDays(ctx.today, TARGET_DAYS) });
    const posted = post([
      { accountId: own, amount: moved?.company ?? signed, ...(moved ? { original: moved.original } : {}) }, { account: '2120', amount: negate(worth()), ...original, openItemId: itemId },
      { account: '7000', amount: minus(worth(), moved?.company ?? signed) },
    ], [openItemRow(facts.accounts, {
      id: itemId, account: '2120', kind: 'PAYMENT', source: { type: 'BankLine', id: line.id }, number: `${line.bookedOn} ${line.bankReference ?? line.no}`.slice(0, 40), amount: negate(worth()), ...original, effectiveOn: line.bookedOn,
    }, ctx), note]);
    keepMoved(facts, own, moved);
    return posted;
  }
  const account = facts.ledger.get(split.partyId ?? '');
  if (!account?.isActive || isControl(account) || account.id === collection?.accountId) throw LedgerAccountClosed({ account: account ? `${account.code} ${account.name}` : '' });
  const sides = sidesOf(facts, line, own, account, signed, worth, path, ctx);
  const posted = post(sides.lines);
  sides.keep();
  return posted;
}

/** What a decision of staff teaches: the name and the account of a line belong to whom it was booked to. */
function learned(aliases: PayerAliasRow[], line: BankLineRow, split: Split, ctx: DecideContext): Change[] {
  const who = { customerId: split.kind === 'CUSTOMER' ? split.partyId : null, supplierId: split.kind === 'SUPPLIER' ? split.partyId : null };
  const seen = ([['ACCOUNT', line.payerAccount ?? ''], ['NAME', plainText(line.payerName ?? '')]] as const).filter(([, value]) => value !== '');
  return seen.map(([kind, value]) => {
    const known = aliases.find((each) => each.kind === kind && each.value === value && each.customerId === who.customerId && each.supplierId === who.supplierId);
    if (known) {
      known.times += 1;
      return update('PayerAlias', known.id, { times: known.times, lastOn: ctx.today });
    }
    const row = { id: ctx.newId(), companyId: ctx.company.id, kind, value, ...who, times: 1, lastOn: ctx.today };
    aliases.push(row);
    return insert('PayerAlias', row);
  });
}

/** Books a line, or a part of it. Refuses before any row of the facts has moved, but for the number, which is given back. */
export function bookRows(facts: BookingFacts, line: BankLineRow, splits: readonly Split[], evidence: Evidence, ctx: DecideContext): Booked {
  const { currencyCode } = line;
  if (line.status === 'BOOKED') throw LineBooked({ text: line.text.slice(0, 100) });
  const refused = facts.refusedDays.get(line.bookedOn);
  if (refused && splits.some((split) => split.kind !== 'ENTRY')) throw refused;
  const wanted = plus(zero, ...splits.map((split) => split.amount));
  if (wanted > leftOf(line)) throw LineExceeded({ wanted: { minor: wanted, currencyCode }, left: { minor: leftOf(line), currencyCode } });
  const isOut = line.amountMinor < 0n;
  const revision = facts.revisions.get(line.id) ?? 0;
  const made = splits.map((split, index) => {
    const path = ['splits', String(index)];
    const posted = split.kind === 'CUSTOMER' || split.kind === 'SUPPLIER' ? party(facts, line, split, path, ctx) : split.kind === 'ENTRY' ? linked(facts, line, split) : isMoneyBack(split) ? givenBack(facts, line, split, path, ctx) : ledger(facts, line, split, revision + index, path, ctx);
    const teaches = !evidence.isAutomatic && (split.kind === 'CUSTOMER' || split.kind === 'SUPPLIER');
    const fee = posted.fee?.amount ?? zero;
    const stands = [{ id: ctx.newId(), entryId: posted.entryId, amount: minus(split.amount, fee) }, ...(posted.fee ? [{ id: ctx.newId(), ...posted.fee }] : [])];
    return { ids: stands.map(({ id }) => id), events: posted.events, rows: [...posted.rows, ...stands.map(({ id, entryId, amount }) => insert('LineBooking', {
      id, companyId: ctx.company.id, lineId: line.id, kind: split.kind satisfies MatchKind, entryId, paymentId: posted.paymentId, currencyCode, amountMinor: isOut ? negate(amount) : amount,
      isAutomatic: evidence.isAutomatic, confidence: evidence.confidence, reasons: evidence.reasons, bookedById: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, bookedByName: ctx.viewer.name, undoneAt: null, undoneByName: null, undoReason: null,
    })), ...(teaches ? learned(facts.aliases, line, split, ctx) : [])] };
  });
  facts.revisions.set(line.id, revision + splits.length);
  line.bookedMinor = plus(line.bookedMinor, isOut ? negate(wanted) : wanted);
  line.status = line.bookedMinor === line.amountMinor ? 'BOOKED' : 'OPEN';
  const used = new Set(splits.flatMap((split) => [...split.parts.map((part) => debitOf(facts, part).id), ...(split.kind === 'ENTRY' ? [split.partyId] : [])]));
  const again = new Set(facts.touched.filter(({ itemId, entryId }) => used.has(itemId) || used.has(entryId)).map(({ id }) => id));
  return {
    bookingIds: made.flatMap(({ ids }) => ids),
    rows: [
      ...made.flatMap(({ rows }) => rows), update('BankLine', line.id, { bookedMinor: line.bookedMinor, status: line.status, version: line.version + 1, ...(line.status === 'OPEN' ? { matchedAt: null } : {}) }),
      ...[...again].map((id) => update('BankLine', id, { matchedAt: null })),
    ],
    events: [{ kind: 'lineBooked', subjectType: 'BankLine', subjectId: line.id, data: { amount: printMoney(isOut ? negate(wanted) : wanted, currencyCode), kinds: splits.map((split) => split.kind), automatic: evidence.isAutomatic } }, ...made.flatMap(({ events }) => events)],
  };
}
