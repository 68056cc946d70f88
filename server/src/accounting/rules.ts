// Pure: what a manual entry may be.
import type { AccountRow, JournalEntryRow } from '../generated/rows.ts';
import type { FieldIssue } from '../shared/sharedRefusals.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { ControlAccount, EntryNotReversible, EntryUnbalanced } from './refusals.ts';

/** Accounts that documents alone post to, besides the open-item accounts: their balance is a pool or a match. */
const controlCodes = ['1300', '1310', '2300'];
export const isControl = (account: Pick<AccountRow, 'code' | 'isOpenItem'>): boolean =>
  account.isOpenItem || controlCodes.includes(account.code);

export interface ManualLine { accountId: string; debit?: Minor | null; credit?: Minor | null }

/** Debit positive, credit negative. */
export const amountOf = (line: Pick<ManualLine, 'debit' | 'credit'>): Minor => minus(line.debit ?? zero, line.credit ?? zero);

/** Refuses lines with no side or both, unknown, inactive and control accounts, and an entry that does not balance. */
export function demandEntry(lines: readonly ManualLine[], accounts: ReadonlyMap<string, AccountRow>, currencyCode: string): void {
  const issues = lines.flatMap((line, index): FieldIssue[] => {
    const path = ['lines', String(index)];
    const account = accounts.get(line.accountId);
    if (!account?.isActive) return [{ path: [...path, 'accountId'], code: 'id_unknown', facts: { type: 'Account' } }];
    return !!line.debit === !!line.credit ? [{ path: [...path, line.credit ? 'credit' : 'debit'], code: 'one_side' }] : [];
  });
  if (issues.length > 0) throw new InputRefused(issues);
  const control = lines.map((line) => accounts.get(line.accountId)).find((account) => account && isControl(account));
  if (control) throw ControlAccount({ account: control.code, name: control.name });
  const difference = plus(...lines.map(amountOf));
  if (difference !== 0n) throw EntryUnbalanced({ difference: { minor: difference, currencyCode } });
}

/** Refuses entries of documents (their own reverse undoes them) and entries that are reversed already. */
export function demandReversible(entry: Pick<JournalEntryRow, 'kind' | 'sourceType'>, isReversed: boolean): void {
  const isOwn = entry.kind === 'MANUAL' || (entry.kind === 'OPENING' && entry.sourceType === 'JournalEntry');
  if (!isOwn) throw EntryNotReversible({ reason: 'document' });
  if (isReversed) throw EntryNotReversible({ reason: 'reversed' });
}
