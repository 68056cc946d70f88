import { reportQuery, reportType } from '../reports.ts';
import { stockAsOf } from './stockAsOf.ts';

reportType('StockOfDay', 'A product in a warehouse as of a day: quantity and booked value.', {
  product: 'record:Product', warehouse: 'record:Warehouse', quantity: 'quantity', value: 'money',
});
reportType('StockAsOf', 'Stock as of a day; its value is the balance of the stock account.', {
  on: 'day', knownAt: 'instant?', rows: 'reports:StockOfDay', value: 'money',
});
reportQuery('stockAsOf', {
  describe: 'Stock and its booked value as of a day (default today), as known at a time (default now).', permission: 'costs.read',
  type: 'StockAsOf', report: stockAsOf,
});
