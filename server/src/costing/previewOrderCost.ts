import type { InputOf } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Context } from '../shared/viewer.ts';
import { loadBearers } from './loadBearers.ts';
import type { shareFields } from './recordOrderCost.ts';
import { sharesOf } from './rules.ts';

interface PreviewShare { order: string; measure: Quantity | null; share: Minor }

/** How a cost would be divided among orders. Refuses as recording it would. */
export async function previewOrderCost({ amount, basis, orders }: InputOf<typeof shareFields>, ctx: Context): Promise<PreviewShare[]> {
  const bearers = await loadBearers(ctx.db, orders.map(({ orderId }) => orderId));
  return sharesOf(amount, basis ?? 'VALUE', orders, bearers, ctx.company.currencyCode).map(({ orderId, measure, share }) => ({ order: orderId, measure, share }));
}
