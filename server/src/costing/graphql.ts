import { reportQuery, reportType } from '../reports.ts';
import { extend, one } from '../shared/entity.ts';
import { orderProfit } from './orderProfit.ts';
import { profitByOrder } from './profitByOrder.ts';

// What a journal line is about: its dimensions lead to records of all domains below.
extend('JournalLine', {
  ones: { order: one('Order', 'orderId'), product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), purchaseOrder: one('PurchaseOrder', 'purchaseOrderId') },
});

reportType('ProfitRow', 'An account\'s part in the profit of an order: revenue and expense both positive.', {
  term: 'enum:ProfitTerm', account: 'record:Account', code: 'text', name: 'text', type: 'enum:AccountType', amount: 'money', lines: 'int',
});
reportType('TermOfProfit', 'A term of the profit: its effect, and what is left with all before it. The last one leaves the margin.', {
  term: 'enum:ProfitTerm', amount: 'money', running: 'money', lines: 'int',
});
reportType('OrderProfit', 'The profit of an order, from the journal: margin = net revenue − cost − other cost.', {
  order: 'record:Order', revenue: 'money', discount: 'money', credited: 'money', freight: 'money', netRevenue: 'money', cost: 'money',
  otherCost: 'money', margin: 'money', terms: 'reports:TermOfProfit', rows: 'reports:ProfitRow',
});
const sums = { revenue: 'money', cost: 'money', otherCost: 'money', margin: 'money' } as const;
reportType('ProfitSums', 'Revenue, cost of goods, other costs, and what is left.', sums);
reportType('ProfitOfOrder', 'An order\'s profit between two days.', { order: 'record:Order', number: 'text', customerName: 'text', ...sums });
reportType('ProfitByOrder', 'Orders + unattributed = ledger.', {
  from: 'day', to: 'day', rows: 'reports:ProfitOfOrder', count: 'int', orders: 'report:ProfitSums', unattributed: 'report:ProfitSums', ledger: 'report:ProfitSums',
});

reportQuery('orderProfit', {
  describe: 'The profit of an order by account; each account leads to its journal lines.', permission: 'profit.read',
  type: 'OrderProfit', nullable: true, report: orderProfit,
});
reportQuery('profitByOrder', {
  describe: 'Profit by order between two days, best margin first, with the part that no order bears.', permission: 'profit.read',
  type: 'ProfitByOrder', report: profitByOrder,
});
