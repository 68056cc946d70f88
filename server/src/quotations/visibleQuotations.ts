// A person of role SALES sees quotations to the own customers, and to prospects of the own.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { QuotationRow } from '../generated/rows.ts';
import { col, type Entity } from '../shared/entity.ts';
import type { Viewer } from '../shared/viewer.ts';

export const ownQuotations: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')(alias, viewer);
  return own && sql`(${own} OR (${col(alias, 'customerId')} IS NULL AND ${col(alias, 'salesPersonId')} IS NOT DISTINCT FROM ${viewer.salesPersonId}::uuid))`;
};

/** Rows with a `quotationId`: those of quotations that the viewer may see. */
export const ofVisibleQuotations: Entity['rows'] = (alias, viewer) => {
  const own = ownQuotations('q', viewer);
  return own && sql`EXISTS (SELECT FROM "Quotation" q WHERE q.id = ${col(alias, 'quotationId')} AND ${own})`;
};

export const seesProspect = ({ salesPersonId }: Pick<QuotationRow, 'salesPersonId'>, viewer: Viewer): boolean =>
  !(viewer.kind === 'STAFF' && viewer.role === 'SALES') || salesPersonId === viewer.salesPersonId;
