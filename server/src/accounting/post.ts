// Pure: makes the rows of journal entries and open items. Every other domain posts through these.
import type { EntryKind, JournalLineRow, OpenItemKind, OpenItemRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, negate, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Accounts } from './books.ts';
import type { AccountCode } from './chart.ts';

type Dimensions = Partial<Pick<JournalLineRow, 'customerId' | 'supplierId' | 'openItemId' | 'orderId' | 'productId'
  | 'warehouseId' | 'purchaseOrderId' | 'taxCodeId' | 'costCategoryId'>>;

/** A line to post: by code of the chart, or by id of an account. Debit positive, credit negative, company currency. */
export type LineDraft = Dimensions & { amount: Minor } & ({ account: AccountCode } | { accountId: string });

export interface EntryDraft {
  kind: EntryKind;
  effectiveOn: Day;
  source: { type: string; id: string; revision?: number };
  memo?: string | null;
  reversesEntryId?: string;
  lines: LineDraft[];
}

/** The rows of one balanced entry; lines of zero are left out, an entry without lines is none. A fault if it does not balance. */
export function entryRows(accounts: Accounts, draft: EntryDraft, ctx: DecideContext, id = ctx.newId()): Change[] {
  const lines = draft.lines.filter((line) => line.amount !== 0n);
  const sum = plus(...lines.map((line) => line.amount));
  if (sum !== 0n) throw new Error(`${draft.kind} entry of ${draft.source.type} ${draft.source.id} is off by ${sum}`);
  if (lines.length === 0) return [];
  const { id: companyId, currencyCode } = ctx.company;
  return [
    insert('JournalEntry', {
      id, companyId, kind: draft.kind, effectiveOn: draft.effectiveOn, sourceType: draft.source.type, sourceId: draft.source.id,
      sourceRevision: draft.source.revision ?? 0, reversesEntryId: draft.reversesEntryId ?? null, memo: draft.memo ?? null,
      actorId: ctx.viewer.id,
    }),
    ...lines.map((line, index) => {
      const { amount, ...rest } = line;
      const { account, accountId, ...dimensions } = rest as Dimensions & { account?: AccountCode; accountId?: string };
      return insert('JournalLine', {
        customerId: null, supplierId: null, openItemId: null, orderId: null, productId: null, warehouseId: null,
        purchaseOrderId: null, taxCodeId: null, costCategoryId: null, ...dimensions,
        id: ctx.newId(), entryId: id, no: index + 1, companyId, accountId: accountId ?? accounts[account as AccountCode],
        effectiveOn: draft.effectiveOn, amountMinor: amount, currencyCode, companyMinor: amount,
      });
    }),
  ];
}

/** The mirror of an entry's lines: what its reverse posts. */
export const mirrored = (lines: JournalLineRow[]): LineDraft[] => lines.map((line) => ({
  accountId: line.accountId, amount: negate(line.companyMinor), customerId: line.customerId, supplierId: line.supplierId,
  openItemId: line.openItemId, orderId: line.orderId, productId: line.productId, warehouseId: line.warehouseId,
  purchaseOrderId: line.purchaseOrderId, taxCodeId: line.taxCodeId, costCategoryId: line.costCategoryId,
}));

export interface OpenItemDraft {
  id: string;
  account: AccountCode;
  kind: OpenItemKind;
  customerId?: string | null;
  supplierId?: string | null;
  source: { type: string; id: string };
  number: string;
  instalmentNo?: number;
  /** Debit positive, credit negative. */
  amount: Minor;
  effectiveOn: Day;
  dueOn?: Day | null;
}

/** A new open item, wholly open. Its journal line must be posted in the same decision. */
export const openItemRow = (accounts: Accounts, draft: OpenItemDraft, ctx: DecideContext): Change => insert('OpenItem', {
  id: draft.id, companyId: ctx.company.id, accountId: accounts[draft.account], kind: draft.kind,
  customerId: draft.customerId ?? null, supplierId: draft.supplierId ?? null, sourceType: draft.source.type, sourceId: draft.source.id,
  number: draft.number, instalmentNo: draft.instalmentNo ?? 1, currencyCode: ctx.company.currencyCode,
  amountMinor: draft.amount, openMinor: draft.amount, companyOpenMinor: draft.amount,
  effectiveOn: draft.effectiveOn, dueOn: draft.dueOn ?? null,
});

/** Moves the open amount of an item that the action has locked; the same amount must be posted on it. */
export const moveOpenItem = (item: Pick<OpenItemRow, 'id' | 'openMinor' | 'companyOpenMinor'>, amount: Minor): Change =>
  update('OpenItem', item.id, { openMinor: plus(item.openMinor, amount), companyOpenMinor: plus(item.companyOpenMinor, amount) });

/** An open item's amount without its sign. */
export const openAmount = (item: Pick<OpenItemRow, 'openMinor'>): Minor => minor(item.openMinor < 0n ? -item.openMinor : item.openMinor);
