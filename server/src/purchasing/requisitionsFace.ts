import sql from 'sql-template-tag';
import { usableRateSql } from '../currencies/rates.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, lines, one, pages } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { none } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { ApprovalOwn } from '../work/refusals.ts';
import { orderRequisitions } from './orderRequisitions.ts';
import { RequisitionLineOrdered } from './refusals.ts';
import { demandRequisition, stillToOrder } from './requisitionRules.ts';
import { cancelRequisition, createRequisition, decideRequisition, submitRequisition, updateRequisition } from './requisitions.ts';

const permission = 'requisitions.read';
const toOrder = (t: string) => sql`(${col(t, 'quantity')} - ${col(t, 'ordered')} - ${col(t, 'closed')} - ${col(t, 'drafted')})`;
const onRequest = (t: string) => sql`(SELECT coalesce(sum(q.quantity), 0) FROM "QuoteRequestLine" q JOIN "QuoteRequest" r ON r.id = q."quoteRequestId"
  WHERE q."requisitionLineId" = ${col(t, 'id')} AND r.status IN ('DRAFT', 'SENT'))`;

entity('Requisition', {
  permission, describe: 'What somebody needs bought. Its lines become lines of purchase orders.',
  fields: {
    number: column(), status: column(), origin: column(), neededOn: column(), reason: column(), requestedByName: column(), submittedAt: column(),
    decidedByName: column(), decidedAt: column(), decisionReason: column(), createdAt: column(), version: column(),
    openLines: expression('int', (t) => sql`(SELECT count(*)::int FROM "RequisitionLine" l WHERE l."requisitionId" = ${col(t, 'id')} AND ${toOrder('l')} > 0)`,
      { describe: 'Lines of which something may still be put on a purchase order.' }),
    isUrgent: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('SUBMITTED', 'APPROVED') AND coalesce(${col(t, 'neededOn')} <= ${todaySql} + 7, FALSE))`,
      { describe: 'Needed within seven days and not all on order.' }),
    estimate: expression('money', (t) => sql`(SELECT coalesce(sum(round(l.quantity * p."unitCost" / hesabu_currency_unit(p."currencyCode"))), 0)::bigint FROM "RequisitionLine" l
      JOIN LATERAL (SELECT sp."unitCost" * CASE WHEN c."currencyCode" = sp."currencyCode" THEN 1 ELSE ${usableRateSql(sql`sp."currencyCode"`, todaySql)} END AS "unitCost", c."currencyCode"
        FROM "SupplierProduct" sp CROSS JOIN (SELECT k."currencyCode" FROM "Company" k LIMIT 1) c WHERE sp."productId" = l."productId"
        ORDER BY sp."supplierId" = l."supplierId" DESC NULLS LAST, sp."isPreferred" DESC, sp.id LIMIT 1) p ON TRUE WHERE l."requisitionId" = ${col(t, 'id')})`,
      { permission: 'purchasing.read', describe: 'At what the preferred suppliers ask for any quantity, in company money at the rate of today; products without price or rate count nothing.' }),
  },
  ones: { warehouse: one('Warehouse', 'warehouseId'), requestedBy: one('User', 'requestedById', { permission: 'access.read' }) },
  manies: { lines: lines('RequisitionLine', 'requisitionId') },
  listing: {
    field: 'requisitions', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'reason', 'requestedByName'], totals: ['estimate'],
    orderBy: { NUMBER: 'number', STATUS: 'status', NEEDED_ON: 'neededOn', CREATED_AT: 'createdAt', REQUESTED_BY: 'requestedByName' },
  },
});
entity('RequisitionLine', {
  permission,
  fields: {
    no: column(), quantity: column(), drafted: column(), ordered: column(), closed: column(), note: column(),
    neededOn: expression('day', (t) => sql`coalesce(${col(t, 'neededOn')}, (SELECT r."neededOn" FROM "Requisition" r WHERE r.id = ${col(t, 'requisitionId')}))`, { nullable: true }),
    toOrder: expression('quantity', toOrder, { describe: 'May still be put on a purchase order.' }),
    onRequest: expression('quantity', onRequest, { permission: 'purchasing.read', describe: 'Quotations are asked for it and not decided on.' }),
    isToOrder: expression('boolean', (t) => sql`(${toOrder(t)} > 0 AND EXISTS (SELECT FROM "Requisition" r WHERE r.id = ${col(t, 'requisitionId')} AND r.status = 'APPROVED'))`,
      { describe: 'Approved, and on no purchase order yet, or not all of it.' }),
  },
  ones: { requisition: one('Requisition', 'requisitionId'), product: one('Product', 'productId'), supplier: one('Supplier', 'supplierId', { permission: 'purchasing.read' }) },
  manies: { supplies: pages('RequisitionSupply', 'requisitionLineId', { permission: 'purchasing.read' }) },
  listing: {
    field: 'requisitionLines', defaultOrder: 'NEEDED_ON_ASC', search: ['product.name', 'product.sku', 'requisition.number', 'note'], totals: ['quantity', 'toOrder'],
    orderBy: { NEEDED_ON: 'neededOn', PRODUCT: 'product.name', NUMBER: 'requisition.number', QUANTITY: 'quantity', TO_ORDER: 'toOrder' },
  },
});
entity('RequisitionSupply', {
  permission: 'purchasing.read', describe: 'How much of a requisition\'s line a purchase order\'s line covers.', fields: { quantity: column() },
  ones: { requisitionLine: one('RequisitionLine', 'requisitionLineId'), purchaseOrderLine: one('PurchaseOrderLine', 'purchaseOrderLineId') },
  listing: { field: 'requisitionSupplies', defaultOrder: 'QUANTITY_ASC', orderBy: { QUANTITY: 'quantity' } },
});

recordActions('Requisition', { requisition: itself('Requisition'), lines: rowsFact('RequisitionLine', (t) => sql`f."requisitionId" = ${col(t, 'id')}`) }, ({ requisition, lines: all }, ctx) => [
  recordAction('updateRequisition', 'requisitions.write', () => demandRequisition(requisition, 'updateRequisition')),
  recordAction('submitRequisition', 'requisitions.write', () => demandRequisition(requisition, 'submitRequisition')),
  recordAction('decideRequisition', 'requisitions.approve', () => {
    demandRequisition(requisition, 'decideRequisition');
    if (requisition.requestedById !== null && requisition.requestedById === ctx.viewer.id) throw ApprovalOwn({});
  }),
  recordAction('orderRequisitions', 'purchasing.manage', () => {
    demandRequisition(requisition, 'orderRequisitions');
    if (all.every((line) => stillToOrder(line) === none)) throw RequisitionLineOrdered({ number: requisition.number, productName: 'none' });
  }),
  recordAction('cancelRequisition', 'requisitions.write', () => demandRequisition(requisition, 'cancelRequisition')),
]);

mutations(createRequisition, updateRequisition, submitRequisition, decideRequisition, cancelRequisition, orderRequisitions);
