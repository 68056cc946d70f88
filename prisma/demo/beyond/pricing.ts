// What goods cost whom: groups, lists, prices agreed with customers, promotions, and what must be left of a price.
import { createCustomerGroup } from '../../../server/src/customers/customerGroups.ts';
import { setCustomerGroup } from '../../../server/src/pricing/setCustomerGroup.ts';
import { placeOrder } from '../../../server/src/orders/placeOrder.ts';
import { assignPriceList } from '../../../server/src/pricing/assignPriceList.ts';
import { setCustomerPrice } from '../../../server/src/pricing/customerPrices.ts';
import { setMarginRule } from '../../../server/src/pricing/marginRules.ts';
import { createCoupon } from '../../../server/src/pricing/saveCoupons.ts';
import { createPriceList } from '../../../server/src/pricing/savePriceList.ts';
import { createPromotion } from '../../../server/src/pricing/savePromotion.ts';
import { setPrices } from '../../../server/src/pricing/setPrices.ts';
import { step, type Firm, type Step } from './firm.ts';
import { sell } from './trading.ts';

const groups = [
  { key: 'wholesale', name: 'Wholesale', description: 'Dealers who buy by the pallet.', members: ['ERNSH', 'QUICK', 'SAVEA', 'HUNGO'] },
  { key: 'houses', name: 'Hotels and restaurants', description: 'Kitchens that order every week.', members: ['BAYVW', 'HARBR', 'OTTIK', 'RATTC'] },
];

/** Price of a product in a list: from so many units on. */
const wholesale: [sku: string, from: string, price: string][] = [
  ['HS-402', '0', '33.50'], ['HS-402', '24', '31.80'], ['HS-402', '60', '30.20'],
  ['HS-403', '0', '15.90'], ['HS-403', '50', '15.20'], ['HS-403', '200', '14.60'], ['HS-701', '0', '54.00'], ['HS-701', '20', '51.50'],
];
const shop: typeof wholesale = [['HS-301', '0', '42.90'], ['HS-501', '0', '69.90'], ['HS-601', '0', '13.90']];

async function list(firm: Firm, key: string, head: Record<string, unknown>, to: Record<string, unknown>, prices: typeof wholesale): Promise<void> {
  const { priceList: priceListId = '' } = await firm.act(createPriceList, `list ${key}`, 43, { validFrom: firm.day(43), ...head });
  await firm.act(setPrices, `prices ${key}`, 43, {
    priceListId, prices: await Promise.all(prices.map(async ([sku, fromQuantity, unitPrice]) => ({ productId: await firm.of('Product', sku), fromQuantity, unitPrice }))),
  });
  await firm.act(assignPriceList, `assign ${key}`, 43, { priceListId, ...to });
}

const customerPrice = async (firm: Firm, customer: string, sku: string, unitPrice: string, note: string) => firm.act(setCustomerPrice, `agreed ${customer} ${sku}`, 42, {
  customerId: await firm.of('Customer', customer), productId: await firm.of('Product', sku), unitPrice, note, validTo: firm.day(-320),
});

export const pricing: Step[] = [
  step(44, async (firm) => {
    for (const { key, members, ...group } of groups) {
      const { customerGroup: groupId = '' } = await firm.act(createCustomerGroup, `group ${key}`, 44, group);
      firm.kept.set(`group ${key}`, groupId);
      for (const code of members) await firm.act(setCustomerGroup, `member ${code}`, 44, { customerId: await firm.of('Customer', code), groupId });
    }
  }),
  step(43, async (firm) => {
    await list(firm, 'wholesale', { name: 'Wholesale', description: 'Less, the more of it is bought.' }, { groupId: firm.kept.get('group wholesale') }, wholesale);
    await list(firm, 'shop', { name: 'Shop', description: 'Gifts as the shop shows them, tax included.', taxIncluded: true }, { channel: 'API' }, shop);
  }),
  step(42, async (firm) => {
    await customerPrice(firm, 'BAYVW', 'HS-402', '34.00', 'Agreed for a year, by letter.');
    await customerPrice(firm, 'CEDAR', 'HS-401', '29.50', 'Agreed for a year, by telephone.');
    await firm.act(setMarginRule, 'margin', 42, { categoryId: await firm.of('Category', 'Equipment'), minimum: '0.2' });
  }),
  step(30, async (firm) => {
    await firm.act(createPromotion, 'promotion tins', 30, {
      name: 'Last season\'s tins', kind: 'LINE_RATE', rate: '0.2', description: 'A fifth off from twelve tins on.', productIds: [await firm.of('Product', 'HS-601')], minQuantity: '12', validTo: firm.day(-40),
    });
    const { promotion: promotionId = '' } = await firm.act(createPromotion, 'promotion fair', 30, {
      name: 'Trade fair', kind: 'ORDER_RATE', rate: '0.05', description: 'For who came to our stand.', needsCoupon: true, perCustomerMax: 1, validTo: firm.day(-60),
    });
    for (const code of ['FAIR-SEATTLE', 'FAIR-SPOKANE', 'FAIR-TACOMA']) await firm.act(createCoupon, `coupon ${code}`, 30, { promotionId, code, redemptionsMax: 50 });
  }),
  step(7, async (firm) => {
    const { order = '' } = await firm.act(placeOrder, 'place CEDAR-120', 7, {
      placedOn: firm.day(7), order: {
        customerId: await firm.of('Customer', 'CEDAR'), customerReference: 'CEDAR-120', requiredOn: firm.day(-9), couponCodes: ['FAIR-SPOKANE'],
        lines: [{ productId: await firm.of('Product', 'HS-601'), quantity: '24' }, { productId: await firm.of('Product', 'NW-033'), quantity: '12' }],
      },
    });
    firm.kept.set('order CEDAR-120', order);
  }),
  ...sell({ key: 'QUICK-151', customer: 'QUICK', placed: 0, lines: [{ sku: 'HS-402', quantity: '24' }, { sku: 'NW-012', quantity: '10' }] }),
  ...sell({ key: 'ALFKI-152', customer: 'ALFKI', placed: 0, lines: [{ sku: 'NW-040', quantity: '15' }, { sku: 'NW-022', quantity: '6' }] }),
];
