import sql from 'sql-template-tag';
import type { AddressRow, CustomerRow, WarehouseRow } from '../generated/rows.ts';
import { loadAddresses, readCustomer } from '../customers/loadCustomer.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

/** What an order is drafted from. */
export interface DraftFacts {
  customer: CustomerRow;
  addresses: AddressRow[];
  /** The warehouse asked for, or the default one; undefined when there is none. */
  warehouse: WarehouseRow | undefined;
  products: Map<string, Sellable>;
  isKnownSalesPerson: boolean;
}

interface Asked { customerId: string; warehouseId?: string | null; salesPersonId?: string | null; productIds: string[]; on: Day }

export async function loadDraftFacts(tx: Tx, ctx: Context, asked: Asked): Promise<DraftFacts> {
  const [warehouse] = await selectRows(tx, 'Warehouse', asked.warehouseId
    ? sql`t.id = ${asked.warehouseId}` : sql`t."companyId" = ${ctx.company.id} AND t."isDefault"`);
  const people = asked.salesPersonId ? await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${asked.salesPersonId}`) : [true];
  return {
    customer: await readCustomer(tx, asked.customerId, ctx), addresses: await loadAddresses(tx, asked.customerId), warehouse,
    products: await loadSellables(tx, ctx, [...new Set(asked.productIds)], asked.on), isKnownSalesPerson: people.length > 0,
  };
}
