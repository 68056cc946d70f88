import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { dispatchTransfer } from './dispatchTransfer.ts';
import { closeTransfer, receiveTransfer } from './receiveTransfer.ts';
import { reverseTransferStep } from './reverseTransferStep.ts';
import { cancelTransfer, createTransfer, updateTransfer } from './saveTransfer.ts';
import { demandStepReversible, demandTransfer, legal, type TransferAction } from './transferRules.ts';

const permission = 'moves.read';
const summed = (what: string) => (t: string) => sql`coalesce((SELECT sum(${raw(what)}) FROM "TransferLine" l WHERE l."transferId" = ${col(t, 'id')}), 0)`;

entity('Transfer', {
  permission, describe: 'Goods that go from one warehouse to another, by way of a place in transit.',
  fields: {
    number: column(), status: column(), expectedOn: column(), dispatchedOn: column(), receivedOn: column(), note: column(), createdAt: column(), version: column(),
    quantity: expression('quantity', summed('l.quantity'), { describe: 'Units planned.' }),
    onItsWay: expression('quantity', summed('l.dispatched - l.received - l.lost'), { describe: 'Units that left and have not come.' }),
    lost: expression('quantity', summed('l.lost'), { describe: 'Units that were given up.' }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('DISPATCHED', 'PART_RECEIVED') AND coalesce(${col(t, 'expectedOn')} < ${todaySql}, FALSE))`,
      { describe: 'Expected before today and not all there.' }),
  },
  ones: {
    fromWarehouse: one('Warehouse', 'fromWarehouseId'), toWarehouse: one('Warehouse', 'toWarehouseId'),
    transitWarehouse: one('Warehouse', 'transitWarehouseId', { describe: 'Where its goods are while they are on their way.' }),
  },
  manies: { lines: lines('TransferLine', 'transferId'), steps: lines('TransferStep', 'transferId'), timeline: timelineOf() },
  listing: {
    field: 'transfers', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'fromWarehouse.name', 'toWarehouse.name', 'note'], totals: ['quantity', 'onItsWay', 'lost'],
    orderBy: {
      NUMBER: 'number', STATUS: 'status', EXPECTED_ON: 'expectedOn', DISPATCHED_ON: 'dispatchedOn', CREATED_AT: 'createdAt', FROM_WAREHOUSE: 'fromWarehouse.name',
      TO_WAREHOUSE: 'toWarehouse.name', ON_ITS_WAY: 'onItsWay',
    },
  },
});
entity('TransferLine', {
  permission,
  fields: {
    no: column(), quantity: column(), dispatched: column(), received: column(), lost: column(undefined, { describe: 'Left, and did not come.' }),
    onItsWay: expression('quantity', (t) => sql`${col(t, 'dispatched')} - ${col(t, 'received')} - ${col(t, 'lost')}`),
    available: expression('quantity', (t) => sql`coalesce((SELECT s."onHand" - s.reserved FROM "StockLevel" s JOIN "Transfer" f ON f."fromWarehouseId" = s."warehouseId"
      WHERE f.id = ${col(t, 'transferId')} AND s."productId" = ${col(t, 'productId')}), 0)`, { describe: 'Free where it comes from, now.' }),
  },
  ones: { transfer: one('Transfer', 'transferId'), product: one('Product', 'productId') },
  listing: {
    field: 'transferLines', defaultOrder: 'NUMBER_DESC', search: ['product.name', 'product.sku', 'transfer.number'], totals: ['quantity', 'dispatched', 'received', 'lost', 'onItsWay'],
    orderBy: { NUMBER: 'transfer.number', PRODUCT: 'product.name', QUANTITY: 'quantity', ON_ITS_WAY: 'onItsWay' },
  },
});
entity('TransferStep', {
  permission, describe: 'What left, what came, what was given up of a transfer.',
  fields: {
    no: column(), kind: column(), happenedOn: column(), status: column(), reversedOn: column(), reason: column(), note: column(), recordedAt: column(),
    value: money(undefined, { currency: 'company', permission: 'costs.read', describe: 'At cost.' }),
    quantity: expression('quantity', (t) => sql`coalesce((SELECT sum(l.quantity) FROM "TransferStepLine" l WHERE l."stepId" = ${col(t, 'id')}), 0)`),
  },
  ones: { transfer: one('Transfer', 'transferId') },
  manies: { lines: lines('TransferStepLine', 'stepId') },
});
entity('TransferStepLine', {
  permission, fields: { no: column(), quantity: column(), value: money(undefined, { currency: 'company', permission: 'costs.read' }) },
  ones: { step: one('TransferStep', 'stepId'), product: one('Product', 'productId'), transferLine: one('TransferLine', 'transferLineId'), lot: one('Lot', 'lotId') },
});
extend('Product', { manies: { transferLines: pages('TransferLine', 'productId') } });

recordActions('Transfer', { transfer: itself('Transfer') }, ({ transfer }) => (Object.keys(legal) as TransferAction[])
  .map((name) => recordAction(name, 'stock.manage', () => demandTransfer(transfer, name))));
recordActions('TransferStep', {
  step: itself('TransferStep'), transfer: rowFact('Transfer', (t) => sql`f.id = ${col(t, 'transferId')}`),
  steps: rowsFact('TransferStep', (t) => sql`f."transferId" = ${col(t, 'transferId')}`),
}, ({ step, transfer, steps }) => [recordAction('reverseTransferStep', 'stock.manage', () => demandStepReversible(step, transfer?.number ?? '', steps))]);

mutations(createTransfer, updateTransfer, cancelTransfer, dispatchTransfer, receiveTransfer, closeTransfer, reverseTransferStep);
