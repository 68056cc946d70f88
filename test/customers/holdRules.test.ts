// Rules stop customers by themselves, and let them go when their cause is gone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyHoldRules } from '../../server/src/customers/applyHoldRules.ts';
import { saveHoldRule } from '../../server/src/customers/holdRules.ts';
import { releaseHold } from '../../server/src/customers/holds.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { entityOf } from '../../server/src/shared/entity.ts';
import { verify } from '../../server/src/verify.ts';
import '../../server/src/schema.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let product = '';
beforeAll(async () => {
  firm = await startTrade();
  product = await firm.product('1', '5000');
});
afterAll(() => firm.close());

const line = (quantity = '1') => [{ productId: product, quantity, unitPrice: '10' }];
const holdsOf = (customerId: string) => firm.db.rows<{ id: string; scope: string; reason: string; open: boolean; isWaived: boolean }>(
  sql`SELECT id, scope::text, reason, "releasedAt" IS NULL AS open, "isWaived" FROM "CustomerHold" WHERE "customerId" = ${uuid(customerId)} ORDER BY "placedAt", id`);
const apply = () => firm.act(applyHoldRules, {});
const rule = async (more: Record<string, unknown>) => globalId('HoldRule', (await firm.act(saveHoldRule, { name: 'Late', cause: 'OVERDUE_DAYS', days: 10, scope: 'ORDER', ...more })).holdRule ?? '');
const stop = async (holdRuleId: string, more: Record<string, unknown>) => firm.act(saveHoldRule, { holdRuleId, name: 'Late', cause: 'OVERDUE_DAYS', days: 10, scope: 'ORDER', isActive: false, ...more });
/** Somebody who owes 100 since 30 days after the first day. */
const debtor = async (more: Record<string, unknown> = {}) => {
  firm.day = firstDay;
  const customerId = await firm.customer({ paymentTermDays: 30, ...more });
  const invoice = await firm.invoice(customerId, line('10'));
  return { customerId, invoice };
};

describe('a rule by days overdue', () => {
  test('stops on the day after its days, once, and lets go when it is paid', async () => {
    const { customerId, invoice } = await debtor();
    const id = await rule({});
    firm.day = later(firstDay, 40);
    await apply();
    expect(await holdsOf(customerId)).toEqual([]);
    firm.day = later(firstDay, 41);
    await apply();
    await apply();
    expect(await holdsOf(customerId)).toMatchObject([{ scope: 'ORDER', reason: 'Late: overdue for 11 days, USD 100.00 in all', open: true }]);
    expect(await firm.refusal(placeOrder, { order: { customerId, lines: line() } })).toBe('CUSTOMER_ON_HOLD');
    await firm.act(recordPayment, { customerId, amount: '100', method: 'BANK', allocations: [{ invoiceId: invoice, amount: '100' }] });
    await apply();
    expect(await holdsOf(customerId)).toMatchObject([{ open: false }]);
    expect(await firm.refusal(placeOrder, { order: { customerId, lines: line() } })).toBeUndefined();
    await stop(id, {});
  });
  test('that somebody has overridden does not stop again before its cause has ended once', async () => {
    const { customerId, invoice } = await debtor();
    const id = await rule({});
    firm.day = later(firstDay, 60);
    await apply();
    const [hold] = await holdsOf(customerId);
    await firm.act(releaseHold, { holdId: globalId('CustomerHold', hold?.id ?? ''), reason: 'They have promised' });
    await apply();
    expect(await holdsOf(customerId)).toMatchObject([{ open: false, isWaived: true }]);
    await firm.act(recordPayment, { customerId, amount: '100', method: 'BANK', allocations: [{ invoiceId: invoice, amount: '100' }] });
    await apply();
    expect(await holdsOf(customerId)).toMatchObject([{ open: false, isWaived: false }]);
    await firm.invoice(customerId, line('10'));
    firm.day = later(firstDay, 120);
    await apply();
    expect((await holdsOf(customerId)).map(({ open }) => open)).toEqual([false, true]);
    await stop(id, {});
    await apply();
    expect((await holdsOf(customerId)).map(({ open }) => open)).toEqual([false, false]);
  });
});

test.each([['ORDER', 'CUSTOMER_ON_HOLD', undefined], ['SHIP', undefined, 'CUSTOMER_ON_HOLD'], ['CREDIT', 'CUSTOMER_ON_HOLD', undefined]])('a rule for %s stops what it is for alone', async (scope, ordering, shipping) => {
  const { customerId } = await debtor();
  const order = await firm.order(customerId, line());
  const id = await rule({ name: 'Much', cause: 'OVERDUE_AMOUNT', days: null, amount: '99.99', scope });
  firm.day = later(firstDay, 31);
  await apply();
  expect(await firm.refusal(shipOrder, { orderId: order })).toBe(shipping);
  expect(await firm.refusal(placeOrder, { order: { customerId, lines: line() } })).toBe(ordering);
  await stop(id, { name: 'Much', cause: 'OVERDUE_AMOUNT', days: null, amount: '99.99', scope });
  await apply();
});

test('who may order only what is paid for orders for as much as is on account', async () => {
  firm.day = firstDay;
  const customerId = await firm.customer({ creditLimit: '50' });
  const id = await rule({ name: 'Beyond', cause: 'OVER_LIMIT', days: null, scope: 'CREDIT' });
  await firm.order(customerId, line('5'));
  await firm.db.rows(sql`UPDATE "CreditAccount" SET "limitMinor" = 4000 WHERE "customerId" = ${uuid(customerId)}`);
  await apply();
  expect(await holdsOf(customerId)).toMatchObject([{ scope: 'CREDIT', reason: 'Beyond: USD 10.00 over the limit' }]);
  await firm.act(recordPayment, { customerId, amount: '60', method: 'BANK' });
  // 50 ordered and 60 on account: 10 more may be ordered.
  expect(await firm.refusal(placeOrder, { order: { customerId, lines: line('2') } })).toBe('CUSTOMER_ON_HOLD');
  expect(await firm.refusal(placeOrder, { order: { customerId, lines: line('1') } })).toBeUndefined();
  await stop(id, { name: 'Beyond', cause: 'OVER_LIMIT', days: null, scope: 'CREDIT' });
});

test('a rule that does not release stays until somebody does', async () => {
  const { customerId } = await debtor();
  const id = await rule({ releasesItself: false });
  firm.day = later(firstDay, 60);
  await apply();
  await stop(id, { releasesItself: false });
  await apply();
  expect(await holdsOf(customerId)).toMatchObject([{ open: true }]);
  expect(entityOf('HoldRule').permission).toBe('credit.read');
});

test('a rule without its figure is no rule', async () => {
  expect(await firm.refusal(saveHoldRule, { name: 'x', cause: 'OVERDUE_DAYS', scope: 'ORDER' })).toBe('INPUT_INVALID');
  expect(await firm.refusal(saveHoldRule, { name: 'x', cause: 'OVERDUE_AMOUNT', scope: 'ORDER' })).toBe('INPUT_INVALID');
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test('a rule counts the days since a payment came back or a debt was given up', async () => {
  for (const cause of ['BOUNCED_PAYMENTS', 'WRITTEN_OFF']) expect(await firm.refusal(saveHoldRule, { name: cause, cause, days: 30, scope: 'ORDER', isActive: false })).toBeUndefined();
  expect(await firm.refusal(saveHoldRule, { name: 'x', cause: 'WRITTEN_OFF', scope: 'ORDER' })).toBe('INPUT_INVALID');
});
