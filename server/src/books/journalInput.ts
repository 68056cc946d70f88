// The lines of entries that are written by hand, as they are given and kept.
import sql from 'sql-template-tag';
import { amountOf, demandEntry } from '../accounting/rules.ts';
import type { AccountRow, ApprovalLimitRow, ApprovalRow, ManualJournalLineRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, moneyOrZero, object, optional, text, type InputOf } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Table } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, type Change } from '../shared/write.ts';

export const lineInput = object('ManualJournalLineInput', {
  accountId: id('Account'), description: optional(text({ max: 300 })), debit: optional(moneyOrZero()), credit: optional(moneyOrZero()),
  customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), orderId: optional(id('Order')),
  productId: optional(id('Product')), taxCodeId: optional(id('TaxCode')), costCategoryId: optional(id('CostCategory')),
});
export const journalFields = {
  effectiveOn: day(), memo: text({ max: 500 }),
  reverseOn: { ...optional(day()), describe: 'The day on which its mirror is posted by itself, such as the first of the next month for an accrual.' },
  lines: list(lineInput, { min: 2, max: 500 }),
};
type GivenLine = InputOf<{ line: typeof lineInput }>['line'];

const dimensions = { customerId: 'Customer', supplierId: 'Supplier', orderId: 'Order', productId: 'Product', taxCodeId: 'TaxCode', costCategoryId: 'CostCategory' } as const;

/** The accounts of lines by id; refuses what they name and is not there. */
export async function loadNamed(tx: Tx, ctx: Pick<Context, 'company'>, lines: readonly Partial<Record<keyof typeof dimensions | 'accountId', string | null>>[]): Promise<ReadonlyMap<string, AccountRow>> {
  const accounts = await selectRows(tx, 'Account', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${lines.map(({ accountId }) => accountId ?? null)}::uuid[])`);
  for (const [column, table] of Object.entries(dimensions) as [keyof typeof dimensions, Table][]) {
    for (const wanted of new Set(lines.map((each) => each[column]))) if (wanted) await readRow(tx, table, wanted);
  }
  return new Map(accounts.map((account) => [account.id, account]));
}

/** The rows of lines; refuses what an entry may not be. */
export function journalLineRows(journalId: string, lines: readonly GivenLine[], named: ReadonlyMap<string, AccountRow>, ctx: DecideContext): Change[] {
  demandEntry(lines, named, ctx.company.currencyCode);
  return lines.map((line, index) => insert('ManualJournalLine', {
    id: ctx.newId(), journalId, no: index + 1, accountId: line.accountId, description: line.description ?? null, currencyCode: ctx.company.currencyCode, amountMinor: amountOf(line),
    customerId: line.customerId ?? null, supplierId: line.supplierId ?? null, orderId: line.orderId ?? null, productId: line.productId ?? null,
    taxCodeId: line.taxCodeId ?? null, costCategoryId: line.costCategoryId ?? null,
  }));
}

/** Lines that are kept, as an entry's rules see them. */
export const asGiven = (lines: readonly ManualJournalLineRow[]) => lines.map(({ accountId, amountMinor }) =>
  ({ accountId, ...(amountMinor > 0n ? { debit: amountMinor } : { credit: -amountMinor as typeof amountMinor }) }));

export const loadJournalLimits = (tx: Tx): Promise<ApprovalLimitRow[]> => selectRows(tx, 'ApprovalLimit', sql`t.kind = 'JOURNAL'`);
export const loadJournalApprovals = (tx: Tx, journalId: string): Promise<ApprovalRow[]> =>
  selectRows(tx, 'Approval', sql`t."subjectId" = ${journalId} AND t.kind = 'JOURNAL'`, { lock: true });
export const loadJournalLines = (tx: Tx, journalId: string): Promise<ManualJournalLineRow[]> =>
  selectRows(tx, 'ManualJournalLine', sql`t."journalId" = ${journalId}`, { orderBy: sql`t.no` });
