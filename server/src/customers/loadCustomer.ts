import sql from 'sql-template-tag';
import type { AddressRow, CustomerHoldRow, CustomerRow } from '../generated/rows.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { demandOwn } from './rowRights.ts';

/** A customer as far as the viewer may see it, locked until commit. */
export async function lockCustomer(tx: Tx, id: string, ctx: Context): Promise<CustomerRow> {
  const customer = await lockRow(tx, 'Customer', id);
  demandOwn(customer, ctx.viewer);
  return customer;
}

/** A customer as far as the viewer may see it, as it stands. */
export async function readCustomer(tx: Queryable, id: string, ctx: Context): Promise<CustomerRow> {
  const customer = await readRow(tx, 'Customer', id);
  demandOwn(customer, ctx.viewer);
  return customer;
}

/** Open holds. Read them after the credit account is locked: holds are placed and released under that lock. */
export const loadHolds = (tx: Queryable, customerId: string): Promise<CustomerHoldRow[]> =>
  selectRows(tx, 'CustomerHold', sql`t."customerId" = ${customerId} AND t."releasedAt" IS NULL`);

export const loadAddresses = (tx: Queryable, customerId: string): Promise<AddressRow[]> =>
  selectRows(tx, 'Address', sql`t."customerId" = ${customerId}`);
