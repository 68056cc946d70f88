// The face of lots, serial numbers, holds and expiry.
import sql, { raw, type Sql } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { id } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { expireStock } from './expireStock.ts';
import { holdStock, releaseStockHold } from './holdStock.ts';
import { HoldReleased } from './refusals.ts';
import { lotTrace } from './trace.ts';
import { updateLot } from './updateLot.ts';
import { writeOffLots } from './writeOffLots.ts';

const companyCurrency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const worth = (value: (alias: string) => Sql) => expression('money', value, { currency: companyCurrency, permission: 'costs.read', describe: 'At the average cost of its product where it lies.' });
const ofLot = (what: string) => (t: string) => sql`(SELECT ${raw(what)} FROM "Lot" o WHERE o.id = ${col(t, 'lotId')})`;
const lotDay = (t: string) => ofLot('o."goodUntil"')(t);
const overLevels = (sum: string) => (t: string) => sql`(SELECT coalesce(sum(${raw(sum)}), 0) FROM "LotLevel" v WHERE v."lotId" = ${col(t, 'id')})`;
const averageValue = (v: string) => sql`coalesce((SELECT round(s."valueMinor" * ${col(v, 'onHand')} / s."onHand") FROM "StockLevel" s
  WHERE s."productId" = ${col(v, 'productId')} AND s."warehouseId" = ${col(v, 'warehouseId')} AND s."onHand" <> 0), 0)::bigint`;

entity('Lot', {
  permission: 'stock.read', describe: 'Goods of a product that are one batch, or one piece with its serial number.',
  fields: {
    code: column(undefined, { describe: 'As it is printed on the goods: the batch, or the serial number.' }), producedOn: column(), bestBeforeOn: column(), expiresOn: column(),
    goodUntil: column(undefined, { describe: 'The last day on which it is promised: the earlier of best before and expiry.' }),
    daysLeft: expression('int', (t) => sql`(${col(t, 'goodUntil')} - ${todaySql})`, { nullable: true, describe: 'Days to its last good day; below zero once that is past.' }),
    isExpired: expression('boolean', (t) => sql`coalesce(${col(t, 'goodUntil')} < ${todaySql}, FALSE)`),
    supplierLot: column(), receivedOn: column(), note: column(), createdAt: column(), version: column(),
    tracking: expression('enum:Tracking', (t) => sql`(SELECT p.tracking FROM "Product" p WHERE p.id = ${col(t, 'productId')})`),
    onHand: expression('quantity', overLevels('v."onHand"')), reserved: expression('quantity', overLevels('v.reserved')), held: expression('quantity', overLevels('v.held')),
    available: expression('quantity', overLevels('v."onHand" - v.reserved')),
    value: worth((t) => sql`(SELECT coalesce(sum(${averageValue('v')}), 0)::bigint FROM "LotLevel" v WHERE v."lotId" = ${col(t, 'id')})`),
  },
  ones: { product: one('Product', 'productId'), supplier: one('Supplier', 'supplierId', { permission: 'purchasing.read' }) },
  manies: {
    levels: lines('LotLevel', 'lotId', 'warehouseId', { where: (t) => sql`${col(t, 'onHand')} > 0`, describe: 'Where it lies.' }),
    moves: pages('LotMove', 'lotId', { permission: 'moves.read' }), holds: pages('StockHold', 'lotId'), alerts: lines('ExpiryAlert', 'lotId', 'openedOn'), timeline: timelineOf(),
  },
  listing: {
    field: 'lots', emptyLast: ['goodUntil'], defaultOrder: 'CREATED_AT_DESC', search: ['code', 'supplierLot', 'product.name', 'product.sku'], totals: ['onHand', 'available', 'value'],
    orderBy: {
      CODE: 'code', PRODUCT: 'product.name', GOOD_UNTIL: 'goodUntil', DAYS_LEFT: 'daysLeft', RECEIVED_ON: 'receivedOn', ON_HAND: 'onHand', AVAILABLE: 'available',
      VALUE: 'value', CREATED_AT: 'createdAt',
    },
  },
});
entity('LotLevel', {
  permission: 'stock.read', describe: 'What of a lot lies in a warehouse.',
  fields: {
    onHand: column(), reserved: column(), held: column(),
    available: expression('quantity', (t) => sql`${col(t, 'onHand')} - ${col(t, 'reserved')}`, { describe: 'On hand, promised to nobody and not held back.' }),
    goodUntil: expression('day', lotDay, { nullable: true }),
    daysLeft: expression('int', (t) => sql`(${lotDay(t)} - ${todaySql})`, { nullable: true }),
    isExpired: expression('boolean', (t) => sql`coalesce(${lotDay(t)} < ${todaySql}, FALSE)`),
    value: worth(averageValue),
  },
  ones: { lot: one('Lot', 'lotId'), product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId') },
  listing: {
    field: 'lotLevels', emptyLast: ['goodUntil'], defaultOrder: 'GOOD_UNTIL_ASC', search: ['lot.code', 'product.name', 'product.sku', 'warehouse.name'], totals: ['onHand', 'reserved', 'held', 'available', 'value'],
    orderBy: {
      LOT: 'lot.code', PRODUCT: 'product.name', WAREHOUSE: 'warehouse.name', GOOD_UNTIL: 'goodUntil', DAYS_LEFT: 'daysLeft', ON_HAND: 'onHand', AVAILABLE: 'available',
      HELD: 'held', VALUE: 'value',
    },
  },
});
const ofMove = (what: string) => (t: string) => sql`(SELECT ${raw(what)} FROM "StockMove" o WHERE o.id = ${col(t, 'moveId')})`;
entity('LotMove', {
  permission: 'moves.read', describe: 'Which lot a stock move moved.',
  fields: { quantity: column(), effectiveOn: expression('day', ofMove('o."effectiveOn"')), kind: expression('enum:MoveKind', ofMove('o.kind')) },
  ones: { lot: one('Lot', 'lotId'), move: one('StockMove', 'moveId') },
  listing: {
    field: 'lotMoves', defaultOrder: 'EFFECTIVE_ON_DESC', orderBy: { EFFECTIVE_ON: 'effectiveOn', LOT: 'lot.code', QUANTITY: 'quantity' }, search: ['lot.code'], totals: ['quantity'],
  },
});
entity('ReservedLot', { permission: 'stock.read', describe: 'Which lot an order line is promised.', fields: { quantity: column() }, ones: { lot: one('Lot', 'lotId') } });
entity('StockHold', {
  permission: 'stock.read', describe: 'Goods held back from promises, until they are released or written off.',
  fields: {
    kind: column(), placed: column(undefined, { describe: 'As placed.' }), quantity: column(undefined, { describe: 'What of it is still held.' }), reason: column(),
    placedAt: column(), releasedAt: column(), releaseReason: column(), isOpen: expression('boolean', (t) => sql`(${col(t, 'quantity')} > 0)`),
    sourceType: column(), sourceId: column(undefined, { askable: false }),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), lot: one('Lot', 'lotId') },
  listing: {
    field: 'stockHolds', defaultOrder: 'PLACED_AT_DESC', search: ['product.name', 'product.sku', 'lot.code', 'reason'], totals: ['quantity'],
    orderBy: { PLACED_AT: 'placedAt', PRODUCT: 'product.name', QUANTITY: 'quantity', RELEASED_AT: 'releasedAt' },
  },
});
entity('ExpiryAlert', {
  permission: 'stock.read', describe: 'A lot in stock comes near its end: once per lot and threshold.',
  fields: {
    thresholdDays: column(undefined, { describe: 'Days before its last good day; -1: it is past it.' }), openedOn: column(), closedOn: column(),
    isOpen: expression('boolean', (t) => sql`(${col(t, 'closedOn')} IS NULL)`), goodUntil: expression('day', lotDay, { nullable: true }),
  },
  ones: { lot: one('Lot', 'lotId') },
  listing: {
    field: 'expiryAlerts', defaultOrder: 'GOOD_UNTIL_ASC', search: ['lot.code', 'lot.product.name'],
    orderBy: { GOOD_UNTIL: 'goodUntil', OPENED_ON: 'openedOn', THRESHOLD: 'thresholdDays', LOT: 'lot.code' },
  },
});

extend('Product', { manies: { lots: pages('Lot', 'productId'), holds: pages('StockHold', 'productId', { where: (t) => sql`${col(t, 'quantity')} > 0` }) } });
extend('StockLevel', { fields: { tracking: column() } });
extend('StockMove', { manies: { lots: lines('LotMove', 'moveId', 'id') } });
extend('Reservation', { fields: { minimumShelfLifeDays: column() }, manies: { lots: lines('ReservedLot', 'reservationId', 'id') } });

recordsQuery('lotsOfShipment', {
  entity: 'LotMove', describe: 'The lots that left with a shipment.', args: { shipmentId: id('Shipment') },
  where: (t, { shipmentId }) => sql`EXISTS (SELECT FROM "StockMove" m WHERE m.id = ${col(t, 'moveId')} AND m."sourceId" = ${shipmentId} AND m.kind = 'SHIPMENT')`,
  order: (t) => col(t, 'moveId'), most: 2000,
});

reportType('LotTraceStep', 'A move of a lot, of a lot that it was made of (BACK), or of one made of it (FORWARD).', {
  side: 'text', depth: 'int', lot: 'record:Lot', move: 'record:StockMove', warehouse: 'record:Warehouse', kind: 'enum:MoveKind', reason: 'enum:MoveReason?', on: 'day', quantity: 'quantity',
  documentType: 'text', documentId: 'text', documentLabel: 'text?', order: 'record:Order?', customer: 'record:Customer?', supplier: 'record:Supplier?', isReversed: 'boolean',
});
reportType('LotTrace', 'Where a lot came from and where it went: received = shipped + used + written off + on hand.', {
  lot: 'record:Lot', received: 'quantity', shipped: 'quantity', used: 'quantity', writtenOff: 'quantity', onHand: 'quantity', steps: 'reports:LotTraceStep',
});
reportQuery('lotTrace', {
  describe: 'Where a lot came from and where it went, both ways, through what was made of what.', permission: 'moves.read', type: 'LotTrace', report: lotTrace,
});

recordActions('Lot', { lot: itself('Lot') }, () => [recordAction('updateLot', 'stock.manage', () => undefined)]);
recordActions('StockHold', { hold: itself('StockHold') }, ({ hold }) => {
  const demandOpen = () => { if (hold.quantity === none) throw HoldReleased({}); };
  return [recordAction('releaseStockHold', 'stock.manage', demandOpen), recordAction('writeOffHold', 'stock.manage', demandOpen)];
});

mutations(holdStock, releaseStockHold, updateLot, expireStock, writeOffLots);
