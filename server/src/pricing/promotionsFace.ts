// The face of promotions, coupons and what of them was redeemed, and of minimum margins.
import sql, { raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, quote } from '../shared/entity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { removeMarginRule, setMarginRule } from './marginRules.ts';
import { createCoupon, generateCoupons, setCouponActive } from './saveCoupons.ts';
import { createPromotion, updatePromotion } from './savePromotion.ts';

/** Ids of records as the API tells them, and what people call those records. */
const namedIds = (name: string, table: string, permission: string, describe: string) => {
  const ids = `${name}Ids`;
  return {
    [ids]: expression('texts', (alias) => sql`ARRAY(SELECT encode(convert_to(${raw(`'${table}:'`)} || x.id, 'UTF8'), 'base64') FROM unnest(${col(alias, ids)}) WITH ORDINALITY x(id, n) ORDER BY x.n)`, { askable: false, permission, describe }),
    [`${name}Names`]: expression('texts', (alias) => sql`ARRAY(SELECT r.name::text FROM ${quote(table)} r WHERE r.id::text = ANY(${col(alias, ids)}) ORDER BY r.name)`, { askable: false, permission }),
  };
};
const standing = (alias: string, value: Sql): Sql => sql`(SELECT ${value} FROM "PromotionRedemption" r WHERE r."promotionId" = ${col(alias, 'id')} AND r."givenBackAt" IS NULL)`;
const isNow = (alias: string): Sql => sql`(${col(alias, 'isActive')} AND ${col(alias, 'validFrom')} <= ${todaySql} AND coalesce(${col(alias, 'validTo')} >= ${todaySql}, TRUE))`;

entity('Promotion', {
  permission: 'promotions.read', describe: 'Less to pay, on conditions, from a day to a day.',
  fields: {
    name: column(), description: column(), kind: column(), rate: column(), amount: money(), currencyCode: column(), buyQuantity: column(), getQuantity: column(),
    validFrom: column(), validTo: column(), minQuantity: column(), minAmount: money(), channels: column(), firstOrderOnly: column(),
    needsCoupon: column(undefined, { describe: 'Only with one of its codes.' }), position: column(undefined, { describe: 'Promotions are tried in this order.' }),
    isExclusive: column(undefined, { describe: 'It comes alone: not after another, and none after it.' }), isMarginExempt: column(undefined, { describe: 'What it takes off does not count against minimum margins.' }),
    redemptionsMax: column(), perCustomerMax: column(), isActive: column(), version: column(),
    ...namedIds('getProduct', 'Product', 'catalogue.read', 'What a buy-and-get gives; of what is bought itself when empty.'),
    ...namedIds('product', 'Product', 'catalogue.read', 'What it covers.'), ...namedIds('category', 'Category', 'catalogue.read', 'What it covers.'),
    ...namedIds('customer', 'Customer', 'promotions.manage', 'Who may have it.'), ...namedIds('group', 'CustomerGroup', 'customers.read', 'Who may have it.'),
    isCurrent: expression('boolean', isNow),
    redeemed: expression('int', (alias) => standing(alias, raw('count(*)::int')), { describe: 'Orders that have it.' }),
    given: expression('money', (alias) => sql`coalesce(${standing(alias, raw('sum(r."amountMinor")'))}, 0)`, { currency: (alias) => col(alias, 'currencyCode'), describe: 'What it took off those orders, without tax.' }),
    couponCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "Coupon" c WHERE c."promotionId" = ${col(alias, 'id')})`),
  },
  manies: { coupons: pages('Coupon', 'promotionId'), redemptions: pages('PromotionRedemption', 'promotionId'), timeline: timelineOf() },
  listing: { field: 'promotions', orderBy: { POSITION: 'position', NAME: 'name', VALID_FROM: 'validFrom', VALID_TO: 'validTo' }, defaultOrder: 'POSITION_ASC', search: ['name', 'description'] },
});

entity('Coupon', {
  permission: 'promotions.read', describe: 'A code for a promotion that needs one.',
  fields: {
    code: column(), redemptionsMax: column(undefined, { describe: 'Null: as often as one likes.' }), redeemed: column(undefined, { describe: 'Orders that have it.' }), isActive: column(), createdAt: column(), version: column(),
    isUsedUp: expression('boolean', (alias) => sql`coalesce(${col(alias, 'redeemed')} >= ${col(alias, 'redemptionsMax')}, FALSE)`),
  },
  ones: { promotion: one('Promotion', 'promotionId') }, manies: { redemptions: pages('PromotionRedemption', 'couponId') },
  listing: { field: 'coupons', orderBy: { CODE: 'code', CREATED_AT: 'createdAt', REDEEMED: 'redeemed' }, defaultOrder: 'CREATED_AT_DESC', totals: ['redeemed'], search: ['code', 'promotion.name'] },
});

entity('PromotionRedemption', {
  permission: 'promotions.read', rows: ownCustomers('customerId'), describe: 'A placed order that has a promotion. Given back when the order is cancelled.',
  fields: { redeemedOn: column(), amount: money(), givenBackAt: column() },
  ones: { promotion: one('Promotion', 'promotionId'), coupon: one('Coupon', 'couponId'), customer: one('Customer', 'customerId', { permission: 'customers.read' }), order: one('Order', 'orderId', { permission: 'orders.read' }) },
  listing: {
    field: 'promotionRedemptions', orderBy: { REDEEMED_ON: 'redeemedOn', AMOUNT: 'amount', CUSTOMER: 'customer.name', PROMOTION: 'promotion.name' }, defaultOrder: 'REDEEMED_ON_DESC', totals: ['amount'],
    search: ['promotion.name', 'customer.name', 'order.number', 'coupon.code'],
  },
});

entity('MarginRule', {
  permission: 'costs.read', describe: 'The least that must be left of the net price: of a product, of a category\'s products, or of all.',
  fields: { minimum: column(undefined, { describe: 'A fraction of the net price.' }), basis: column(), version: column() },
  ones: { product: one('Product', 'productId'), category: one('Category', 'categoryId') },
  listing: { field: 'marginRules', orderBy: { PRODUCT: 'product.name', CATEGORY: 'category.name', MINIMUM: 'minimum' }, defaultOrder: 'MINIMUM_DESC', search: ['product.name', 'category.name'] },
});
extend('CustomerChange', { ones: { promotion: one('Promotion', 'promotionId', { permission: 'promotions.read', describe: 'What gives more, or whose codes are to serve.' }) } });
extend('Promotion', { manies: { waitingChanges: lines('CustomerChange', 'promotionId', 'askedAt', { permission: 'credit.read', where: (alias) => sql`${col(alias, 'status')} = 'PENDING'::"CustomerChangeStatus"`, describe: 'Changes that wait for a second person.' }) } });
extend('Customer', { manies: { promotionRedemptions: pages('PromotionRedemption', 'customerId') } });

recordActions('Promotion', {}, () => [
  recordAction('updatePromotion', 'promotions.manage', () => undefined), recordAction('createCoupon', 'promotions.manage', () => undefined), recordAction('generateCoupons', 'promotions.manage', () => undefined),
]);
recordActions('Coupon', {}, () => [recordAction('setCouponActive', 'promotions.manage', () => undefined)]);
recordActions('MarginRule', {}, () => [recordAction('removeMarginRule', 'margins.manage', () => undefined)]);

mutations(createPromotion, updatePromotion, createCoupon, generateCoupons, setCouponActive, setMarginRule, removeMarginRule);
