import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, optional } from '../shared/input.ts';
import { negate, plus, printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { allocationParts, demandApart, demandBorne } from './allocation.ts';
import { loadAllocation } from './loadAllocation.ts';
import { AllocationOverlaps, NothingBears, NothingLeftToAllocate } from './refusals.ts';

/** Allocations of a firm wait for each other: each knows what the others brought. */
export const oneAllocationAtATime = (tx: Tx, ctx: Context) => tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`allocate costs ${ctx.company.id}`}, 0))`);

/** The days of an allocation and the categories it takes. */
export const allocationFields = {
  from: day(), to: { ...day(), describe: 'The day that the entry bears.' },
  costCategoryIds: { ...optional(list(id('CostCategory'))), describe: 'Only these; default: all that cost something.' },
};

/** Refuses days that end before they begin. */
export function demandDays(from: Day, to: Day): void {
  if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
}

export const allocateCosts = action({
  name: 'allocateCosts', permission: 'profit.post',
  describe: 'Brings the costs of a period that no order explains to the orders invoiced in it, by the driver of their category. Nothing is left over; done again, it brings what was booked since.',
  input: allocationFields,
  refusals: [...postingRefusals, AllocationOverlaps, NothingBears, NothingLeftToAllocate], payload: { costAllocation: 'record:CostAllocation' },
  load: async (tx, { from, to }, ctx) => {
    demandDays(from, to);
    await holdPeriod(tx, ctx, to);
    await oneAllocationAtATime(tx, ctx);
    const known = await selectRows(tx, 'CostAllocation', sql`t."companyId" = ${ctx.company.id} AND t.status = 'POSTED' AND t."startsOn" <= ${to} AND t."endsOn" >= ${from}`);
    demandApart(known, from, to);
    return { ...await loadAllocation(tx, ctx.company.id, from, to), accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'CAL', to) };
  },
  decide: ({ costs, orders, accounts, number }, { from, to, costCategoryIds }, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    const taken = costs.filter(({ category }) => !costCategoryIds?.length || costCategoryIds.includes(category.id));
    const parts = demandBorne(allocationParts(taken, orders), { from, to, currencyCode });
    const costAllocationId = ctx.newId();
    const total = plus(...parts.map(({ amount }) => amount));
    const shares = parts.flatMap(({ category, shares: own }) => own.map((share) => ({ ...share, costCategoryId: category.id })));
    return {
      rows: [
        insert('CostAllocation', { id: costAllocationId, companyId, number, startsOn: from, endsOn: to, status: 'POSTED', currencyCode, totalMinor: total }),
        ...parts.map(({ category, cost, earlier, amount, orders: count }, index) => insert('CostAllocationPart', {
          id: ctx.newId(), costAllocationId, no: index + 1, costCategoryId: category.id, driver: category.driver, costMinor: cost, earlierMinor: earlier, amountMinor: amount, orders: count, currencyCode,
        })),
        ...shares.map(({ orderId, costCategoryId, measure, amount }, index) => insert('CostAllocationShare', {
          id: ctx.newId(), costAllocationId, no: index + 1, costCategoryId, orderId, measure, amountMinor: amount, currencyCode,
        })),
        ...entryRows(accounts, {
          kind: 'ALLOCATION', effectiveOn: to, source: { type: 'CostAllocation', id: costAllocationId }, memo: number,
          lines: [
            ...shares.map(({ orderId, costCategoryId, amount }) => ({ account: '6910' as const, amount, orderId, costCategoryId })),
            ...parts.map(({ category, amount }) => ({ account: '6900' as const, amount: negate(amount), costCategoryId: category.id })),
          ],
        }, ctx),
      ],
      events: [{ kind: 'costsAllocated', subjectType: 'CostAllocation', subjectId: costAllocationId, data: { number, from, to, amount: printMoney(total, currencyCode) } }],
      result: { costAllocation: costAllocationId },
    };
  },
});
