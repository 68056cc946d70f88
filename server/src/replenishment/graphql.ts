import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { ofVisibleOrders } from '../orders/visibleOrders.ts';
import { col, column, entity, expression, extend, lines, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { assignWarning } from './assignWarning.ts';
import { dismissProposal, reopenProposal } from './dismissProposal.ts';
import { orderJitDemands } from './orderJitDemands.ts';
import { orderProposals, requestProposals } from './orderProposals.ts';
import { planReplenishment } from './planReplenishment.ts';
import { demandOpen } from './proposals.ts';
import { JitDemandState, NothingToOrder, WarningClosed } from './refusals.ts';
import { createReorderRule, removeReorderRules, setReorderRules, updateReorderRule } from './reorderRules.ts';
import './reports.ts';
import { settingsFace, updateReplenishmentSettings } from './settings.ts';
import { syncJit } from './syncJit.ts';
import './waiting.ts';
import { watchStock } from './watchStock.ts';

const permission = 'replenishment.read';
const product = one('Product', 'productId');
const warehouse = one('Warehouse', 'warehouseId');
const supplier = one('Supplier', 'supplierId', { permission: 'purchasing.read' });
const purchaseOrder = one('PurchaseOrder', 'purchaseOrderId', { permission: 'purchasing.read' });

const ofLevel = (what: string) => (t: string) => sql`coalesce((SELECT ${raw(what)} FROM "StockLevel" l
  WHERE l."productId" = ${col(t, 'productId')} AND l."warehouseId" = ${col(t, 'warehouseId')}), 0)`;
const atLevel = {
  onHand: expression('quantity', ofLevel('l."onHand"')), available: expression('quantity', ofLevel('l."onHand" - l.reserved')),
  incoming: expression('quantity', ofLevel('l.incoming')),
  projectedNow: expression('quantity', ofLevel('l."onHand" + l.incoming + l.requested - l.reserved - l.backordered'), { describe: 'Projected stock as it is now.' }),
};

entity('ReorderRule', {
  permission, describe: 'When and how much of a product is bought again for a warehouse. What is left out is the supplier\'s, the product\'s or the history\'s.',
  fields: {
    reorderPoint: column(undefined, { describe: 'Null: expected demand inside the lead time and the safety stock.' }), maximum: column(), orderQuantity: column(), multiple: column(),
    minimum: column(), safetyStock: column(), leadTimeDays: column(), isActive: column(), version: column(), ...atLevel,
    isLow: expression('boolean', (t) => sql`coalesce(${ofLevel('l."onHand" + l.incoming + l.requested - l.reserved - l.backordered')(t)} <= ${col(t, 'reorderPoint')}, FALSE)`,
      { describe: 'Projected stock is at or below the point.' }),
  },
  ones: { product, warehouse, supplier }, manies: { timeline: timelineOf() },
  listing: {
    field: 'reorderRules', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku', 'warehouse.name'],
    orderBy: {
      PRODUCT: 'product.name', WAREHOUSE: 'warehouse.name', REORDER_POINT: 'reorderPoint', MAXIMUM: 'maximum', ON_HAND: 'onHand', AVAILABLE: 'available',
      INCOMING: 'incoming', PROJECTED_NOW: 'projectedNow', LEAD_TIME_DAYS: 'leadTimeDays',
    },
  },
});

entity('ReorderProposal', {
  permission, describe: 'What the planner says is to be ordered now, with its arithmetic. One at a time is open for a product in a warehouse.',
  fields: {
    kind: column(), status: column(), projected: column(undefined, { describe: 'With what is drafted already.' }), reorderPoint: column(), quantity: column(),
    leadTimeDays: column(), shortOn: column(), expectedOn: column(), isLate: column(), dismissedUntil: column(), dismissReason: column(), orderedQuantity: column(),
    createdAt: column(), computedAt: column(), closedAt: column(), version: column(),
    age: expression('int', (t) => sql`(${todaySql} - (${col(t, 'createdAt')} AT TIME ZONE (SELECT "timeZone" FROM "Company" ORDER BY "createdAt", id LIMIT 1))::date)`, { describe: 'Days since it was first proposed.' }),
  },
  ones: { product, warehouse, supplier, purchaseOrder, rule: one('ReorderRule', 'ruleId'), requisition: one('Requisition', 'requisitionId', { permission: 'requisitions.read' }) },
  manies: { steps: lines('ReorderStep', 'proposalId'), timeline: timelineOf() },
  listing: {
    field: 'reorderProposals', emptyLast: ['shortOn'], defaultOrder: 'SHORT_ON_ASC', search: ['product.name', 'product.sku', 'supplier.name', 'warehouse.name'], totals: ['quantity'],
    orderBy: {
      SHORT_ON: 'shortOn', PRODUCT: 'product.name', SUPPLIER: 'supplier.name', WAREHOUSE: 'warehouse.name', QUANTITY: 'quantity', PROJECTED: 'projected',
      EXPECTED_ON: 'expectedOn', CREATED_AT: 'createdAt', CLOSED_AT: 'closedAt', STATUS: 'status',
    },
  },
});
entity('ReorderStep', {
  permission, describe: 'A line of a proposal\'s arithmetic: quantities bear the sign with which they count.',
  fields: { no: column(), kind: column(), quantity: column(), day: column(), isLate: column() }, ones: { purchaseOrder },
});

entity('StockWarning', {
  permission, describe: 'What will be missing, when and to whom: one row an episode, which closes itself.',
  fields: {
    kind: column(), status: column(), episode: column(), shortOn: column(), shortQuantity: column(), worstOn: column(), worstQuantity: column(), floor: column(),
    openedOn: column(), openedAt: column(), closedOn: column(), closedAt: column(), version: column(),
    age: expression('int', (t) => sql`(coalesce(${col(t, 'closedOn')}, ${todaySql}) - ${col(t, 'openedOn')})`, { describe: 'Days that it has been open.' }),
    ownerName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'ownerId')})`, { nullable: true, describe: 'Who takes care of it.' }),
    daysLeft: expression('int', (t) => sql`(${col(t, 'shortOn')} - ${todaySql})`, { describe: 'Days until the first day on which something is missing.' }),
    ordersHit: expression('int', (t) => sql`(SELECT count(DISTINCT o."orderId")::int FROM "StockWarningOrder" o WHERE o."warningId" = ${col(t, 'id')})`),
  },
  ones: { product, warehouse, owner: one('User', 'ownerId', { permission: 'access.read' }), demand: one('JitDemand', 'jitDemandId') },
  manies: { orders: lines('StockWarningOrder', 'warningId'), timeline: timelineOf() },
  listing: {
    field: 'stockWarnings', defaultOrder: 'SHORT_ON_ASC', search: ['product.name', 'product.sku', 'warehouse.name'],
    orderBy: {
      SHORT_ON: 'shortOn', PRODUCT: 'product.name', WAREHOUSE: 'warehouse.name', SHORT_QUANTITY: 'shortQuantity', WORST_QUANTITY: 'worstQuantity', AGE: 'age',
      OPENED_AT: 'openedAt', CLOSED_AT: 'closedAt', ORDERS_HIT: 'ordersHit',
    },
  },
});
entity('StockWarningOrder', {
  permission, rows: ofVisibleOrders, describe: 'An order that will not have its goods on the day on which it needs them.',
  fields: { no: column(), neededOn: column(), missing: column() },
  ones: { order: one('Order', 'orderId'), warning: one('StockWarning', 'warningId') },
});

entity('JitDemand', {
  permission, rows: ofVisibleOrders, describe: 'Goods that are bought for one line of a customer\'s order, and not for stock.',
  fields: {
    quantity: column(), leadTimeDays: column(), promisedOn: column(), neededOn: column(), orderBy: column(), status: column(), expectedOn: column(), createdAt: column(), version: column(),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('TO_ORDER', 'DRAFTED', 'ORDERED') AND
        CASE WHEN ${col(t, 'status')} = 'TO_ORDER' THEN ${todaySql} + ${col(t, 'leadTimeDays')} ELSE greatest(${col(t, 'expectedOn')}, ${todaySql}) END > ${col(t, 'promisedOn')})`,
      { describe: 'Its goods come later than promised.' }),
  },
  ones: { order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId'), product, warehouse, supplier, purchaseOrder },
  listing: {
    field: 'jitDemands', defaultOrder: 'ORDER_BY_ASC', search: ['product.name', 'product.sku', 'order.number', 'supplier.name'], totals: ['quantity'],
    orderBy: {
      ORDER_BY: 'orderBy', NEEDED_ON: 'neededOn', EXPECTED_ON: 'expectedOn', PRODUCT: 'product.name', ORDER: 'order.number', SUPPLIER: 'supplier.name', STATUS: 'status',
    },
  },
});

extend('Product', { manies: {
  reorderRules: pages('ReorderRule', 'productId'), reorderProposals: pages('ReorderProposal', 'productId'), stockWarnings: pages('StockWarning', 'productId'),
  jitDemands: pages('JitDemand', 'productId'),
} });
extend('PurchaseOrder', { manies: { reorderProposals: pages('ReorderProposal', 'purchaseOrderId'), jitDemands: pages('JitDemand', 'purchaseOrderId') } });
extend('Order', { manies: { jitDemands: pages('JitDemand', 'orderId') } });

const ofProduct = rowFact('Product', (t) => sql`f.id = ${col(t, 'productId')}`);
recordActions('ReorderProposal', { proposal: itself('ReorderProposal'), of: ofProduct }, ({ proposal, of }) => {
  const productName = of?.name ?? '';
  const order = () => {
    demandOpen(proposal, productName);
    if (proposal.kind !== 'ORDER') throw NothingToOrder({ productName });
  };
  return [
    recordAction('orderProposals', 'replenishment.manage', order), recordAction('requestProposals', 'replenishment.manage', order),
    recordAction('dismissProposal', 'replenishment.manage', () => demandOpen(proposal, productName, ['OPEN'])),
    recordAction('reopenProposal', 'replenishment.manage', () => demandOpen(proposal, productName, ['DISMISSED'])),
  ];
});
recordActions('StockWarning', { warning: itself('StockWarning'), of: ofProduct }, ({ warning, of }) => [recordAction('assignWarning', 'replenishment.manage', () => {
  if (warning.status !== 'OPEN') throw WarningClosed({ productName: of?.name ?? '' });
})]);
recordActions('JitDemand', { demand: itself('JitDemand'), of: ofProduct }, ({ demand, of }) => [recordAction('orderJitDemands', 'replenishment.manage', () => {
  if (demand.status !== 'TO_ORDER') throw JitDemandState({ productName: of?.name ?? '', status: demand.status });
})]);

settingsFace();
mutations(setReorderRules, createReorderRule, updateReorderRule, removeReorderRules, planReplenishment, orderProposals, requestProposals, dismissProposal, reopenProposal, watchStock, assignWarning,
  syncJit, orderJitDemands, updateReplenishmentSettings);
