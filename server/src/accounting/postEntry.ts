import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { day, id, list, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { plus, zero } from '../shared/money.ts';
import type { Table } from '../shared/tables.ts';
import { limitOf } from '../work/rules.ts';
import { holdPeriod, loadAccounts } from './books.ts';
import { entryRows } from './post.ts';
import { ControlAccount, EntryUnbalanced, JournalApprovalNeeded, postingRefusals } from './refusals.ts';
import { amountOf, demandEntry } from './rules.ts';

const line = object('PostEntryLineInput', {
  accountId: id('Account'), debit: optional(moneyOrZero()), credit: optional(moneyOrZero()),
  customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), orderId: optional(id('Order')),
  productId: optional(id('Product')), taxCodeId: optional(id('TaxCode')), costCategoryId: optional(id('CostCategory')),
});
const dimensions = { customerId: 'Customer', supplierId: 'Supplier', orderId: 'Order', productId: 'Product', taxCodeId: 'TaxCode', costCategoryId: 'CostCategory' } as const;

export const postEntry = action({
  name: 'postEntry', describe: 'Posts a manual journal entry: balanced lines on accounts that no document keeps.', permission: 'journal.post',
  input: { effectiveOn: day(), memo: text({ max: 500 }), lines: list(line, { min: 2, max: 200 }) },
  refusals: [...postingRefusals, ControlAccount, EntryUnbalanced, JournalApprovalNeeded], payload: { entry: 'record:JournalEntry' },
  load: async (tx, { effectiveOn, lines }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, effectiveOn);
    const named = await selectRows(tx, 'Account', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${lines.map((each) => each.accountId)}::uuid[])`);
    for (const [column, table] of Object.entries(dimensions) as [keyof typeof dimensions, Table][]) {
      for (const wanted of new Set(lines.map((each) => each[column]))) if (wanted) await readRow(tx, table, wanted);
    }
    return { accounts, limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = 'JOURNAL'`), named: new Map(named.map((account) => [account.id, account])) };
  },
  decide: ({ accounts, limits, named }, { effectiveOn, memo, lines }, ctx) => {
    demandEntry(lines, named, ctx.company.currencyCode);
    const { currencyCode } = ctx.company;
    const limit = limitOf(limits, 'JOURNAL', ctx.viewer);
    const size = plus(...lines.map(({ debit }) => debit ?? zero));
    if (limit !== undefined && size > limit) throw JournalApprovalNeeded({ amount: { minor: size, currencyCode }, limit: { minor: limit, currencyCode } });
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
