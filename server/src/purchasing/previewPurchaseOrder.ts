import sql from 'sql-template-tag';
import type { PriceSource } from '../generated/rows.ts';
import { plus, type Minor } from '../shared/money.ts';
import type { none, Quantity, UnitPrice } from '../shared/quantity.ts';
import type { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { lineDeviations } from './deviations.ts';
import { nextBreak } from './prices.ts';
import { draftLines, loadDraftFacts, type GivenLine } from './purchaseOrderInput.ts';

export interface PreviewedLine {
  product: string; unitCost: UnitPrice; net: Minor; quantity: Quantity; isDiscontinued: boolean; priceSource: PriceSource; priceFrom: Quantity | null;
  quotedCost: UnitPrice | null; quotedCurrencyCode: string | null; nextFrom: Quantity | null; nextCost: UnitPrice | null; deviations: Refusal[];
}
export interface PurchaseOrderPreview { lines: PreviewedLine[]; total: Minor; quantity: Quantity }
interface Asked { supplierId: string; warehouseId?: string | null; purchaseOrderId?: string | null; exchangeRate?: UnitPrice | null; lines: GivenLine[] }

/** What a draft would come to, without writing anything, and what of it could not be ordered today. Refuses as the draft would. */
export async function previewPurchaseOrder(input: Asked, ctx: Context): Promise<PurchaseOrderPreview> {
  const facts = await loadDraftFacts(ctx.db, input);
  const kept = input.purchaseOrderId ? await selectRows(ctx.db, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${input.purchaseOrderId}`, { orderBy: sql`t.no` }) : [];
  const exchangeRate = input.exchangeRate ?? null;
  const { currencyCode } = ctx.company;
  const lines = draftLines(facts, input.lines, ctx, { exchangeRate, kept }).map((line): PreviewedLine => {
    const product = facts.products.find((each) => each.id === line.productId);
    const terms = facts.terms.find((each) => each.productId === line.productId);
    const next = terms && line.priceSource !== 'QUOTE' ? nextBreak(terms, line.quantity, ctx.today) : undefined;
    return {
      product: line.productId, unitCost: line.unitCost, net: line.netMinor, quantity: line.quantity, isDiscontinued: !!product?.isDiscontinued,
      priceSource: line.priceSource, priceFrom: line.priceFrom, quotedCost: line.quotedCost, quotedCurrencyCode: line.quotedCurrencyCode,
      nextFrom: next?.from ?? null, nextCost: next?.currencyCode === currencyCode ? next.unitCost : null,
      deviations: lineDeviations(line, terms, { on: ctx.today, exchangeRate, currencyCode, productName: product?.name ?? '' }),
    };
  });
  return { lines, total: plus(...lines.map((line) => line.net)), quantity: lines.reduce((sum, line) => sum + line.quantity, 0n) as typeof none };
}
