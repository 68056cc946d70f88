// Pure: makes the rows of journal entries and open items. Every other domain posts through these.
import type { EntryKind, Json, JournalLineRow, OpenItemKind, OpenItemRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Accounts } from './books.ts';
import type { AccountCode } from './chart.ts';

type Dimensions = Partial<Pick<JournalLineRow, 'customerId' | 'supplierId' | 'openItemId' | 'orderId' | 'productId'
  | 'warehouseId' | 'purchaseOrderId' | 'taxCodeId' | 'costCategoryId'>>;

/** Money as it was agreed or moved, where that is not company money. */
export interface Original { amount: Minor; currencyCode: string }

/** A line to post: by code of the chart, or by id of an account. Debit positive, credit negative, company currency; `original`: the same in its own. */
export type LineDraft = Dimensions & { amount: Minor; original?: Original } & ({ account: AccountCode } | { accountId: string });

export interface EntryDraft {
  kind: EntryKind;
  effectiveOn: Day;
  source: { type: string; id: string; revision?: number };
  memo?: string | null;
  reversesEntryId?: string;
  lines: LineDraft[];
}

type Amounts = Pick<LineDraft, 'amount' | 'original'>;
const tells = ({ amount, original }: Amounts): boolean => amount !== 0n || (original !== undefined && original.amount !== 0n);
/** The one currency in which an entry does not balance; one in several balances in company money alone. */
function offIn([first, ...others]: Amounts[]): string | undefined {
  const code = first?.original?.currencyCode;
  const isOne = code !== undefined && others.every(({ original }) => original?.currencyCode === code);
  return isOne && plus(...[first as Amounts, ...others].map(({ original }) => original?.amount ?? zero)) !== 0n ? code : undefined;
}
/** The lines to post: those of zero are left out, but for the first in company money where it is the other side of what is worth less than its smallest unit. */
function toldLines(drafts: LineDraft[]): LineDraft[] {
  const lines = drafts.filter(tells);
  const code = offIn(lines);
  const other = code && drafts.find(({ original }) => original?.currencyCode !== code);
  return other ? drafts.filter((line) => line === other || tells(line)) : lines;
}

/** The rows of one balanced entry; an entry without lines is none. A fault if it does not balance. */
export function entryRows(accounts: Accounts, draft: EntryDraft, ctx: DecideContext, id = ctx.newId()): Change[] {
  const lines = toldLines(draft.lines);
  const fault = (of: string) => new Error(`${draft.kind} entry of ${draft.source.type} ${draft.source.id} is off ${of}`);
  const sum = plus(...lines.map((line) => line.amount));
  if (sum !== 0n) throw fault(`by ${sum}`);
  if (lines.length === 0) return [];
  const { id: companyId, currencyCode } = ctx.company;
  const code = offIn(lines);
  if (code) throw fault(`in ${code}`);
  return [
    insert('JournalEntry', {
      id, companyId, kind: draft.kind, effectiveOn: draft.effectiveOn, sourceType: draft.source.type, sourceId: draft.source.id,
      sourceRevision: draft.source.revision ?? 0, reversesEntryId: draft.reversesEntryId ?? null, memo: draft.memo ?? null,
      actorId: ctx.viewer.id,
    }),
    ...lines.map((line, index) => {
      const { amount, original, ...rest } = line;
      const { account, accountId, ...dimensions } = rest as Dimensions & { account?: AccountCode; accountId?: string };
      return insert('JournalLine', {
        customerId: null, supplierId: null, openItemId: null, orderId: null, productId: null, warehouseId: null,
        purchaseOrderId: null, taxCodeId: null, costCategoryId: null, ...dimensions,
        id: ctx.newId(), entryId: id, no: index + 1, companyId, accountId: accountId ?? accounts[account as AccountCode],
        effectiveOn: draft.effectiveOn, amountMinor: original?.amount ?? amount, currencyCode: original?.currencyCode ?? currencyCode, companyMinor: amount,
      });
    }),
  ];
}

/** The mirror of an entry's lines: what its reverse posts. */
export const mirrored = (lines: JournalLineRow[]): LineDraft[] => lines.map((line) => ({
  accountId: line.accountId, amount: negate(line.companyMinor), original: { amount: negate(line.amountMinor), currencyCode: line.currencyCode }, customerId: line.customerId, supplierId: line.supplierId,
  openItemId: line.openItemId, orderId: line.orderId, productId: line.productId, warehouseId: line.warehouseId,
  purchaseOrderId: line.purchaseOrderId, taxCodeId: line.taxCodeId, costCategoryId: line.costCategoryId,
}));

/** Lines on open items are those of the items' customers: who had them when they were posted may have been merged since. */
export const ofItemsNow = (drafts: LineDraft[], items: ReadonlyMap<string, Pick<OpenItemRow, 'customerId'>>): LineDraft[] => drafts.map((line) => {
  const item = items.get(line.openItemId ?? '');
  return item ? { ...line, customerId: item.customerId } : line;
});

export interface OpenItemDraft {
  id: string;
  account: AccountCode;
  kind: OpenItemKind;
  customerId?: string | null;
  supplierId?: string | null;
  source: { type: string; id: string };
  number: string;
  instalmentNo?: number;
  /** Debit positive, credit negative; company money. */
  amount: Minor;
  original?: Original;
  effectiveOn: Day;
  dueOn?: Day | null;
  /** Of what money fills: all of it is still to come, and nothing stands in the books yet. */
  isClaim?: boolean;
  taxes?: Json;
}

/** A new open item, wholly open: its journal line must be posted in the same decision. One that money fills begins empty. */
export const openItemRow = (accounts: Accounts, draft: OpenItemDraft, ctx: DecideContext): Change => insert('OpenItem', {
  id: draft.id, companyId: ctx.company.id, accountId: accounts[draft.account], kind: draft.kind,
  customerId: draft.customerId ?? null, supplierId: draft.supplierId ?? null, sourceType: draft.source.type, sourceId: draft.source.id,
  number: draft.number, instalmentNo: draft.instalmentNo ?? 1, currencyCode: draft.original?.currencyCode ?? ctx.company.currencyCode,
  amountMinor: draft.original?.amount ?? draft.amount, openMinor: draft.isClaim ? zero : draft.original?.amount ?? draft.amount, companyOpenMinor: draft.isClaim ? zero : draft.amount,
  effectiveOn: draft.effectiveOn, dueOn: draft.dueOn ?? null, claimMinor: draft.isClaim ? negate(draft.original?.amount ?? draft.amount) : null, taxes: draft.taxes ?? null,
});

type Open = Pick<OpenItemRow, 'id' | 'openMinor' | 'companyOpenMinor'>;

/** What a change of an item's open amount is in company money: its share of what is open, so that nothing open is worth nothing. */
export function companyPart({ id, openMinor, companyOpenMinor }: Open, amount: Minor): Minor {
  if (openMinor === companyOpenMinor) return amount;
  if (openMinor === 0n) throw new Error(`open item ${id} has nothing open to value a change by`);
  return negate(take({ units: openMinor, value: companyOpenMinor }, -amount));
}

/** Moves the open amount of an item that the action has locked; the same amounts must be posted on it. */
export const moveOpenItem = (item: Open, amount: Minor, company: Minor = companyPart(item, amount)): Change =>
  update('OpenItem', item.id, { openMinor: plus(item.openMinor, amount), companyOpenMinor: plus(item.companyOpenMinor, company) });

/** A line on an open item: an amount in its own currency with what that is in company money. */
export const itemLine = (item: Pick<OpenItemRow, 'id' | 'accountId' | 'customerId' | 'supplierId' | 'currencyCode'>, amount: Minor, company: Minor): LineDraft =>
  ({ accountId: item.accountId, amount: company, original: { amount, currencyCode: item.currencyCode }, openItemId: item.id, customerId: item.customerId, supplierId: item.supplierId });

/** An open item's amount without its sign. */
export const openAmount = (item: Pick<OpenItemRow, 'openMinor'>): Minor => minor(item.openMinor < 0n ? -item.openMinor : item.openMinor);
