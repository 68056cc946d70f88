// Loading side of contracts: their lines and pauses change under their lock only.
import sql from 'sql-template-tag';
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { CustomerRow, ContractLineRow, ContractPauseRow, ContractRow } from '../generated/rows.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { loadPrices } from '../pricing/priceParts.ts';
import type { Tx } from '../shared/db.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { contractPrice } from './contractPrice.ts';
import type { Line } from './rules.ts';

export interface Loaded { contract: ContractRow; lines: ContractLineRow[]; pauses: ContractPauseRow[]; customer: CustomerRow }

/** A contract that the viewer may see, locked. */
export async function lockContract(tx: Tx, id: string, ctx: Context): Promise<Loaded> {
  const contract = await lockRow(tx, 'Contract', id);
  return {
    contract, customer: await readCustomer(tx, contract.customerId, ctx),
    lines: await selectRows(tx, 'ContractLine', sql`t."contractId" = ${id}`, { orderBy: sql`t.no, t."validFrom"` }),
    pauses: await selectRows(tx, 'ContractPause', sql`t."contractId" = ${id}`, { orderBy: sql`t."fromOn"` }),
  };
}

export interface Products { sellables: Map<string, Sellable>; priceOf(line: Line): UnitPrice | undefined }

/** The products of lines, with what they cost the customer on a day in the contract's money. */
export async function loadProducts(tx: Tx, ctx: Context, customer: Pick<CustomerRow, 'id' | 'groupId'>, lines: readonly Pick<Line, 'productId'>[], on: Day, money: DocumentMoney): Promise<Products> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  const sellables = ids.length > 0 ? await loadSellables(tx, ctx, ids, on) : new Map<string, Sellable>();
  const facts = await loadPrices(tx, customer, 'CONSOLE', ids);
  return {
    sellables,
    priceOf: (line) => {
      const product = sellables.get(line.productId ?? '');
      return product && contractPrice(line, product, customer, on, money, facts)?.unitPrice;
    },
  };
}

/** Refuses lines of unknown products and accounts that are not of revenue, and free text without a price. */
export async function demandLines(tx: Tx, ctx: Context, lines: readonly { productId?: string | null; accountId?: string | null; description?: string | null; unitPrice?: UnitPrice | null }[], at = 'lines'): Promise<Map<string, Sellable>> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  const sellables = ids.length > 0 ? await loadSellables(tx, ctx, ids, ctx.today) : new Map<string, Sellable>();
  const accounts = await selectRows(tx, 'Account', sql`t.id = ANY(${lines.flatMap(({ accountId }) => accountId ?? [])}::uuid[]) AND t.type = 'REVENUE' AND t."isActive"`);
  lines.forEach((line, index) => {
    const path = (field: string) => [at, String(index), field];
    if (line.productId && !sellables.has(line.productId)) throw fieldRefused(path('productId'), 'id_unknown', { type: 'Product' });
    if (line.accountId && !accounts.some(({ id }) => id === line.accountId)) throw fieldRefused(path('accountId'), 'id_unknown', { type: 'Account' });
    if (sellables.get(line.productId ?? '')?.isStocked) throw fieldRefused(path('productId'), 'product_stocked');
    if (!line.productId && !line.description) throw fieldRefused(path('description'), 'required');
    if (!line.productId && line.unitPrice == null) throw fieldRefused(path('unitPrice'), 'required');
  });
  return sellables;
}
