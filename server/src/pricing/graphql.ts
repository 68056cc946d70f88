import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { endListPrice } from './endListPrice.ts';
import { priceOf } from './priceOf.ts';
import { demandEnd } from './rules.ts';
import { setListPrice } from './setListPrice.ts';

entity('ListPrice', {
  permission: 'prices.read', describe: 'What a product costs a customer by default, from a day to a day.',
  fields: {
    currencyCode: column(), unitPrice: column(), validFrom: column(), validTo: column(undefined, { describe: 'Last day; null means until further notice.' }), version: column(),
    isCurrent: expression('boolean', (alias) => sql`(${col(alias, 'validFrom')} <= ${todaySql} AND coalesce(${col(alias, 'validTo')} >= ${todaySql}, TRUE))`),
  },
  ones: { product: one('Product', 'productId') },
  listing: { field: 'listPrices', orderBy: { VALID_FROM: 'validFrom', UNIT_PRICE: 'unitPrice', PRODUCT: 'product.name' }, defaultOrder: 'VALID_FROM_DESC', search: ['product.name', 'product.sku'] },
});

extend('Product', {
  fields: {
    currentPrice: expression('price', (alias) => sql`(SELECT l."unitPrice" FROM "ListPrice" l JOIN "Company" c ON c."currencyCode" = l."currencyCode"
      WHERE l."productId" = ${col(alias, 'id')} AND l."validFrom" <= ${todaySql} AND (l."validTo" IS NULL OR l."validTo" >= ${todaySql}) LIMIT 1)`,
    { nullable: true, permission: 'prices.read', describe: 'List price of today in the company\'s currency.' }),
  },
  manies: { listPrices: pages('ListPrice', 'productId') },
});

recordActions('ListPrice', { price: itself('ListPrice') }, ({ price }, ctx) =>
  [recordAction('endListPrice', 'prices.manage', () => demandEnd(price, price.validFrom > ctx.today ? price.validFrom : ctx.today))]);

reportType('PriceAnswer', 'What a product costs on a day, and why: source LIST or NONE.', { unitPrice: 'price?', source: 'text', validFrom: 'day?', validTo: 'day?' });
reportQuery('priceOf', {
  describe: 'What a product costs on a day (today unless given).', permission: 'prices.read', type: 'PriceAnswer',
  report: priceOf,
});

mutations(setListPrice, endListPrice);
