import type { none, Quantity, UnitPrice } from '../shared/quantity.ts';
import { plus, type Minor } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';
import { draftLines, loadDraftFacts, type GivenLine } from './purchaseOrderInput.ts';

export interface PreviewedLine { product: string; unitCost: UnitPrice; net: Minor; quantity: Quantity; isDiscontinued: boolean }
export interface PurchaseOrderPreview { lines: PreviewedLine[]; total: Minor; quantity: Quantity }

/** What a draft would come to, without writing anything. Refuses as the draft would. */
export async function previewPurchaseOrder(input: { supplierId: string; warehouseId?: string | null; lines: GivenLine[] }, ctx: Context): Promise<PurchaseOrderPreview> {
  const facts = await loadDraftFacts(ctx.db, input);
  const lines = draftLines(facts, input.lines, ctx).map(({ productId, unitCost, netMinor, quantity }): PreviewedLine => ({
    product: productId, unitCost, net: netMinor, quantity, isDiscontinued: !!facts.products.find((each) => each.id === productId)?.isDiscontinued,
  }));
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0n) as typeof none;
  return { lines, total: plus(...lines.map((line) => line.net)), quantity };
}
