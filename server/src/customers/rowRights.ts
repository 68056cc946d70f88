// A person of role SALES sees the own customers and what hangs on them.
import sql, { type Sql } from 'sql-template-tag';
import type { CustomerRow } from '../generated/rows.ts';
import { col } from '../shared/entity.ts';
import { globalId } from '../shared/input.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Viewer } from '../shared/viewer.ts';

const isNarrowed = (viewer: Viewer) => viewer.kind === 'STAFF' && viewer.role === 'SALES';

/** Rows whose column names a customer that the viewer may see. */
export const ownCustomers = (column: string) => (alias: string, viewer: Viewer): Sql | undefined =>
  (isNarrowed(viewer)
    ? sql`${col(alias, column)} IN (SELECT id FROM "Customer" WHERE "salesPersonId" = ${viewer.salesPersonId}::uuid)` : undefined);

/** Customers that the viewer may see. */
export const ownedCustomers = (alias: string, viewer: Viewer): Sql | undefined =>
  (isNarrowed(viewer) ? sql`${col(alias, 'salesPersonId')} = ${viewer.salesPersonId}::uuid` : undefined);

/**
 * Refuses NOT_FOUND for a customer whom the viewer may not see: actions are narrowed as lists are. One that was merged is
 * not written to any more: `customer_merged` tells whose id to use.
 */
export function demandOwn(customer: Pick<CustomerRow, 'id' | 'salesPersonId' | 'mergedIntoId'>, viewer: Viewer): void {
  if (isNarrowed(viewer) && (viewer.salesPersonId === null || customer.salesPersonId !== viewer.salesPersonId)) {
    throw NotFound({ type: 'Customer', id: customer.id });
  }
  if (customer.mergedIntoId) throw fieldRefused(['customerId'], 'customer_merged', { into: globalId('Customer', customer.mergedIntoId) });
}
