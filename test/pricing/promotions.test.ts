// Promotions, coupons and what is typed off an order: what they take off which line, once, and what stands against margins.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { system } from '../../server/src/access/identify.ts';
import { createPromotion, updatePromotion } from '../../server/src/pricing/savePromotion.ts';
import { createCoupon, generateCoupons, setCouponActive } from '../../server/src/pricing/saveCoupons.ts';
import { setMarginRule, removeMarginRule } from '../../server/src/pricing/marginRules.ts';
import { createCategory } from '../../server/src/catalogue/saveCategory.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { deleteOrder } from '../../server/src/orders/deleteOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { repriceOrder } from '../../server/src/orders/repriceOrder.ts';
import { requestMarginOverride } from '../../server/src/orders/requestMarginOverride.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { openDb } from '../../server/src/shared/db.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { burst, type Request } from '../support/burst.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
// No test meets the promotions of another.
afterEach(() => firm.db.rows(sql`UPDATE "Promotion" SET "isActive" = FALSE`));
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

let made = 0;
const promotion = async (kind: string, more: Record<string, unknown>) => globalId('Promotion', (await firm.act(createPromotion, { name: `Promotion ${made += 1}`, kind, ...more })).promotion ?? '');
const end = async (promotionId: string) => {
  const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "Promotion" WHERE id = ${uuid(promotionId)}`);
  await firm.act(updatePromotion, { promotionId, version, isActive: false });
};
const coupon = (promotionId: string, code: string, redemptionsMax?: number) => firm.act(createCoupon, { promotionId, code, ...(redemptionsMax ? { redemptionsMax } : {}) });
const line = (productId: string, quantity: string, unitPrice: string, more: Record<string, unknown> = {}) => ({ productId, quantity, unitPrice, ...more });
const amounts = async (orderId: string) => ({
  lines: (await firm.db.rows<{ n: number[] }>(sql`SELECT ARRAY["grossMinor"::int, "netMinor"::int] AS n FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`)).map(({ n }) => n),
  off: (await firm.db.rows<{ n: string }>(sql`SELECT l.no || ' ' || d.kind || ' ' || d."amountMinor" AS n FROM "OrderDiscount" d JOIN "OrderLine" l ON l.id = d."orderLineId" WHERE d."orderId" = ${uuid(orderId)} ORDER BY l.no, d.no`)).map(({ n }) => n),
});
const nets = async (orderId: string) => (await amounts(orderId)).lines.map(([, net]) => net);
const redeemed = (promotionId: string) => firm.one(sql`SELECT p.redeemed, (SELECT count(*)::int FROM "PromotionRedemption" r WHERE r."promotionId" = p.id AND r."givenBackAt" IS NULL) AS standing FROM "Promotion" p WHERE p.id = ${uuid(promotionId)}`);

describe('what is typed', () => {
  test('is taken off the line, and off the whole by what is left of each line, so that the parts sum to it', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const three = [line(item, '1', '33.33'), line(item, '1', '33.33'), line(item, '1', '33.33')];
    expect((await amounts(await firm.order(customer, three, { discountAmount: '10' }))).off).toEqual(['1 TYPED_ORDER 334', '2 TYPED_ORDER 333', '3 TYPED_ORDER 333']);
    expect(await nets(await firm.order(customer, three, { discountRate: '0.1' }))).toEqual([2999, 3000, 3000]);
    const order = await firm.order(customer, [line(item, '2', '10', { discountRate: '0.1', discountAmount: '3' }), line(item, '1', '5')], { discountAmount: '100' });
    expect(await amounts(order)).toEqual({ lines: [[2000, 0], [500, 0]], off: ['1 TYPED_LINE 300', '1 TYPED_ORDER 1500', '2 TYPED_ORDER 500'] });
    expect(await firm.refusal(createOrder, { customerId: customer, lines: [line(item, '1', '5', { discountAmount: '5.01' })] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(createOrder, { customerId: customer, lines: three, discountRate: '0.1', discountAmount: '1' })).toBe('INPUT_INVALID');
  });

  test('posts to discounts by order, and the draft that is changed or dropped leaves nothing', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const invoice = await firm.invoice(customer, [line(item, '3', '10')], { discountAmount: '7' });
    expect(await firm.db.rows(sql`SELECT a.code, l."amountMinor"::int AS amount FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" a ON a.id = l."accountId"
      WHERE e."sourceId" = ${uuid(invoice)} AND l."orderId" IS NOT NULL AND a.code IN ('4000', '4100') ORDER BY 1`)).toEqual([{ code: '4000', amount: -3000 }, { code: '4100', amount: 700 }]);
    const order = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [line(item, '1', '10'), line(item, '1', '10')], discountAmount: '5' })).order ?? '');
    await firm.act(updateOrder, { orderId: order, version: 1, discountAmount: null });
    expect(await amounts(order)).toEqual({ lines: [[1000, 1000], [1000, 1000]], off: [] });
    await firm.act(updateOrder, { orderId: order, version: 2, discountRate: '0.5', lines: [line(item, '1', '8')] });
    expect(await amounts(order)).toEqual({ lines: [[800, 400]], off: ['1 TYPED_ORDER 400'] });
    await firm.act(deleteOrder, { orderId: order });
    expect((await amounts(order)).off).toEqual([]);
  });
});

describe('a promotion', () => {
  test('of each kind takes off what it says', async () => {
    const [customer, a, b] = [await firm.customer(), await firm.service(), await firm.service()];
    const cases: [string, Record<string, unknown>, ReturnType<typeof line>[], (number | undefined)[]][] = [
      ['LINE_RATE', { rate: '0.15', productIds: [a] }, [line(a, '1', '9.99'), line(b, '1', '9.99')], [849, 999]],
      ['UNIT_AMOUNT', { amount: '1.50', productIds: [a] }, [line(a, '3', '10'), line(a, '1', '1')], [2550, 0]],
      ['ORDER_RATE', { rate: '0.1', minAmount: '50' }, [line(a, '1', '33.33'), line(b, '1', '33.33')], [2999, 3000]],
      ['ORDER_AMOUNT', { amount: '10', minQuantity: '2' }, [line(a, '1', '20'), line(b, '1', '10')], [1333, 667]],
      ['BUY_GET', { buyQuantity: '2', getQuantity: '1', rate: '1', productIds: [a] }, [line(a, '7', '10')], [5000]], // 2 of 7 free
      ['BUY_GET', { buyQuantity: '1', getQuantity: '1', rate: '0.5', productIds: [a], getProductIds: [b] }, [line(a, '2', '10'), line(b, '3', '4')], [2000, 800]],
      ['BUY_GET', { buyQuantity: '1', getQuantity: '1', rate: '1', productIds: [a, b] }, [line(a, '1', '10'), line(b, '1', '4')], [1000, 0]], // the cheaper one
    ];
    for (const [kind, more, lines, expected] of cases) {
      const of = await promotion(kind, more);
      const order = await firm.order(customer, lines);
      expect([kind, await nets(order)]).toEqual([kind, expected]);
      expect((await firm.one<{ standing: number }>(sql`SELECT count(*)::int AS standing FROM "PromotionRedemption" WHERE "orderId" = ${uuid(order)}`)).standing).toBe(1);
      await end(of);
    }
  });

  test('is tried in its place, on what the earlier ones left; an exclusive one comes alone', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const ten = await promotion('ORDER_RATE', { rate: '0.1', position: 2 });
    const five = await promotion('ORDER_AMOUNT', { amount: '5', position: 1 });
    expect(await amounts(await firm.order(customer, [line(item, '1', '100')]))).toEqual({ lines: [[10000, 8550]], off: ['1 PROMOTION 500', '1 PROMOTION 950'] });
    const alone = await promotion('ORDER_RATE', { rate: '0.5', position: 3, isExclusive: true });
    expect(await nets(await firm.order(customer, [line(item, '1', '100')]))).toEqual([8550]);
    await firm.act(updatePromotion, { promotionId: alone, version: 1, position: 0 });
    expect(await nets(await firm.order(customer, [line(item, '1', '100')]))).toEqual([5000]);
    for (const each of [ten, five, alone]) await end(each);
  });

  test('is for whom, when and what it says', async () => {
    const [mine, other, item] = [await firm.customer(), await firm.customer(), await firm.service()];
    const { category = '' } = await firm.act(createCategory, { name: 'Of a promotion' });
    const cases: [Record<string, unknown>, string, number][] = [
      [{ customerIds: [mine] }, mine, 900], [{ customerIds: [mine] }, other, 1000], [{ channels: ['API'] }, mine, 1000], [{ channels: ['JOB'] }, mine, 900],
      [{ validFrom: '2026-01-06' }, mine, 1000], [{ validFrom: '2026-01-01', validTo: '2026-01-05' }, mine, 900], [{ validFrom: '2025-01-01', validTo: '2026-01-04' }, mine, 1000],
      [{ minQuantity: '2' }, mine, 1000], [{ minAmount: '10.01' }, mine, 1000], [{ minAmount: '10' }, mine, 900], [{ categoryIds: [globalId('Category', category)] }, mine, 1000], [{ firstOrderOnly: true }, mine, 1000],
    ];
    for (const [more, customer, expected] of cases) {
      const of = await promotion('LINE_RATE', { rate: '0.1', ...more });
      expect([more, await nets(await firm.order(customer, [line(item, '1', '10')]))]).toEqual([more, [expected]]);
      await end(of);
    }
    const first = await promotion('LINE_RATE', { rate: '0.1', firstOrderOnly: true });
    const fresh = await firm.customer();
    expect([await nets(await firm.order(fresh, [line(item, '1', '10')])), await nets(await firm.order(fresh, [line(item, '1', '10')]))]).toEqual([[900], [1000]]);
    await end(first);
  });

  test('stays on a draft as it was; a draft whose promotion ended is refused until its prices are updated', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const of = await promotion('LINE_RATE', { rate: '0.1' });
    const order = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [line(item, '1', '10')] })).order ?? '');
    await end(of);
    expect(await nets(order)).toEqual([900]);
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('PROMOTION_OVER');
    await firm.act(repriceOrder, { orderId: order });
    expect(await amounts(order)).toEqual({ lines: [[1000, 1000]], off: [] });
    await firm.act(placeOrder, { orderId: order });
  });

  test('in prices with tax takes off prices with tax; its share without tax is what the ledger calls a discount', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const of = await promotion('ORDER_AMOUNT', { amount: '11.60' });
    const order = await firm.order(customer, [line(item, '1', '116', { taxIncluded: true }), line(item, '1', '116')]);
    expect((await amounts(order)).off).toEqual(['1 PROMOTION 580', '2 PROMOTION 580']);
    await end(of);
  });
});

describe('a coupon', () => {
  test('counts where its code is given, is refused where it has no effect, and comes back with the order', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const of = await promotion('ORDER_RATE', { rate: '0.2', needsCoupon: true, minAmount: '20', perCustomerMax: 1 });
    await coupon(of, 'Welcome-20');
    const order = (more: Record<string, unknown>, units = '3') => ({ order: { customerId: customer, lines: [line(item, units, '10')], ...more } });
    expect(await firm.refusal(placeOrder, order({ couponCodes: ['NOPE'] }))).toBe('COUPON_UNKNOWN');
    expect(await firm.refusal(placeOrder, order({ couponCodes: ['welcome-20'] }, '1'))).toBe('COUPON_WITHOUT_EFFECT');
    expect(await firm.refusal(createCoupon, { promotionId: of, code: 'WELCOME-20' })).toBe('COUPON_CODE_TAKEN');
    const placed = await firm.order(customer, [line(item, '3', '10')], { couponCodes: ['welcome-20 '] });
    expect(await nets(placed)).toEqual([2400]);
    expect(await redeemed(of)).toEqual({ redeemed: 1, standing: 1 });
    expect(await firm.refusal(placeOrder, order({ couponCodes: ['WELCOME-20'] }))).toBe('COUPON_USED_UP');
    await firm.act(cancelOrder, { orderId: placed, reason: 'Changed their mind' });
    expect(await redeemed(of)).toEqual({ redeemed: 0, standing: 0 });
    const again = globalId('Order', (await firm.act(createOrder, order({ couponCodes: ['WELCOME-20'] }).order)).order ?? '');
    await firm.order(customer, [line(item, '3', '10')], { couponCodes: ['WELCOME-20'] });
    expect(await firm.refusal(placeOrder, { orderId: again })).toBe('PROMOTION_USED_UP');
    const stopped = await firm.one<{ id: string }>(sql`SELECT id FROM "Coupon" WHERE code = 'WELCOME-20'`);
    await firm.act(setCouponActive, { couponId: globalId('Coupon', stopped.id), isActive: false });
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(item, '3', '10')], couponCodes: ['WELCOME-20'] } })).toBe('COUPON_UNKNOWN');
  });

  test('is generated in numbers, each code serving once', async () => {
    const [customer, item] = [await firm.customer(), await firm.service()];
    const of = await promotion('ORDER_RATE', { rate: '0.2', needsCoupon: true });
    await firm.act(generateCoupons, { promotionId: of, count: 200, prefix: 'spring-' });
    const [first] = await firm.db.rows<{ code: string }>(sql`SELECT code FROM "Coupon" WHERE "promotionId" = ${uuid(of)}`);
    expect(first?.code).toMatch(/^SPRING-[2-9A-HJ-NP-Z]{10}$/);
    await firm.order(customer, [line(item, '1', '10')], { couponCodes: [first?.code ?? ''] });
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line(item, '1', '10')], couponCodes: [first?.code ?? ''] } })).toBe('COUPON_USED_UP');
    expect(await firm.refusal(generateCoupons, { promotionId: await promotion('ORDER_RATE', { rate: '0.2', isActive: false }), count: 1 })).toBe('INPUT_INVALID');
  });

  test('that serves once more is had by one of sixty-four clients, at one server and at two', async () => {
    const customers = await Promise.all(Array.from({ length: 8 }, () => firm.customer()));
    const item = await firm.service();
    const of = await promotion('ORDER_RATE', { rate: '0.2', needsCoupon: true });
    await coupon(of, 'LAST-ONE', 1);
    await coupon(of, 'LAST-TWO', 2);
    const request = (n: number, code: string): Request => ({ action: placeOrder, input: { order: { customerId: customers[n % 8], lines: [line(item, '1', '10')], couponCodes: [code] } }, ctx: { pinsClock: false } });
    const replies = await burst(firm, Array.from({ length: 64 }, (_, n) => request(n, 'LAST-ONE')));
    const kinds = (all: object[]) => Object.fromEntries([...Map.groupBy(all, (each) => ('refused' in each ? String(each.refused) : 'fault' in each ? String(each.fault) : 'done'))].map(([kind, each]) => [kind, each.length]));
    expect(kinds(replies)).toEqual({ done: 1, COUPON_USED_UP: 63 });
    const second = await openDb({ url: firm.database.url, role: 'hesabu_app', poolMax: 4 });
    const at = async (n: number) => {
      const ctx = { ...await firm.context(), pinsClock: false, ...(n % 2 === 0 ? {} : { db: second }) };
      const { action, input } = request(n, 'LAST-TWO');
      return perform(action, readInput(action, input, ctx), ctx).catch((error: unknown) => (error instanceof Refusal ? { refused: error.kind.code } : { fault: String(error) }));
    };
    expect(kinds(await Promise.all(Array.from({ length: 64 }, (_, n) => at(n))))).toEqual({ done: 2, COUPON_USED_UP: 62 });
    await second.close();
    expect(await redeemed(of)).toEqual({ redeemed: 3, standing: 3 });
  });

  test('a limit in all and one for each customer hold in a crowd', async () => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => firm.customer()));
    const item = await firm.service();
    const of = await promotion('ORDER_RATE', { rate: '0.2', redemptionsMax: 6, perCustomerMax: 2 });
    const request = (n: number): Request => ({ action: placeOrder, input: { order: { customerId: customers[n % 4], lines: [line(item, '1', '10')] } }, ctx: { pinsClock: false } });
    await burst(firm, Array.from({ length: 24 }, (_, n) => request(n)));
    expect(await firm.db.rows(sql`SELECT "netMinor"::int AS net, count(*)::int AS orders FROM "Order" o WHERE o."customerId"::text = ANY(string_to_array(${customers.map(uuid).join()}, ',')) GROUP BY 1 ORDER BY 1`))
      .toEqual([{ net: 800, orders: 6 }, { net: 1000, orders: 18 }]);
    expect(await firm.one(sql`SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM "PromotionRedemption" WHERE "promotionId" = ${uuid(of)} GROUP BY "customerId") x`)).toEqual({ most: 2 });
    expect(await firm.refusal(updatePromotion, { promotionId: of, version: 1, redemptionsMax: 5 })).toBe('INPUT_INVALID');
    await end(of);
  });
});

describe('a minimum margin', () => {
  const owner = (id: string, role: 'OWNER' | 'CONTROLLER' = 'OWNER') => ({ ...system, kind: 'STAFF' as const, id, name: 'Somebody', role });
  const as = async (viewer: ReturnType<typeof owner>, action: typeof decideApproval | typeof requestMarginOverride | typeof placeOrder, input: Record<string, unknown>) => {
    const ctx = { ...await firm.context(), viewer };
    return perform(action as typeof placeOrder, readInput(action as typeof placeOrder, input, ctx), ctx).then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.kind.code : Promise.reject(error)));
  };
  const people = async () => (await firm.db.rows<{ id: string }>(sql`INSERT INTO "User" (id, "companyId", email, name, "passwordHash", role)
    SELECT gen_random_uuid(), c.id, gen_random_uuid() || '@example.com', 'Somebody', 'none', 'OWNER' FROM "Company" c, generate_series(1, 2) RETURNING id`)).map(({ id }) => id);

  test('stops what leaves less, until somebody else agrees, once, up to what was lacking', async () => {
    const [customer, item] = [await firm.customer(), await firm.product('8')];
    const { marginRule = '' } = await firm.act(setMarginRule, { productId: item, minimum: '0.2' });
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line(item, '1', '10')] } })).toBe(undefined);
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line(item, '1', '9.99')] } })).toBe('MARGIN_TOO_LOW');
    const [asker = '', other = ''] = await people();
    const order = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [line(item, '10', '9')] })).order ?? '');
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('MARGIN_TOO_LOW');
    expect(await as(owner(asker), requestMarginOverride, { orderId: order, reason: 'A new customer' })).toBe('done');
    const approval = await firm.one<{ id: string; amount: number; rate: string }>(sql`SELECT id, "amountMinor"::int AS amount, trim_scale(rate)::text AS rate FROM "Approval" WHERE "subjectId" = ${uuid(order)}`);
    expect(approval).toMatchObject({ amount: 1000, rate: '0.088889' }); // 100.00 is asked, 90.00 is paid: 11.1 % instead of 20
    const decide = { approvalId: globalId('Approval', approval.id), approve: true, reason: 'Agreed' };
    expect(await as(owner(asker), decideApproval, decide)).toBe('APPROVAL_OWN');
    await firm.act(setApprovalLimit, { kind: 'MARGIN_OVERRIDE', role: 'OWNER', amount: '5' });
    expect(await as(owner(other), decideApproval, decide)).toBe('APPROVAL_BEYOND_LIMIT');
    await firm.act(setApprovalLimit, { kind: 'MARGIN_OVERRIDE', role: 'OWNER', amount: '50', rate: '0.05' });
    expect(await as(owner(other), decideApproval, decide)).toBe('APPROVAL_BEYOND_LIMIT');
    await firm.act(setApprovalLimit, { kind: 'MARGIN_OVERRIDE', role: 'OWNER', amount: '50', rate: '0.1' });
    expect(await as(owner(other), decideApproval, decide)).toBe('done');
    await firm.act(updateOrder, { orderId: order, version: 1, lines: [line(item, '10', '8.5')] });
    expect(await as(owner(asker, 'CONTROLLER'), placeOrder, { orderId: order })).toBe('MARGIN_TOO_LOW'); // more is lacking than was agreed to
    await firm.act(updateOrder, { orderId: order, version: 2, lines: [line(item, '10', '9')] });
    expect(await as(owner(asker, 'CONTROLLER'), placeOrder, { orderId: order })).toBe('done');
    // A role with a limit of its own needs nobody up to it.
    expect(await as(owner(asker), placeOrder, { order: { customerId: customer, lines: [line(item, '10', '9')] } })).toBe('done');
    expect(await as(owner(asker), placeOrder, { order: { customerId: customer, lines: [line(item, '100', '8')] } })).toBe('MARGIN_TOO_LOW');
    expect(await firm.refusal(requestMarginOverride, { orderId: await firm.order(customer, [line(item, '1', '20')]), reason: 'x' })).toBe('ORDER_STATUS_FORBIDS');
    await firm.act(removeMarginRule, { marginRuleId: globalId('MarginRule', marginRule) });
    await firm.db.rows(sql`DELETE FROM "ApprovalLimit"`);
  });

  test('is the product\'s before the category\'s before the company\'s; free goods count unless their promotion says otherwise', async () => {
    const category = globalId('Category', (await firm.act(createCategory, { name: 'Guarded' })).category ?? '');
    const [customer, item, free] = [await firm.customer(), await firm.product('8', '100', { categoryId: category }), await firm.product('8', '100', { categoryId: category })];
    const rules = [
      await firm.act(setMarginRule, { minimum: '0.5', basis: 'LAST' }), await firm.act(setMarginRule, { categoryId: category, minimum: '0' }), await firm.act(setMarginRule, { productId: free, minimum: '-1' }),
    ];
    const placing = (productId: string, price: string) => firm.refusal(placeOrder, { order: { customerId: customer, lines: [line(productId, '1', price)] } });
    expect([await placing(item, '8'), await placing(item, '7.99'), await placing(free, '4'), await placing(free, '3.99')]).toEqual([undefined, 'MARGIN_TOO_LOW', undefined, 'MARGIN_TOO_LOW']);
    expect([await placing(await firm.product('5'), '10'), await placing(await firm.product('5'), '9.99')]).toEqual([undefined, 'MARGIN_TOO_LOW']);
    const gift = await promotion('BUY_GET', { buyQuantity: '1', getQuantity: '1', rate: '1', productIds: [item], getProductIds: [free] });
    const order = await firm.order(customer, [line(item, '1', '10'), line(free, '1', '10')]);
    expect(await nets(order)).toEqual([1000, 0]);
    const shipped = await firm.ship(order);
    expect(await firm.one(sql`SELECT sum("costMinor")::int AS cost FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(shipped)}`)).toEqual({ cost: 1600 });
    await firm.act(updatePromotion, { promotionId: gift, version: 1, isMarginExempt: false });
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line(item, '1', '10'), line(free, '1', '10')] } })).toBe('MARGIN_TOO_LOW');
    await end(gift);
    for (const { marginRule = '' } of rules) await firm.act(removeMarginRule, { marginRuleId: globalId('MarginRule', marginRule) });
  });
});
