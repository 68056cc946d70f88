import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { itself, isFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { moveBinContents } from './moveBinContents.ts';
import { BinInUse } from './refusals.ts';
import { createBins, deleteBin, updateBin } from './saveBin.ts';
import { applyLayout } from './applyLayout.ts';
import { setDefaultBin } from './setDefaultBin.ts';

const permission = 'moves.read';

entity('Bin', {
  permission, describe: 'A place in a warehouse where goods lie.',
  fields: {
    code: column(), zone: column(), sequence: column(undefined, { describe: 'The order in which a picker passes the bins.' }),
    distance: column(undefined, { describe: 'Metres from the packing place.' }), capacity: column(undefined, { describe: 'Units that it may hold.' }),
    isActive: column(), version: column(),
    quantity: expression('quantity', (t) => sql`coalesce((SELECT sum(c.quantity) FROM "BinContent" c WHERE c."binId" = ${col(t, 'id')}), 0)`, { describe: 'Units in it.' }),
    products: expression('int', (t) => sql`(SELECT count(DISTINCT c."productId")::int FROM "BinContent" c WHERE c."binId" = ${col(t, 'id')})`, { describe: 'Different products in it.' }),
  },
  ones: { warehouse: one('Warehouse', 'warehouseId') },
  manies: { contents: pages('BinContent', 'binId'), timeline: timelineOf() },
  listing: {
    field: 'bins', defaultOrder: 'SEQUENCE_ASC', search: ['code', 'zone', 'warehouse.name'], totals: ['quantity'],
    orderBy: { CODE: 'code', ZONE: 'zone', SEQUENCE: 'sequence', DISTANCE: 'distance', QUANTITY: 'quantity', PRODUCTS: 'products', WAREHOUSE: 'warehouse.name' },
  },
});
entity('BinContent', {
  permission, describe: 'How much of a product lies in a bin.',
  fields: { quantity: column() },
  ones: { bin: one('Bin', 'binId'), warehouse: one('Warehouse', 'warehouseId'), product: one('Product', 'productId'), lot: one('Lot', 'lotId') },
  listing: {
    field: 'binContents', defaultOrder: 'BIN_ASC', search: ['product.name', 'product.sku', 'bin.code'], totals: ['quantity'],
    orderBy: { BIN: 'bin.code', PRODUCT: 'product.name', QUANTITY: 'quantity' },
  },
});
entity('BinMove', {
  permission: 'moves.read', describe: 'Goods that went into a bin, out of one, or from one to another.',
  fields: { kind: column(), quantity: column(), note: column(), recordedAt: column() },
  ones: {
    product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), fromBin: one('Bin', 'fromBinId', { describe: 'Null: from outside the bins.' }),
    toBin: one('Bin', 'toBinId', { describe: 'Null: out of the bins.' }), lot: one('Lot', 'lotId'), stockMove: one('StockMove', 'stockMoveId'),
  },
  listing: {
    field: 'binMoves', defaultOrder: 'RECORDED_AT_DESC', search: ['product.name', 'product.sku', 'note'],
    orderBy: { RECORDED_AT: 'recordedAt', PRODUCT: 'product.name', QUANTITY: 'quantity' },
  },
});
extend('StockLevel', {
  fields: {
    binned: column(undefined, { describe: 'Part of what is on hand that lies in bins.' }),
    unbinned: expression('quantity', (t) => sql`${col(t, 'onHand')} - ${col(t, 'binned')}`, { describe: 'On hand, and in no bin yet.' }),
  },
  ones: { defaultBin: one('Bin', 'defaultBinId', { describe: 'Where goods that come in are put.' }) },
  listing: { orderBy: { UNBINNED: 'unbinned' }, totals: ['binned', 'unbinned'] },
});
extend('LotLevel', {
  fields: {
    unbinned: expression('quantity', (t) => sql`${col(t, 'onHand')} - coalesce((SELECT sum(c.quantity) FROM "BinContent" c WHERE c."lotId" = ${col(t, 'lotId')}
      AND c."warehouseId" = ${col(t, 'warehouseId')}), 0)`, { describe: 'On hand, and in no bin yet.' }),
  },
});
extend('Warehouse', {
  fields: { binCount: expression('int', (t) => sql`(SELECT count(*)::int FROM "Bin" b WHERE b."warehouseId" = ${col(t, 'id')} AND b."isActive")`, { describe: 'Bins in use.' }) },
  manies: { bins: pages('Bin', 'warehouseId'), timeline: timelineOf() },
});
extend('Product', { manies: { binContents: pages('BinContent', 'productId') } });

recordActions('Bin', {
  bin: itself('Bin'),
  isUsed: isFact((t) => sql`EXISTS (SELECT FROM "BinMove" f WHERE f."fromBinId" = ${col(t, 'id')} OR f."toBinId" = ${col(t, 'id')})
    OR EXISTS (SELECT FROM "StockLevel" f WHERE f."warehouseId" = ${col(t, 'warehouseId')} AND f."defaultBinId" = ${col(t, 'id')})`),
}, ({ bin, isUsed }) => [recordAction('deleteBin', 'stock.manage', () => { if (isUsed) throw BinInUse({ code: bin.code }); })]);

mutations(createBins, updateBin, deleteBin, moveBinContents, setDefaultBin, applyLayout);
