import sql from 'sql-template-tag';
import { creditLeft, exposureOf } from '../customers/credit.ts';
import { loadHolds, readCustomer } from '../customers/loadCustomer.ts';
import { demandMayOrder } from '../customers/rules.ts';
import { lineAmounts, type LineAmounts } from '../pricing/lineAmounts.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { id, list, moneyOrZero, object, optional, quantityOrZero, fraction, unitPrice, type InputOf } from '../shared/input.ts';
import { minus, zero, type Minor } from '../shared/money.ts';
import { most, none, subtract, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { draftTotals } from './draft.ts';
import { StockShort } from './refusals.ts';
import { demandCredit, overLimit } from './rules.ts';

/** An order as it is being typed: anything may still be missing. */
export const previewInput = {
  customerId: optional(id('Customer')), warehouseId: optional(id('Warehouse')), freight: optional(moneyOrZero()),
  lines: list(object('PreviewOrderLineInput', {
    productId: optional(id('Product')), quantity: optional(quantityOrZero()), unitPrice: optional(unitPrice()), discountRate: optional(fraction()),
  }), { max: 500 }),
};
type Asked = InputOf<typeof previewInput>;

interface PreviewLine extends LineAmounts {
  product: string | null; unitPrice: UnitPrice | null; listPrice: UnitPrice | null; taxRate: Rate; available: Quantity | null; short: Quantity | null;
}

function previewLine(line: Asked['lines'][number], product: Sellable | undefined, free: Map<string, Quantity>, currencyCode: string): PreviewLine {
  const price = line.unitPrice ?? product?.listPrice ?? null;
  const wanted = line.quantity ?? none;
  const taxRate = product?.taxRate ?? (0n as Rate);
  const amounts = lineAmounts({ unitPrice: price ?? (0n as UnitPrice), quantity: wanted, discountRate: line.discountRate ?? (0n as Rate), taxRate, currencyCode });
  const head = { product: product?.id ?? null, unitPrice: price, listPrice: product?.listPrice ?? null, taxRate, ...amounts };
  if (!product?.isStocked) return { ...head, available: null, short: null };
  const available = free.get(product.id) ?? none;
  free.set(product.id, most(none, subtract(available, wanted)));
  return { ...head, available, short: most(none, subtract(wanted, available)) };
}

const refusedBy = (demand: () => unknown): Refusal[] => {
  try {
    demand();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
};

/** What stands free of products in a warehouse, the default one unless given. */
async function loadFree(ctx: Context, productIds: string[], warehouseId: string | null | undefined): Promise<Map<string, Quantity>> {
  const warehouse = warehouseId ? sql`${warehouseId}::uuid` : sql`(SELECT id FROM "Warehouse" WHERE "companyId" = ${ctx.company.id} AND "isDefault")`;
  const levels = await selectRows(ctx.db, 'StockLevel', sql`t."productId" = ANY(${productIds}::uuid[]) AND t."warehouseId" = ${warehouse}`);
  return new Map(levels.map((level) => [level.productId, subtract(level.onHand, level.reserved)]));
}

/** Amounts, stock and credit of an order before it is saved, with what would keep it from being placed. */
export async function loadPreview(asked: Asked, ctx: Context) {
  const productIds = [...new Set(asked.lines.flatMap((line) => line.productId ?? []))];
  const products = await loadSellables(ctx.db, ctx, productIds, ctx.today);
  const free = await loadFree(ctx, productIds, asked.warehouseId);
  const lines = asked.lines.map((line) => previewLine(line, products.get(line.productId ?? ''), free, ctx.company.currencyCode));
  const totals = draftTotals(lines.map(({ gross, net, tax }) => ({ grossMinor: gross, netMinor: net, taxMinor: tax })), asked.freight ?? zero);
  const shortages = lines.flatMap((line, index): Refusal[] => (line.product && line.short
    ? [StockShort({ product: line.product, productName: products.get(line.product)?.name ?? '', wanted: asked.lines[index]?.quantity ?? none,
      available: line.available ?? none, short: line.short })] : []));
  const figures = { lines, gross: totals.grossMinor, discount: totals.discountMinor, net: totals.netMinor, tax: totals.taxMinor, freight: totals.freightMinor, total: totals.totalMinor };
  const credit = asked.customerId ? await loadCreditView(asked.customerId, totals.totalMinor, ctx) : noCredit;
  return { ...figures, ...credit, refused: [...credit.refused, ...shortages] };
}

interface CreditView { creditLimit: Minor | null; exposure: Minor | null; creditLeft: Minor | null; over: Minor | null; refused: Refusal[] }
const noCredit: CreditView = { creditLimit: null, exposure: null, creditLeft: null, over: null, refused: [] };

/** The customer's side; figures only for those who may read credit. */
async function loadCreditView(customerId: string, total: Minor, ctx: Context): Promise<CreditView> {
  const customer = await readCustomer(ctx.db, customerId, ctx);
  const holds = await loadHolds(ctx.db, customerId);
  const held = refusedBy(() => demandMayOrder(customer, holds));
  const [account] = await selectRows(ctx.db, 'CreditAccount', sql`t."customerId" = ${customerId}`);
  if (!account || !ctx.viewer.permissions.has('credit.read')) return { ...noCredit, refused: held };
  const left = creditLeft(account);
  return {
    creditLimit: account.limitMinor, exposure: exposureOf(account), creditLeft: left === null ? null : minus(left, total), over: overLimit(account, total),
    refused: [...held, ...refusedBy(() => demandCredit(customer, account, total, []))],
  };
}
