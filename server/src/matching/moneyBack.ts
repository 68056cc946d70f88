// Pure: money that leaves for a customer: refunds that wait to be paid, and payments that a bank takes back.
import type { BounceReason } from '../generated/rows.ts';
import { zero, type Minor } from '../shared/money.ts';
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

/** Payments of the same amount that a line takes back: by the reference of the payment, by number, else by what it says and its payer. */
export function returned(line: Line, received: readonly Received[], payers: PayerIndex): Proposal[] {
  const because = returnReason(line);
  const payer = payerOf(payers, line);
  const text = plainNumber(`${line.text} ${line.endToEndId ?? ''}`);
  const own = line.endToEndId ? plainNumber(line.endToEndId) : '';
  const judged = received.filter(({ amount, on }) => amount === -line.amount && on <= line.bookedOn && daysBetween(on, line.bookedOn) <= MOST_DAYS).map((each) => {
    const named = [each.number, ...each.references].find((reference) => { const plain = plainNumber(reference); return isTelling(plain) && text.includes(plain); });
    return { each, named, isOwn: own !== '' && isTelling(own) && each.references.some((reference) => plainNumber(reference) === own), isPayer: payer.parties.some(({ id }) => id === each.partyId) };
  });
  const told = judged.some(({ isOwn }) => isOwn) ? judged.filter(({ isOwn }) => isOwn) : judged.filter(({ named }) => named);
  const among = told.length > 0 ? told : because ? (judged.some(({ isPayer }) => isPayer) ? judged.filter(({ isPayer }) => isPayer) : judged) : [];
  return among.slice(0, 3).map(({ each, named, isOwn, isPayer }, index) => {
    const base = isOwn ? (because ? 0.995 : 0.96) : named ? (because ? 0.985 : 0.9) : isPayer ? 0.95 : 0.8;
    const isOther = payer.parties.length > 0 && !isPayer;
    return proposal('RETURN', each.partyId, base - (among.length > 1 ? 0.2 + index * 0.02 : 0) - (isOther ? 0.1 : 0), [
      { code: 'RETURNED', facts: { number: each.number, because: because ?? 'OTHER' } }, { code: 'AMOUNT' }, ...(named || isOwn ? [{ code: 'REFERENCE' as const, facts: { numbers: isOwn ? line.endToEndId ?? '' : named ?? '' } }] : []),
      ...(isPayer && payer.by ? [{ code: payer.by }] : []), ...(isOther ? [{ code: 'PAYER_OTHER' as const, facts: { name: payer.parties[0]?.name ?? '' } }] : []), ...(among.length > 1 ? [{ code: 'AMBIGUOUS' as const, facts: { count: among.length } }] : []),
    ], { paymentId: each.paymentId });
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
