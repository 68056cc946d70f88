import sql from 'sql-template-tag';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { CustomerRow, FrameworkCallRow, FrameworkLineRow, FrameworkPriceRow, FrameworkRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
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
