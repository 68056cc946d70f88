import sql, { raw, type Sql } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { isFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { adjustStock } from './adjustStock.ts';
import { setExpiryAlerts } from './expiryAlerts.ts';
import { recordOpeningStock } from './recordOpeningStock.ts';
import { reverseAdjustment } from './reverseAdjustment.ts';
import { demandReversible } from './rules.ts';
import { createWarehouse, updateWarehouse } from './saveWarehouse.ts';
import './reports.ts';

/** Columns in minor units of the company's currency, which has no column of its own here. */
const companyCurrency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const worth = (value: (alias: string) => Sql) => expression('money', value, { currency: companyCurrency, permission: 'costs.read' });

entity('Warehouse', {
  permission: 'stock.read',
  fields: {
    code: column(), name: column(), isDefault: column(), isActive: column(), kind: column(), priority: column(), allowsNegative: column(), country: column(), region: column(), city: column(),
    postalCode: column(), latitude: column(), longitude: column(), version: column(),
  },
  manies: { levels: pages('StockLevel', 'warehouseId') },
  listing: { field: 'warehouses', orderBy: { CODE: 'code', NAME: 'name', PRIORITY: 'priority', CITY: 'city' }, defaultOrder: 'CODE_ASC', search: ['code', 'name', 'city'] },
});
entity('StockLevel', {
  permission: 'stock.read',
  fields: {
    onHand: column(), reserved: column(), held: column(), backordered: column(), incoming: column(), requested: column(), lastMoveOn: column(),
    available: expression('quantity', (t) => sql`${col(t, 'onHand')} - ${col(t, 'reserved')}`, { describe: 'On hand and promised to nobody.' }),
    projected: expression('quantity', (t) => sql`${col(t, 'onHand')} + ${col(t, 'incoming')} + ${col(t, 'requested')} - ${col(t, 'reserved')} - ${col(t, 'backordered')}`,
      { describe: 'What is left when all that is on order and asked for has come and all that was promised has gone.' }),
    value: worth((t) => col(t, 'valueMinor')),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId') },
  listing: {
    field: 'stockLevels', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku', 'warehouse.name'],
    orderBy: {
      PRODUCT: 'product.name', WAREHOUSE: 'warehouse.name', ON_HAND: 'onHand', RESERVED: 'reserved', AVAILABLE: 'available', BACKORDERED: 'backordered',
      INCOMING: 'incoming', REQUESTED: 'requested', HELD: 'held', PROJECTED: 'projected', VALUE: 'value', LAST_MOVE_ON: 'lastMoveOn',
    },
    totals: ['onHand', 'reserved', 'available', 'backordered', 'incoming', 'requested', 'projected', 'value'],
  },
});
entity('StockMove', {
  permission: 'moves.read',
  fields: {
    kind: column(), quantity: column(), effectiveOn: column(), recordedAt: column(), sequence: column(), sourceType: column(),
    sourceId: column(undefined, { askable: false }), orderId: column(undefined, { askable: false }), reason: column(), note: column(),
    value: worth((t) => col(t, 'valueMinor')),
    isReversed: expression('boolean', (t) => sql`EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = ${col(t, 'id')})`),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), reversesMove: one('StockMove', 'reversesMoveId') },
  listing: {
    field: 'stockMoves', defaultOrder: 'EFFECTIVE_ON_DESC', search: ['product.name', 'product.sku', 'note'], totals: ['quantity', 'value'],
    orderBy: { EFFECTIVE_ON: 'effectiveOn', RECORDED_AT: 'recordedAt', PRODUCT: 'product.name', QUANTITY: 'quantity', VALUE: 'value' },
  },
});
entity('Reservation', {
  permission: 'stock.read',
  fields: {
    reserved: column(), backordered: column(), placedAt: column(), neededOn: column(),
    isOpen: expression('boolean', (t) => sql`${col(t, 'reserved')} + ${col(t, 'backordered')} > 0`),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId') },
  listing: {
    field: 'reservations', defaultOrder: 'PLACED_AT_ASC', search: ['product.name', 'product.sku'], totals: ['reserved', 'backordered'],
    orderBy: { PLACED_AT: 'placedAt', NEEDED_ON: 'neededOn', PRODUCT: 'product.name', BACKORDERED: 'backordered' },
  },
});

const overLevels = (sum: string) => (t: string): Sql =>
  sql`(SELECT coalesce(sum(${raw(sum)}), 0) FROM "StockLevel" s WHERE s."productId" = ${col(t, 'id')})`;
// What is on its way between warehouses is held where it is and incoming where it goes.
const onHandAndIncoming = overLevels('s."onHand" - s.held + s.incoming');
const projected = overLevels('s."onHand" + s.incoming + s.requested - s.reserved - s.backordered');
const atReorderPoint = (quantity: (t: string) => Sql) => (t: string): Sql =>
  sql`(NOT ${col(t, 'isDiscontinued')} AND coalesce(${quantity(t)} <= ${col(t, 'reorderPoint')}, FALSE))`;
extend('Product', {
  fields: {
    onHand: expression('quantity', overLevels('s."onHand"')),
    reserved: expression('quantity', overLevels('s.reserved')),
    available: expression('quantity', overLevels('s."onHand" - s.reserved')),
    incoming: expression('quantity', overLevels('s.incoming')),
    requested: expression('quantity', overLevels('s.requested')),
    backordered: expression('quantity', overLevels('s.backordered')),
    projected: expression('quantity', projected),
    stockValue: worth(overLevels('s."valueMinor"')),
    isLow: expression('boolean', atReorderPoint(onHandAndIncoming), { describe: 'In the range, and no more on hand and on order than its reorder point.' }),
    isShort: expression('boolean', atReorderPoint(projected), { describe: 'As isLow, less what is reserved and backordered.' }),
  },
  manies: {
    levels: pages('StockLevel', 'productId'), moves: pages('StockMove', 'productId'),
    reservations: pages('Reservation', 'productId', { where: (t) => sql`${col(t, 'reserved')} + ${col(t, 'backordered')} > 0` }),
  },
  listing: {
    orderBy: { ON_HAND: 'onHand', AVAILABLE: 'available', INCOMING: 'incoming', BACKORDERED: 'backordered', PROJECTED: 'projected', STOCK_VALUE: 'stockValue' },
    totals: ['onHand', 'reserved', 'available', 'incoming', 'backordered', 'projected', 'stockValue'],
  },
});

recordActions('StockMove', {
  move: itself('StockMove'), isReversed: isFact((t) => sql`EXISTS (SELECT FROM "StockMove" f WHERE f."reversesMoveId" = ${col(t, 'id')})`),
}, ({ move, isReversed }) => [recordAction('reverseAdjustment', 'stock.manage', () => demandReversible(move, isReversed))]);

mutations(createWarehouse, updateWarehouse, adjustStock, recordOpeningStock, reverseAdjustment, setExpiryAlerts);
