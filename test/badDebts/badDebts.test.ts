// Provisions, write-offs and what comes back: each step to the cent, and verify after each.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import '../../server/src/schema.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { postProvision, reverseProvision, saveProvisionMatrix } from '../../server/src/badDebts/provisionRuns.ts';
import { provideFor, releaseProvision } from '../../server/src/badDebts/specificProvisions.ts';
import { recordRecovery, reverseRecovery } from '../../server/src/badDebts/recoveries.ts';
import { saveBadDebtSettings } from '../../server/src/badDebts/settings.ts';
import { cancelWriteOff, reverseWriteOff, writeOffDebt } from '../../server/src/badDebts/writeOffs.ts';
import { writeOffSmall } from '../../server/src/badDebts/writeOffSmall.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { removeApprovalLimit, setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { verify } from '../../server/src/verify.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
});
afterAll(() => firm.close());
afterEach(async () => { expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]); });

const at = (day: string) => { firm.day = day as Day; };
const invoiced = (customer: string, amount: string, productId = service) => firm.invoice(customer, [{ productId, quantity: '1', unitPrice: amount }]);
const openOf = async (sourceId: string) => Number((await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${sourceId}::uuid`)).open);
const owes = async (customer: string) => Number((await firm.one<{ receivable: string }>(sql`SELECT "receivableMinor"::text AS receivable FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}::uuid`)).receivable);
const ledger = async (code: string, customer?: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}
  AND (${customer ? uuid(customer) : null}::uuid IS NULL OR l."customerId" = ${customer ? uuid(customer) : null}::uuid)`)).sum);
const itemOf = async (sourceId: string) => globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${sourceId}::uuid`)).id);

test('a provision is the matrix of its day on what was owed then; the next takes its place exactly, and taking that back restores the one before', async () => {
  at('2026-01-05');
  const [slow, fresh] = [await firm.customer({ paymentTermDays: 0 }), await firm.customer({ paymentTermDays: 60 })];
  await invoiced(slow, '1000');
  await invoiced(fresh, '400');
  expect(await firm.refusal(postProvision, {})).toBe('NO_MATRIX');
  await firm.act(saveProvisionMatrix, { startsOn: '2026-01-01', rates: [{ bucket: 'NOT_DUE', rate: '0.01' }, { bucket: 'DAYS_1_30', rate: '0.1' }, { bucket: 'DAYS_31_60', rate: '0.5' }] });
  at('2026-01-20');
  const { provisionRun = '' } = await firm.act(postProvision, {});
  expect([await ledger('1190', slow), await ledger('1190', fresh), await ledger('5700')]).toEqual([-10_000, -400, 10_400]);
  at('2026-02-10'); // 36 days late now, and a part is paid
  await firm.act(recordPayment, { customerId: slow, amount: '600', method: 'BANK', oldestFirst: true });
  const { provisionRun: second = '' } = await firm.act(postProvision, {});
  expect([await ledger('1190', slow), await ledger('1190', fresh), await ledger('5700')]).toEqual([-20_000, -400, 20_400]);
  expect(await firm.refusal(postProvision, { asOf: '2026-01-31' })).toBe('PROVISION_OUT_OF_ORDER');
  expect(await firm.refusal(reverseProvision, { provisionRunId: globalId('ProvisionRun', provisionRun), reason: 'x' })).toBe('PROVISION_STATE');
  await firm.act(reverseProvision, { provisionRunId: globalId('ProvisionRun', second), reason: 'Wrong matrix' });
  expect([await ledger('1190', slow), await ledger('1190', fresh), await ledger('5700')]).toEqual([-10_000, -400, 10_400]);
  expect(await firm.db.rows(sql`SELECT status::text FROM "ProvisionRun" ORDER BY number`)).toEqual([{ status: 'POSTED' }, { status: 'REVERSED' }]);
});

test('a provision for one debt leaves it out of runs, is used up by its write-off, and stands again when that is reversed', async () => {
  at('2026-02-12');
  const customer = await firm.customer({ paymentTermDays: 0 });
  const invoice = await invoiced(customer, '300');
  const openItemId = await itemOf(uuid(invoice));
  expect(await firm.refusal(provideFor, { openItemId, amount: '300.01', reason: 'x' })).toBe('PROVISION_EXCEEDS');
  const { specificProvision = '' } = await firm.act(provideFor, { openItemId, amount: '200', reason: 'Insolvency applied for' });
  expect(await firm.refusal(provideFor, { openItemId, amount: '10', reason: 'x' })).toBe('PROVISION_STATE');
  await firm.act(postProvision, {});
  expect(await ledger('1190', customer)).toBe(-20_000);
  const { writeOff = '' } = await firm.act(writeOffDebt, { openItemId, reason: 'INSOLVENT', note: 'No assets' });
  expect([await ledger('1190', customer), await ledger('5700', customer), await owes(customer)]).toEqual([0, 30_000, 0]);
  await firm.act(reverseWriteOff, { writeOffId: globalId('WriteOff', writeOff), reason: 'Assets found' });
  expect([await ledger('1190', customer), await ledger('5700', customer), await owes(customer)]).toEqual([-20_000, 20_000, 30_000]);
  await firm.act(releaseProvision, { specificProvisionId: globalId('SpecificProvision', specificProvision), reason: 'Will pay' });
  expect([await ledger('1190', customer), await ledger('5700', customer)]).toEqual([0, 0]);
  expect(await firm.refusal(releaseProvision, { specificProvisionId: globalId('SpecificProvision', specificProvision), reason: 'x' })).toBe('PROVISION_STATE');
});

test('a write-off asks its tax back, is a cost of its order, and what comes back later in parts gives both back', async () => {
  at('2026-02-15');
  const { taxCode = '' } = await firm.act(createTaxCode, { code: 'V20', name: 'VAT', rate: '0.2' });
  const { product = '' } = await firm.act(createProduct, { sku: 'TAXED', name: 'Taxed', isStocked: false, taxCodeId: globalId('TaxCode', taxCode), unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id) });
  await firm.act(saveBadDebtSettings, { relievesTax: true, small: '5', smallAfterDays: 30 });
  const customer = await firm.customer({ paymentTermDays: 0 });
  const invoice = await invoiced(customer, '100', globalId('Product', product));
  const openItemId = await itemOf(uuid(invoice));
  expect(await owes(customer)).toBe(12_000);
  expect(await firm.refusal(writeOffDebt, { openItemId, amount: '120.01', reason: 'OTHER', note: 'x' })).toBe('WRITE_OFF_EXCEEDS');
  const tax = await ledger('2200');
  const { writeOff = '' } = await firm.act(writeOffDebt, { openItemId, amount: '60', reason: 'SETTLEMENT', note: 'Half by agreement' });
  expect([await owes(customer), await ledger('5700', customer), await ledger('2200') - tax]).toEqual([6_000, 5_000, 1_000]);
  expect(await firm.one(sql`SELECT count(*)::int AS lines FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '5700' JOIN "Invoice" v ON v.id = ${uuid(invoice)}::uuid WHERE l."orderId" = v."orderId"`)).toEqual({ lines: 1 });
  await firm.act(recordPayment, { customerId: customer, amount: '60', method: 'BANK', oldestFirst: true });
  expect(await firm.refusal(recordRecovery, { customerId: customer, amount: '60.01' })).toBe('RECOVERY_EXCEEDS');
  const { recovery = '' } = await firm.act(recordRecovery, { customerId: customer, amount: '20.02' });
  const { recovery: rest = '', payment = '' } = await firm.act(recordRecovery, { customerId: customer, amount: '39.98' });
  expect([await ledger('5710', customer), await ledger('2200') - tax, await owes(customer)]).toEqual([-5_000, 0, 0]);
  expect(await firm.refusal(reverseWriteOff, { writeOffId: globalId('WriteOff', writeOff), reason: 'x' })).toBe('WRITE_OFF_RECOVERED');
  // The money of the second part bounces: what was recovered is owed again, and is paid from what is on account.
  await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'Bounced' });
  expect([await owes(customer), await openOf(rest)]).toEqual([3_998, 3_998]);
  await firm.act(reverseRecovery, { recoveryId: globalId('Recovery', rest), reason: 'Nothing came' });
  expect([await owes(customer), await ledger('5710', customer)]).toEqual([0, -1_668]);
  const { payment: onAccount = '' } = await firm.act(recordPayment, { customerId: customer, amount: '39.98', method: 'BANK' });
  await firm.act(recordRecovery, { customerId: customer, amount: '39.98', creditItemId: await itemOf(onAccount), parts: [{ writeOffId: globalId('WriteOff', writeOff), amount: '39.98' }] });
  expect([await ledger('5710', customer), await ledger('2200') - tax, await owes(customer)]).toEqual([-5_000, 0, 0]);
  await firm.act(reverseRecovery, { recoveryId: globalId('Recovery', recovery), reason: 'Was another\'s' });
  expect(await firm.refusal(reverseRecovery, { recoveryId: globalId('Recovery', recovery), reason: 'x' })).toBe('RECOVERY_REVERSED');
});

test('a write-off beyond one\'s authority waits for a second person, and is posted when that one allows it', async () => {
  at('2026-02-20');
  const { role } = (await firm.context()).viewer;
  const { approvalLimit = '' } = await firm.act(setApprovalLimit, { kind: 'WRITE_OFF', role, amount: '50' });
  const customer = await firm.customer({ paymentTermDays: 0 });
  const invoice = await invoiced(customer, '80');
  const openItemId = await itemOf(uuid(invoice));
  const { writeOff = '', approval = '' } = await firm.act(writeOffDebt, { openItemId, reason: 'UNCOLLECTIBLE', note: 'Gone away' });
  expect([await owes(customer), await firm.one(sql`SELECT status::text FROM "WriteOff" WHERE id = ${writeOff}::uuid`)]).toEqual([8_000, { status: 'WAITING' }]);
  expect(await firm.refusal(writeOffDebt, { openItemId, amount: '10', reason: 'OTHER', note: 'x' })).toBe('WRITE_OFF_WAITS');
  await firm.act(cancelWriteOff, { writeOffId: globalId('WriteOff', writeOff), reason: 'Found them' });
  expect(await firm.one(sql`SELECT status::text FROM "Approval" WHERE id = ${approval}::uuid`)).toEqual({ status: 'WITHDRAWN' });
  const { writeOff: again = '', approval: second = '' } = await firm.act(writeOffDebt, { openItemId, reason: 'UNCOLLECTIBLE', note: 'Gone away after all' });
  await firm.act(removeApprovalLimit, { approvalLimitId: globalId('ApprovalLimit', approvalLimit) });
  const { decideApproval } = await import('../../server/src/work/decideApproval.ts');
  await firm.act(decideApproval, { approvalId: globalId('Approval', second), approve: true, reason: 'Agreed' });
  await settled(firm.db);
  const { now } = await firm.context();
  await runConsumers(firm.db, () => now);
  expect([await owes(customer), await firm.one(sql`SELECT status::text FROM "WriteOff" WHERE id = ${again}::uuid`)]).toEqual([0, { status: 'POSTED' }]);
  // Within the limit at once, whatever the part.
  await firm.act(reverseWriteOff, { writeOffId: globalId('WriteOff', again), reason: 'They pay' });
  expect(await owes(customer)).toBe(8_000);
});

test('small balances that have been due for long are written off together', async () => {
  at('2026-01-06');
  const customer = await firm.customer({ paymentTermDays: 0 });
  const invoices = [await invoiced(customer, '3'), await invoiced(customer, '5.01'), await invoiced(customer, '4.99')];
  at('2026-02-05');
  expect(await firm.refusal(writeOffSmall, { note: 'Spring clean' })).toBe('NOTHING_SMALL');
  at('2026-02-21');
  const { writeOffs } = await firm.act(writeOffSmall, { note: 'Spring clean' });
  expect([writeOffs, await owes(customer), await openOf(uuid(invoices[1] ?? ''))]).toEqual([2, 501, 501]);
});
