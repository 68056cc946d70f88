import type { CostDriver } from '../generated/rows.ts';
import type { InputOf } from '../shared/input.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';
import { demandDays, type allocationFields } from './allocateCosts.ts';
import { allocationParts } from './allocation.ts';
import { loadAllocation } from './loadAllocation.ts';

interface PreviewPart { costCategory: string; name: string; driver: CostDriver; cost: Minor; earlier: Minor; amount: Minor; orders: number }
export interface CostAllocationPreview { total: Minor; orders: number; parts: PreviewPart[] }

/** What an allocation would bring, by category; also what no order could bear. */
export async function previewCostAllocation({ from, to, costCategoryIds }: InputOf<typeof allocationFields>, ctx: Context): Promise<CostAllocationPreview> {
  demandDays(from, to);
  const { costs, orders } = await loadAllocation(ctx.db, ctx.company.id, from, to);
  const parts = allocationParts(costs.filter(({ category }) => !costCategoryIds?.length || costCategoryIds.includes(category.id)), orders);
  return {
    total: plus(zero, ...parts.map(({ amount }) => amount)), orders: orders.length,
    parts: parts.map(({ category, cost, earlier, amount, orders: bearing }) => ({ costCategory: category.id, name: category.name, driver: category.driver, cost, earlier, amount, orders: bearing })),
  };
}
