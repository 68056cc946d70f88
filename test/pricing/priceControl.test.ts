// Prices of customers and groups, and holds: beyond a limit only with a second person, by whichever way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireChanges, withdrawCustomerChange } from '../../server/src/customers/answeredChange.ts';
import { createCustomerGroup } from '../../server/src/customers/customerGroups.ts';
import { placeHold, releaseHold } from '../../server/src/customers/holds.ts';
import { assignPriceList } from '../../server/src/pricing/assignPriceList.ts';
import { removeCustomerPrice, setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { createPriceList, updatePriceList } from '../../server/src/pricing/savePriceList.ts';
import { setCustomerGroup } from '../../server/src/pricing/setCustomerGroup.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { setPrices } from '../../server/src/pricing/setPrices.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { verify } from '../../server/src/verify.ts';
import { importer } from '../imports/support.ts';
import { secondPeople, type SecondPeople } from '../support/second.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let tea: string;
let as: SecondPeople['as'];
let answer: SecondPeople['answer'];
let changeOf: SecondPeople['changeOf'];
beforeAll(async () => {
  firm = await startTrade();
  const second = await secondPeople(firm);
  ({ as, answer, changeOf } = second);
  const { people } = second;
  await firm.act(setApprovalLimit, { kind: 'CUSTOMER_PRICE', userId: globalId('User', people['Clara'] ?? ''), amount: '1000', rate: '0.1' });
  await firm.act(setApprovalLimit, { kind: 'HOLD_RELEASE', userId: globalId('User', people['Clara'] ?? ''), amount: '100' });
  tea = await firm.product('4');
  await firm.act(setListPrice, { productId: tea, unitPrice: '10' });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const ownPrices = async (customerId: string) => (await firm.db.rows<{ price: string }>(sql`SELECT trim_scale("unitPrice")::text AS price FROM "CustomerPrice" WHERE "customerId" = ${uuid(customerId)} ORDER BY 1`)).map(({ price }) => price);
const listPrices = async (listId: string) => (await firm.db.rows<{ price: string }>(sql`SELECT trim_scale("unitPrice")::text AS price FROM "PriceListPrice" WHERE "priceListId" = ${uuid(listId)} ORDER BY 1`)).map(({ price }) => price);
let count = 0;
const listOf = async (more: Record<string, unknown> = {}) => globalId('PriceList', (await firm.act(createPriceList, { name: `Control ${count += 1}`, ...more })).priceList ?? '');
const groupOf = async () => globalId('CustomerGroup', (await firm.act(createCustomerGroup, { name: `Group ${count += 1}` })).customerGroup ?? '');

describe('a customer\'s own price', () => {
  test.each([['within the own limit', '9', false], ['further below the list price', '8.99', true], ['above the list price', '11', false]])('%s', async (_case, unitPrice, waits) => {
    const customerId = await firm.customer();
    const made = await as('Clara', setCustomerPrice, { customerId, productId: tea, unitPrice, note: 'Contract' });
    expect([made.refused, made['change'] !== null, await ownPrices(customerId)]).toEqual([undefined, waits, waits ? [] : [unitPrice]]);
  });
  test('is not asked without a reason, nor twice; who asked does not answer; both see before and after; a second person puts it in force as it was asked', async () => {
    const customerId = await firm.customer();
    const wanted = { customerId, productId: tea, unitPrice: '7' };
    expect(await as('Clara', setCustomerPrice, wanted)).toEqual({ refused: 'INPUT_INVALID' });
    const { change } = await as('Clara', setCustomerPrice, { ...wanted, reason: 'They buy much' });
    expect(await changeOf(change)).toMatchObject({ status: 'PENDING', before: expect.stringMatching(/: 10$/), after: expect.stringMatching(/: 7, 2026-01-05 – $/) });
    expect(await firm.one(sql`SELECT facts->>'rate' AS rate, facts->>'before' AS before, rate::text AS exact FROM "Approval" WHERE id = ${(await changeOf(change))['approvalId'] ?? ''}`)).toMatchObject({ rate: '30 %', exact: '0.300000' });
    expect(await as('Clara', setCustomerPrice, { ...wanted, unitPrice: '6', reason: 'More' })).toEqual({ refused: 'CHANGE_WAITS' });
    expect(await as('Clara', setCustomerPrice, { ...wanted, fromQuantity: '10', reason: 'Another break' })).toMatchObject({ change: expect.any(String) });
    expect(await answer(change, true, 'Clara')).toEqual({ refused: 'APPROVAL_OWN' });
    await answer(change);
    expect([await ownPrices(customerId), (await changeOf(change))['status']]).toEqual([['7'], 'APPLIED']);
    expect(await firm.one(sql`SELECT reason, data->>'askedBy' AS asked FROM "Event" WHERE kind = 'customerPriceSet' AND "subjectId" = ${uuid(customerId)} ORDER BY sequence DESC LIMIT 1`)).toEqual({ reason: 'They buy much', asked: 'Clara' });
  });
  test('is not set when it is rejected, taken back, too old, or overtaken', async () => {
    const asked = async () => {
      const customerId = await firm.customer();
      await as('Conrad', setCustomerPrice, { customerId, productId: tea, unitPrice: '9.5' });
      return { customerId, change: (await as('Clara', setCustomerPrice, { customerId, productId: tea, unitPrice: '5', reason: 'Please' }))['change'] };
    };
    const [rejected, taken, old, overtaken] = [await asked(), await asked(), await asked(), await asked()];
    await answer(rejected.change, false);
    await as('Clara', withdrawCustomerChange, { changeId: globalId('CustomerChange', String(taken.change)), reason: 'A mistake' });
    await firm.db.rows(sql`UPDATE "CustomerChange" SET "expiresOn" = '2025-12-31' WHERE id = ${String(old.change)}`);
    await expireChanges(firm.db, new Date(`${firstDay}T12:00:00Z`));
    await firm.act(removeCustomerPrice, { customerPriceId: globalId('CustomerPrice', (await firm.one<{ id: string }>(sql`SELECT id FROM "CustomerPrice" WHERE "customerId" = ${uuid(overtaken.customerId)}`)).id) });
    await answer(overtaken.change);
    expect(await Promise.all([rejected, taken, old, overtaken].map(async ({ customerId, change }) => [(await changeOf(change))['status'], await ownPrices(customerId)])))
      .toEqual([['REJECTED', ['9.5']], ['WITHDRAWN', ['9.5']], ['EXPIRED', ['9.5']], ['WITHDRAWN', []]]);
  });
});

describe('a group\'s prices', () => {
  test('wait where somebody buys by the list, and not where nobody does; higher ones never', async () => {
    const [listId, groupId] = [await listOf(), await groupOf()];
    expect((await as('Clara', setPrices, { priceListId: listId, prices: [{ productId: tea, unitPrice: '5' }] }))['change']).toBeNull();
    // By giving the list to a group what nobody paid becomes what they pay.
    const { change: assigned } = await as('Clara', assignPriceList, { priceListId: listId, groupId, reason: 'Traders' });
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "PriceListAssignment" WHERE "priceListId" = ${uuid(listId)}`)).toEqual({ n: 0 });
    await answer(assigned);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "PriceListAssignment" WHERE "priceListId" = ${uuid(listId)}`)).toEqual({ n: 1 });
    expect((await as('Clara', setPrices, { priceListId: listId, prices: [{ productId: tea, unitPrice: '6' }] }))['change']).toBeNull();
    const { change } = await as('Clara', setPrices, { priceListId: listId, prices: [{ productId: tea, unitPrice: '4' }], reason: 'Season' });
    expect(await listPrices(listId)).toEqual(['6']);
    expect(await changeOf(change)).toMatchObject({ before: expect.stringMatching(/: 6$/), after: expect.stringMatching(/: 4$/) });
    await answer(change);
    expect(await listPrices(listId)).toEqual(['4']);
  });
  test('by the terms of a list, also of one that it rests on, and by the group that a customer joins', async () => {
    const base = await listOf({ adjustRate: '0.05' });
    const listId = await listOf({ baseListId: base, adjustRate: '0.04' });
    const [groupId, customerId] = [await groupOf(), await firm.customer()];
    expect((await as('Clara', assignPriceList, { priceListId: listId, groupId }))['change']).toBeNull();
    expect((await as('Clara', setCustomerGroup, { customerId, groupId }))['change']).toBeNull();
    const version = async (of: string) => (await firm.one<{ version: number }>(sql`SELECT version FROM "PriceList" WHERE id = ${uuid(of)}`)).version;
    const { change } = await as('Clara', updatePriceList, { priceListId: base, version: await version(base), adjustRate: '0.2', reason: 'Crisis' });
    await answer(change);
    expect(await firm.one(sql`SELECT "adjustRate"::text AS rate FROM "PriceList" WHERE id = ${uuid(base)}`)).toEqual({ rate: '0.200000' });
    expect((await as('Clara', updatePriceList, { priceListId: base, version: await version(base), adjustRate: '0.15' }))['change']).toBeNull();
    const other = await firm.customer();
    const joined = await as('Clara', setCustomerGroup, { customerId: other, groupId, reason: 'A trader, too' });
    await answer(joined['change']);
    expect(await firm.one(sql`SELECT "groupId" AS id FROM "Customer" WHERE id = ${uuid(other)}`)).toEqual({ id: uuid(groupId) });
    expect((await as('Clara', setCustomerGroup, { customerId: other }))['change']).toBeNull();
  });
  test('by file: each row waits by itself, says so, and is found done after the answer', async () => {
    const files = importer(firm);
    await firm.product('4', '10', { sku: 'MUG' });
    const { name } = await firm.one<{ name: string }>(sql`SELECT name FROM "Product" WHERE sku = 'MUG'`);
    expect(name).not.toBe('');
    await firm.act(setApprovalLimit, { kind: 'CUSTOMER_PRICE', role: 'OWNER', amount: '0', rate: '0' });
    const customerId = await firm.customer();
    const { code } = await firm.one<{ code: string }>(sql`SELECT code FROM "Customer" WHERE id = ${uuid(customerId)}`);
    const csv = `customer,sku,price,note\n${code},MUG,3,Contract\n`;
    const first = await files.whole('CUSTOMER_PRICES', csv);
    expect([files.counts(first.row), (await files.wrong(first.id)).length, await ownPrices(customerId)]).toEqual([{ created: 0, changed: 0, unchanged: 0, failed: 1 }, 1, []]);
    await answer((await firm.one<{ id: string }>(sql`SELECT id FROM "CustomerChange" WHERE "customerId" = ${uuid(customerId)} AND status = 'PENDING'`)).id);
    const second = await files.whole('CUSTOMER_PRICES', csv);
    expect([files.counts(second.row), await ownPrices(customerId)]).toEqual([{ created: 0, changed: 0, unchanged: 1, failed: 0 }, ['3']]);
  });
});

describe('a hold', () => {
  const held = async (owes: string) => {
    const customerId = await firm.customer();
    if (owes !== '0') await firm.order(customerId, [{ productId: tea, quantity: '1', unitPrice: owes }]);
    return { customerId, hold: globalId('CustomerHold', String((await as('Conrad', placeHold, { customerId, scope: 'ORDER', reason: 'Late' }))['hold'])) };
  };
  const isHeld = async (customerId: string) => (await firm.one<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "CustomerHold" WHERE "customerId" = ${uuid(customerId)} AND "releasedAt" IS NULL) AS is`)).is;
  test.each([['who owes nothing', '0', false], ['who owes as much as one may let go', '100', false], ['who owes more', '100.01', true]])('of %s', async (_case, owes, waits) => {
    const { customerId, hold } = await held(owes);
    const made = await as('Clara', releaseHold, { holdId: hold, reason: 'They paid' });
    expect([made.refused, made['change'] !== null, await isHeld(customerId)]).toEqual([undefined, waits, waits]);
  });
  test('is released by the second person\'s word, once', async () => {
    const { customerId, hold } = await held('500');
    const { change } = await as('Clara', releaseHold, { holdId: hold, reason: 'They promised' });
    expect(await as('Clara', releaseHold, { holdId: hold, reason: 'Again' })).toEqual({ refused: 'CHANGE_WAITS' });
    await answer(change);
    expect([await isHeld(customerId), (await changeOf(change))['status']]).toEqual([false, 'APPLIED']);
    expect(await firm.one(sql`SELECT reason, data->>'askedBy' AS asked FROM "Event" WHERE kind = 'holdReleased' AND "subjectId" = ${uuid(customerId)}`)).toEqual({ reason: 'They promised', asked: 'Clara' });
  });
  test('that somebody else has released meanwhile overtakes it', async () => {
    const { customerId, hold } = await held('500');
    const { change } = await as('Clara', releaseHold, { holdId: hold, reason: 'They promised' });
    await firm.db.rows(sql`UPDATE "CustomerHold" SET "releasedAt" = now(), "releaseReason" = 'By rule' WHERE id = ${uuid(hold)}`);
    await answer(change);
    expect([await isHeld(customerId), (await changeOf(change))['status']]).toEqual([false, 'WITHDRAWN']);
  });
});
