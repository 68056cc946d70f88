import sql from 'sql-template-tag';
import type { PriceSource } from '../generated/rows.ts';
import { inCompany, plus, type Minor } from '../shared/money.ts';
import type { FxRate, none, Quantity, UnitPrice } from '../shared/quantity.ts';
import type { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { lineDeviations } from './deviations.ts';
import { demandToldCosts, orderMoney, type ToldMoney } from './orderMoney.ts';
import { nextBreak } from './prices.ts';
import { draftLines, loadDraftFacts, type GivenLine } from './purchaseOrderInput.ts';

interface Said { minor: Minor; currencyCode: string }
export interface PreviewedLine {
  product: string; unitCost: UnitPrice; net: Said; quantity: Quantity; isDiscontinued: boolean; priceSource: PriceSource; priceFrom: Quantity | null;
  quotedCost: UnitPrice | null; quotedCurrencyCode: string | null; nextFrom: Quantity | null; nextCost: UnitPrice | null; deviations: Refusal[];
}
export interface PurchaseOrderPreview { lines: PreviewedLine[]; total: Said; quantity: Quantity; currencyCode: string; exchangeRate: FxRate | null; worth: Minor }
interface Asked extends ToldMoney { supplierId: string; warehouseId?: string | null; purchaseOrderId?: string | null; lines: GivenLine[] }

/** What a draft would come to, without writing anything, and what of it could not be ordered today. Refuses as the draft would. */
export async function previewPurchaseOrder(input: Asked, ctx: Context): Promise<PurchaseOrderPreview> {
  const facts = await loadDraftFacts(ctx.db, ctx, input);
  const kept = input.purchaseOrderId ? await selectRows(ctx.db, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${input.purchaseOrderId}`, { orderBy: sql`t.no` }) : [];
  const money = orderMoney(input, facts.supplier, ctx.today, facts.rates, ctx);
  const { currencyCode, companyCode, rate } = money;
  demandToldCosts(input.currencyCode, currencyCode, input.lines, ctx);
  const said = (amount: Minor): Said => ({ minor: amount, currencyCode });
  const drafts = draftLines(facts, input.lines, money, ctx, kept);
  const lines = drafts.map((line): PreviewedLine => {
    const product = facts.products.find((each) => each.id === line.productId);
    const terms = facts.terms.find((each) => each.productId === line.productId);
    const next = terms && line.priceSource !== 'QUOTE' ? nextBreak(terms, line.quantity, ctx.today) : undefined;
    return {
      product: line.productId, unitCost: line.unitCost, net: said(line.netMinor), quantity: line.quantity, isDiscontinued: !!product?.isDiscontinued,
      priceSource: line.priceSource, priceFrom: line.priceFrom, quotedCost: line.quotedCost, quotedCurrencyCode: line.quotedCurrencyCode,
      nextFrom: next?.from ?? null, nextCost: next?.currencyCode === currencyCode ? next.unitCost : null,
      deviations: lineDeviations(line, terms, { on: ctx.today, productName: product?.name ?? '' }),
    };
  });
  const total = plus(...drafts.map((line) => line.netMinor));
  return { lines, total: said(total), currencyCode, exchangeRate: rate, worth: inCompany(total, rate, currencyCode, companyCode), quantity: lines.reduce((sum, line) => sum + line.quantity, 0n) as typeof none };
}
