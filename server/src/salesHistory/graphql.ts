import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, money, one, pages } from '../shared/entity.ts';
import { recordSalesHistory } from './recordSalesHistory.ts';

entity('SalesHistory', {
  permission: 'orders.read', rows: ownCustomers('customerId'), describe: 'A line of what was sold before the firm began here: past demand, never part of the ledger.',
  fields: {
    kind: column(), soldOn: column(), reference: column(undefined, { describe: 'Number of the invoice or order of then.' }), code: column(undefined, { describe: 'What was sold, as it was called then.' }),
    description: column(), quantity: column(undefined, { describe: 'Negative for what was taken back.' }), unitPrice: column(), net: money(), currencyCode: column(), recordedAt: column(),
    cancels: expression('text', (alias) => sql`(SELECT h.reference FROM "SalesHistory" h WHERE ${col(alias, 'kind')} = 'CANCELLATION' AND h.kind = 'SALE' AND h."companyId" = ${col(alias, 'companyId')}
      AND h."productId" = ${col(alias, 'productId')} AND h."customerId" = ${col(alias, 'customerId')} AND h."soldOn" <= ${col(alias, 'soldOn')} AND h.quantity >= -${col(alias, 'quantity')}
      ORDER BY h."soldOn" DESC, h.id DESC LIMIT 1)`,
    { nullable: true, askable: false, describe: 'Of a cancellation: the latest sale before it of as much of the same product to the same customer.' }),
  },
  ones: { product: one('Product', 'productId'), customer: one('Customer', 'customerId'), warehouse: one('Warehouse', 'warehouseId') },
  listing: {
    field: 'salesHistory', orderBy: { SOLD_ON: 'soldOn', REFERENCE: 'reference', CODE: 'code', QUANTITY: 'quantity', NET: 'net' }, defaultOrder: 'SOLD_ON_DESC',
    totals: ['quantity', 'net'], search: ['reference', 'code', 'description'], describe: 'What was sold before the firm began here.',
  },
});
extend('Product', { manies: { salesHistory: pages('SalesHistory', 'productId') } });
extend('Customer', { manies: { salesHistory: pages('SalesHistory', 'customerId') } });

mutations(recordSalesHistory);
