// Pure: the mapping of an account's CSV files as it is kept, and a guess at one for a file that nobody has mapped yet.
import { z } from 'zod';
import type { Json } from '../generated/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { csvRows, type CsvMapping } from '../bankFiles/csv.ts';

const name = z.string().trim().min(1).max(200);
const maybe = name.nullish();
const shape = z.object({
  delimiter: z.enum([',', ';', '\t', '|']), decimal: z.enum(['.', ',']), dayForm: z.enum(['YMD', 'DMY', 'MDY']), skip: z.number().int().min(0).max(100),
  bookedOn: name, valueOn: maybe, amount: maybe, credit: maybe, debit: maybe, balance: maybe, text: z.array(name).max(10), payerName: maybe, payerAccount: maybe, reference: maybe,
}).refine((mapping) => (mapping.amount ? !mapping.credit && !mapping.debit : !!mapping.credit && !!mapping.debit), { path: ['amount'] });

/** A mapping as it was given; refuses the field that is wrong. */
export function mappingFrom(given: Json): Json {
  const read = shape.safeParse(given);
  if (!read.success) throw fieldRefused(['csvMapping', ...(read.error.issues[0]?.path.map(String) ?? [])], 'mapping_wrong');
  return read.data;
}

/** A mapping as it is kept. */
export const mappingOf = (kept: Json | null): CsvMapping | null => (kept === null ? null : shape.parse(kept) as CsvMapping);

const words: Record<string, RegExp> = {
  bookedOn: /^(booking|posting|transaction|entry)?[ _-]?date$|booked|buchung(stag)?$|^datum$|^fecha|^date/i, valueOn: /^value|valuta|wertstellung/i, amount: /^(amount|betrag|umsatz|montant|importe|bedrag)/i,
  credit: /^(credit|money in|paid in|haben|in$|crédit)/i, debit: /^(debit|money out|paid out|soll|out$|débit)/i, balance: /balance|saldo|solde/i,
  text: /(reference|details|description|purpose|narrative|verwendungszweck|zweck|remittance|memo|omschrijving)/i, payerName: /(^name$|payer|counterparty|beneficiary|auftraggeber|naam)/i,
  payerAccount: /(iban|account ?(no|number)|kontonummer|tegenrekening)/i,
};

/** A guess: the first line of at least three cells that has a day, and an amount or two, by their usual names. */
export function guessedMapping(content: string): CsvMapping | null {
  for (const delimiter of [';', ',', '\t', '|'] as const) {
    const rows = csvRows(content, delimiter, 40);
    const at = rows.findIndex((row) => row.length > 2 && row.some((cell) => words.bookedOn?.test(cell.trim())));
    const heading = rows[at]?.map((cell) => cell.trim());
    if (!heading) continue;
    const named = (key: string): string | null => heading.find((cell) => words[key]?.test(cell)) ?? null;
    const [bookedOn, amount, credit, debit] = [named('bookedOn'), named('amount'), named('credit'), named('debit')];
    if (!bookedOn || !(amount || (credit && debit))) continue;
    const cells = (key: string | null) => (key ? rows.slice(at + 1).map((row) => row[heading.indexOf(key)]?.trim() ?? '').filter(Boolean) : []);
    const numbers = [...cells(amount), ...cells(credit), ...cells(debit)];
    const days = cells(bookedOn);
    return {
      delimiter, skip: at, bookedOn, ...(amount ? { amount } : { credit, debit }), balance: named('balance'), text: heading.filter((cell) => words.text?.test(cell)).slice(0, 10), payerName: named('payerName'),
      payerAccount: named('payerAccount'), valueOn: named('valueOn'), reference: null,
      decimal: numbers.filter((each) => /,\d{1,2}$/.test(each)).length > numbers.filter((each) => /\.\d{1,2}$/.test(each)).length ? ',' : '.',
      dayForm: days.some((day) => /^\d{4}/.test(day)) ? 'YMD' : days.some((day) => Number(day.split(/[-./]/)[1]) > 12) ? 'MDY' : 'DMY',
    };
  }
  return null;
}
