// The face of what an order's prices are made of.
import sql from 'sql-template-tag';
import { whyPrice } from '../pricing/whyPrice.ts';
import { col, column, companyBy, entity, extend, lines, money, one, words, expression } from '../shared/entity.ts';
import { message } from '../shared/messages.ts';
import { ofVisibleOrders } from './visibleOrders.ts';

entity('OrderDiscount', {
  permission: 'orders.read', describe: 'A part of what was taken off an order\'s line beside its own rate: what, by which rule, how much.',
  rows: ofVisibleOrders,
  fields: {
    no: column(), kind: column(), currencyCode: column(), amount: money(undefined, { describe: 'Without tax.' }),
    name: words(['kind', 'name'], ({ kind, name }, { locale }) => (name ? String(name) : message(locale, `enum.DiscountKind.${String(kind)}`)), { describe: 'As it was called then.' }),
  },
  ones: {
    order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId'), promotion: one('Promotion', 'promotionId', { permission: 'promotions.read' }),
    coupon: one('Coupon', 'couponId', { permission: 'promotions.read' }),
  },
  listing: { field: 'orderDiscounts', orderBy: { AMOUNT: 'amount', ORDER: 'order.number' }, defaultOrder: 'AMOUNT_DESC', totals: ['amount'] },
});

extend('OrderLine', {
  fields: {
    priceOrigin: column(undefined, { describe: 'Where the price comes from; null where it was not told.' }), taxIncluded: column(undefined, { describe: 'The price holds the tax.' }),
    whyPrice: words(['priceBecause'], ({ priceBecause }, { locale }) => whyPrice(priceBecause, locale), { describe: 'Why it costs what it costs, as it was when it was priced.' }),
    less: money('lessMinor', { inCompany: companyBy('Order', 'orderId', (t) => col(t, 'lessMinor')), describe: 'An amount typed off the line, in terms of its price.' }),
  },
  manies: { discounts: lines('OrderDiscount', 'orderLineId') },
});

extend('Order', {
  fields: {
    taxRounding: column(undefined, { describe: 'How its tax is rounded.' }), taxTreatment: column(undefined, { describe: 'How it is taxed, as its customer was when it was drafted.' }), taxReason: column(),
    couponCodes: column(), discountRate: column(undefined, { describe: 'Typed off the whole order, as a fraction.' }),
    less: money('lessMinor', { describe: 'Typed off the whole order, as an amount.' }),
    promoted: expression('money', (alias) => sql`coalesce((SELECT sum(d."amountMinor") FROM "OrderDiscount" d WHERE d."orderId" = ${col(alias, 'id')} AND d.kind = 'PROMOTION'), 0)`,
      { currency: (alias) => col(alias, 'currencyCode'), describe: 'What promotions took off, without tax.' }),
  },
  manies: { redemptions: { target: 'PromotionRedemption', foreign: 'orderId', form: 'connection', permission: 'promotions.read' } },
});
