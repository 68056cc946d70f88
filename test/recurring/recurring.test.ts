// Contracts that are invoiced again and again: each period once, on its day, and put right when they change.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import '../../server/src/recurring/deferrals.ts';
import { placeHold } from '../../server/src/customers/holds.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { createContract, updateContract } from '../../server/src/recurring/saveContract.ts';
import { billDueContracts, billContract } from '../../server/src/recurring/billContract.ts';
import { changeContract, endContract, pauseContract, raiseContracts, resumeContract } from '../../server/src/recurring/changeContract.ts';
import { releaseDeferrals, releaseDueDeferrals, reverseDeferralRelease } from '../../server/src/recurring/deferrals.ts';
import { recurringRevenue, contractPreview } from '../../server/src/recurring/reports.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
beforeEach(() => { firm.day = '2026-01-05' as Day; });
afterAll(() => firm.close());

const on = (day: string) => { firm.day = day as Day; };
const run = async () => billDueContracts(firm.db, (await firm.context()).now);
const follow = async () => {
  const { now } = await firm.context();
  await settled(firm.db);
  await runConsumers(firm.db, () => now);
};
const rent = (price = '310', more = {}) => ({ description: 'Rent', quantity: '1', unitPrice: price, ...more });
const contract = async (more: Record<string, unknown> = {}) => globalId('Contract', (await firm.act(createContract, { customerId: await firm.customer(), every: 'MONTH', startsOn: '2026-01-01', lines: [rent()], ...more })).contract ?? '');
const billed = async (id: string) => (await firm.db.rows<{ from: string; net: string; kind: string }>(sql`SELECT b."periodFrom"::text AS "from", b."netMinor"::text AS net, b.kind::text AS kind FROM "ContractBilling" b WHERE b."contractId" = ${uuid(id)} ORDER BY b."recordedAt", b.id`)).map(({ from, net }) => `${from} ${Number(net) / 100}`);
const holds = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const balance = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum) / 100;
const end = async (id: string, endsOn: string) => firm.act(endContract, { contractId: id, endsOn, waivesNotice: true, reason: 'Over' });

describe('a contract', () => {
  test('is invoiced on its day, each period once, and those missed one after another in their order', async () => {
    const id = await contract();
    on('2026-01-01');
    await run();
    await run();
    expect(await billed(id)).toEqual(['2026-01-01 310']);
    on('2026-04-02');
    await run();
    expect(await billed(id)).toEqual(['2026-01-01 310', '2026-02-01 310', '2026-03-01 310', '2026-04-01 310']);
    expect(await firm.refusal(billContract, { contractId: id })).toBe('CONTRACT_NOT_DUE');
    await end(id, '2026-04-30');
    await holds();
  });

  test('asked by two at once is invoiced once', async () => {
    const id = await contract();
    const both = await Promise.all([firm.refusal(billContract, { contractId: id }), firm.refusal(billContract, { contractId: id })]);
    expect(both.filter((code) => code === 'CONTRACT_NOT_DUE')).toHaveLength(1);
    expect(await billed(id)).toEqual(['2026-01-01 310']);
    await end(id, '2026-01-31');
  });

  test('in arrears is invoiced on the day after the period, its first and last part by day', async () => {
    const id = await contract({ startsOn: '2026-01-22', anchorOn: '2026-01-01', endsOn: '2026-02-14', timing: 'ARREARS', lines: [rent('280')] });
    on('2026-01-31');
    await run();
    expect(await billed(id)).toEqual([]);
    on('2026-02-20');
    await run();
    expect(await billed(id)).toEqual(['2026-01-22 90.32', '2026-02-01 140']);
    expect(await firm.one(sql`SELECT "nextFrom" FROM "Contract" WHERE id = ${uuid(id)}`)).toEqual({ nextFrom: null });
  });

  test('that takes more from a day on is charged the days of the period that is invoiced; that takes less is given them back', async () => {
    const id = await contract();
    await run();
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-11', changes: [{ no: 1, quantity: '2' }], reason: 'One more' });
    await follow();
    expect(await billed(id)).toEqual(['2026-01-01 310', '2026-01-01 210']);
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-21', changes: [{ no: 1, unitPrice: '155' }], reason: 'Cheaper' });
    await follow();
    await follow();
    expect(await billed(id)).toEqual(['2026-01-01 310', '2026-01-01 210', '2026-01-01 -110']);
    on('2026-02-01');
    await run();
    expect((await billed(id)).at(-1)).toBe('2026-02-01 310');
    await end(id, '2026-02-28');
    await holds();
  });

  test('gives back what is invoiced of a pause and of the days after its end', async () => {
    const id = await contract();
    await run();
    await firm.act(pauseContract, { contractId: id, fromOn: '2026-01-12', reason: 'Away' });
    expect(await firm.refusal(pauseContract, { contractId: id, reason: 'Again' })).toBe('CONTRACT_PAUSED');
    await follow();
    expect((await billed(id)).at(-1)).toBe('2026-01-01 -200');
    await firm.act(resumeContract, { contractId: id, fromOn: '2026-01-22', reason: 'Back' });
    await follow();
    expect((await billed(id)).at(-1)).toBe('2026-01-01 100');
    await end(id, '2026-01-26');
    await follow();
    expect((await billed(id)).at(-1)).toBe('2026-01-01 -50');
    expect(await firm.one(sql`SELECT sum("netMinor")::int AS net FROM "ContractBilling" WHERE "contractId" = ${uuid(id)}`)).toEqual({ net: 160_00 });
    on('2026-03-01');
    await run();
    expect(await billed(id)).toHaveLength(4);
    await holds();
  });

  test('that was to end goes on when it is extended: the period that was cut is charged to its end', async () => {
    const id = await contract({ endsOn: '2026-01-10' });
    await run();
    expect(await billed(id)).toEqual(['2026-01-01 100']);
    await firm.act(updateContract, { contractId: id, version: 2, endsOn: '2026-02-28' });
    await follow();
    on('2026-02-01');
    await run();
    expect(await billed(id)).toEqual(['2026-01-01 100', '2026-01-01 210', '2026-02-01 310']);
    await holds();
  });

  test('keeps to its notice', async () => {
    const id = await contract({ noticeDays: 30 });
    expect(await firm.refusal(endContract, { contractId: id, endsOn: '2026-01-31', reason: 'Soon' })).toBe('NOTICE_SHORT');
    await firm.act(endContract, { contractId: id, reason: 'As agreed' });
    expect(await firm.one(sql`SELECT "endsOn"::text AS day FROM "Contract" WHERE id = ${uuid(id)}`)).toEqual({ day: '2026-02-04' });
    on('2026-02-05');
    expect(await firm.refusal(changeContract, { contractId: id, fromOn: '2026-02-01', changes: [{ no: 1, quantity: '2' }], reason: 'Late' })).toBe('CONTRACT_OVER');
  });

  test('charges the list price of the day, and waits with its reason where there is none, until there is one', async () => {
    const productId = await firm.service();
    const id = await contract({ lines: [{ productId, quantity: '2' }] });
    await run();
    const held = await firm.one<{ problem: string; tasks: number }>(sql`SELECT problem, (SELECT count(*)::int FROM "Task" t WHERE t.kind = 'contractHeld' AND t.status = 'OPEN' AND t."subjectId" = s.id) AS tasks FROM "Contract" s WHERE id = ${uuid(id)}`);
    expect(held.problem).toContain('Service');
    expect(held.tasks).toBe(1);
    await firm.act(setListPrice, { productId, unitPrice: '12.5', validFrom: '2026-01-01' });
    await run();
    expect(await billed(id)).toEqual(['2026-01-01 25']);
    expect(await firm.one(sql`SELECT problem, (SELECT count(*)::int FROM "Task" t WHERE t.kind = 'contractHeld' AND t.status = 'OPEN') AS tasks FROM "Contract" s WHERE id = ${uuid(id)}`)).toEqual({ problem: null, tasks: 0 });
    await end(id, '2026-01-31');
  });

  test('of a customer on hold waits, and the others do not', async () => {
    const customerId = await firm.customer();
    const [held, other] = [await contract({ customerId }), await contract()];
    await firm.act(placeHold, { customerId, scope: 'ORDER', reason: 'Owes' });
    await run();
    expect([await billed(held), await billed(other)]).toEqual([[], ['2026-01-01 310']]);
    for (const id of [held, other]) await end(id, '2026-01-31');
  });

  test('rises each year, and by an index for many at once', async () => {
    const [first, second] = [await contract({ every: 'YEAR', raiseRate: '0.1', lines: [rent('1000')] }), await contract({ lines: [rent('100')] })];
    expect((await firm.act(raiseContracts, { contractIds: [second], rate: '0.025', fromOn: '2026-02-01', reason: 'Index' })).raised).toBe(1);
    const preview = async (id: string) => (await answerReport(contractPreview, { contractId: uuid(id) }, await firm.context())).periods.slice(0, 2).map(({ from, net }) => `${from} ${Number(net) / 100}`);
    await run();
    on('2026-06-01');
    expect(await preview(first)).toEqual(['2027-01-01 1100']);
    on('2026-01-05');
    expect(await preview(second)).toEqual(['2026-02-01 102.5', '2026-03-01 102.5']);
    for (const id of [first, second]) await end(id, '2026-01-31');
    await follow();
    await holds();
  });

  test('of an order takes its customer and services, with one click', async () => {
    const [service, customer] = [await firm.service(), await firm.customer()];
    const orderId = await firm.order(customer, [{ productId: service, quantity: '3', unitPrice: '20', discountRate: '0.1' }]);
    const { contract = '' } = await firm.act(createContract, { orderId, every: 'QUARTER', startsOn: '2026-01-01' });
    await run();
    expect(await billed(globalId('Contract', contract))).toEqual(['2026-01-01 54']);
    await end(globalId('Contract', contract), '2026-03-31');
    const stocked = await firm.order(customer, [{ productId: await firm.product('1'), quantity: '1', unitPrice: '5' }]);
    expect(await firm.refusal(createContract, { orderId: stocked, every: 'MONTH' })).toBe('INPUT_INVALID');
  });

  test('that ends soon is a task, once', async () => {
    const id = await contract({ endsOn: '2026-01-20', reminderDays: 30 });
    await run();
    await run();
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "Task" WHERE kind = 'contractEnds' AND "subjectId" = ${uuid(id)}`)).toEqual({ n: 1 });
  });
});

describe('revenue that is paid ahead', () => {
  test('is earned by the days of its months, taken back exactly, and lost with what is given back', async () => {
    const id = await contract({ every: 'QUARTER', defersRevenue: true, lines: [rent('900')] });
    const before = [await balance('4000'), await balance('2130')];
    await run();
    const since = async () => [Math.round((await balance('4000') - (before[0] ?? 0)) * 100) / 100, Math.round((await balance('2130') - (before[1] ?? 0)) * 100) / 100];
    expect(await since()).toEqual([-310, -590]);
    on('2026-03-01');
    expect(await releaseDueDeferrals(firm.db, (await firm.context()).now)).toBe(1);
    expect(await since()).toEqual([-590, -310]);
    const release = globalId('DeferralRelease', (await firm.one<{ id: string }>(sql`SELECT id FROM "DeferralRelease" ORDER BY number DESC LIMIT 1`)).id);
    await firm.act(reverseDeferralRelease, { releaseId: release, reason: 'Too early' });
    expect(await firm.refusal(reverseDeferralRelease, { releaseId: release, reason: 'Twice' })).toBe('RELEASE_REVERSED');
    expect(await since()).toEqual([-310, -590]);
    await firm.act(releaseDeferrals, { month: '2026-02-15' });
    expect(await firm.refusal(releaseDeferrals, { month: '2026-02-01' })).toBe('NOTHING_DEFERRED');
    await end(id, '2026-03-10');
    await follow();
    await follow();
    expect((await billed(id)).at(-1)).toBe('2026-01-01 -210');
    // What was given back stands on 4200 as any credit; of the rest 2130 keeps the ten days of March.
    expect((await since())[1]).toBe(-100);
    await holds();
  });

  test('goes to the account of its line', async () => {
    const account = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '4900'`)).id);
    const [before, sold] = [await balance('4900'), await balance('4000')];
    const id = await contract({ lines: [rent('50', { accountId: account })] });
    await run();
    expect([await balance('4900') - before, await balance('4000') - sold]).toEqual([-50, 0]);
    await end(id, '2026-01-31');
    await holds();
  });
});

test('what contracts bring a month adds up from month to month', async () => {
  on('2027-01-05');
  const own = await startTrade();
  own.day = '2026-01-05' as Day;
  const make = async (more: Record<string, unknown>) => globalId('Contract', (await own.act(createContract, { customerId: await own.customer(), every: 'MONTH', startsOn: '2026-01-01', lines: [rent('100')], ...more })).contract ?? '');
  const [first] = [await make({}), await make({ every: 'YEAR', startsOn: '2026-02-10', lines: [rent('1200')] }), await make({ startsOn: '2026-01-01', endsOn: '2026-03-15', lines: [rent('30')] })];
  await own.act(changeContract, { contractId: first, fromOn: '2026-03-01', changes: [{ no: 1, quantity: '2' }], reason: 'More' });
  const report = await answerReport(recurringRevenue, { from: '2026-01-01' as Day, to: '2026-04-30' as Day }, await own.context());
  const cents = (amount: bigint) => Number(amount) / 100;
  expect(report.months.map((each) => [cents(each.opening), cents(each.started), cents(each.raised), cents(each.cut), cents(each.ended), cents(each.closing)])).toEqual([
    [0, 130, 0, 0, 0, 130], [130, 100, 0, 0, 0, 230], [230, 0, 100, 0, -30, 300], [300, 0, 0, 0, 0, 300],
  ]);
  expect([cents(report.monthly), cents(report.yearly)]).toEqual([300, 3600]);
  await own.close();
});
