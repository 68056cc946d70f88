// What is known of costs beside the moves themselves: layers, and what became known later.
import sql from 'sql-template-tag';
import { recordsQuery } from '../reports.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { uuidOf, type InputKind } from '../shared/input.ts';

const permission = 'costs.read';
const currency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const later = (t: string) => sql`coalesce((SELECT sum(a."differenceMinor") FROM "CostAdjustment" a WHERE a."moveId" = ${col(t, 'id')}), 0)`;

entity('StockLayer', {
  permission, describe: 'What is left of a receipt of a product that is valued first in, first out.',
  fields: {
    effectiveOn: column('effectiveOn', { describe: 'Day of the receipt: the oldest goes first.' }), units: column(),
    value: expression('money', (t) => col(t, 'valueMinor'), { currency }),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), move: one('StockMove', 'id') },
  listing: {
    field: 'stockLayers', defaultOrder: 'EFFECTIVE_ON_ASC', search: ['product.name', 'product.sku'], totals: ['units', 'value'],
    orderBy: { EFFECTIVE_ON: 'effectiveOn', PRODUCT: 'product.name', UNITS: 'units', VALUE: 'value' },
  },
});
entity('CostAdjustment', {
  permission, describe: 'What a move cost more, or was worth more, than was booked with it, as something became known later.',
  fields: {
    difference: expression('money', (t) => col(t, 'differenceMinor'), { currency, describe: 'Above zero: it cost more.' }),
    effectiveOn: column('effectiveOn', { describe: 'The day on which it was booked.' }), recordedAt: column(),
  },
  ones: { move: one('StockMove', 'moveId'), cause: one('StockMove', 'causeId', { describe: 'The move that made it known.' }) },
  listing: {
    field: 'costAdjustments', defaultOrder: 'RECORDED_AT_DESC', search: ['move.product.name', 'move.product.sku'], totals: ['difference'],
    orderBy: { RECORDED_AT: 'recordedAt', EFFECTIVE_ON: 'effectiveOn', DIFFERENCE: 'difference' },
  },
});
extend('StockMove', {
  fields: {
    bookedLater: expression('money', (t) => sql`(${later(t)} * sign(${col(t, 'quantity')})::bigint)`, { currency, permission, describe: 'What its value has changed by since, as something became known later.' }),
    worth: expression('money', (t) => sql`(${col(t, 'valueMinor')} + ${later(t)} * sign(${col(t, 'quantity')})::bigint)`, { currency, permission, describe: 'Its value as known now.' }),
  },
  ones: {
    correctsMove: one('StockMove', 'correctsMoveId', { describe: 'The receipt whose quantity or cost it corrects.' }),
    valuedByMove: one('StockMove', 'valuedByMoveId', { describe: 'The issue whose cost it has.' }),
  },
  manies: { adjustments: pages('CostAdjustment', 'moveId') },
});
/** The id of a record of any type. */
const anyId: InputKind<string> = {
  shape: { scalar: 'ID' }, optional: false,
  read: (value, path, reading) => {
    const found = uuidOf(String(value))?.uuid;
    if (!found) reading.issues.push({ path, code: 'id_unknown', facts: { type: 'Node' } });
    return found ?? '';
  },
};

recordsQuery('entriesOfDocument', {
  describe: 'What a document wrote to the ledger, and what became known later of the cost of its goods. At most 100, in the order in which they were posted.',
  entity: 'JournalEntry', args: { documentId: anyId }, most: 100,
  where: (t, { documentId }) => sql`(${col(t, 'sourceId')} = ${documentId} OR (${col(t, 'kind')} = 'COST' AND ${col(t, 'sourceId')} IN (
    SELECT m.id FROM "StockMove" m WHERE m."sourceId" = ${documentId}
    UNION SELECT a."causeId" FROM "CostAdjustment" a JOIN "StockMove" m ON m.id = a."moveId" WHERE m."sourceId" = ${documentId})))`,
  order: (t) => col(t, 'sequence'),
});

extend('StockLevel', { fields: { costingMethod: expression('enum:CostingMethod', (t) => col(t, 'costingMethod')) } });
