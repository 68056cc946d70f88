import { reportQuery, reportType } from '../reports.ts';
import { overstock } from './overstock.ts';
import { projectedStock } from './projectedStock.ts';
import { stockAge } from './stockAge.ts';
import { stockClasses } from './stockClasses.ts';
import { groupFields } from './stockGroups.ts';
import { stockPosition } from './stockPosition.ts';
import { stockTurnover } from './stockTurnover.ts';

reportType('StockPosition', 'All balances of a product in a warehouse, or in all of them.', {
  product: 'record:Product', warehouse: 'record:Warehouse?', onHand: 'quantity', reserved: 'quantity', held: 'quantity', available: 'quantity',
  backordered: 'quantity', incoming: 'quantity', requested: 'quantity', projected: 'quantity',
});
reportQuery('stockPosition', {
  describe: 'All balances of a product in a warehouse (default: in all): available = onHand − reserved; projected = onHand + incoming + requested − reserved − backordered.',
  permission: 'stock.read', type: 'StockPosition', nullable: true, report: stockPosition,
});

reportType('ProjectedDay', 'A day to come: what comes in, what goes out, what is left.', { day: 'day', incoming: 'quantity', outgoing: 'quantity', balance: 'quantity' });
reportType('ProjectedMiss', 'An order that will miss goods on the day on which it needs them.', { order: 'record:Order', neededOn: 'day', missing: 'quantity' });
reportType('ProjectedStock', 'What will be left of a product in a warehouse, day by day.', {
  product: 'record:Product', warehouse: 'record:Warehouse', horizonDays: 'int', floor: 'quantity', onHand: 'quantity', held: 'quantity', shortOn: 'day?', shortQuantity: 'quantity?',
  days: 'reports:ProjectedDay', orders: 'reports:ProjectedMiss',
});
reportQuery('projectedStock', {
  describe: 'What will be left of a product in a warehouse at the end of each day to come, and which orders will miss it.', permission: 'replenishment.read',
  type: 'ProjectedStock', nullable: true, report: projectedStock,
});

const ages = {
  quantity: 'quantity', value: 'money', quantity0to30: 'quantity', quantity31to60: 'quantity', quantity61to90: 'quantity', quantityOver90: 'quantity', value0to30: 'money',
  value31to60: 'money', value61to90: 'money', valueOver90: 'money', deadQuantity: 'quantity', deadValue: 'money', oldestOn: 'day?', lastIssueOn: 'day?',
} as const;
reportType('StockAgeSums', 'Stock by how many days it has been there; dead is what has been there and of which none has left for as many days as the setting says.', ages);
reportType('StockAgeRow', 'Stock of a group by age.', { ...groupFields, ...ages });
reportType('StockAge', 'Stock by age: its sums are on hand, and the balance of the stock account.', { on: 'day', deadDays: 'int', rows: 'reports:StockAgeRow', totals: 'report:StockAgeSums' });
reportQuery('stockAge', {
  describe: 'Stock as of a day by age of its layers, and what is dead.', permission: 'costs.read', type: 'StockAge', report: stockAge,
});

const turnover = {
  costOfSales: 'money', unitsSold: 'quantity', averageValue: 'money', closingValue: 'money', turnover: 'rate?', daysOnHand: 'rate?', carryingCost: 'money',
} as const;
reportType('StockTurnoverSums', 'Turnover = cost of what was sold ÷ average of the daily closing values; days on hand = days ÷ turnover; carrying cost = rate × average value × days ÷ 365.', turnover);
reportType('StockTurnoverRow', 'Turnover of a group.', { ...groupFields, ...turnover });
reportType('StockTurnover', 'How fast stock is sold, and what keeping it costs.', {
  from: 'day', to: 'day', countedFrom: 'day', days: 'int', pastUnits: 'quantity', carryingRate: 'rate', rows: 'reports:StockTurnoverRow', totals: 'report:StockTurnoverSums',
});
reportQuery('stockTurnover', {
  describe: 'Turnover, days on hand and carrying cost of stock between two days, of which stock is known (countedFrom); past sales (pastUnits) lie before them and count for nothing.', permission: 'costs.read', type: 'StockTurnover', report: stockTurnover,
});

reportType('StockClassRow', 'A product by the cost of what was sold and used of it.', {
  rank: 'int', product: 'record:Product', value: 'money', units: 'quantity', issues: 'int', pastValue: 'money', pastUnits: 'quantity', share: 'rate', cumulativeShare: 'rate', stockClass: 'text',
});
reportType('StockClasses', 'Products in classes by cumulative share of the value used.', {
  from: 'day', to: 'day', classAShare: 'rate', classBShare: 'rate', value: 'money', ownFrom: 'day?', pastValue: 'money', pastUncosted: 'int', rows: 'reports:StockClassRow',
});
reportQuery('stockClasses', {
  describe: 'ABC classes of products by the cost of what was sold and used between two days; what was sold before the firm\'s own orders counts at what goods cost now.', permission: 'costs.read', type: 'StockClasses', report: stockClasses,
});

reportType('OverstockRow', 'Stock that lasts for too long.', {
  ...groupFields, quantity: 'quantity', value: 'money', dailyUse: 'quantity', coverDays: 'rate?', excess: 'quantity', excessValue: 'money', lastIssueOn: 'day?',
});
reportType('Overstock', 'Stock for more days than it should be.', {
  on: 'day', coverDays: 'int', historyDays: 'int', rows: 'reports:OverstockRow', value: 'money', excessValue: 'money',
});
reportQuery('overstock', {
  describe: 'Stock that lasts for more days than it should, by what left in the days before.', permission: 'costs.read', type: 'Overstock', report: overstock,
});
