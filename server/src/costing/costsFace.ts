import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { column, entity, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { object } from '../shared/input.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { allocateCosts, allocationFields } from './allocateCosts.ts';
import { demandStanding } from './allocation.ts';
import { ofVisibleOrders } from '../orders/visibleOrders.ts';
import { recordOrderTime, withdrawOrderTime } from './orderTime.ts';
import { previewCostAllocation } from './previewCostAllocation.ts';
import { previewOrderCost } from './previewOrderCost.ts';
import { profitEquation } from './profitEquation.ts';
import { profitRanking } from './profitRanking.ts';
import { recordOrderCost, shareFields } from './recordOrderCost.ts';
import { OrderTimeWithdrawn } from './refusals.ts';
import { reverseCostAllocation } from './reverseCostAllocation.ts';
import { reverseOrderCost } from './reverseOrderCost.ts';
import { demandCostReversible } from './rules.ts';
import { createCostCategory, updateCostCategory } from './saveCostCategory.ts';
import { subledgers } from './subledgers.ts';

const permission = 'profit.read';

entity('CostCategory', {
  permission: 'accounts.read', describe: 'What costs are told apart by, and by what they come to orders.',
  fields: { code: column(), name: column(), group: column(), driver: column(), isActive: column(), version: column() },
  manies: { accounts: lines('CostCategoryAccount', 'costCategoryId', 'id') },
  listing: { field: 'costCategories', orderBy: { CODE: 'code', NAME: 'name', GROUP: 'group' }, defaultOrder: 'CODE_ASC', search: ['code', 'name'] },
});
entity('CostCategoryAccount', { permission: 'accounts.read', fields: {}, ones: { costCategory: one('CostCategory', 'costCategoryId'), account: one('Account', 'accountId') } });

entity('OrderCost', {
  permission, describe: 'A cost of one order or several besides their goods. Corrected only by its reverse.',
  fields: { number: column(), kind: column(), basis: column(), incurredOn: column(), memo: column(), status: column(), reversedOn: column(), currencyCode: column(), total: money(), recordedAt: column() },
  ones: { costCategory: one('CostCategory', 'costCategoryId'), account: one('Account', 'accountId'), against: one('Account', 'againstId'), supplier: one('Supplier', 'supplierId') },
  manies: { lines: lines('OrderCostLine', 'orderCostId') },
  listing: {
    field: 'orderCosts', defaultOrder: 'INCURRED_ON_DESC', search: ['number', 'memo', 'supplier.name'], totals: ['total'],
    orderBy: { NUMBER: 'number', INCURRED_ON: 'incurredOn', KIND: 'kind', TOTAL: 'total', RECORDED_AT: 'recordedAt' },
  },
});
entity('OrderCostLine', {
  permission,
  fields: { no: column(), measure: column('measure', { describe: 'By how much of it the cost was divided.' }), currencyCode: column(), share: money() },
  ones: { orderCost: one('OrderCost', 'orderCostId'), order: one('Order', 'orderId') },
  listing: { field: 'orderCostLines', defaultOrder: 'INCURRED_ON_DESC', search: ['order.number', 'orderCost.number'], totals: ['share'], orderBy: { INCURRED_ON: 'orderCost.incurredOn', SHARE: 'share' } },
});
entity('OrderTime', {
  permission: 'orders.read', rows: ofVisibleOrders, describe: 'Minutes worked for an order.',
  fields: { workedOn: column(), minutes: column(), note: column(), workerName: column(), recordedAt: column(), withdrawnAt: column(), version: column() },
  ones: { order: one('Order', 'orderId') },
  listing: { field: 'orderTimes', defaultOrder: 'WORKED_ON_DESC', search: ['order.number', 'note', 'workerName'], totals: ['minutes'], orderBy: { WORKED_ON: 'workedOn', MINUTES: 'minutes' } },
});
entity('CostAllocation', {
  permission, describe: 'Costs of a period brought to the orders invoiced in it. Corrected only by its reverse.',
  fields: { number: column(), startsOn: column(), endsOn: column(), status: column(), reversedOn: column(), currencyCode: column(), total: money(), recordedAt: column() },
  manies: { parts: lines('CostAllocationPart', 'costAllocationId'), shares: pages('CostAllocationShare', 'costAllocationId') },
  listing: {
    field: 'costAllocations', defaultOrder: 'ENDS_ON_DESC', search: ['number'], totals: ['total'], orderBy: { NUMBER: 'number', ENDS_ON: 'endsOn', TOTAL: 'total', RECORDED_AT: 'recordedAt' },
  },
});
entity('CostAllocationPart', {
  permission, fields: { no: column(), driver: column(), orders: column(), currencyCode: column(), cost: money(), earlier: money(), amount: money() },
  ones: { costAllocation: one('CostAllocation', 'costAllocationId'), costCategory: one('CostCategory', 'costCategoryId') },
});
entity('CostAllocationShare', {
  permission, fields: { no: column(), measure: column(), currencyCode: column(), amount: money() },
  ones: { costAllocation: one('CostAllocation', 'costAllocationId'), costCategory: one('CostCategory', 'costCategoryId'), order: one('Order', 'orderId') },
  listing: {
    field: 'costAllocationShares', defaultOrder: 'AMOUNT_DESC', search: ['order.number', 'costCategory.name'], totals: ['amount'], orderBy: { AMOUNT: 'amount', NO: 'no' },
  },
});
extend('Order', {
  manies: {
    costs: pages('OrderCostLine', 'orderId', { permission }), times: pages('OrderTime', 'orderId'), allocatedCosts: pages('CostAllocationShare', 'orderId', { permission }),
  },
});
extend('JournalLine', { ones: { costCategory: one('CostCategory', 'costCategoryId') } });
extend('BillLine', { ones: { order: one('Order', 'orderId'), costCategory: one('CostCategory', 'costCategoryId') } });

recordActions('OrderCost', { cost: itself('OrderCost') }, ({ cost }) => [recordAction('reverseOrderCost', 'profit.post', () => demandCostReversible(cost))]);
recordActions('CostAllocation', { allocation: itself('CostAllocation') }, ({ allocation }) =>
  [recordAction('reverseCostAllocation', 'profit.post', () => demandStanding(allocation))]);
recordActions('OrderTime', { time: itself('OrderTime') }, ({ time }) => [recordAction('withdrawOrderTime', 'orders.time', () => { if (time.withdrawnAt) throw OrderTimeWithdrawn({}); })]);

reportType('OrderCostShare', 'What an order would bear.', { order: 'record:Order', measure: 'quantity?', share: 'money' });
reportQuery('previewOrderCost', {
  describe: 'How a cost would be divided among orders, without writing anything.', permission: 'profit.post', type: 'OrderCostShare', list: true,
  args: { input: object('PreviewOrderCostInput', shareFields) }, resolve: ({ input }, ctx) => previewOrderCost(input, ctx),
});
reportType('CostAllocationPreviewPart', 'What a category would bring; with no order that could bear it, it cannot be brought.', {
  costCategory: 'record:CostCategory', name: 'text', driver: 'enum:CostDriver', cost: 'money', earlier: 'money', amount: 'money', orders: 'int',
});
reportType('CostAllocationPreview', 'What an allocation would bring to orders.', { total: 'money', orders: 'int', parts: 'reports:CostAllocationPreviewPart' });
reportQuery('previewCostAllocation', {
  describe: 'What an allocation of a period would bring to its orders, without writing anything.', permission, type: 'CostAllocationPreview',
  args: allocationFields, resolve: previewCostAllocation,
});

const figures = { revenue: 'money', cost: 'money', otherCost: 'money', profit: 'money', margin: 'rate?' } as const;
reportType('ProfitFigures', 'Revenue, cost of goods, other costs, profit, and profit by revenue.', figures);
reportType('ProfitGroup', 'The profit of one product, customer, sales person …', {
  name: 'text', orders: 'int', product: 'record:Product?', category: 'record:Category?', customer: 'record:Customer?', salesPerson: 'record:SalesPerson?', warehouse: 'record:Warehouse?',
  month: 'text?', channel: 'text?', ...figures,
});
reportType('ProfitRanking', 'Groups + unattributed = ledger.', {
  from: 'day', to: 'day', count: 'int', groups: 'reports:ProfitGroup', grouped: 'report:ProfitFigures', unattributed: 'report:ProfitFigures', ledger: 'report:ProfitFigures',
});
reportQuery('profitRanking', {
  describe: 'Profit between two days by product, customer, sales person, channel, category, warehouse or month, best first.', permission, type: 'ProfitRanking', report: profitRanking,
});
const sides = { orders: 'money', unattributed: 'money', ledger: 'money', difference: 'money' } as const;
reportType('ProfitEquationRow', 'An account: orders + unattributed = ledger.', { account: 'record:Account', code: 'text', name: 'text', ...sides });
reportType('ProfitEquation', 'What orders bear + what none bears = the ledger, by account; credit positive.', { from: 'day', to: 'day', rows: 'reports:ProfitEquationRow', ...sides });
reportQuery('profitEquation', { describe: 'Profit and loss between two days by who bears it, account by account.', permission, type: 'ProfitEquation', report: profitEquation });

reportType('Subledger', 'An account and what its sub-ledger keeps; debit positive.', { account: 'record:Account', code: 'text', name: 'text', kept: 'money', ledger: 'money', difference: 'money' });
reportType('Subledgers', 'Open items and stock beside their accounts as of a day.', { on: 'day', rows: 'reports:Subledger' });
reportQuery('subledgers', { describe: 'Whether receivables, payables and stock are what the ledger says, as of a day (default today).', permission: 'reports.read', type: 'Subledgers', report: subledgers });

mutations(createCostCategory, updateCostCategory, recordOrderCost, reverseOrderCost, recordOrderTime, withdrawOrderTime, allocateCosts, reverseCostAllocation);
