// What every form of a bank's file comes to. Amounts are read from decimal text into minor units; nothing is ever a float.
import { currencyExponent, minor, plus, type Minor } from '../shared/money.ts';
import { parseDay, type Day } from '../shared/time.ts';
import { StatementUnreadable } from './refusals.ts';

export interface ParsedLine {
  bookedOn: Day; valueOn: Day | null;
  /** What it adds to the account; negative takes away. */
  amount: Minor;
  bankReference: string | null; endToEndId: string | null; payerName: string | null; payerAccount: string | null;
  text: string; code: string | null; isReversal: boolean;
}
export interface ParsedStatement {
  accountNo: string; currencyCode: string; reference: string; sequence: number | null;
  /** Null where the form tells none. */
  opening: Minor | null; closing: Minor | null; fromOn: Day | null; toOn: Day | null;
  lines: ParsedLine[];
  /** Announced, not booked yet: left out. */
  pending: number;
  /** A report within the day or a notice of single entries: no statement will be missed for it. */
  isInterim: boolean;
}
export type StatementFormat = 'CSV' | 'CAMT' | 'SWIFT' | 'OFX';

export const unreadable = (problem: string, place: string): never => {
  throw StatementUnreadable({ problem, place: place.slice(0, 100) });
};

/** "1234.5", "1.234,50", ",5", "8.850" in EUR → minor units; more places than the currency has must be zeros. */
export function amountOf(text: string, currencyCode: string, place: string, decimal: '.' | ',' = '.'): Minor {
  if (!/^[A-Z]{3}$/.test(currencyCode)) return unreadable('currency', `${place}: ${currencyCode}`);
  const exponent = currencyExponent(currencyCode) ?? 2; // currencies of the past
  const group = decimal === '.' ? /[,'\u00A0\u202F ]/g : /[.'\u00A0\u202F ]/g;
  const plain = text.trim().replace(/^\+/, '').replaceAll(group, '').replace(decimal, '.').replace('\u2212', '-');
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(plain) ?? [];
  if (whole === '' && fraction === '') return unreadable('amount', `${place}: ${text}`);
  if (/[1-9]/.test(fraction.slice(exponent)) || whole.length > 15) return unreadable('amount', `${place}: ${text}`);
  return minor(BigInt(`${sign}${whole || '0'}${fraction.padEnd(exponent, '0').slice(0, exponent)}`));
}

export const dayOf = (text: string, place: string): Day => parseDay(text) ?? unreadable('day', `${place}: ${text}`);

const nothing = /^(|NONREF|NOTPROVIDED|NOT PROVIDED|N\/A|0+)$/i;
/** A reference that says something, cut to what is kept. */
export const referenceOf = (text: string | null | undefined): string | null => {
  const plain = (text ?? '').trim();
  return nothing.test(plain) ? null : plain.slice(0, 140);
};
const unwanted = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
/** A text of one line, as it is kept. */
export const oneLine = (text: string, most = 1000): string => text.replaceAll(unwanted, '').replaceAll(/\s+/g, ' ').trim().slice(0, most);
export const nameOf = (text: string | null | undefined): string | null => oneLine(text ?? '', 200) || null;
/** An account number as it is compared: letters and digits alone. */
export const plainAccount = (text: string): string => text.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
export const accountOf = (text: string | null | undefined): string | null => plainAccount(text ?? '').slice(0, 40) || null;
/** Banks write the currency behind the number. */
export const withoutCurrency = (account: string, currencyCode: string): string =>
  (account.endsWith(currencyCode) && account.length > 3 ? account.slice(0, -3) : account);

export const sumOf = (lines: readonly Pick<ParsedLine, 'amount'>[]): Minor => plus(...lines.map(({ amount }) => amount));

/** Of the first day and the last: as told, else of the lines. */
export function daysOf(lines: readonly ParsedLine[], from: Day | null, to: Day | null): { fromOn: Day | null; toOn: Day | null } {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  return { fromOn: from ?? days[0] ?? to, toOn: to ?? days.at(-1) ?? from };
}
