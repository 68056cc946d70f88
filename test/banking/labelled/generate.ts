// Statement lines that pay invoices of a set, each labelled with what it really pays and what is wrong with it. Seeded.
import type { InvoiceSet, SetCustomer, SetInvoice } from './invoices.ts';
import { noiseRates, paidShare, payerRates, type Noise } from './noise.ts';

export interface LabelledLine {
  id: string; bookedOn: string; amountMinor: bigint; payerName: string | null; payerIban: string | null; text: string;
  noise: Noise;
  /** What it pays; empty where it pays nothing that is open. Less than the amount where the rest stays on account. */
  pays: { number: string; amountMinor: bigint }[];
}
export interface LabelledSet {
  set: InvoiceSet; lines: LabelledLine[];
  /** Accounts from which customers have paid before. */
  knownIbans: { iban: string; customer: string }[];
}

/** Numbers from 0 to 1, the same for a seed on every machine (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const idle = ['Thank you', 'Payment', 'Rechnung', 'Your delivery', 'Supplies', 'settlement', 'ACCOUNT', 'As agreed', 'Paiement facture', 'order of last month', ''];
const around = ['Invoice {}', '{}', 'Payment of {}', 'RE {} dated last month', 'Rechnung Nr. {} vielen Dank', 'Ref {} Customer', 'inv {} / goods', 'Facture {}', 'TRANSFER {} THANKS', 'RF {} 0049'];
const strangers = ['Holding Alpha AG', 'J. Smith', 'Meridian Factoring', 'Global Payables Centre', 'M. Okafor', 'Central Treasury', 'P. Johansson', 'Northgate Finance', 'A. Rossi', 'Shared Services Lodz'];
const unrelated: readonly (readonly [string, string, number])[] = [
  ['Account maintenance fee', 'Bank', -1], ['Interest credit', 'Bank', 1], ['Rent of warehouse', 'City Estates', -1], ['Tax refund 2023/4471', 'Tax Office', 1], ['Card terminal 00417 settlement', 'Terminal Services', 1],
  ['Insurance premium policy 1998-00231', 'Mutual Insurance', -1], ['Salaries', 'Payroll', -1], ['Refund of order 10455', 'Office World', 1], ['Deposit box', 'Bank', -1], ['Donation', 'M. Lee', 1],
];

/** A labelled set: about `lines` of them, or as many as 70 % of the invoices make. */
export function generate(set: InvoiceSet, seed: number, most = Infinity): LabelledSet {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T; // never empty
  const happens = (rate: number): boolean => next() < rate;
  const customers = new Map(set.customers.map((customer) => [customer.code, customer]));
  const unpaid = new Map<string, SetInvoice[]>();
  const shuffled = set.invoices.map((invoice) => ({ invoice, at: next() })).sort((a, b) => a.at - b.at).map(({ invoice }) => invoice);
  for (const invoice of shuffled) unpaid.set(invoice.customer, [...unpaid.get(invoice.customer) ?? [], invoice]);
  const paid = new Set<string>();

  const drawNoise = (): Noise => {
    let left = next();
    for (const [noise, rate] of Object.entries(noiseRates) as [Noise, number][]) {
      left -= rate;
      if (left < 0) return noise;
    }
    return 'EXACT';
  };
  const typo = (number: string): string => {
    const signs = [...number];
    const at = number.length - 1 - below(7);
    const kind = below(4);
    if (kind === 0 && signs[at] !== '-') signs[at] = String((Number(signs[at]) + 1 + below(8)) % 10);
    else if (kind === 1) [signs[at - 1], signs[at]] = [signs[at] ?? '', signs[at - 1] ?? ''];
    else if (kind === 2) signs.splice(at, 1);
    else return number.replace('0', 'O');
    return signs.join('') === number ? number.replace('-', '') : signs.join('');
  };
  const loose = (number: string): string => {
    const [series = '', year = '', count = ''] = number.split('-');
    return pick([`${series}${year}${count}`, `${year}-${count}`, `${series.toLowerCase()} ${year} ${count}`, `${year}/${Number(count)}`, `${series}-${year}-\n${count}`, `${series}.${year}.${count}`, `${year}${count}`]);
  };
  const written = (numbers: string[]): string => pick(around).replace('{}', numbers.join(pick([', ', ' ', ' + ', '/', '; '])));
  const nameAsPaid = ({ name }: SetCustomer): string | null => {
    if (happens(payerRates.nameMissing)) return null;
    if (!happens(payerRates.nameChanged)) return name;
    return pick([
      (text: string) => text.toUpperCase(), (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''), (text: string) => text.slice(0, 27),
      (text: string) => text.replace(/ (Ltd|Limited|GmbH|LLP|Co\.|plc|& Sons|S\.A\.|AG)$/u, ''), (text: string) => text.toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '').slice(0, 27),
    ])(name);
  };
  const dayFor = (invoices: SetInvoice[]): string => {
    const due = Math.max(...invoices.map(({ dueOn }) => Date.parse(dueOn)));
    const issued = Math.max(...invoices.map(({ issuedOn }) => Date.parse(issuedOn)));
    return new Date(Math.max(issued + 86_400_000, due + (below(25) - 12) * 86_400_000)).toISOString().slice(0, 10);
  };

  const lines: LabelledLine[] = [];
  const add = (line: Omit<LabelledLine, 'id'>): void => { lines.push({ ...line, id: `L${lines.length + 1}` }); };
  const total = (invoices: SetInvoice[]): bigint => invoices.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const wanted = Math.floor(set.invoices.length * paidShare);
  for (const invoice of shuffled) {
    if (paid.size >= wanted || lines.length >= most) break;
    if (paid.has(invoice.number)) continue;
    const customer = customers.get(invoice.customer);
    if (!customer) continue;
    let noise = drawNoise();
    const own = (unpaid.get(invoice.customer) ?? []).filter(({ number }) => !paid.has(number) && number !== invoice.number);
    if (noise.startsWith('JOINT') && own.length === 0) noise = 'EXACT';
    const many = noise === 'JOINT' ? 1 + below(4) : noise === 'JOINT_NO_REFERENCE' ? 1 + below(3) : 0;
    const invoices = [invoice, ...own.slice(0, many)];
    const numbers = invoices.map(({ number }) => number);
    const payer = { payerName: nameAsPaid(customer), payerIban: happens(payerRates.accountShown) ? customer.iban : null };
    const stranger = { payerName: pick(strangers), payerIban: happens(payerRates.accountShown) ? `DE${String(10 + below(80))}${String(below(1_000_000_000)).padStart(18, '9')}` : null };
    const bookedOn = dayFor(invoices);
    const whole = invoices.map(({ number, amountMinor }) => ({ number, amountMinor }));
    const line = { bookedOn, amountMinor: total(invoices), ...payer, text: written(numbers), noise, pays: whole };
    const less = (amountMinor: bigint) => add({ ...line, amountMinor, pays: [{ number: invoice.number, amountMinor }] });
    if (noise === 'UNRELATED') {
      const [text, name, sign] = pick(unrelated);
      add({ ...line, amountMinor: BigInt(sign * (100 + below(500_000))), payerName: name, payerIban: null, text, pays: [] });
      continue;
    }
    for (const number of numbers) paid.add(number);
    if (noise === 'EXACT' || noise === 'JOINT') add(line);
    else if (noise === 'LOOSE_REFERENCE') add({ ...line, text: written([loose(invoice.number)]) });
    else if (noise === 'TYPO') add({ ...line, text: written([typo(invoice.number)]) });
    else if (noise === 'NO_REFERENCE' || noise === 'JOINT_NO_REFERENCE') add({ ...line, text: pick(idle) });
    else if (noise === 'PART') less(invoice.amountMinor * BigInt(20 + below(60)) / 100n || 1n);
    else if (noise === 'OTHER_PAYER') add({ ...line, ...stranger });
    else if (noise === 'FEE_WITHHELD') less(invoice.amountMinor > 10_000n ? invoice.amountMinor - BigInt(300 + below(2700)) : invoice.amountMinor);
    else if (noise === 'DISCOUNT') less(invoice.amountMinor - invoice.amountMinor * BigInt(2 + below(2)) / 100n);
    else if (noise === 'OVERPAID') add({ ...line, amountMinor: invoice.amountMinor + invoice.amountMinor * BigInt(1 + below(20)) / 100n + 1n });
    else if (noise === 'ANONYMOUS') add({ ...line, ...stranger, text: pick(idle) });
    else if (noise === 'DUPLICATE') {
      add({ ...line, noise: 'EXACT' });
      add({ ...line, bookedOn: new Date(Date.parse(bookedOn) + (1 + below(9)) * 86_400_000).toISOString().slice(0, 10), pays: [] });
    }
  }
  const knownIbans = set.customers.filter(() => happens(payerRates.accountKnown)).map(({ iban, code }) => ({ iban, customer: code }));
  return { set, lines: lines.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0)), knownIbans };
}
