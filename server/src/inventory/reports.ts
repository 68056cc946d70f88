import { reportQuery, reportType } from '../reports.ts';
import { stockAsOf } from './stockAsOf.ts';

reportType('StockOfDay', 'A product in a warehouse as of a day. bookedLater: what was booked since about that day, whichever basis the value has.', {
  product: 'record:Product', warehouse: 'record:Warehouse', quantity: 'quantity', value: 'money', bookedLater: 'money',
});
reportType('StockAsOf', 'Stock as of a day. BOOKED: its value is the balance of the stock account; RESTATED: with bookedLater, what was booked since about that day. BOOKED lists what was there then; bookedLater of the whole is of all, also of what was at zero.', {
  on: 'day', knownAt: 'instant?', basis: 'enum:StockBasis', rows: 'reports:StockOfDay', value: 'money', bookedLater: 'money',
});
reportQuery('stockAsOf', {
  describe: 'Stock and its value as of a day (default today), as known at a time (default now), as booked or restated.', permission: 'costs.read',
  type: 'StockAsOf', report: stockAsOf,
});
