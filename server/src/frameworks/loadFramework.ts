import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { loadRates } from '../currencies/rates.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { CustomerRow, FrameworkCallRow, FrameworkLineRow, FrameworkPriceRow, FrameworkRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import type { FxRate } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';

export interface LoadedFramework { framework: FrameworkRow; customer: CustomerRow; lines: FrameworkLineRow[]; prices: FrameworkPriceRow[]; calls: FrameworkCallRow[] }

/** An agreement that the viewer may see, locked until commit; all of it changes under that lock only. */
export async function lockFramework(tx: Tx, id: string, ctx: Context): Promise<LoadedFramework> {
  const framework = await lockRow(tx, 'Framework', id);
  const customer = await readCustomer(tx, framework.customerId, ctx);
  const lines = await selectRows(tx, 'FrameworkLine', sql`t."frameworkId" = ${id}`, { orderBy: sql`t.no`, lock: true });
  return {
    framework, customer, lines, calls: await selectRows(tx, 'FrameworkCall', sql`t."frameworkId" = ${id}`, { orderBy: sql`t."callOn", t.id` }),
    prices: await selectRows(tx, 'FrameworkPrice', sql`t."frameworkLineId" = ANY(${lines.map((line) => line.id)}::uuid[])`, { orderBy: sql`t."fromQuantity"` }),
  };
}

/** The number under which an agreement comes into force, and what its currency is worth then; none of one that will be refused. */
export interface Inception { number: string; exchangeRate: FxRate | null }
export const nothingYet: Inception = { number: '', exchangeRate: null };
export async function loadInception(tx: Tx, { framework, lines }: LoadedFramework, ctx: Context): Promise<Inception> {
  const { currencyCode, exchangeRate } = framework;
  if (framework.status !== 'DRAFT' || lines.length === 0 || framework.validTo < ctx.today) return { number: '', exchangeRate };
  const rate = currencyCode === ctx.company.currencyCode ? null : (await loadRates(tx, ctx, [ctx.today])).found.find(({ code }) => code === currencyCode)?.rate;
  // Only lists are summed by it: a day without a rate holds nothing up.
  return { number: await takeNumber(tx, ctx, 'AGR', ctx.today), exchangeRate: rate ?? exchangeRate };
}
