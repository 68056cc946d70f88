// Lines that take a payment back together with the bank's fee, made of the real invoices, each labelled with what it is; and lines
// that only look so. These rates were written before the matcher knew of fees; change them only with a reason.
import type { Line } from '../../../server/src/matching/facts.ts';
import type { Received } from '../../../server/src/matching/moneyBack.ts';
import { minor } from '../../../server/src/shared/money.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { random } from './generate.ts';
import type { InvoiceSet } from './invoices.ts';

export type FeeNoise = 'TOLD' | 'FIELDS' | 'LEFT' | 'CHEQUE' | 'NO_FEE' | 'PAYER_ONLY' | 'MARK_ONLY' | 'NO_WORD' | 'OTHER_FEE' | 'BIG_FEE' | 'COLLECTIVE' | 'SUPPLIER';
/** Shares of all lines; they sum to one. */
export const feeRates: Readonly<Record<FeeNoise, number>> = {
  /** The payment's reference, a word of return, and the fee as a word and an amount. */
  TOLD: 0.22,
  /** The reference, and original amount and fee as banks code them: OAMT+100,00 COAM+3,00. */
  FIELDS: 0.1,
  /** The reference and a word of return; the fee is only what is over. */
  LEFT: 0.18,
  /** The cheque's number and a word of return; the fee told or not. */
  CHEQUE: 0.1,
  /** A return without a fee. */
  NO_FEE: 0.12,
  /** A word of return, the payer's name and the fee; no reference. */
  PAYER_ONLY: 0.08,
  /** A word of return and the fee, of nobody. */
  MARK_ONLY: 0.05,
  /** The reference, and no word of return. */
  NO_WORD: 0.03,
  /** The reference and a word, and a fee that is not what is over. */
  OTHER_FEE: 0.03,
  /** The reference and a word; what is over is more than any bank takes. */
  BIG_FEE: 0.02,
  /** Two payments that come back in one amount, both named. */
  COLLECTIVE: 0.03,
  /** A payment to somebody, a little more than a customer's payment; it speaks of fees. */
  SUPPLIER: 0.04,
};
/** What is wrong with a reference, whatever else is: small letters, or cut in two by the bank. */
export const referenceRates = { small: 0.1, cut: 0.15 } as const;
/** Up to this what is over may be a fee. */
export const feeMax = minor(3000);

export interface LabelledFee { noise: FeeNoise; line: Line; is: { paymentId?: string; fee?: bigint } }

const words = ['Rücklastschrift AC04', 'RETURN AM04 insufficient funds', 'RTRN MD06', 'Unpaid', 'Retour MS03', 'Devolución', 'Dishonoured', 'R-transaction AC06'];
const fees = ['fee {}', 'Entgelt {}', 'charges EUR {}', 'Gebühr: {}', 'bank costs {}', 'incl. fee of {}', 'frais {}', 'Spesen {} EUR'];

/** Every invoice is a payment of its customer; each drawn line takes one back, or looks as if it did. */
export function returnFeesOf({ invoices, customers }: InvoiceSet, seed: number): { lines: LabelledFee[]; received: Received[]; customers: { id: string; name: string; names: string[]; accounts: string[] }[] } {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T; // never empty
  const decimal = (amount: number, mark: string): string => `${Math.floor(amount / 100)}${mark}${String(amount % 100).padStart(2, '0')}`;
  const drawNoise = (): FeeNoise => {
    let left = next();
    for (const [noise, rate] of Object.entries(feeRates) as [FeeNoise, number][]) {
      left -= rate;
      if (left < 0) return noise;
    }
    return 'TOLD';
  };
  const received = invoices.map((invoice, at): Received => {
    const count = String(at + 1).padStart(5, '0');
    return { paymentId: `p${at}`, number: `PAY-1997-${count}`, references: [`E2E${count}X${invoice.customer}`, `00${count}77`, invoice.number], partyId: invoice.customer, amount: minor(invoice.amountMinor), on: invoice.issuedOn as Day };
  });
  const lines = received.map((payment, at): LabelledFee => {
    const noise = drawNoise();
    const name = customers.find(({ code }) => code === payment.partyId)?.name ?? null;
    const mark = pick([',', '.']);
    const taken = noise === 'NO_FEE' ? 0 : noise === 'BIG_FEE' ? 3_100 + below(9_000) : 150 + below(2_400);
    const said = pick(fees).replace('{}', decimal(noise === 'OTHER_FEE' ? taken + 100 + below(900) : taken, mark));
    const printed = noise === 'CHEQUE' ? payment.references[1] ?? '' : pick([payment.number, payment.references[0] ?? '', payment.references[2] ?? '']);
    const draw = next();
    const reference = draw < referenceRates.small ? printed.toLowerCase() : draw < referenceRates.small + referenceRates.cut ? `${printed.slice(0, 5)} ${printed.slice(5)}` : printed;
    const word = pick(words);
    const other = received[(at + 1) % received.length] as Received;
    const text: Record<FeeNoise, string> = {
      TOLD: `${word} ${reference} ${said}`, FIELDS: `${word} ${reference} OAMT+${decimal(Number(payment.amount), ',')} COAM+${decimal(taken, ',')}`, LEFT: `${word} ${reference}`, CHEQUE: `Unpaid cheque ${reference}${next() < 0.5 ? ` ${said}` : ''}`, NO_FEE: `${word} ${reference}`,
      PAYER_ONLY: `${word} ${said}`, MARK_ONLY: `${word} ${said}`, NO_WORD: `${reference} ${said}`, OTHER_FEE: `${word} ${reference} ${said}`, BIG_FEE: `${word} ${reference}`, COLLECTIVE: `${word} ${payment.number} ${other.number}`, SUPPLIER: `Your invoice 7712${at} ${said}`,
    };
    const isOf = noise !== 'COLLECTIVE' && noise !== 'SUPPLIER';
    const amount = noise === 'COLLECTIVE' ? payment.amount + other.amount : payment.amount + BigInt(taken);
    const isNamed = noise === 'PAYER_ONLY' || (noise !== 'MARK_ONLY' && noise !== 'SUPPLIER' && next() < 0.5);
    return {
      noise, is: isOf ? { paymentId: payment.paymentId, fee: BigInt(taken) } : {},
      line: { id: `l${at}`, bookedOn: addDays(payment.on, 2 + below(25)), amount: minor(-amount), payerName: isNamed ? name : noise === 'SUPPLIER' ? 'Nobody Known Ltd' : null, payerAccount: null, text: text[noise], endToEndId: null, code: null },
    };
  });
  return { lines, received, customers: customers.map(({ code, name }) => ({ id: code, name, names: [], accounts: [] })) };
}
