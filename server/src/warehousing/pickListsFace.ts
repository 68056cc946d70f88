import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, lines, one } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { makePickList } from './makePickList.ts';
import { cancelPickList, pickGoods } from './pickGoods.ts';
import { demandListCancellable, demandOpenList } from './pickRules.ts';

const permission = 'shipments.post';
const counted = (what: string) => (t: string) => sql`(SELECT count(*)::int FROM "PickLine" l WHERE l."pickListId" = ${col(t, 'id')}${raw(what)})`;

entity('PickList', {
  permission, describe: 'What a picker fetches for one order or several, bin by bin.',
  fields: {
    number: column(), status: column(), note: column(), createdAt: column(), pickedAt: column(), version: column(),
    lineCount: expression('int', counted(''), { describe: 'Places to go to.' }),
    orderCount: expression('int', (t) => sql`(SELECT count(DISTINCT l."orderId")::int FROM "PickLine" l WHERE l."pickListId" = ${col(t, 'id')})`, { describe: 'Orders that it serves.' }),
    shortCount: expression('int', counted(' AND l.picked < l.quantity'), { describe: 'Places where less was found than wanted.' }),
    isShipped: expression('boolean', (t) => sql`(${col(t, 'status')} = 'PICKED' AND NOT EXISTS (SELECT FROM "PickLine" l WHERE l."pickListId" = ${col(t, 'id')}
      AND l.picked > 0 AND l."shipmentId" IS NULL))`, { describe: 'All that was picked has been shipped.' }),
  },
  ones: { warehouse: one('Warehouse', 'warehouseId'), picker: one('User', 'pickerId', { permission: 'access.read' }) },
  manies: { lines: lines('PickLine', 'pickListId'), timeline: timelineOf() },
  listing: {
    field: 'pickLists', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'warehouse.name', 'note'],
    orderBy: { NUMBER: 'number', STATUS: 'status', CREATED_AT: 'createdAt', WAREHOUSE: 'warehouse.name' },
  },
});
entity('PickLine', {
  permission,
  fields: { no: column(), quantity: column(), picked: column(undefined, { describe: 'Null until the list is picked.' }), shortReason: column() },
  ones: {
    pickList: one('PickList', 'pickListId'), order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId'), product: one('Product', 'productId'),
    bin: one('Bin', 'binId', { describe: 'Null: not in a bin.' }), lot: one('Lot', 'lotId'), shipment: one('Shipment', 'shipmentId', { describe: 'What it left with.' }),
  },
  listing: {
    field: 'pickLines', defaultOrder: 'NO_ASC', search: ['product.name', 'product.sku', 'pickList.number'], totals: ['quantity', 'picked'],
    orderBy: { NO: 'no', PRODUCT: 'product.name', QUANTITY: 'quantity' },
  },
});

recordActions('PickList', { pickList: itself('PickList'), lines: rowsFact('PickLine', (t) => sql`f."pickListId" = ${col(t, 'id')}`) }, ({ pickList, lines: own }) => [
  recordAction('pickGoods', 'shipments.post', () => demandOpenList(pickList)),
  recordAction('cancelPickList', 'shipments.post', () => demandListCancellable(pickList, own)),
]);

mutations(makePickList, pickGoods, cancelPickList);
