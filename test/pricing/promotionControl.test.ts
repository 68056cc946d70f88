// Promotions and their codes: what takes more off than one may give alone waits for a second person.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PromotionRow } from '../../server/src/generated/rows.ts';
import { expireChanges, withdrawCustomerChange } from '../../server/src/customers/answeredChange.ts';
import { createCustomerGroup } from '../../server/src/customers/customerGroups.ts';
import { offPromotion, toldGives, widens, type PromotionPrices } from '../../server/src/pricing/promotionConcession.ts';
import { createCoupon, generateCoupons, setCouponActive } from '../../server/src/pricing/saveCoupons.ts';
import { setCustomerGroup } from '../../server/src/pricing/setCustomerGroup.ts';
import { createPromotion, updatePromotion } from '../../server/src/pricing/savePromotion.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import { printRate, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { verify } from '../../server/src/verify.ts';
import { secondPeople, type SecondPeople } from '../support/second.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const rate = (percent: number) => BigInt(percent * 10_000) as Rate;
const units = (count: number) => BigInt(count * 1_000_000) as NonNullable<PromotionRow['buyQuantity']>;
const price = (amount: number) => BigInt(amount * 100_000_000) as UnitPrice;
const promotion = (more: Partial<PromotionRow>): PromotionRow => ({
  id: 'p', companyId: 'c', name: 'Promotion', description: null, kind: 'LINE_RATE', rate: null, amountMinor: null, currencyCode: 'USD', buyQuantity: null, getQuantity: null, getProductIds: [], validFrom: firstDay, validTo: null,
  minQuantity: null, minAmountMinor: null, productIds: [], categoryIds: [], customerIds: [], groupIds: [], channels: [], firstOrderOnly: false, needsCoupon: false, position: 100, isExclusive: false, isMarginExempt: false,
  redemptionsMax: null, perCustomerMax: null, isCounted: false, redeemed: 0, isActive: true, version: 1, ...more,
});

describe('what a promotion gives at most', () => {
  const covered = { most: price(20), least: price(4) };
  const prices: PromotionPrices = { covered, got: covered, companyCode: 'USD' };
  test.each<[string, Partial<PromotionRow>, [string, bigint]]>([
    ['a rate off lines', { kind: 'LINE_RATE', rate: rate(10) }, ['0.1', 200n]],
    ['a rate off the whole', { kind: 'ORDER_RATE', rate: rate(25) }, ['0.25', 500n]],
    ['an amount off each unit, of the cheapest', { kind: 'UNIT_AMOUNT', amountMinor: minor(100) }, ['0.25', 100n]],
    ['an amount off the whole, of one unit', { kind: 'ORDER_AMOUNT', amountMinor: minor(100) }, ['0.25', 100n]],
    ['the same of so many units', { kind: 'ORDER_AMOUNT', amountMinor: minor(100), minQuantity: units(5) }, ['0.05', 100n]],
    ['the same of an order of so much', { kind: 'ORDER_AMOUNT', amountMinor: minor(1000), minAmountMinor: minor(20_000) }, ['0.05', 1000n]],
    ['more than something costs: all of it', { kind: 'UNIT_AMOUNT', amountMinor: minor(500) }, ['1', 500n]],
    ['one of four free', { kind: 'BUY_GET', rate: rate(100), buyQuantity: units(3), getQuantity: units(1) }, ['0.25', 500n]],
    ['half off another, at its dearest beside the cheapest', { kind: 'BUY_GET', rate: rate(50), buyQuantity: units(5), getQuantity: units(1), getProductIds: ['x'] }, ['0.25', 500n]],
  ])('%s', (_case, more, [off, amount]) => {
    const stake = offPromotion(promotion(more), prices);
    expect([stake && printRate(stake.rate), stake?.amount]).toEqual([off, amount]);
  });
  test('cannot be told where nothing of it has a list price', () => {
    expect(offPromotion(promotion({ rate: rate(1) }), { ...prices, covered: undefined })).toBeNull();
    expect(offPromotion(promotion({ kind: 'BUY_GET', rate: rate(1), buyQuantity: units(1), getQuantity: units(1), getProductIds: ['x'] }), { ...prices, got: undefined })).toBeNull();
  });
  test('is told in words', () => expect([toldGives(promotion({ rate: rate(10) })), toldGives(promotion({ kind: 'UNIT_AMOUNT', amountMinor: minor(150) })), toldGives(promotion({ kind: 'BUY_GET', rate: rate(100), buyQuantity: units(3), getQuantity: units(1) }))])
    .toEqual(['−10 %', '−1.50', '3 + 1: −100 %']));
});

describe('other terms give more', () => {
  const before = promotion({
    rate: rate(10), validFrom: firstDay, validTo: later(firstDay, 30), minQuantity: units(5), minAmountMinor: minor(1000), productIds: ['a'], customerIds: ['k'], channels: ['API'], firstOrderOnly: true, needsCoupon: true, isExclusive: true, redemptionsMax: 10, perCustomerMax: 1,
  });
  test.each<[string, Partial<PromotionRow>, boolean]>([
    ['as they are', {}, false], ['a higher rate', { rate: rate(11) }, true], ['a lower rate', { rate: rate(9) }, false], ['an earlier day', { validFrom: later(firstDay, -1) }, true], ['a later last day', { validTo: later(firstDay, 31) }, true],
    ['no last day', { validTo: null }, true], ['an earlier last day', { validTo: firstDay as Day }, false], ['less to buy', { minQuantity: units(4) }, true], ['nothing to buy', { minAmountMinor: null }, true], ['more to buy', { minAmountMinor: minor(2000) }, false],
    ['another product', { productIds: ['a', 'b'] }, true], ['all products', { productIds: [] }, true], ['a category instead', { productIds: [], categoryIds: ['z'] }, true], ['everybody', { customerIds: [] }, true], ['a group, too', { groupIds: ['g'] }, true],
    ['all channels', { channels: [] }, true], ['not the first order alone', { firstOrderOnly: false }, true], ['without a code', { needsCoupon: false }, true], ['beside others', { isExclusive: false }, true], ['without regard to margins', { isMarginExempt: true }, true],
    ['more often', { redemptionsMax: 11 }, true], ['less often', { redemptionsMax: 9 }, false], ['any number for a customer', { perCustomerMax: null }, true], ['another name and place', { name: 'Other', position: 1 }, false], ['not at all', { isActive: false }, false],
  ])('%s', (_case, more, gives) => expect(widens(before, { ...before, ...more })).toBe(gives));
  test('of one that was stopped: by being active again', () => expect(widens({ ...before, isActive: false }, before)).toBe(true));
});

let firm: Trade;
let second: SecondPeople;
let tea: string;
beforeAll(async () => {
  firm = await startTrade();
  second = await secondPeople(firm);
  await firm.act(setApprovalLimit, { kind: 'CUSTOMER_PRICE', userId: globalId('User', second.people['Clara'] ?? ''), amount: '1000', rate: '0.1' });
  tea = await firm.product('4');
  await firm.act(setListPrice, { productId: tea, unitPrice: '10' });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

let count = 0;
const terms = (more: Record<string, unknown> = {}) => ({ name: `Promotion ${count += 1}`, kind: 'LINE_RATE', rate: '0.1', productIds: [tea], customerIds: [] as string[], ...more });
const stateOf = (id: string | null | undefined) => firm.one<{ rate: string; isActive: boolean; version: number; redeemed: number }>(sql`SELECT trim_scale(rate)::text AS rate, "isActive", version, redeemed FROM "Promotion" WHERE id = ${String(id)}`);
const idOf = (id: string | null | undefined) => globalId('Promotion', String(id));
const netOf = async (orderId: string) => (await firm.one<{ net: string }>(sql`SELECT "netMinor"::text AS net FROM "Order" WHERE id = ${uuid(orderId)}`)).net;

describe('a promotion', () => {
  test.each([['within the own limit', '0.1', false], ['beyond it', '0.11', true]])('%s', async (_case, off, waits) => {
    const { promotion: id, change, refused } = await second.as('Clara', createPromotion, terms({ rate: off, reason: 'Season', validTo: later(firstDay, 1) }));
    expect([refused, change !== null, (await stateOf(id)).isActive]).toEqual([undefined, waits, !waits]);
    await second.as('Conrad', updatePromotion, { promotionId: idOf(id), version: 1, isActive: false });
  });
  test('is there and takes nothing off until a second person has allowed it', async () => {
    const customerId = await firm.customer();
    const wanted = terms({ rate: '0.3', customerIds: [customerId] });
    expect(await second.as('Clara', createPromotion, wanted)).toEqual({ refused: 'INPUT_INVALID' });
    const { promotion: id, change } = await second.as('Clara', createPromotion, { ...wanted, reason: 'They buy much' });
    expect(await second.changeOf(change)).toMatchObject({ status: 'PENDING', before: '–', after: '−30 %, 1 product or category, 1 customer or group, 2026-01-05 – ' });
    expect(await firm.one(sql`SELECT facts->>'promotion' AS name, facts->>'rate' AS rate, "subjectType" AS type, "amountMinor"::text AS amount FROM "Approval" WHERE id = ${(await second.changeOf(change))['approvalId'] ?? ''}`))
      .toEqual({ name: wanted.name, rate: '30 %', type: 'Promotion', amount: '300' });
    expect(await netOf(await firm.order(customerId, [{ productId: tea, quantity: '1' }]))).toBe('1000');
    expect(await second.as('Clara', updatePromotion, { promotionId: idOf(id), version: 1, isActive: true, reason: 'Again' })).toEqual({ refused: 'CHANGE_WAITS' });
    expect(await second.answer(change, true, 'Clara')).toEqual({ refused: 'APPROVAL_OWN' });
    await second.answer(change);
    expect([await stateOf(id), (await second.changeOf(change))['status']]).toMatchObject([{ isActive: true, rate: '0.3', version: 2 }, 'APPLIED']);
    expect(await netOf(await firm.order(customerId, [{ productId: tea, quantity: '1' }]))).toBe('700');
    expect(await firm.one(sql`SELECT reason, data->>'askedBy' AS asked FROM "Event" WHERE kind = 'promotionUpdated' AND "subjectId" = ${String(id)}`)).toEqual({ reason: 'They buy much', asked: 'Clara' });
  });
  test('of which orders were placed meanwhile counts them right when it is changed', async () => {
    const customerId = await firm.customer();
    const { promotion: id } = await second.as('Clara', createPromotion, terms({ customerIds: [customerId], redemptionsMax: 5 }));
    await firm.order(customerId, [{ productId: tea, quantity: '1' }]);
    const { change } = await second.as('Clara', updatePromotion, { promotionId: idOf(id), version: 1, rate: '0.5', reason: 'Crisis' });
    await firm.order(customerId, [{ productId: tea, quantity: '1' }]);
    await firm.order(customerId, [{ productId: tea, quantity: '1' }]);
    expect(await stateOf(id)).toMatchObject({ rate: '0.1', redeemed: 3 });
    await second.answer(change);
    expect(await stateOf(id)).toMatchObject({ rate: '0.5', redeemed: 3, version: 2 });
    expect((await second.as('Clara', updatePromotion, { promotionId: idOf(id), version: 2, rate: '0.4' }))['change']).toBeNull();
  });
  test('is not changed when that is rejected, taken back, too old, overtaken, or its name is another\'s by now', async () => {
    const asked = async (more: Record<string, unknown> = {}) => {
      const { promotion: id } = await second.as('Conrad', createPromotion, terms({ validTo: firstDay }));
      return { id, change: (await second.as('Clara', updatePromotion, { promotionId: idOf(id), version: 1, rate: '0.5', reason: 'Please', ...more }))['change'] };
    };
    const [rejected, taken, old, overtaken, named] = [await asked(), await asked(), await asked(), await asked(), await asked({ name: 'Summer' })];
    await second.answer(rejected.change, false);
    await second.as('Clara', withdrawCustomerChange, { changeId: globalId('CustomerChange', String(taken.change)), reason: 'A mistake' });
    await firm.db.rows(sql`UPDATE "CustomerChange" SET "expiresOn" = '2025-12-31' WHERE id = ${String(old.change)}`);
    await expireChanges(firm.db, new Date(`${firstDay}T12:00:00Z`));
    await firm.db.rows(sql`UPDATE "Promotion" SET version = version + 1 WHERE id = ${String(overtaken.id)}`);
    await second.answer(overtaken.change);
    await second.as('Conrad', createPromotion, terms({ name: 'Summer', validTo: firstDay }));
    await second.answer(named.change);
    expect(await Promise.all([rejected, taken, old, overtaken, named].map(async ({ id, change }) => [(await second.changeOf(change))['status'], (await stateOf(id)).rate])))
      .toEqual([['REJECTED', '0.1'], ['WITHDRAWN', '0.1'], ['EXPIRED', '0.1'], ['WITHDRAWN', '0.1'], ['WITHDRAWN', '0.1']]);
  });
});

test('a customer joins a group of which a promotion gives more by two, and any other group alone', async () => {
  const groupOf = async (name: string) => globalId('CustomerGroup', (await firm.act(createCustomerGroup, { name })).customerGroup ?? '');
  const [strong, mild, customerId] = [await groupOf('Strong'), await groupOf('Mild'), await firm.customer()];
  await second.as('Conrad', createPromotion, terms({ rate: '0.4', groupIds: [strong] }));
  await second.as('Conrad', createPromotion, terms({ rate: '0.1', groupIds: [mild] }));
  expect(await second.as('Clara', setCustomerGroup, { customerId, groupId: mild })).toMatchObject({ change: null });
  const { change } = await second.as('Clara', setCustomerGroup, { customerId, groupId: strong, reason: 'A trader' });
  await second.answer(change);
  expect(await firm.one(sql`SELECT "groupId" AS id FROM "Customer" WHERE id = ${uuid(customerId)}`)).toEqual({ id: uuid(strong) });
  expect((await second.changeOf(change))['status']).toBe('APPLIED');
});

describe('codes', () => {
  const codesOf = async (id: string | null | undefined) => (await firm.db.rows<{ code: string; isActive: boolean }>(sql`SELECT code, "isActive" FROM "Coupon" WHERE "promotionId" = ${String(id)} ORDER BY code`)).map(({ code, isActive }) => (isActive ? code : `${code} –`));
  test('of what one may give alone, or of what is not active yet, are made at once; others wait, one by one', async () => {
    const { promotion: mild } = await second.as('Conrad', createPromotion, terms({ needsCoupon: true }));
    expect(await second.as('Clara', createCoupon, { promotionId: idOf(mild), code: 'MILD' })).toMatchObject({ change: null });
    const { promotion: strong } = await second.as('Conrad', createPromotion, terms({ rate: '0.5', needsCoupon: true, isActive: false }));
    expect(await second.as('Clara', createCoupon, { promotionId: idOf(strong), code: 'EARLY' })).toMatchObject({ change: null });
    await second.as('Conrad', updatePromotion, { promotionId: idOf(strong), version: 1, isActive: true });
    const shared = await second.as('Clara', createCoupon, { promotionId: idOf(strong), code: 'half', redemptionsMax: 9, reason: 'Fair' });
    const many = await second.as('Clara', generateCoupons, { promotionId: idOf(strong), count: 3, prefix: 'Z', reason: 'Mailing' });
    expect([shared['coupon'], many['count'], await codesOf(strong)]).toEqual([null, 0, ['EARLY']]);
    expect(await second.as('Clara', createCoupon, { promotionId: idOf(strong), code: 'HALF', reason: 'Again' })).toEqual({ refused: 'CHANGE_WAITS' });
    expect((await second.changeOf(shared['change']))['after']).toMatch(/^9 × HALF: −50 %/);
    await second.answer(shared['change']);
    await second.answer(many['change']);
    expect([await codesOf(strong), (await second.changeOf(many['change']))['after']]).toEqual([['EARLY', 'HALF', ...Array.from({ length: 3 }, () => expect.stringMatching(/^Z/))], expect.stringMatching(/^3 codes: /)]);
    const coupon = globalId('Coupon', (await firm.one<{ id: string }>(sql`SELECT id FROM "Coupon" WHERE code = 'HALF'`)).id);
    expect(await second.as('Clara', setCouponActive, { couponId: coupon, isActive: false })).toMatchObject({ change: null });
    const { change } = await second.as('Clara', setCouponActive, { couponId: coupon, isActive: true, reason: 'Stopped by mistake' });
    expect(await codesOf(strong)).toContain('HALF –');
    await second.answer(change);
    expect(await codesOf(strong)).toContain('HALF');
  });
  test('that somebody else has made meanwhile overtake those that wait', async () => {
    const { promotion: id } = await second.as('Conrad', createPromotion, terms({ rate: '0.5', needsCoupon: true }));
    const { change } = await second.as('Clara', createCoupon, { promotionId: idOf(id), code: 'SAME', reason: 'Fair' });
    await second.as('Conrad', createPromotion, terms({ rate: '0.1', needsCoupon: true, name: 'Other' }));
    const other = globalId('Promotion', (await firm.one<{ id: string }>(sql`SELECT id FROM "Promotion" WHERE name = 'Other'`)).id);
    expect(await second.as('Conrad', createCoupon, { promotionId: other, code: 'SAME' })).toMatchObject({ change: null });
    await second.answer(change);
    expect([(await second.changeOf(change))['status'], await codesOf(id)]).toEqual(['WITHDRAWN', []]);
  });
});
