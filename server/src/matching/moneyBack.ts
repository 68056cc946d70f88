// Pure: money that leaves for a customer: refunds that wait to be paid, and payments that a bank takes back.
import type { BounceReason } from '../generated/rows.ts';
import { minor, zero, type Minor } from '../shared/money.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import type { Line, Proposal, Reason } from './facts.ts';
import { plainNumber } from './plain.ts';
import { payerOf, type PayerIndex } from './payers.ts';

/** Money received that stands: `references`: the bank's own, a cheque's, those of its documents. */
export interface Received { paymentId: string; number: string; references: readonly string[]; partyId: string; amount: Minor; on: Day }
/** A drafted refund; `isAllowed`: nobody needs to be asked any more. */
export interface RefundDue { refundId: string; number: string; partyId: string; amount: Minor; isAllowed: boolean }

/** Days after which banks take nothing back: unauthorised direct debits have thirteen months. */
const MOST_DAYS = 400;
const codes: readonly (readonly [BounceReason, RegExp])[] = [
  ['INSUFFICIENT_FUNDS', /\b(AM04|NSF|INSUFFICIENT|NOT SUFFICIENT|MANGELS DECKUNG|SANS PROVISION)\b/], ['ACCOUNT_CLOSED', /\b(AC04|AC0?7|ACCOUNT CLOSED|KONTO ERLOSCHEN)\b/], ['STOPPED', /\b(MS02|SL01|STOPPED|STOP PAYMENT|GESPERRT)\b/],
  ['OBJECTED', /\b(MD06|OBJECTION|DISPUTED BY DEBTOR|WIDERSPRUCH)\b/], ['NO_MANDATE', /\b(MD01|MD02|NO MANDATE|KEIN MANDAT)\b/], ['FORMAL', /\b(AC0[16]|AC13|AG0[12]|BE05|FF05|RC01|RR0[1-4]|DT01|CNOR|DNOR|INVALID ACCOUNT)\b/],
  ['OTHER', /\b(AM0[25]|MD07|MS03|RTRN|RETURN(ED)?|RETOUR|UNPAID|BOUNCED?|DISHONOU?RED|R ?TRANSACTION|R(UE|U)CKLASTSCHRIFT|R(UE|U)CKGABE|IMPAYE|DEVOLUCION)\b/],
];

/** Why a bank takes something back, as its line says by code or word; undefined where it says nothing of the kind. */
export function returnReason({ text, code, isReversal }: Pick<Line, 'text' | 'code' | 'isReversal'>): BounceReason | undefined {
  const plain = [text, code ?? ''].join(' ').normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/[^A-Z0-9]+/g, ' ');
  return codes.find(([, words]) => words.test(plain))?.[0] ?? (isReversal ? 'OTHER' : undefined);
}

const isTelling = (plain: string): boolean => plain.length >= 6 && /\d{3}/.test(plain);
const three = (confidence: number): number => Math.round(confidence * 1000) / 1000;
const proposal = (kind: 'REFUND' | 'RETURN', partyId: string, confidence: number, reasons: Reason[], more: Partial<Proposal>): Proposal =>
  ({ kind, customerId: partyId, supplierId: null, accountId: null, entryId: null, confidence: three(confidence), reasons, parts: [], rest: zero, ...more });

/** What a bank takes for a return: at most this, told with so many decimal places. */
export interface FeeRule { most: Minor; places: number }

const feeWords = /\b(?:FEES?|CHARGES?|CHGS?|COSTS?|COAM|COMMISSION|ENTGELT|GEB(?:U|UE)HR(?:EN)?|KOSTEN|SPESEN|FRAIS|COMISION)\b(?: OF)?[\s:+=]*(?:[A-Z]{3}\s*)?(\d{1,6})(?:[.,](\d{1,3}))?(?![\d/])/g;
/** The fees that a line tells in words or as banks code them (COAM+3,00), in minor units. */
export function feesTold(text: string, places: number): Minor[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  return [...plain.matchAll(feeWords)].flatMap(([, whole = '', fraction = '']) => (fraction.length > places ? [] : [minor(BigInt(whole + fraction.padEnd(places, '0')))]));
}

/** How sure it is, by what names the payment, whether the line says why, and, of a payment and a fee, whether it tells that fee. */
function sureOf({ isOwn, isNamed, isPayer }: { isOwn: boolean; isNamed: boolean; isPayer: boolean }, because: boolean, fee: 'NONE' | 'TOLD' | 'LEFT' | 'OTHER'): number {
  const [own, ownSilent, named, namedSilent, payer, nobody] = fee === 'NONE' ? [0.995, 0.96, 0.985, 0.9, 0.95, 0.8] : fee === 'TOLD' ? [0.99, 0.95, 0.98, 0.9, 0.94, 0.7] : [0.98, 0.9, 0.975, 0.88, 0.85, 0.5];
  return (isOwn ? (because ? own : ownSilent) : isNamed ? (because ? named : namedSilent) : isPayer ? payer : nobody) - (fee === 'OTHER' ? 0.15 : 0);
}

/** Payments that a line takes back, alone or with the bank's fee: by the reference of the payment, by number, else by what it says and its payer. */
export function returned(line: Line, received: readonly Received[], payers: PayerIndex, { most, places }: FeeRule): Proposal[] {
  const because = returnReason(line);
  const payer = payerOf(payers, line);
  const text = plainNumber(`${line.text} ${line.endToEndId ?? ''}`);
  const own = line.endToEndId ? plainNumber(line.endToEndId) : '';
  const told = feesTold(line.text, places);
  // Of several payments in one amount each is named.
  const isSeveral = new Set(text.match(/PAY\d{7,}/g)).size > 1;
  const judged = received.filter(({ amount, on }) => amount <= -line.amount && -line.amount - amount <= most && on <= line.bookedOn && daysBetween(on, line.bookedOn) <= MOST_DAYS).map((each) => {
    const named = [each.number, ...each.references].find((reference) => { const plain = plainNumber(reference); return isTelling(plain) && text.includes(plain); });
    const fee = minor(-line.amount - each.amount);
    const how = fee === 0n ? 'NONE' as const : told.includes(fee) ? 'TOLD' as const : told.length > 0 || isSeveral ? 'OTHER' as const : 'LEFT' as const;
    return { each, fee, how, named, isOwn: own !== '' && isTelling(own) && each.references.some((reference) => plainNumber(reference) === own), isPayer: payer.parties.some(({ id }) => id === each.partyId) };
  });
  const first = (...tests: ((one: (typeof judged)[number]) => boolean)[]) => tests.map((test) => judged.filter(test)).find((found) => found.length > 0) ?? [];
  // Nothing names it: as much as a payment comes before what is over, which the payer or the text must speak for.
  const unnamed = because ? first(({ how, isPayer }) => how === 'NONE' && isPayer, ({ how, isPayer }) => isPayer && how === 'TOLD', ({ how }) => how === 'NONE', ({ how, isPayer }) => isPayer || how === 'TOLD') : [];
  const known = first(({ isOwn }) => isOwn, ({ named }) => named !== undefined);
  const among = known.length > 0 ? known : unnamed;
  return among.slice(0, 3).map(({ each, fee, how, named, isOwn, isPayer }, index) => {
    const isOther = payer.parties.length > 0 && !isPayer;
    const base = sureOf({ isOwn, isNamed: named !== undefined, isPayer }, because !== undefined, how);
    return proposal('RETURN', each.partyId, base - (among.length > 1 ? 0.2 + index * 0.02 : 0) - (isOther ? 0.1 : 0), [
      { code: 'RETURNED', facts: { number: each.number, because: because ?? 'OTHER' } }, fee > 0n ? { code: 'BANK_FEE', facts: { minor: String(fee), how } } : { code: 'AMOUNT' }, ...(named || isOwn ? [{ code: 'REFERENCE' as const, facts: { numbers: isOwn ? line.endToEndId ?? '' : named ?? '' } }] : []),
      ...(isPayer && payer.by ? [{ code: payer.by }] : []), ...(isOther ? [{ code: 'PAYER_OTHER' as const, facts: { name: payer.parties[0]?.name ?? '' } }] : []), ...(among.length > 1 ? [{ code: 'AMBIGUOUS' as const, facts: { count: among.length } }] : []),
    ], { paymentId: each.paymentId, ...(fee > 0n ? { fee } : {}) });
  });
}

/** Refunds of the same amount that a line pays: by number, else by who gets it. One that waits for a second person is a person's to book. */
export function refunded(line: Line, due: readonly RefundDue[], payers: PayerIndex): Proposal[] {
  const payer = payerOf(payers, line);
  const text = plainNumber(`${line.text} ${line.endToEndId ?? ''}`);
  const judged = due.filter(({ amount }) => amount === -line.amount).map((each) => ({ each, named: isTelling(plainNumber(each.number)) && text.includes(plainNumber(each.number)), isPayer: payer.parties.some(({ id }) => id === each.partyId) }));
  const told = judged.filter(({ named }) => named);
  const among = told.length > 0 ? told : judged.some(({ isPayer }) => isPayer) ? judged.filter(({ isPayer }) => isPayer) : judged;
  return among.slice(0, 3).map(({ each, named, isPayer }, index) => {
    const isOther = payer.parties.length > 0 && !isPayer;
    const base = (named ? 0.99 : isPayer ? 0.975 : 0.6) - (among.length > 1 ? 0.2 + index * 0.02 : 0) - (isOther ? 0.1 : 0);
    return proposal('REFUND', each.partyId, each.isAllowed ? base : Math.min(base, 0.9), [
      ...(named ? [{ code: 'REFERENCE' as const, facts: { numbers: each.number } }] : []), { code: 'REFUND_DUE', facts: { number: each.number } }, { code: 'AMOUNT' }, ...(isPayer && payer.by ? [{ code: payer.by }] : []),
      ...(isOther ? [{ code: 'PAYER_OTHER' as const, facts: { name: payer.parties[0]?.name ?? '' } }] : []), ...(among.length > 1 ? [{ code: 'AMBIGUOUS' as const, facts: { count: among.length } }] : []), ...(each.isAllowed ? [] : [{ code: 'SECOND_PERSON' as const }]),
    ], { refundId: each.refundId });
  });
}
