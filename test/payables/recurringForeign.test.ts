// Bills that come again and again in another currency: each at the rate of its day; one without is a task, and tried again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { cashOut } from '../../server/src/payables/cashOut.ts';
import { recordDueBills } from '../../server/src/payables/recordDueBills.ts';
import { createRecurringBill, recordRecurringBill, updateRecurringBill } from '../../server/src/payables/recurringBills.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [rent, supplierId] = ['', ''];
const rate = (value: string, on = firm.day) => firm.act(enterRate, { currencyCode: 'EUR', ratedOn: on, rate: value });
const template = async (name: string, more: Record<string, unknown> = {}) => globalId('RecurringBill', (await firm.act(createRecurringBill, {
  supplierId, name, every: 'MONTH', startsOn: firm.day, currencyCode: 'EUR', tax: '1.90', lines: [{ accountId: rent, description: 'Cellar', net: '10' }], ...more,
})).recurringBill ?? '');
const now = () => new Date(Date.parse(`${firm.day}T09:00:00Z`));
const follow = async () => {
  await followedUp(firm.db, now);
};
const bills = (recurringBillId: string) => firm.db.rows(sql`SELECT "billedOn"::text AS day, "totalMinor"::int AS total, "currencyCode" AS code, trim_scale("exchangeRate")::text AS rate, "companyTotalMinor"::int AS worth FROM "Bill" WHERE "recurringBillId" = ${uuid(recurringBillId)} ORDER BY "billedOn"`);
const tasks = (recurringBillId: string) => firm.db.rows(sql`SELECT title, status::text FROM "Task" WHERE kind = 'billHeld' AND "subjectId" = ${uuid(recurringBillId)} ORDER BY "createdAt"`);

beforeAll(async () => {
  firm = await startTrade();
  rent = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6300'`)).id);
  await firm.act(setTradingCurrency, { code: 'EUR' });
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'CAVE', name: 'Cave', currencyCode: 'EUR', paymentTermDays: 0 })).supplier ?? '');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

test('each is recorded at the rate of its day, and expected at the last rate known', async () => {
  await rate('1.1');
  const id = await template('Cellar');
  expect(await recordDueBills(firm.db, now())).toBe(1);
  firm.day = later(firm.day, 31);
  await rate('1.2');
  await recordDueBills(firm.db, now());
  expect(await bills(id)).toEqual([
    { day: firstDay, total: 1190, code: 'EUR', rate: '1.1', worth: 1309 }, { day: later(firstDay, 31), total: 1190, code: 'EUR', rate: '1.2', worth: 1428 },
  ]);
  expect((await answerReport(cashOut, {}, await firm.context())).weeks.map(({ recurring }) => recurring).filter((each) => each > 0n)).toEqual([1428n]);
  await firm.act(updateRecurringBill, { recurringBillId: id, version: 3, isActive: false });
});

test('is in a currency that the firm trades in, and its amounts are changed in that', async () => {
  const lines = [{ accountId: rent, description: 'Cellar', net: '10' }];
  const given = { supplierId, name: 'Other', every: 'MONTH', startsOn: firm.day, lines };
  expect(await firm.refusal(createRecurringBill, { ...given, currencyCode: 'GBP' })).toBe('INPUT_INVALID');
  const id = await template('Attic', { startsOn: later(firm.day, 300) });
  expect(await firm.refusal(updateRecurringBill, { recurringBillId: id, version: 1, lines })).toBe('CURRENCY_DIFFERS');
  await firm.act(updateRecurringBill, { recurringBillId: id, version: 1, currencyCode: 'EUR', lines });
  await firm.act(updateRecurringBill, { recurringBillId: id, version: 2, name: 'The attic' });
});

test('whose day has no rate is a task, is tried again each day and once the rate is there, and then the task is closed', async () => {
  firm.day = later(firm.day, 60);
  const id = await template('Barn', { every: 'WEEK', startsOn: later(firm.day, -15) });
  expect(await firm.refusal(recordRecurringBill, { recurringBillId: id })).toBe('RATE_OLD');
  expect(await recordDueBills(firm.db, now())).toBe(0);
  await recordDueBills(firm.db, now());
  expect(await tasks(id)).toEqual([{ title: `Recurring bill Barn of ${later(firm.day, -15)} could not be recorded`, status: 'OPEN' }]);
  // The first two weeks have a rate now, the third has none yet.
  await rate('1.3', later(firm.day, -15));
  await follow();
  expect(await bills(id)).toEqual([
    { day: later(firm.day, -15), total: 1190, code: 'EUR', rate: '1.3', worth: 1547 }, { day: later(firm.day, -8), total: 1190, code: 'EUR', rate: '1.3', worth: 1547 },
  ]);
  expect(await tasks(id)).toMatchObject([{ status: 'OPEN' }]);
  await rate('1.4', later(firm.day, -1));
  await follow();
  expect([await bills(id), await tasks(id)]).toMatchObject([[{}, {}, { rate: '1.4' }], [{ status: 'DONE' }]]);
  expect(await recordDueBills(firm.db, now())).toBe(0);
});

test('that need not be recorded any more is no task', async () => {
  firm.day = later(firm.day, 30);
  const id = await template('Loft', { every: 'YEAR' });
  await recordDueBills(firm.db, now());
  expect(await tasks(id)).toMatchObject([{ status: 'OPEN' }]);
  await firm.act(updateRecurringBill, { recurringBillId: id, version: 1, isActive: false });
  await recordDueBills(firm.db, now());
  expect(await tasks(id)).toMatchObject([{ status: 'DONE' }]);
});
