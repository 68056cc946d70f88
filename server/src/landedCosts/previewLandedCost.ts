import { plus, take, type Minor } from '../shared/money.ts';
import { units, type Quantity } from '../shared/quantity.ts';
import type { Context } from '../shared/viewer.ts';
import type { LandedCostBasis } from '../generated/rows.ts';
import { loadBearers } from './loadBearers.ts';
import { chosen, sharesOf, type GivenLine } from './rules.ts';

interface Asked { basis: LandedCostBasis; charges: { amount: Minor }[]; lines: GivenLine[] }
interface PreviewLine { receiptLine: string; quantity: Quantity; measure: Quantity | null; value: Minor; share: Minor; cost: Minor; unitCost: Minor }
export interface LandedCostPreview { total: Minor; lines: PreviewLine[] }

/** How charges would be divided, and what a unit would cost then, without writing anything. Refuses as posting would. */
export async function previewLandedCost({ basis, charges, lines }: Asked, ctx: Context): Promise<LandedCostPreview> {
  const total = plus(...charges.map(({ amount }) => amount));
  const bearers = await loadBearers(ctx.db, lines.map(({ receiptLineId }) => receiptLineId), false);
  const shares = sharesOf(total, basis, lines, chosen(lines, bearers), ctx.company.currencyCode);
  return {
    total,
    lines: shares.map(({ line, measure, value, share }) => {
      const cost = plus(value, share);
      return { receiptLine: line.id, quantity: line.quantity, measure, value, share, cost, unitCost: take({ units: line.quantity, value: cost }, units(1)) };
    }),
  };
}
