// What makes typing orders short: favourites of customers, and how long it took.
import { ownCustomers } from '../customers/rowRights.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { column, entity, extend, one, pages } from '../shared/entity.ts';
import { orderEntryTimes } from './entryTimes.ts';
import { dropFavourite, keepFavourite } from './favourites.ts';

entity('Favourite', {
  permission: 'orders.read', rows: ownCustomers('customerId'), describe: 'A product that a customer orders often, kept at hand.',
  fields: { quantity: column(undefined, { describe: 'As it is usually ordered.' }), createdAt: column() }, ones: { customer: one('Customer', 'customerId'), product: one('Product', 'productId') },
  listing: { field: 'favourites', defaultOrder: 'PRODUCT_ASC', orderBy: { PRODUCT: 'product.name', CREATED_AT: 'createdAt' }, search: ['product.name', 'product.sku', 'customer.name'] },
});
extend('Customer', { manies: { favourites: pages('Favourite', 'customerId', { permission: 'orders.read' }) } });
extend('Order', { fields: {
  entrySeconds: column(undefined, { describe: 'How long it took to type, as a form measured it.' }), overCallReason: column(undefined, { describe: 'Why more was called off from an agreement than was left.' }),
} });

reportType('OrderEntryTime', 'How long orders took to type, in seconds: a month of placing, and all of them where the month is empty.', { month: 'text', orders: 'int', lines: 'int', median: 'int', p90: 'int', shortest: 'int', longest: 'int' });
reportQuery('orderEntryTimes', { describe: 'How long orders took from opening the form to placing, by month.', permission: 'orders.read', type: 'OrderEntryTime', list: true, report: orderEntryTimes });
mutations(keepFavourite, dropFavourite);
