// Contracts that are invoiced again and again: each period once, on its day, and put right when they change.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import '../../server/src/recurring/correctContract.ts';
import '../../server/src/recurring/deferrals.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { placeHold } from '../../server/src/customers/holds.ts';
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
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
beforeEach(() => { firm.day = '2026-01-05' as Day; });
afterAll(() => firm.close());

const on = (day: string) => { firm.day = day as Day; };
const run = async () => billDueContracts(firm.db, (await firm.context()).now);
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
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
    const preview = async (id: string) => (await answerReport(contractPreview, { contractId: uuid(id) }, await firm.context())).periods.slice(0, 2).map(({ from, net }) => `${from} ${Number(net.minor) / 100}`);
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

describe('a contract that was invoiced and changes more than once', () => {
  const owes = (id: string) => firm.one<{ kept: string; ledger: string }>(sql`SELECT a."receivableMinor"::text AS kept, (SELECT coalesce(sum(l."companyMinor"), 0)::text FROM "JournalLine" l JOIN "Account" c ON c.id = l."accountId" AND c.code = '1100' WHERE l."customerId" = s."customerId") AS ledger
    FROM "Contract" s JOIN "CreditAccount" a ON a."customerId" = s."customerId" WHERE s.id = ${uuid(id)}`);
  const total = async (id: string) => (await firm.one<{ net: number }>(sql`SELECT sum("netMinor")::int AS net FROM "ContractBilling" WHERE "contractId" = ${uuid(id)}`)).net / 100;
  const months = async (id: string, ...days: string[]) => { for (const day of days) { on(day); await firm.act(billContract, { contractId: id }); } };

  test('goes on after the periods that were invoiced, when an end long before them is taken back', async () => {
    const id = await contract();
    await months(id, '2026-01-01', '2026-02-01', '2026-03-01');
    await end(id, '2026-01-10');
    await follow();
    expect(await total(id)).toBe(100);
    const { kept, ledger } = await owes(id);
    expect(kept).toBe(ledger);
    const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "Contract" WHERE id = ${uuid(id)}`);
    await firm.act(updateContract, { contractId: id, version, endsOn: null });
    await follow();
    expect(await total(id)).toBe(930);
    expect(await firm.one(sql`SELECT "nextFrom"::text AS "nextFrom" FROM "Contract" WHERE id = ${uuid(id)}`)).toEqual({ nextFrom: '2026-04-01' });
    await months(id, '2026-04-01');
    await end(id, '2026-04-30');
    await holds();
  });

  test('is put right on days that an end had cut off, too', async () => {
    const id = await contract({ endsOn: '2026-01-10' });
    await run();
    await firm.act(updateContract, { contractId: id, version: 2, endsOn: '2026-01-31' });
    await follow();
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-22', changes: [{ no: 1, quantity: '2' }], reason: 'More' });
    await follow();
    expect(await total(id)).toBe(410);
  });

  test('gives back and charges at once what the customer then owes', async () => {
    const id = await contract({ lines: [rent('310'), rent('62')] });
    await months(id, '2026-01-01', '2026-02-01');
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-11', changes: [{ no: 1, quantity: '2' }, { no: 2, quantity: '0' }], reason: 'Other' });
    await follow();
    expect(await total(id)).toBe(520 + 20 + 620);
    const { kept, ledger } = await owes(id);
    expect(kept).toBe(ledger);
    await end(id, '2026-02-28');
    await holds();
  });

  test('gives back no more than is left after what was credited by hand', async () => {
    const id = await contract();
    await months(id, '2026-01-01');
    const invoiceId = globalId('Invoice', (await firm.one<{ id: string }>(sql`SELECT "invoiceId" AS id FROM "ContractBilling" WHERE "contractId" = ${uuid(id)}`)).id);
    const line = globalId('InvoiceLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoiceId)}`)).id);
    await firm.act(creditInvoice, { invoiceId, reason: 'Kind', lines: [{ invoiceLineId: line, amount: '250' }] });
    await end(id, '2026-01-10');
    await follow();
    expect(await billed(id)).toEqual(['2026-01-01 310', '2026-01-01 -60']);
    expect(await firm.db.rows(sql`SELECT reason FROM "Event" WHERE kind = 'effectRefused'`)).toEqual([]);
    await holds();
  });

  test('keeps the list price at which a version was put right first', async () => {
    const productId = await firm.service();
    await firm.act(setListPrice, { productId, unitPrice: '155', validFrom: '2025-12-01' });
    const id = await contract({ lines: [{ productId, quantity: '1', unitPrice: '310' }] });
    await months(id, '2026-01-01');
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-11', changes: [{ no: 1, usesListPrice: true }], reason: 'List' });
    await follow();
    expect(await total(id)).toBe(205);
    await firm.act(setListPrice, { productId, unitPrice: '620', validFrom: '2026-01-01', endsCurrent: true });
    await firm.act(pauseContract, { contractId: id, fromOn: '2026-01-30', reason: 'Away' });
    await follow();
    expect(await total(id)).toBe(195);
    await end(id, '2026-01-31');
  });

  test('is foretold at the list price of the firm\'s day', async () => {
    const productId = await firm.service();
    await firm.act(setListPrice, { productId, unitPrice: '12', validFrom: '2026-01-01', validTo: '2026-01-31' });
    await firm.act(setListPrice, { productId, unitPrice: '13', validFrom: '2026-02-01' });
    const id = await contract({ lines: [{ productId, quantity: '1' }] });
    const first = async () => (await answerReport(contractPreview, { contractId: uuid(id) }, await firm.context())).periods[0]?.net.minor;
    expect(await first()).toBe(1200n);
    on('2026-02-01');
    expect(await first()).toBe(1300n);
    await end(id, '2026-02-28');
  });

  test('says so where no list has a price for what is to be charged further', async () => {
    const productId = await firm.service();
    const id = await contract({ lines: [{ productId, quantity: '1', unitPrice: '310' }] });
    await months(id, '2026-01-01');
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-11', changes: [{ no: 1, usesListPrice: true }], reason: 'List' });
    await follow();
    expect(await billed(id)).toEqual(['2026-01-01 310']);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "Task" WHERE kind = 'effectRefused' AND "subjectId" = ${uuid(id)} AND status = 'OPEN'`)).toEqual({ n: 1 });
    await end(id, '2026-01-31');
  });

  test('gives no line the number of one that was invoiced and is gone', async () => {
    const id = await contract();
    await months(id, '2026-01-01');
    const add = () => firm.act(changeContract, { contractId: id, fromOn: '2026-01-22', added: [{ description: 'Fee', quantity: '1', unitPrice: '31' }], reason: 'Fee' });
    await add();
    await follow();
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-22', changes: [{ no: 2, quantity: '0' }], reason: 'None' });
    await add();
    await follow();
    expect(await firm.db.rows(sql`SELECT no FROM "ContractLine" WHERE "contractId" = ${uuid(id)} ORDER BY no`)).toEqual([{ no: 1 }, { no: 3 }]);
    expect(await total(id)).toBe(320);
    await end(id, '2026-01-31');
    await holds();
  });

  test('is no problem any more once it has ended before what could not be invoiced', async () => {
    const customerId = await firm.customer();
    const id = await contract({ customerId });
    await months(id, '2026-01-01');
    await firm.act(placeHold, { customerId, scope: 'ORDER', reason: 'Owes' });
    on('2026-02-01');
    await run();
    const state = () => firm.one<{ held: boolean; tasks: number }>(sql`SELECT problem IS NOT NULL AS held, (SELECT count(*)::int FROM "Task" t WHERE t.kind = 'contractHeld' AND t.status = 'OPEN' AND t."subjectId" = s.id) AS tasks FROM "Contract" s WHERE id = ${uuid(id)}`);
    expect(await state()).toEqual({ held: true, tasks: 1 });
    await end(id, '2026-01-31');
    await run();
    expect(await state()).toEqual({ held: false, tasks: 0 });
  });

  test('asked for by two runs at once is invoiced once, and no problem', async () => {
    const id = await contract();
    await Promise.all([run(), run(), run()]);
    expect(await billed(id)).toEqual(['2026-01-01 310']);
    expect(await firm.one(sql`SELECT problem FROM "Contract" WHERE id = ${uuid(id)}`)).toEqual({ problem: null });
    await end(id, '2026-01-31');
  });
});

describe('revenue that is paid ahead', () => {
  test('is earned on no day of a pause', async () => {
    const id = await contract({ every: 'QUARTER', defersRevenue: true, lines: [rent('900')] });
    await firm.act(pauseContract, { contractId: id, fromOn: '2026-02-01', toOn: '2026-02-28', reason: 'Away' });
    await run();
    expect(await firm.db.rows(sql`SELECT d.month::text AS month, d."amountMinor"::int AS amount FROM "Deferral" d JOIN "ContractBilling" b ON b.id = d."billingId" WHERE b."contractId" = ${uuid(id)} ORDER BY 1`)).toEqual([{ month: '2026-03-01', amount: 310_00 }]);
    await end(id, '2026-01-31');
    await follow();
    await follow();
    await holds();
  });

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
