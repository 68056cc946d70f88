// Pure: what of a bank's file is new, and the rows that it becomes.
import { createHash } from 'node:crypto';
import type { BankStatementRow, CollectionAccountRow } from '../generated/rows.ts';
import { minus, plus, type Minor } from '../shared/money.ts';
import { yearOf } from '../shared/time.ts';
import { sumOf, type ParsedLine, type ParsedStatement } from '../bankFiles/parsed.ts';
import { StatementBalanceMissing, StatementUnbalanced } from './refusals.ts';

export interface NewLine extends ParsedLine { fingerprint: string; no: number }

/**
 * The prints of lines: by the bank's reference, else by content; either with its place among its like in the file, so that
 * two equal payments of a day are two, and the same day in another file is the same.
 */
export function fingerprinted(accountId: string, lines: readonly ParsedLine[]): NewLine[] {
  const counts = new Map<string, number>();
  return lines.map((line, index) => {
    const key = JSON.stringify(line.bankReference ? ['reference', line.bankReference, line.bookedOn, String(line.amount)]
      : ['content', line.bookedOn, line.valueOn, String(line.amount), line.payerName, line.payerAccount, line.text]);
    const place = counts.get(key) ?? 0;
    counts.set(key, place + 1);
    return { ...line, no: index + 1, fingerprint: createHash('sha256').update(`${accountId} ${place} ${key}`).digest('hex') };
  });
}

export interface Balances { opening: Minor | null; closing: Minor | null }

/** Opening and closing: the file's, else what was given, else the statement before. Refuses balances that lines do not join. */
export function balancesOf(statement: ParsedStatement, given: Balances, before: Pick<BankStatementRow, 'closingMinor'> | undefined): Balances {
  if (statement.isInterim) return { opening: null, closing: null };
  const { currencyCode, reference, lines } = statement;
  const closing = statement.closing ?? given.closing;
  if (closing === null) throw StatementBalanceMissing({ statement: reference });
  const sum = sumOf(lines);
  const opening = statement.opening ?? given.opening ?? before?.closingMinor ?? minus(closing, sum);
  const difference = minus(closing, plus(opening, sum));
  const said = (amount: Minor) => ({ minor: amount, currencyCode });
  if (difference !== 0n) throw StatementUnbalanced({ statement: reference, opening: said(opening), lines: said(sum), closing: said(closing), difference: said(difference) });
  return { opening, closing };
}

/** What is missing between the statement before and this one, in money and in numbers of statements. */
export function gapOf(statement: ParsedStatement, { closing }: Balances, unknown: readonly ParsedLine[], before: BankStatementRow | undefined): { gap: Minor; missing: number } {
  if (!before || before.closingMinor === null || closing === null || statement.toOn === null || before.toOn > statement.toOn) return { gap: 0n as Minor, missing: 0 };
  const isNumbered = before.sequence !== null && statement.sequence !== null && yearOf(before.toOn) === yearOf(statement.toOn);
  return { gap: minus(minus(closing, before.closingMinor), sumOf(unknown)), missing: isNumbered ? Math.max(0, (statement.sequence ?? 0) - (before.sequence ?? 0) - 1) : 0 };
}

/** Whether a statement names an account: the whole number, or the end of an IBAN. */
export function isOfAccount(statement: Pick<ParsedStatement, 'accountNo' | 'currencyCode'>, account: Pick<CollectionAccountRow, 'bankAccountNo' | 'currencyCode'>): boolean {
  const [told, own] = [statement.accountNo, account.bankAccountNo];
  if (own === null || statement.currencyCode !== account.currencyCode) return false;
  const [long, short] = told.length >= own.length ? [told, own] : [own, told];
  return long === short || (short.length >= 6 && long.endsWith(short));
}
