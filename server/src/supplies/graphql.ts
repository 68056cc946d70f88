import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { isFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { issueSupplies } from './issueSupplies.ts';
import { ownUseCosts, ownUseLines } from './ownUseCosts.ts';
import { returnSupplies } from './returnSupplies.ts';
import { demandOpen, demandReturnable } from './rules.ts';
import { createCostObject, updateCostObject } from './saveCostObject.ts';

const permission = 'supplies.read';
const companyCurrency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;

entity('CostObject', {
  permission,
  fields: {
    kind: column(), code: column(), name: column(), note: column(), isActive: column(), createdAt: column(), version: column(),
    cost: expression('money', (t) => sql`(SELECT coalesce(sum(i."valueMinor"), 0) FROM "SupplyIssue" i WHERE i."costObjectId" = ${col(t, 'id')})
      + (SELECT coalesce(sum(p."valueMinor"), 0) FROM "Preparation" p WHERE p."costObjectId" = ${col(t, 'id')} AND p.status = 'POSTED')`,
    { currency: companyCurrency, permission: 'costs.read', describe: 'All that was handed out to it or prepared for it, less what came back.' }),
    lastIssuedOn: expression('day', (t) => sql`(SELECT max(i."issuedOn") FROM "SupplyIssue" i WHERE i."costObjectId" = ${col(t, 'id')})`, { nullable: true }),
  },
  ones: { customer: one('Customer', 'customerId') },
  manies: { issues: pages('SupplyIssue', 'costObjectId') },
  listing: {
    field: 'costObjects', defaultOrder: 'CODE_ASC', search: ['code', 'name', 'customer.name'], totals: ['cost'],
    orderBy: { CODE: 'code', NAME: 'name', KIND: 'kind', CUSTOMER: 'customer.name', COST: 'cost', LAST_ISSUED_ON: 'lastIssuedOn', CREATED_AT: 'createdAt' },
  },
});
entity('SupplyIssue', {
  permission,
  fields: {
    number: column(), kind: column(), issuedOn: column(), person: column(), note: column(), currencyCode: column(), recordedAt: column(),
    value: money(undefined, { permission: 'costs.read', describe: 'What was charged: out positive, back negative.' }),
    returned: expression('money', (t) => sql`(SELECT coalesce(-sum(r."valueMinor"), 0) FROM "SupplyIssue" r WHERE r."returnsIssueId" = ${col(t, 'id')})`,
      { currency: (t) => col(t, 'currencyCode'), permission: 'costs.read', describe: 'What of it came back.' }),
    isReturned: expression('boolean', allBack, { describe: 'All of it came back.' }),
  },
  ones: { costObject: one('CostObject', 'costObjectId'), warehouse: one('Warehouse', 'warehouseId'), returnsIssue: one('SupplyIssue', 'returnsIssueId') },
  manies: { lines: lines('SupplyIssueLine', 'issueId'), returns: pages('SupplyIssue', 'returnsIssueId') },
  listing: {
    field: 'supplyIssues', defaultOrder: 'ISSUED_ON_DESC', search: ['number', 'costObject.name', 'costObject.code', 'person', 'note'], totals: ['value', 'returned'],
    orderBy: { NUMBER: 'number', ISSUED_ON: 'issuedOn', COST_OBJECT: 'costObject.name', WAREHOUSE: 'warehouse.name', VALUE: 'value', RECORDED_AT: 'recordedAt' },
  },
});
entity('SupplyIssueLine', {
  permission,
  fields: {
    no: column(), quantity: column(), entered: column(), note: column(), currencyCode: column(), value: money(undefined, { permission: 'costs.read' }),
    returned: expression('quantity', (t) => sql`(SELECT coalesce(sum(r.quantity), 0) FROM "SupplyIssueLine" r WHERE r."returnsLineId" = ${col(t, 'id')})`),
    returnable: expression('quantity', (t) => sql`CASE WHEN ${col(t, 'returnsLineId')} IS NOT NULL THEN 0
      ELSE ${col(t, 'quantity')} - (SELECT coalesce(sum(r.quantity), 0) FROM "SupplyIssueLine" r WHERE r."returnsLineId" = ${col(t, 'id')}) END`, { describe: 'What may still come back.' }),
  },
  ones: { issue: one('SupplyIssue', 'issueId'), product: one('Product', 'productId'), unit: one('Unit', 'unitId') },
  listing: {
    field: 'supplyIssueLines', defaultOrder: 'ISSUED_ON_DESC', search: ['product.name', 'product.sku', 'issue.number', 'issue.costObject.name', 'note'], totals: ['quantity', 'value'],
    orderBy: { ISSUED_ON: 'issue.issuedOn', PRODUCT: 'product.name', COST_OBJECT: 'issue.costObject.name', QUANTITY: 'quantity', VALUE: 'value' },
  },
});
extend('Product', { manies: { supplyIssueLines: pages('SupplyIssueLine', 'productId') } });
extend('Customer', { manies: { costObjects: pages('CostObject', 'customerId') } });

function allBack(t: string) {
  return sql`(${col(t, 'kind')} = 'ISSUE' AND NOT EXISTS (SELECT FROM "SupplyIssueLine" x WHERE x."issueId" = ${col(t, 'id')}
    AND x.quantity > (SELECT coalesce(sum(r.quantity), 0) FROM "SupplyIssueLine" r WHERE r."returnsLineId" = x.id)))`;
}
recordActions('SupplyIssue', { issued: itself('SupplyIssue'), isAllBack: isFact(allBack) }, ({ issued, isAllBack }) => [
  recordAction('returnSupplies', 'supplies.issue', () => demandReturnable(issued, isAllBack)),
]);
recordActions('CostObject', { costObject: itself('CostObject') }, ({ costObject }) => [recordAction('issueSupplies', 'supplies.issue', () => demandOpen(costObject))]);

reportType('OwnUseSum', 'Own use of one cost object, product, site, customer or month.', {
  costObject: 'record:CostObject?', product: 'record:Product?', warehouse: 'record:Warehouse?', customer: 'record:Customer?', month: 'text?', documents: 'int', value: 'money',
});
reportType('OwnUseCosts', 'Own use between two days; each breakdown sums to the balance of account 5220.', {
  from: 'day', to: 'day', value: 'money', byCostObject: 'reports:OwnUseSum', byProduct: 'reports:OwnUseSum', byWarehouse: 'reports:OwnUseSum',
  byCustomer: 'reports:OwnUseSum', byMonth: 'reports:OwnUseSum',
});
reportType('OwnUseLine', 'A line of account 5220 with the document behind it.', {
  on: 'day', number: 'text', source: 'text', sourceType: 'text', costObject: 'record:CostObject?', product: 'record:Product?', warehouse: 'record:Warehouse?', value: 'money',
});
reportQuery('ownUseCosts', {
  describe: 'What we used up ourselves between two days, by who bears it, product, site, customer and month; without a cost object: booked by hand.',
  permission: 'costs.read', type: 'OwnUseCosts', report: ownUseCosts,
});
reportQuery('ownUseLines', { describe: 'The bookings behind own use, newest first; `source` is the id of their document.', permission: 'costs.read', type: 'OwnUseLine', list: true, report: ownUseLines });

mutations(createCostObject, updateCostObject, issueSupplies, returnSupplies);
