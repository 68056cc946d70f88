// Agreements whose prices lie further below the list prices than one may give alone: in force, and extended, by two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireChanges, withdrawCustomerChange } from '../../server/src/customers/answeredChange.ts';
import { planCallOffs } from '../../server/src/frameworks/callOff.ts';
import { createFramework, deleteFramework, updateFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework, cancelFramework, extendFramework } from '../../server/src/frameworks/moveFramework.ts';
import { offFramework } from '../../server/src/frameworks/rules.ts';
import type { FrameworkLineRow, FrameworkPriceRow, FrameworkRow } from '../../server/src/generated/rows.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { printRate, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import '../../server/src/schema.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { secondPeople, type SecondPeople } from '../support/second.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const price = (amount: number) => BigInt(Math.round(amount * 100_000_000)) as UnitPrice;
describe('what an agreement gives at most', () => {
  const listed = new Map([['tea', { name: 'Tea', listPrice: price(10), taxRate: 250_000n as Rate }], ['cup', { name: 'Cup', listPrice: null, taxRate: 0n as Rate }]]);
  const of = (prices: [string, number][], more: Partial<FrameworkRow> = {}) => ({
    framework: { currencyCode: 'USD', taxIncluded: false, ...more } as FrameworkRow, lines: [...new Set(prices.map(([productId]) => productId))].map((productId) => ({ id: productId, productId }) as FrameworkLineRow),
    prices: prices.map(([frameworkLineId, amount]) => ({ frameworkLineId, unitPrice: price(amount) }) as FrameworkPriceRow),
  });
  test.each<[string, ReturnType<typeof of>, string | null]>([
    ['its lowest step counts', of([['tea', 9], ['tea', 7.5]]), '0.25'], ['above the list price nothing', of([['tea', 11]]), '0'], ['a price with tax is less without it', of([['tea', 10]], { taxIncluded: true }), '0.2'],
    ['without a list price it cannot be told', of([['tea', 9], ['cup', 1]]), null], ['in another currency neither', of([['tea', 9]], { currencyCode: 'EUR' }), null],
  ])('%s', (_case, agreed, off) => {
    const stake = offFramework(agreed, listed, 'USD');
    expect(stake ? printRate(stake.rate) : stake).toBe(off);
  });
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

const lastDay = later(firstDay, 90);
const draft = async (unitPrice: string, more: Record<string, unknown> = {}) => {
  const customerId = await firm.customer();
  return { customerId, frameworkId: globalId('Framework', (await firm.act(createFramework, { customerId, validFrom: firstDay, validTo: lastDay, name: 'Tea of the year', lines: [{ productId: tea, unitPrice, maximum: '100' }], ...more })).framework ?? '') };
};
const stateOf = (frameworkId: string) => firm.one<{ status: string; number: string | null; validTo: string }>(sql`SELECT status::text, number, "validTo"::text AS "validTo" FROM "Framework" WHERE id = ${uuid(frameworkId)}`);
const maximumOf = async (frameworkId: string) => (await firm.one<{ maximum: string | null }>(sql`SELECT trim_scale(maximum)::text AS maximum FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)}`)).maximum;
const lineOf = async (frameworkId: string) => globalId('FrameworkLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)}`)).id);
const priceOf = async (customerId: string) => (await firm.one<{ price: string }>(sql`SELECT trim_scale(l."unitPrice")::text AS price FROM "OrderLine" l WHERE l."orderId" = ${uuid(await firm.order(customerId, [{ productId: tea, quantity: '2' }]))}`)).price;

describe('an agreement', () => {
  test.each([['within the own limit', '9', false], ['further below the list price', '8.99', true], ['above the list price', '11', false]])('%s', async (_case, unitPrice, waits) => {
    const { frameworkId } = await draft(unitPrice);
    const made = await second.as('Clara', activateFramework, { frameworkId, reason: 'They buy much' });
    expect([made.refused, made['change'] !== null, (await stateOf(frameworkId)).status]).toEqual([undefined, waits, waits ? 'DRAFT' : 'ACTIVE']);
  });
  test('is in force, with its number, by a second person\'s word; nobody calls off before, nor drops its draft', async () => {
    const { customerId, frameworkId } = await draft('7');
    expect(await second.as('Clara', activateFramework, { frameworkId })).toEqual({ refused: 'INPUT_INVALID' });
    const { change } = await second.as('Clara', activateFramework, { frameworkId, reason: 'They buy much' });
    expect(await second.changeOf(change)).toMatchObject({ status: 'PENDING', before: '–', after: expect.stringMatching(/^2026-01-05 – 2026-04-05; .+: 7 \(≤ 100\)$/) });
    expect(await firm.one(sql`SELECT facts->>'rate' AS rate, facts->>'framework' AS name, "subjectType" AS type, "amountMinor"::text AS amount FROM "Approval" WHERE id = ${(await second.changeOf(change))['approvalId'] ?? ''}`))
      .toEqual({ rate: '30 %', name: 'Tea of the year', type: 'Framework', amount: '300' });
    expect([await priceOf(customerId), (await stateOf(frameworkId)).number]).toEqual(['10', null]);
    expect(await second.as('Clara', activateFramework, { frameworkId, reason: 'Again' })).toEqual({ refused: 'CHANGE_WAITS' });
    expect(await second.as('Clara', deleteFramework, { frameworkId })).toEqual({ refused: 'CHANGE_WAITS' });
    expect(await second.answer(change, true, 'Clara')).toEqual({ refused: 'APPROVAL_OWN' });
    // What is planned of it meanwhile does not overtake the answer.
    await firm.act(planCallOffs, { frameworkId, calls: [{ frameworkLineId: await lineOf(frameworkId), callOn: lastDay, quantity: '5' }] });
    await second.answer(change);
    expect([await priceOf(customerId), await stateOf(frameworkId), (await second.changeOf(change))['status']]).toMatchObject(['7', { status: 'ACTIVE', number: expect.stringMatching(/^AGR-2026-/) }, 'APPLIED']);
    expect(await firm.one(sql`SELECT reason, data->>'askedBy' AS asked FROM "Event" WHERE kind = 'frameworkActivated' AND "subjectId" = ${uuid(frameworkId)}`)).toEqual({ reason: 'They buy much', asked: 'Clara' });
  });
  test('stays a draft when that is rejected, taken back, too old, overtaken by other prices, or its days are over', async () => {
    const asked = async (more: Record<string, unknown> = {}) => {
      const { frameworkId } = await draft('5', more);
      return { frameworkId, change: (await second.as('Clara', activateFramework, { frameworkId, reason: 'Please' }))['change'] };
    };
    const [rejected, taken, old, overtaken, over] = [await asked(), await asked(), await asked(), await asked(), await asked({ validTo: later(firstDay, 1) })];
    await second.answer(rejected.change, false);
    await second.as('Clara', withdrawCustomerChange, { changeId: globalId('CustomerChange', String(taken.change)), reason: 'A mistake' });
    await firm.db.rows(sql`UPDATE "CustomerChange" SET "expiresOn" = '2025-12-31' WHERE id = ${String(old.change)}`);
    await expireChanges(firm.db, new Date(`${firstDay}T12:00:00Z`));
    await firm.act(updateFramework, { frameworkId: overtaken.frameworkId, version: 1, lines: [{ productId: tea, unitPrice: '4' }] });
    await second.answer(overtaken.change);
    await firm.db.rows(sql`UPDATE "Framework" SET "validFrom" = '2020-01-01', "validTo" = '2020-12-31' WHERE id = ${uuid(over.frameworkId)}`);
    await second.answer(over.change);
    expect(await Promise.all([rejected, taken, old, overtaken, over].map(async ({ frameworkId, change }) => [(await second.changeOf(change))['status'], (await stateOf(frameworkId)).status])))
      .toEqual([['REJECTED', 'DRAFT'], ['WITHDRAWN', 'DRAFT'], ['EXPIRED', 'DRAFT'], ['WITHDRAWN', 'DRAFT'], ['WITHDRAWN', 'DRAFT']]);
  });
  test('lasts longer or further by two; shorter and less by one; what was called off meanwhile counts', async () => {
    const { customerId, frameworkId } = await draft('6');
    await firm.act(activateFramework, { frameworkId });
    const line = await lineOf(frameworkId);
    expect(await second.as('Clara', extendFramework, { frameworkId, validTo: later(lastDay, -5), lines: [{ frameworkLineId: line, maximum: '80' }], reason: 'Less' })).toMatchObject({ change: null });
    const { change } = await second.as('Clara', extendFramework, { frameworkId, validTo: later(lastDay, 30), lines: [{ frameworkLineId: line, maximum: '120' }], reason: 'A good year' });
    expect(await second.changeOf(change)).toMatchObject({ before: expect.stringMatching(/2026-03-31; .+\(≤ 80\)$/), after: expect.stringMatching(/2026-05-05; .+\(≤ 120\)$/) });
    expect([await stateOf(frameworkId), await maximumOf(frameworkId)]).toMatchObject([{ validTo: later(lastDay, -5) }, '80']);
    await firm.order(customerId, [{ productId: tea, quantity: '30' }]);
    await second.answer(change);
    expect([await stateOf(frameworkId), await maximumOf(frameworkId), (await second.changeOf(change))['status']]).toMatchObject([{ status: 'ACTIVE', validTo: later(lastDay, 30) }, '120', 'APPLIED']);
    expect(await firm.one(sql`SELECT reason, changes->'validTo'->>1 AS "validTo" FROM "Event" WHERE kind = 'frameworkExtended' AND "subjectId" = ${uuid(frameworkId)} ORDER BY sequence DESC LIMIT 1`)).toEqual({ reason: 'A good year', validTo: later(lastDay, 30) });
  });
  test('that is cancelled meanwhile is not extended', async () => {
    const { frameworkId } = await draft('6');
    await firm.act(activateFramework, { frameworkId });
    const { change } = await second.as('Clara', extendFramework, { frameworkId, validTo: later(lastDay, 30), reason: 'A good year' });
    await firm.act(cancelFramework, { frameworkId, reason: 'They went' });
    await second.answer(change);
    expect([(await stateOf(frameworkId)).status, (await second.changeOf(change))['status']]).toEqual(['CANCELLED', 'WITHDRAWN']);
  });
});
