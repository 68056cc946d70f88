// What of prices and promotions is read over the API: in both lanes alike, by one statement, and only by who may.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignPriceList } from '../../server/src/pricing/assignPriceList.ts';
import { setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { setMarginRule } from '../../server/src/pricing/marginRules.ts';
import { createCoupon } from '../../server/src/pricing/saveCoupons.ts';
import { createPriceList } from '../../server/src/pricing/savePriceList.ts';
import { createPromotion } from '../../server/src/pricing/savePromotion.ts';
import { setPrices } from '../../server/src/pricing/setPrices.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let made: { customer: string; item: string; order: string };
const as = (role: string) => ({ key: `hsk_live_${role}` });
const ask = async (query: string, role = 'OWNER', variables: Record<string, unknown> = {}) => server.graphql(query, variables, as(role));

beforeAll(async () => {
  firm = await startTrade();
  for (const role of ['OWNER', 'SALES', 'PARTNER']) {
    await firm.db.rows(sql`INSERT INTO "ApiKey" (id, "companyId", name, prefix, "tokenHash", role, scopes) SELECT gen_random_uuid(), id, ${role}, ${role}, ${tokenHash(as(role).key)}, ${role}::"Role", '{}' FROM "Company"`);
  }
  const [customer, item] = [await firm.customer(), await firm.product('4')];
  const list = globalId('PriceList', (await firm.act(createPriceList, { name: 'Wholesale', adjustRate: '0.1' })).priceList ?? '');
  await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '9' }, { productId: item, unitPrice: '8', fromQuantity: '10' }] });
  await firm.act(assignPriceList, { priceListId: list, customerId: customer });
  await firm.act(setCustomerPrice, { customerId: customer, productId: item, unitPrice: '7', fromQuantity: '100' });
  const promotionId = globalId('Promotion', (await firm.act(createPromotion, { name: 'Spring', kind: 'ORDER_RATE', rate: '0.1', needsCoupon: true, productIds: [item], customerIds: [customer] })).promotion ?? '');
  await firm.act(createCoupon, { promotionId, code: 'SPRING' });
  await firm.act(setMarginRule, { minimum: '0' });
  made = { customer, item, order: await firm.order(customer, [{ productId: item, quantity: '10' }], { couponCodes: ['spring'], discountAmount: '2' }) };
  server = await startTestServer({ database: firm.database });
  server.now.set('2026-01-05T12:00:00Z');
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

test('an order tells why each line costs what it costs and what was taken off it', async () => {
  const { data, errors } = await ask(`query($id: ID!) { node(id: $id) { ... on Order {
    couponCodes taxRounding taxTreatment promoted { amount } discount { amount } less { amount } redemptions(first: 5) { nodes { amount { amount } promotion { name } coupon { code } } }
    lines { unitPrice priceOrigin whyPrice taxIncluded gross { amount } net { amount } discounts { kind name amount { amount } promotion { name } } } } } }`, 'OWNER', { id: made.order });
  expect(errors).toEqual([]);
  expect(data.node).toEqual({
    couponCodes: ['SPRING'], taxRounding: 'LINE', taxTreatment: 'STANDARD', promoted: { amount: '8.00' }, discount: { amount: '10.00' }, less: { amount: '2.00' },
    redemptions: { nodes: [{ amount: { amount: '8.00' }, promotion: { name: 'Spring' }, coupon: { code: 'SPRING' } }] },
    lines: [{
      unitPrice: '8', priceOrigin: 'CUSTOMER_LIST', whyPrice: 'Price list “Wholesale” of the customer, from 10 units on', taxIncluded: false, gross: { amount: '80.00' }, net: { amount: '70.00' },
      discounts: [{ kind: 'PROMOTION', name: 'Spring', amount: { amount: '8.00' }, promotion: { name: 'Spring' } }, { kind: 'TYPED_ORDER', name: 'Off the whole order', amount: { amount: '2.00' }, promotion: null }],
    }],
  });
});

test('a price is explained, with each candidate', async () => {
  const { data, errors } = await ask(`query($productId: ID!, $customerId: ID) { priceExplanation(productId: $productId, customerId: $customerId, quantity: "3", on: "2026-01-05") {
    unitPrice origin why total { amount } candidates { origin listName unitPrice isTaken says why } } }`, 'PARTNER', { productId: made.item, customerId: made.customer });
  expect(errors).toEqual([]);
  expect(data.priceExplanation).toMatchObject({ unitPrice: '9', origin: 'CUSTOMER_LIST', total: { amount: '27.00' } });
  expect(data.priceExplanation.candidates.map(({ unitPrice, isTaken, why }: Record<string, unknown>) => [unitPrice, isTaken, why])).toEqual([
    ['7', false, 'Only from 100 units on.'], ['8', false, 'Only from 10 units on.'], ['9', true, 'Counts.'], [null, false, 'There is no price that it could be worked out from.'], [null, false, 'There is none on that day.'],
  ]);
});

test('lists, promotions, coupons, redemptions and rules are lists with their filters', async () => {
  const { data, errors } = await ask(`{
    priceLists(filter: { isCurrent: true }) { nodes { name adjustRate priceCount assignmentCount prices { nodes { unitPrice fromQuantity product { name } } } assignments { nodes { priority customer { name } } } } }
    customerPrices(filter: { fromQuantity: { min: "1" } }) { totalCount }
    promotions(filter: { needsCoupon: true }) { nodes { name redeemed given { amount } productIds productNames customerNames couponCount } }
    coupons(filter: { isUsedUp: false }) { nodes { code redeemed promotion { name } } totals { redeemed } }
    promotionRedemptions { totals { amount { amount } } }
    marginRules { nodes { minimum basis product { id } } }
    pricingSettings { taxRounding }
  }`);
  expect(errors).toEqual([]);
  expect(data.priceLists.nodes).toEqual([expect.objectContaining({ name: 'Wholesale', adjustRate: '0.1', priceCount: 2, assignmentCount: 1 })]);
  expect(data.promotions.nodes).toEqual([{ name: 'Spring', redeemed: 1, given: { amount: '8.00' }, productIds: [made.item], productNames: [expect.stringMatching(/^Product/)], customerNames: [expect.stringMatching(/^Customer/)], couponCount: 1 }]);
  expect([data.customerPrices.totalCount, data.coupons.totals.redeemed, data.promotionRedemptions.totals.amount.amount, data.marginRules.nodes[0].minimum, data.pricingSettings.taxRounding]).toEqual([1, 1, '8.00', '0', 'LINE']);
});

test('what goods cost is not told to who may not see it', async () => {
  expect((await ask('{ marginRules { totalCount } }', 'SALES')).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'costs.read' });
  expect((await ask('{ promotions { totalCount } }', 'PARTNER')).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'promotions.read' });
  const preview = async (role: string) => (await ask('query($input: PreviewOrderInput!) { previewOrder(input: $input) { lines { margin minimumMargin net { amount } } warnings { code } } }', role,
    { input: { customerId: made.customer, lines: [{ productId: made.item, quantity: '1', unitPrice: '3' }] } })).data.previewOrder;
  expect(await preview('OWNER')).toEqual({ lines: [{ margin: '-0.333333', minimumMargin: '0', net: { amount: '3.00' } }], warnings: [{ code: 'MARGIN_BELOW' }] });
  expect(await preview('PARTNER')).toEqual({ lines: [{ margin: null, minimumMargin: null, net: { amount: '3.00' } }], warnings: [] });
  const placed = await ask('mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on MarginTooLow { productName minimum lines message } } }', 'PARTNER',
    { input: { order: { customerId: made.customer, lines: [{ productId: made.item, quantity: '1', unitPrice: '3' }] } } });
  expect(placed.data.placeOrder).toMatchObject({ __typename: 'MarginTooLow', minimum: '0', lines: 1 });
});

test('each such question takes one statement', () => {
  // The preview of an order and a refusal are the general lane's.
  expect(server.laneUse().compiled).toBeGreaterThanOrEqual(3);
});
