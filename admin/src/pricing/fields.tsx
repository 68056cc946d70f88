import type { Field } from '../shared/field.tsx';
import type { CouponRow, CustomerGroupRow, CustomerPriceRow, PriceListRow, RedemptionRow } from './queries.ts';
import type { PromotionRow } from './promotionQueries.ts';

export const priceListFields: readonly Field<PriceListRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'baseList', kind: 'reference', reference: 'priceLists', filter: true }, { name: 'adjustRate', kind: 'percent', filter: true },
  { name: 'priceCount', kind: 'integer', filter: true, card: 'figure' }, { name: 'assignmentCount', kind: 'integer', filter: true }, { name: 'validFrom', kind: 'day', sort: true, filter: true },
  { name: 'validTo', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'taxIncluded', kind: 'boolean', filter: true }, { name: 'isCurrent', kind: 'boolean', filter: true }, { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];
export const customerPriceFields: readonly Field<CustomerPriceRow>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'fromQuantity', kind: 'quantity', sort: true, filter: true }, { name: 'unitPrice', kind: 'price', sort: true, filter: true, card: 'figure' }, { name: 'taxIncluded', kind: 'boolean', filter: true, hidden: true },
  { name: 'validFrom', kind: 'day', sort: true, filter: true }, { name: 'validTo', kind: 'day', filter: true }, { name: 'note', kind: 'text', filter: true }, { name: 'isCurrent', kind: 'boolean', filter: true },
];
export const promotionFields: readonly Field<PromotionRow>[] = [
  { name: 'position', kind: 'integer', sort: true, filter: true }, { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'kind', kind: 'enum', enumName: 'PromotionKind', filter: true, card: 'detail' },
  { name: 'rate', kind: 'percent', filter: true }, { name: 'amount', kind: 'money', filter: true }, { name: 'validFrom', kind: 'day', sort: true, filter: true }, { name: 'validTo', kind: 'day', sort: true, filter: true },
  { name: 'needsCoupon', kind: 'boolean', filter: true }, { name: 'isExclusive', kind: 'boolean', filter: true, hidden: true }, { name: 'redeemed', kind: 'integer', filter: true, card: 'figure' },
  { name: 'redemptionsMax', kind: 'integer', filter: true, hidden: true }, { name: 'given', kind: 'money', filter: true }, { name: 'isCurrent', kind: 'boolean', filter: true }, { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];
export const couponFields: readonly Field<CouponRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'promotion', kind: 'reference', reference: 'promotions', filter: true, card: 'detail' }, { name: 'redeemed', kind: 'integer', sort: true, filter: true, card: 'figure' },
  { name: 'redemptionsMax', kind: 'integer', filter: true }, { name: 'isUsedUp', kind: 'boolean', filter: true }, { name: 'isActive', kind: 'boolean', filter: true }, { name: 'createdAt', kind: 'instant', sort: true, filter: true },
];
export const redemptionFields: readonly Field<RedemptionRow>[] = [
  { name: 'redeemedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'promotion', kind: 'reference', reference: 'promotions', sort: true, filter: true, card: 'title' }, { name: 'coupon', kind: 'text', render: ({ coupon }) => coupon?.code ?? '–', csv: ({ coupon }) => coupon?.code ?? '' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true }, { name: 'order', kind: 'reference', reference: 'orders', filter: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'givenBackAt', kind: 'instant', filter: true },
];
export const customerGroupFields: readonly Field<CustomerGroupRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'description', kind: 'text', filter: true, card: 'detail' }, { name: 'customerCount', kind: 'integer', sort: true, filter: true, card: 'figure' },
];
