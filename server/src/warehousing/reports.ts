import { reportQuery, reportType } from '../reports.ts';
import { layoutReport } from './layoutReport.ts';

reportType('LayoutItem', 'A product where it is fetched first, and how far it is walked for.', {
  product: 'record:Product', bin: 'record:Bin', quantity: 'quantity', picks: 'int', distance: 'quantity', metres: 'quantity',
});
reportType('LayoutMove', 'Goods that should change places; where something else lies there, it takes their place.', {
  product: 'record:Product', fromBin: 'record:Bin', toBin: 'record:Bin', otherProduct: 'record:Product?', quantity: 'quantity', picks: 'int', otherPicks: 'int?',
  distance: 'quantity', newDistance: 'quantity', saving: 'quantity',
});
reportType('WarehouseLayout', 'How far pickers walked in a period: picks × metres from the packing place, and what would save most.', {
  warehouse: 'record:Warehouse?', from: 'day', to: 'day', picks: 'int', unplacedPicks: 'int', metres: 'quantity', saving: 'quantity', items: 'reports:LayoutItem', moves: 'reports:LayoutMove',
});
reportQuery('warehouseLayout', {
  describe: 'What is fetched how often and from how far in a warehouse, and which goods should change places. The same facts give the same proposals.',
  permission: 'moves.read', type: 'WarehouseLayout', report: layoutReport,
});
