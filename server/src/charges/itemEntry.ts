// Pure: posting on an open item itself, against other accounts; and the mirror of that.
import { companyPart, entryRows, itemLine, mirrored, ofItemsNow, type LineDraft } from '../accounting/post.ts';
import type { Accounts } from '../accounting/books.ts';
import { moveCredit } from '../customers/credit.ts';
import type { CreditAccountRow, EntryKind, JournalEntryRow, JournalLineRow, OpenItemRow } from '../generated/rows.ts';
import { moveItem } from '../payments/rules.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';

export interface ItemEntry {
  item: OpenItemRow; account: CreditAccountRow; kind: EntryKind; on: Day; source: { type: string; id: string; revision?: number }; memo: string | null;
  /** In the item's own currency; negative: less is owed. */
  by: Minor;
  /** The other lines for what that is in company money. */
  against: (company: Minor) => LineDraft[];
}

/** Moves a debt of a customer by an entry. Rows given must be locked; they move with it. */
export function itemEntryRows(accounts: Accounts, { item, account, kind, on, source, memo, by, against }: ItemEntry, ctx: DecideContext, entryId = ctx.newId()): Change[] {
  const company = companyPart(item, by);
  const [first, ...others] = against(negate(company));
  // What is worth nothing in the books is told on both sides in its currency: an entry has two.
  const told = first && company === 0n && ![first, ...others].some(({ original }) => original) ? { ...first, original: { amount: negate(by), currencyCode: item.currencyCode } } : first;
  return [
    ...entryRows(accounts, { kind, effectiveOn: on, source, memo, lines: [...(told ? [told] : []), ...others, itemLine(item, by, company)] }, ctx, entryId),
    moveItem(item, by, company), moveCredit(account, 'receivable', company),
  ];
}

/** The mirror of such an entry: the item and the account are as they were before it. */
export function undoItemEntry(accounts: Accounts, { entry, lines, item, account, on, source }: {
  entry: JournalEntryRow; lines: JournalLineRow[]; item: OpenItemRow; account: CreditAccountRow; on: Day; source: { type: string; id: string; revision?: number };
}, ctx: DecideContext, entryId = ctx.newId()): Change[] {
  const drafts = ofItemsNow(mirrored(lines), new Map([[item.id, item]]));
  const own = drafts.filter((line) => line.openItemId === item.id);
  return [
    ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: on, source, memo: entry.memo, reversesEntryId: entry.id, lines: drafts }, ctx, entryId),
    ...own.flatMap((line) => [moveItem(item, line.original?.amount ?? line.amount, line.amount), moveCredit(account, 'receivable', line.amount)]),
  ];
}
