// The face of price lists, prices of customers, and why something costs what it costs.
import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, one, pages, type Entity } from '../shared/entity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { todaySql } from '../shared/today.ts';
import { assignPriceList, unassignPriceList } from './assignPriceList.ts';
import { removeCustomerPrice, setCustomerPrice } from './customerPrices.ts';
import { priceExplanation } from './priceExplanation.ts';
import { createPriceList, deletePriceList, updatePriceList } from './savePriceList.ts';
import { setCustomerGroup } from './setCustomerGroup.ts';
import { setPrices } from './setPrices.ts';
import { setTaxRounding } from './setTaxRounding.ts';

const isNow = (alias: string): Sql => sql`(coalesce(${col(alias, 'validFrom')} <= ${todaySql}, TRUE) AND coalesce(${col(alias, 'validTo')} >= ${todaySql}, TRUE))`;
const countOf = (table: Sql) => (alias: string): Sql => sql`(SELECT count(*)::int FROM ${table} x WHERE x."priceListId" = ${col(alias, 'id')})`;

entity('PriceList', {
  permission: 'prices.read', describe: 'Prices for those to whom it is assigned.',
  fields: {
    name: column(), description: column(), currencyCode: column(), validFrom: column(), validTo: column(undefined, { describe: 'Last day; null means until further notice.' }),
    taxIncluded: column(undefined, { describe: 'Its prices hold the tax.' }), adjustRate: column(undefined, { describe: 'Off the list below, for products that it does not name; below zero, on top of it.' }),
    roundStep: column(undefined, { describe: 'Prices that are worked out become a whole multiple of this, plus the ending.' }), roundEnding: column(), isActive: column(), version: column(),
    isCurrent: expression('boolean', (alias) => sql`(${col(alias, 'isActive')} AND ${isNow(alias)})`),
    priceCount: expression('int', countOf(sql`"PriceListPrice"`)), assignmentCount: expression('int', countOf(sql`"PriceListAssignment"`), { describe: 'Customers, groups and channels that buy by it.' }),
  },
  ones: { baseList: one('PriceList', 'baseListId', { describe: 'The list that rates are taken off; null: the default list prices.' }) },
  manies: { prices: pages('PriceListPrice', 'priceListId'), assignments: pages('PriceListAssignment', 'priceListId'), timeline: timelineOf() },
  listing: { field: 'priceLists', orderBy: { NAME: 'name', VALID_FROM: 'validFrom', VALID_TO: 'validTo' }, defaultOrder: 'NAME_ASC', search: ['name', 'description'] },
});

entity('PriceListPrice', {
  permission: 'prices.read', describe: 'What a list says of a product, the variants of a template, a category, or (none of them) everything.',
  fields: {
    fromQuantity: column(undefined, { describe: 'From so many units of the product on.' }), validFrom: column(), validTo: column(), version: column(),
    unitPrice: column(undefined, { describe: 'Of one unit of the product; null where it is a rate.' }), rate: column(undefined, { describe: 'Off the price of the list below; null where it is a price.' }),
    isCurrent: expression('boolean', isNow),
  },
  ones: { priceList: one('PriceList', 'priceListId'), product: one('Product', 'productId'), category: one('Category', 'categoryId'), template: one('ProductTemplate', 'templateId') },
  listing: {
    field: 'priceListPrices', orderBy: { PRODUCT: 'product.name', FROM_QUANTITY: 'fromQuantity', VALID_FROM: 'validFrom', UNIT_PRICE: 'unitPrice' }, defaultOrder: 'PRODUCT_ASC',
    search: ['product.name', 'product.sku', 'category.name'],
  },
});

const ofOwnOrNobody: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')(alias, viewer);
  return own && sql`(${col(alias, 'customerId')} IS NULL OR ${own})`;
};
entity('PriceListAssignment', {
  permission: 'prices.read', rows: ofOwnOrNobody, describe: 'Who buys by a list: a customer, a group or a channel.',
  fields: { channel: column(), priority: column(undefined, { describe: 'Of several lists of one of them, the lowest is asked first.' }) },
  ones: { priceList: one('PriceList', 'priceListId'), customer: one('Customer', 'customerId', { permission: 'customers.read' }), group: one('CustomerGroup', 'groupId', { permission: 'customers.read' }) },
  listing: { field: 'priceListAssignments', orderBy: { PRIORITY: 'priority', CUSTOMER: 'customer.name', GROUP: 'group.name' }, defaultOrder: 'PRIORITY_ASC', search: ['customer.name', 'group.name', 'priceList.name'] },
});

entity('CustomerPrice', {
  permission: 'prices.read', rows: ownCustomers('customerId'), describe: 'What a product costs one customer. It goes before every list.',
  fields: {
    currencyCode: column(), fromQuantity: column(), unitPrice: column(), taxIncluded: column(), validFrom: column(), validTo: column(),
    note: column(undefined, { describe: 'What it was agreed in.' }), version: column(), isCurrent: expression('boolean', isNow),
  },
  ones: { customer: one('Customer', 'customerId', { permission: 'customers.read' }), product: one('Product', 'productId') },
  listing: {
    field: 'customerPrices', orderBy: { PRODUCT: 'product.name', CUSTOMER: 'customer.name', FROM_QUANTITY: 'fromQuantity', VALID_FROM: 'validFrom', UNIT_PRICE: 'unitPrice' }, defaultOrder: 'PRODUCT_ASC',
    search: ['product.name', 'product.sku', 'customer.name', 'note'],
  },
});

extend('Customer', { manies: { prices: pages('CustomerPrice', 'customerId'), priceLists: pages('PriceListAssignment', 'customerId') } });
extend('CustomerChange', { ones: { priceList: one('PriceList', 'priceListId', { permission: 'prices.read', describe: 'Whose prices are changed, or by which somebody is to buy.' }) } });
extend('PriceList', { manies: { waitingChanges: lines('CustomerChange', 'priceListId', 'askedAt', { permission: 'credit.read', where: (alias) => sql`${col(alias, 'status')} = 'PENDING'::"CustomerChangeStatus"`, describe: 'Changes that wait for a second person.' }) } });
extend('CustomerGroup', { manies: { priceLists: pages('PriceListAssignment', 'groupId') } });
extend('Product', { manies: { priceListPrices: pages('PriceListPrice', 'productId'), customerPrices: pages('CustomerPrice', 'productId') } });

recordActions('PriceList', {}, () => [
  recordAction('updatePriceList', 'prices.manage', () => undefined), recordAction('setPrices', 'prices.manage', () => undefined),
  recordAction('assignPriceList', 'prices.manage', () => undefined), recordAction('deletePriceList', 'prices.manage', () => undefined),
]);
recordActions('CustomerPrice', {}, () => [recordAction('removeCustomerPrice', 'prices.manage', () => undefined)]);
recordActions('PriceListAssignment', {}, () => [recordAction('unassignPriceList', 'prices.manage', () => undefined)]);

reportType('PriceCandidate', 'A price that there is for a product, in the order of precedence: taken, or why not.', {
  origin: 'enum:PriceOrigin', listId: 'text?', listName: 'text?', unitPrice: 'price?', currencyCode: 'text', taxIncluded: 'boolean', fromQuantity: 'quantity', validFrom: 'day?', validTo: 'day?', isTaken: 'boolean', says: 'text', why: 'text',
});
reportType('PriceExplanation', 'What a customer pays for a quantity of a product on a day, in a currency, and why.', {
  currencyCode: 'text', exchangeRate: 'fx?', unitPrice: 'price?', origin: 'enum:PriceOrigin?', taxIncluded: 'boolean', taxRate: 'rate', net: 'money', tax: 'money', total: 'money', why: 'text', candidates: 'reports:PriceCandidate',
});
reportQuery('priceExplanation', {
  describe: 'What a customer would pay for a quantity of a product on a day over a channel, with every price that there is and why it counts or not. Promotions are told by previewOrder.',
  permission: 'prices.read', type: 'PriceExplanation', report: priceExplanation,
});

reportType('PricingSettings', 'What the company has decided for all its documents.', { taxRounding: 'enum:TaxRounding' });
reportQuery('pricingSettings', {
  describe: 'How tax is rounded on documents from now on.', permission: 'company.read', type: 'PricingSettings',
  report: report({ args: {}, make: (_rows: never[], _args, { company }) => ({ taxRounding: company.taxRounding }) }),
});

mutations(createPriceList, updatePriceList, deletePriceList, setPrices, assignPriceList, unassignPriceList, setCustomerPrice, removeCustomerPrice, setCustomerGroup, setTaxRounding);
