import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { serviceLevels } from './serviceLevels.ts';
import { serviceOrders } from './serviceOrders.ts';
import { serviceSettings, updateServiceSettings } from './settings.ts';
import { stockOuts } from './stockOuts.ts';

const figures = {
  orders: 'int', judged: 'int', onTime: 'int', inFull: 'int', onTimeInFull: 'int', perfect: 'int', late: 'int', overdue: 'int', short: 'int', returned: 'int', credited: 'int', wrongPapers: 'int',
  undated: 'int', pending: 'int', cancelled: 'int', fillOrders: 'int', filledOrders: 'int', fillLines: 'int', filledLines: 'int', unitsOrdered: 'quantity', unitsFilled: 'quantity', completed: 'int',
  stockDays: 'int?', outDays: 'int?', onTimeRate: 'rate?', inFullRate: 'rate?', onTimeInFullRate: 'rate?', perfectRate: 'rate?', orderFillRate: 'rate?', lineFillRate: 'rate?', unitFillRate: 'rate?',
  outRate: 'rate?', medianCycle: 'rate?', p90Cycle: 'rate?',
} as const;
reportType('ServiceFigures', 'How orders were served. Judged are those that are done, or whose day has passed; filled is what left on the first day on which anything left; cycles are days from placing to the last goods.', figures);
reportType('ServiceRow', 'How the orders of a group were served.', {
  label: 'text?', product: 'record:Product?', customer: 'record:Customer?', warehouse: 'record:Warehouse?', salesPerson: 'record:SalesPerson?', month: 'text?', channel: 'enum:Channel?', ...figures,
});
reportType('ServiceLevels', 'How customers were served in a period, and by what that was measured.', {
  from: 'day', to: 'day', dated: 'enum:ServicePeriod', heldTo: 'enum:ServiceDay', onTimeBy: 'enum:OnTimeBy', toleranceDays: 'int', promiseDays: 'int?', transitDays: 'int', count: 'int',
  rows: 'reports:ServiceRow', totals: 'report:ServiceFigures',
});
reportQuery('serviceLevels', {
  describe: 'Fill rates, orders on time, in full and perfect, order cycle time and days without stock, by item, customer, warehouse, month, channel or sales person; of the orders that the viewer may see.',
  permission: 'service.read', type: 'ServiceLevels', report: serviceLevels,
});

reportType('ServiceWhy', 'Why an order was not perfect: days too late (so far), or units that did not come.', { miss: 'enum:ServiceMiss', days: 'int?', quantity: 'quantity?' });
reportType('ServiceOrder', 'What became of an order; completedOn is the day of its last goods.', {
  order: 'record:Order', dueOn: 'day?', completedOn: 'day?', cycleDays: 'int?', unitsOrdered: 'quantity', unitsFilled: 'quantity', isJudged: 'boolean', isOnTime: 'boolean', isInFull: 'boolean',
  isPerfect: 'boolean', isFilled: 'boolean?', misses: 'reports:ServiceWhy',
});
reportType('ServiceOrders', 'Orders behind service levels.', { count: 'int', rows: 'reports:ServiceOrder' });
reportQuery('serviceOrders', {
  describe: 'The orders behind service levels, with the same arguments: those with an outcome, or one thing that went wrong.', permission: 'service.read', type: 'ServiceOrders', report: serviceOrders,
});

reportType('StockOut', 'Days on which goods that are kept in a warehouse were not there: from its first day until goods came; null: they have not in the period.', {
  product: 'record:Product', warehouse: 'record:Warehouse', since: 'day', until: 'day?', days: 'int', waiting: 'quantity',
});
reportType('StockOuts', 'Times without stock between two days, longest first.', { from: 'day', to: 'day', count: 'int', days: 'int', rows: 'reports:StockOut' });
reportQuery('stockOuts', { describe: 'Each time that goods which are kept were not there at the end of a day.', permission: 'service.read', type: 'StockOuts', report: stockOuts });

reportType('ServiceSettings', 'How service is measured.', { heldTo: 'enum:ServiceDay', onTimeBy: 'enum:OnTimeBy', toleranceDays: 'int', promiseDays: 'int?', transitDays: 'int', version: 'int' });
reportQuery('serviceSettings', { describe: 'How service is measured: the company\'s settings, or the usual ones (version 0).', permission: 'service.read', type: 'ServiceSettings', report: serviceSettings });

mutations(updateServiceSettings);
