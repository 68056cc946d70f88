import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { col, type Entity } from '../shared/entity.ts';

/** Rows with an `orderId`: those of orders that the viewer may see. */
export const ofVisibleOrders: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('o', viewer);
  return own && sql`EXISTS (SELECT FROM "Order" o WHERE o.id = ${col(alias, 'orderId')} AND ${own})`;
};
