import sql from 'sql-template-tag';
import type { AccountRow, CostCategoryAccountRow, CostCategoryRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, integer, list, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { AccountInCategory, NotACostAccount } from './refusals.ts';
import { demandCostAccount } from './rules.ts';

const accountIds = { ...optional(list(id('Account'), { max: 100 })), describe: 'Accounts whose costs belong to it unless a line says otherwise; each to one category.' };

interface Named { category?: CostCategoryRow; holder: CostCategoryRow | undefined; accounts: AccountRow[]; taken: CostCategoryAccountRow[]; categories: CostCategoryRow[] }

async function loadNamed(tx: Tx, ctx: Context, { code, accountIds: asked }: { code?: string | null | undefined; accountIds?: string[] | null | undefined }): Promise<Named> {
  const categories = await selectRows(tx, 'CostCategory', sql`t."companyId" = ${ctx.company.id}`, { lock: true });
  return {
    holder: categories.find((each) => each.code === code), categories,
    accounts: await selectRows(tx, 'Account', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${asked ?? []}::uuid[])`), taken: await selectRows(tx, 'CostCategoryAccount', sql`TRUE`),
  };
}

/** The accounts that a category is to have: rows to add and to drop. Refuses accounts of another category and those of documents. */
function accountRows(costCategoryId: string, asked: readonly string[], { accounts, taken, categories }: Named, ctx: DecideContext): Change[] {
  const own = taken.filter((each) => each.costCategoryId === costCategoryId);
  for (const wanted of asked) {
    const account = demandCostAccount(accounts.find((each) => each.id === wanted));
    const other = taken.find((each) => each.accountId === wanted && each.costCategoryId !== costCategoryId);
    if (other) throw AccountInCategory({ code: account.code, category: categories.find((each) => each.id === other.costCategoryId)?.name ?? '' });
  }
  return [
    ...own.filter(({ accountId }) => !asked.includes(accountId)).map((each) => remove('CostCategoryAccount', each.id)),
    ...[...new Set(asked)].filter((wanted) => !own.some(({ accountId }) => accountId === wanted)).map((accountId) => insert('CostCategoryAccount', { id: ctx.newId(), costCategoryId, accountId })),
  ];
}

export const createCostCategory = action({
  name: 'createCostCategory', describe: 'Adds a category of costs, and by what they are divided among orders.', permission: 'profit.post',
  input: { code: text({ max: 20 }), name: text({ max: 100 }), group: choice('CostGroup'), driver: choice('CostDriver'), accountIds },
  refusals: [AccountInCategory, NotACostAccount], payload: { costCategory: 'record:CostCategory' },
  load: (tx, input, ctx) => loadNamed(tx, ctx, input),
  decide: (named, { code, name, group, driver, accountIds: asked }, ctx) => {
    if (named.holder) throw fieldRefused(['code'], 'taken');
    const costCategory = ctx.newId();
    return {
      rows: [insert('CostCategory', { id: costCategory, companyId: ctx.company.id, code, name, group, driver }), ...accountRows(costCategory, asked ?? [], named, ctx)],
      events: [{ kind: 'costCategoryCreated', subjectType: 'CostCategory', subjectId: costCategory, data: { code, name } }],
      result: { costCategory },
    };
  },
});

export const updateCostCategory = action({
  name: 'updateCostCategory', describe: 'Changes a category of costs. What was allocated stays; the next allocation divides by the new driver.', permission: 'profit.post',
  input: {
    costCategoryId: id('CostCategory'), version: integer(), code: optional(text({ max: 20 })), name: optional(text({ max: 100 })), group: optional(choice('CostGroup')),
    driver: optional(choice('CostDriver')), isActive: optional(boolean()), accountIds,
  },
  refusals: [AccountInCategory, NotACostAccount], payload: { costCategory: 'record:CostCategory' },
  load: async (tx, input, ctx) => ({ row: await lockRow(tx, 'CostCategory', input.costCategoryId), named: await loadNamed(tx, ctx, input) }),
  decide: ({ row, named }, input, ctx) => {
    const after = patchOf('CostCategory', input, ['code', 'name', 'group', 'driver', 'isActive']);
    demandVersion('CostCategory', row, input.version, after, ctx.company.currencyCode);
    if (named.holder && named.holder.id !== row.id) throw fieldRefused(['code'], 'taken');
    return {
      rows: [update('CostCategory', row.id, { ...after, version: row.version + 1 }), ...(input.accountIds ? accountRows(row.id, input.accountIds, named, ctx) : [])],
      events: [{ kind: 'costCategoryUpdated', subjectType: 'CostCategory', subjectId: row.id, changes: changesOf('CostCategory', row, after, ctx.company.currencyCode) }],
      result: { costCategory: row.id },
    };
  },
});
