// Lines of an account in one currency that pay invoices in another, made of the real invoices, each labelled with what it pays.
// These rates were written before the matcher knew of other currencies' amounts; change them only with a reason.
import type { Line, OtherDebt } from '../../../server/src/matching/facts.ts';
import { minor } from '../../../server/src/shared/money.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { random } from './generate.ts';
import type { InvoiceSet, SetInvoice } from './invoices.ts';

export type CurrencyNoise = 'NUMBER' | 'NUMBER_OTHER_PAYER' | 'PAYER' | 'PART' | 'JOINT' | 'FAR_OFF' | 'ANONYMOUS' | 'UNRELATED';
/** Shares of all lines; they sum to one. */
export const currencyRates: Readonly<Record<CurrencyNoise, number>> = {
  /** The number, and the amount as a bank changes it: up to two per cent less, seldom more than at the rate of the day. */
  NUMBER: 0.42,
  /** The same, of somebody of another name. */
  NUMBER_OTHER_PAYER: 0.06,
  /** The amount so, and the payer; a text that says nothing. */
  PAYER: 0.22,
  /** The number, and between a fifth and four fifths of the amount. */
  PART: 0.07,
  /** Two invoices of a customer, with both numbers. */
  JOINT: 0.06,
  /** The payer, and an amount that is no invoice's. */
  FAR_OFF: 0.05,
  /** The amount, of a payer nobody knows. */
  ANONYMOUS: 0.04,
  /** Money of people who owe nothing. */
  UNRELATED: 0.08,
};
/** What a unit of the account's currency (of two places) is in that of the invoices, by hundredths. */
export const hundredthsPer: Readonly<Record<string, bigint>> = { EUR: 87n, JPY: 15_211n };

export interface LabelledOther { noise: CurrencyNoise; line: Line; /** Numbers that it pays; of PART in part. */ pays: string[] }

/** The invoices, in turn in euros and in yen; 70 of a hundred are paid in dollars by a line each. */
export function otherCurrencyOf({ invoices, customers }: InvoiceSet, seed: number): { lines: LabelledOther[]; debts: OtherDebt[] } {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T; // never empty
  const codeOf = (customer: string) => (customers.findIndex(({ code }) => code === customer) % 2 === 0 ? 'EUR' : 'JPY');
  // Yen have no cents: what is 47238 cents is 47238 yen, as amounts go.
  const debts = invoices.map((invoice): OtherDebt => ({
    itemId: invoice.number, number: invoice.number, otherNumbers: [], partyId: invoice.customer, open: minor(invoice.amountMinor), issuedOn: invoice.issuedOn as Day, dueOn: invoice.dueOn as Day, currencyCode: codeOf(invoice.customer),
  }));
  const inDollars = (amount: bigint, code: string): bigint => (amount * (code === 'JPY' ? 10_000n : 100n)) / (hundredthsPer[code] ?? 1n);
  const drawNoise = (): CurrencyNoise => {
    let left = next();
    for (const [noise, rate] of Object.entries(currencyRates) as [CurrencyNoise, number][]) {
      left -= rate;
      if (left < 0) return noise;
    }
    return 'NUMBER';
  };
  const paid = new Set<string>();
  const lines: LabelledOther[] = [];
  for (const invoice of invoices) {
    if (next() > 0.7 || paid.has(invoice.number)) continue;
    const name = customers.find(({ code }) => code === invoice.customer)?.name ?? '';
    const code = codeOf(invoice.customer);
    let noise = drawNoise();
    const more: SetInvoice | undefined = noise === 'JOINT' ? invoices.find((each) => each.customer === invoice.customer && each !== invoice && !paid.has(each.number)) : undefined;
    if (noise === 'JOINT' && !more) noise = 'NUMBER';
    const own = more ? [invoice, more] : [invoice];
    const whole = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const spread = BigInt(9_800 + below(240)); // from two per cent less to four in a thousand more
    const of = noise === 'PART' ? whole * BigInt(20 + below(60)) / 100n : noise === 'FAR_OFF' ? whole * BigInt(pick([37, 61, 143, 177])) / 100n + 1n : whole;
    const amount = noise === 'UNRELATED' ? BigInt(100 + below(500_000)) : inDollars(of, code) * spread / 10_000n;
    if (amount < 100n) continue;
    const isNumbered = noise === 'NUMBER' || noise === 'NUMBER_OTHER_PAYER' || noise === 'PART' || noise === 'JOINT';
    const pays = isNumbered || noise === 'PAYER' ? own.map(({ number }) => number) : noise === 'ANONYMOUS' ? [invoice.number] : [];
    for (const number of pays) paid.add(number);
    const isStranger = noise === 'NUMBER_OTHER_PAYER' || noise === 'ANONYMOUS' || noise === 'UNRELATED';
    lines.push({
      noise, pays,
      line: {
        id: `l${lines.length}`, bookedOn: addDays(invoice.dueOn as Day, below(15) - 5), amount: minor(amount), payerName: isStranger ? pick(['Holding Alpha AG', 'J. Smith', 'Shared Services Lodz']) : name, payerAccount: null,
        text: isNumbered ? own.map(({ number }) => number).join(pick([', ', ' + ', ' '])) : pick(['Thank you', 'Payment', 'As agreed', 'Overseas transfer']), endToEndId: null, code: null,
      },
    });
  }
  return { lines, debts };
}
