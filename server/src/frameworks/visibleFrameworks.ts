import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { col, type Entity } from '../shared/entity.ts';

/** Rows with a `frameworkId`: those of agreements that the viewer may see. */
export const ofVisibleFrameworks: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('f', viewer);
  return own && sql`EXISTS (SELECT FROM "Framework" f WHERE f.id = ${col(alias, 'frameworkId')} AND ${own})`;
};

/** Prices of lines of agreements that the viewer may see. */
export const ofVisibleLines: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('f', viewer);
  return own && sql`EXISTS (SELECT FROM "FrameworkLine" w JOIN "Framework" f ON f.id = w."frameworkId" WHERE w.id = ${col(alias, 'frameworkLineId')} AND ${own})`;
};
