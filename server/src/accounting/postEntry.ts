import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { day, id, list, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Table } from '../shared/tables.ts';
import { holdPeriod, loadAccounts } from './books.ts';
import { entryRows } from './post.ts';
import { ControlAccount, EntryUnbalanced, postingRefusals } from './refusals.ts';
import { amountOf, demandEntry } from './rules.ts';

const line = object('PostEntryLineInput', {
  accountId: id('Account'), debit: optional(moneyOrZero()), credit: optional(moneyOrZero()),
  customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), orderId: optional(id('Order')),
  productId: optional(id('Product')), taxCodeId: optional(id('TaxCode')),
});
const dimensions = { customerId: 'Customer', supplierId: 'Supplier', orderId: 'Order', productId: 'Product', taxCodeId: 'TaxCode' } as const;

export const postEntry = action({
  name: 'postEntry', describe: 'Posts a manual journal entry: balanced lines on accounts that no document keeps.', permission: 'journal.post',
  input: { effectiveOn: day(), memo: text({ max: 500 }), lines: list(line, { min: 2, max: 200 }) },
  refusals: [...postingRefusals, ControlAccount, EntryUnbalanced], payload: { entry: 'record:JournalEntry' },
  load: async (tx, { effectiveOn, lines }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, effectiveOn);
    const named = await selectRows(tx, 'Account', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${lines.map((each) => each.accountId)}::uuid[])`);
    for (const [column, table] of Object.entries(dimensions) as [keyof typeof dimensions, Table][]) {
      for (const wanted of new Set(lines.map((each) => each[column]))) if (wanted) await readRow(tx, table, wanted);
    }
    return { accounts, named: new Map(named.map((account) => [account.id, account])) };
  },
  decide: ({ accounts, named }, { effectiveOn, memo, lines }, ctx) => {
    demandEntry(lines, named, ctx.company.currencyCode);
    const entryId = ctx.newId();
    const drafts = lines.map(({ accountId, debit, credit, ...own }) => ({
      accountId, amount: amountOf({ debit, credit }),
      ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, value ?? null])),
    }));
    return {
      rows: entryRows(accounts, { kind: 'MANUAL', effectiveOn, memo, source: { type: 'JournalEntry', id: entryId }, lines: drafts }, ctx, entryId),
      events: [{ kind: 'entryPosted', subjectType: 'JournalEntry', subjectId: entryId, data: { memo, effectiveOn } }],
      result: { entry: entryId },
    };
  },
});
