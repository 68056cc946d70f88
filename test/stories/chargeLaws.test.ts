// Whatever a firm charges, pays back, loses and gets after all, in whatever order among invoices, credits and payments: verify finds
// nothing after, and on any day statement, ages and ledger say the same; in three currencies, at rates that move. Forty seeds are fixed; `HESABU_SEQUENCES` and
// `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import '../../server/src/schema.ts';
import { postProvision, reverseProvision, saveProvisionMatrix } from '../../server/src/badDebts/provisionRuns.ts';
import { recordRecovery, reverseRecovery } from '../../server/src/badDebts/recoveries.ts';
import { provideFor, releaseProvision } from '../../server/src/badDebts/specificProvisions.ts';
import { saveBadDebtSettings } from '../../server/src/badDebts/settings.ts';
import { reverseWriteOff, writeOffDebt } from '../../server/src/badDebts/writeOffs.ts';
import { writeOffSmall } from '../../server/src/badDebts/writeOffSmall.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { bouncePayment, withdrawBounce } from '../../server/src/charges/bounces.ts';
import { createCharge, creditCharge, reverseCharge, undoChargeCredit } from '../../server/src/charges/charge.ts';
import { reopenChargeback, withdrawChargeback } from '../../server/src/charges/chargebackReverses.ts';
import { loseChargeback, openChargeback, winChargeback } from '../../server/src/charges/chargebacks.ts';
import { chargeLate, undoWaiver, waiveLate } from '../../server/src/charges/chargeLate.ts';
import { saveChargeSettings, saveLatePolicy } from '../../server/src/charges/lateSettings.ts';
import { createRefund, payRefund, reverseRefund } from '../../server/src/charges/refunds.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setCurrencyRule, setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { seedGroups } from '../support/seeds.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const codesOf = ['USD', 'EUR', 'USD', 'JPY'] as const;
const kinds = ['rate', 'sell', 'sell', 'sell', 'pay', 'pay', 'payExact', 'allocate', 'unapply', 'reverse', 'credit', 'late', 'waive', 'unwaive', 'fee', 'letGo', 'undoLetGo', 'reverseCharge', 'refund', 'refund', 'reverseRefund', 'bounce', 'unbounce', 'dispute', 'dispute', 'win', 'lose', 'lose', 'reopen', 'withdraw',
  'provision', 'reverseProvision', 'specific', 'release', 'writeOff', 'writeOff', 'small', 'reverseWriteOff', 'recover', 'recover', 'reverseRecovery', 'day', 'day'] as const;
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }), flag: fc.boolean(), together: fc.integer({ min: 0, max: 5 }) });
type Step = { kind: (typeof kinds)[number]; which: number; size: number; flag: boolean; together: number };

interface World { trade: Trade; euroBank: string; services: string[]; customers: string[]; days: number }
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, where: string) => (await trade.db.rows<{ id: string }>({ text: `SELECT id FROM "${type}" WHERE ${where} ORDER BY id DESC LIMIT 9`, values: [] } as unknown as Parameters<Trade['db']['rows']>[0])).map(({ id }) => globalId(type, id));

/** What a step does, on records as they stand; undefined where there is nothing to do it to. */
async function asked(world: World, { kind, which, size, flag }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const { trade, customers } = world;
  const customerId = some(customers, which) ?? '';
  const code = some(codesOf, which + size) ?? 'USD';
  const amount = code === 'JPY' ? String(size * 701) : `${size * 7}.${flag ? '33' : '07'}`;
  /** A part of an amount in a currency. */
  const bit = (cents: string, of: string) => (of === 'JPY' ? String(size) : `${size}.${cents}`);
  const earlier = later(firstDay, Math.max(0, world.days - (which % 12)));
  const one = async (type: string, where = 'TRUE') => some(await ids(trade, type, where), which);
  const of = async (action: AnyAction, type: string, key: string, more: Record<string, unknown> = {}, where = 'TRUE'): Promise<[AnyAction, Record<string, unknown>] | undefined> => {
    const id = await one(type, where);
    return id ? [action, { [key]: id, ...more }] : undefined;
  };
  const debt = `"customerId" IS NOT NULL AND "amountMinor" > 0${flag ? ' AND "openMinor" > 0' : ''}`;
  switch (kind) {
    case 'rate': return [enterRate, { currencyCode: flag ? 'EUR' : 'JPY', ratedOn: earlier, rate: flag ? `1.${size}${which}` : `0.00${size}${which}` }];
    case 'pay': return [recordPayment, { customerId, amount, currencyCode: code, ...(size > 7 && code !== 'USD' ? { companyAmount: `${size * 5}.55` } : {}), ...(code === 'EUR' && size > 3 ? { accountId: world.euroBank } : {}), method: 'BANK', paidOn: which % 2 === 0 ? earlier : null, oldestFirst: flag }];
    case 'payExact': {
      const owed = some(await trade.db.rows<{ id: string; customer: string; code: string; open: string }>(sql`SELECT id, "customerId" AS customer, "currencyCode" AS code, CASE "currencyCode" WHEN 'JPY' THEN "openMinor"::text ELSE ("openMinor" / 100.0)::numeric(12,2)::text END AS open FROM "OpenItem" WHERE "openMinor" > 0 AND "customerId" IS NOT NULL ORDER BY id DESC LIMIT 9`), which);
      return owed && [recordPayment, { customerId: globalId('Customer', owed.customer), amount: owed.open, currencyCode: owed.code, method: 'CARD', debts: [{ openItemId: globalId('OpenItem', owed.id), amount: flag ? owed.open : owed.code === 'JPY' ? '1' : '0.01' }] }];
    }
    case 'allocate': return of(allocate, 'OpenItem', 'creditItemId', { oldestFirst: true }, '"openMinor" < 0 AND "customerId" IS NOT NULL');
    case 'unapply': return of(unapply, 'Allocation', 'allocationId', { reason: 'No' }, '"amountMinor" > 0');
    case 'reverse': return of(reversePayment, 'Payment', 'paymentId', { reason: 'No' });
    case 'credit': return of(creditInvoice, 'Invoice', 'invoiceId', { reason: 'So' }, `kind = 'INVOICE'`);
    case 'late': return [chargeLate, { customerId: flag ? customerId : null, upTo: which % 3 === 0 ? earlier : null, ignoresMinimum: size > 4 }];
    case 'waive': return [waiveLate, { customerId, reason: 'Good', upTo: flag ? earlier : null }];
    case 'unwaive': return of(undoWaiver, 'LateWaiver', 'lateWaiverId', { reason: 'No' });
    case 'fee': return [createCharge, { customerId, currencyCode: code, issuedOn: flag ? earlier : null, lines: [{ description: 'Fee', amount }] }];
    case 'letGo': {
      const charge = await one('Charge');
      const { code: own = 'USD' } = charge ? await trade.one<{ code: string }>(sql`SELECT "currencyCode" AS code FROM "Charge" WHERE id = ${uuid(charge)}::uuid`) : {};
      return charge ? [creditCharge, { chargeId: charge, reason: 'Good', ...(flag ? { amount: bit('01', own), currencyCode: own } : {}) }] : undefined;
    }
    case 'undoLetGo': return of(undoChargeCredit, 'ChargeCredit', 'chargeCreditId', { reason: 'No' });
    case 'reverseCharge': return of(reverseCharge, 'Charge', 'chargeId', { reason: 'No' });
    case 'refund': {
      if (flag) return of(payRefund, 'Refund', 'refundId', { paidOn: which % 3 === 0 ? earlier : null, ...(size > 7 ? { companyAmount: `${size}.21` } : {}) }, `status = 'DRAFT'`);
      const credit = some(await trade.db.rows<{ id: string; customer: string; code: string }>(sql`SELECT id, "customerId" AS customer, "currencyCode" AS code FROM "OpenItem" WHERE "openMinor" < 0 AND "customerId" IS NOT NULL ORDER BY id DESC LIMIT 9`), which);
      return credit && [createRefund, {
        customerId: globalId('Customer', credit.customer), reason: 'OVERPAYMENT', currencyCode: credit.code, parts: [{ creditItemId: globalId('OpenItem', credit.id), ...(size > 5 ? { amount: bit('03', credit.code) } : {}) }],
        ...(credit.code === 'EUR' && size > 3 ? { accountId: world.euroBank } : {}),
      }];
    }
    case 'reverseRefund': return of(reverseRefund, 'Refund', 'refundId', { reason: 'No' });
    case 'bounce': return of(bouncePayment, 'Payment', 'paymentId', { reason: 'STOPPED', bouncedOn: flag ? earlier : null, ...(size > 6 ? { ownBankFee: '3', currencyCode: 'EUR' } : size > 4 ? { bankFee: '3' } : {}) });
    case 'unbounce': return of(withdrawBounce, 'Bounce', 'bounceId', { reason: 'No' });
    case 'dispute': {
      const payment = await one('Payment');
      const { code: own = 'USD' } = payment ? await trade.one<{ code: string }>(sql`SELECT "currencyCode" AS code FROM "Payment" WHERE id = ${uuid(payment)}::uuid`) : {};
      const fee = size > 6 ? { ownFee: '2.01' } : { fee: '15' };
      return payment ? [openChargeback, { paymentId: payment, reason: 'FRAUD', replyBy: later(firstDay, world.days + 9), currencyCode: own, ...(flag ? { amount: bit('11', own) } : fee), ...(size === 4 ? { companyAmount: '3.33' } : {}) }] : undefined;
    }
    case 'win': return of(winChargeback, 'Chargeback', 'chargebackId');
    case 'lose': return of(loseChargeback, 'Chargeback', 'chargebackId', { isWrittenOff: flag }, size > 3 ? `status = 'OPEN'` : 'TRUE');
    case 'reopen': return of(reopenChargeback, 'Chargeback', 'chargebackId', { reason: 'No' });
    case 'withdraw': return of(withdrawChargeback, 'Chargeback', 'chargebackId', { reason: 'No' });
    case 'provision': return [postProvision, { asOf: flag ? earlier : null }];
    case 'reverseProvision': return of(reverseProvision, 'ProvisionRun', 'provisionRunId', { reason: 'No' });
    case 'specific': return of(provideFor, 'OpenItem', 'openItemId', { amount: `${size}.50`, reason: 'Bad' }, debt);
    case 'release': return of(releaseProvision, 'SpecificProvision', 'specificProvisionId', { reason: 'No' });
    case 'writeOff': return of(writeOffDebt, 'OpenItem', 'openItemId', { reason: 'OTHER', note: 'So', ...(size > 4 ? { amount: `${size}.02` } : {}) }, debt);
    case 'small': return [writeOffSmall, { note: 'Clean' }];
    case 'reverseWriteOff': return of(reverseWriteOff, 'WriteOff', 'writeOffId', { reason: 'No' });
    case 'recover': {
      const lost = some(await trade.db.rows<{ customer: string }>(sql`SELECT DISTINCT "customerId" AS customer FROM "WriteOff" WHERE status = 'POSTED' ORDER BY 1`), which);
      if (!lost) return undefined;
      const credit = some(await ids(trade, 'OpenItem', `"openMinor" < 0 AND "customerId" = '${lost.customer}'`), which);
      return [recordRecovery, { customerId: globalId('Customer', lost.customer), amount: `${size}.01`, recoveredOn: which % 3 === 0 ? earlier : null, ...(flag && credit ? { creditItemId: credit } : {}) }];
    }
    case 'reverseRecovery': return of(reverseRecovery, 'Recovery', 'recoveryId', { reason: 'No' });
    case 'sell': case 'day': return undefined;
  }
}

const codes = new Map<string, number>();
const done = new Set<string>();

/** One step: carried out, or refused for a reason that is the product's own. */
async function take(world: World, each: Step): Promise<void> {
  const { trade } = world;
  try {
    if (each.kind === 'day') {
      world.days += each.size;
      trade.day = later(firstDay, world.days);
    } else if (each.kind === 'sell') {
      await trade.invoice(some(world.customers, each.which) ?? '', world.services.map((productId) => ({ productId, quantity: String(1 + (each.which % 3)), unitPrice: `${each.size}.37` })), { currencyCode: some(codesOf, each.which + each.size) });
    } else {
      const work = await asked(world, each);
      if (!work) return;
      await trade.act(...work);
    }
    done.add(each.kind);
  } catch (error) {
    if (!(error instanceof Refusal)) throw Object.assign(error as Error, { step: each });
    codes.set(error.kind.code, (codes.get(error.kind.code) ?? 0) + 1);
  }
}

/** On a day: what ages, statements and the ledger say of all customers and of each. */
async function agree({ trade, customers }: World, days: number, label: string): Promise<void> {
  const on = later(firstDay, days);
  const ctx = { ...await trade.context(), today: later(firstDay, 900) };
  const all = await answerReport(receivablesByAge, { on }, ctx);
  const { ledger } = await trade.one<{ ledger: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS ledger FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('1100', '2100', '2110') WHERE l."effectiveOn" <= ${on}::date`);
  expect(all.totals.balance, label).toBe(BigInt(ledger));
  for (const customer of customers) {
    const customerId = uuid(customer);
    const own = await answerReport(receivablesByAge, { on, customerId }, ctx);
    const told = await answerReport(statement, { customerId, from: later(firstDay, 0), to: on }, ctx);
    expect(told.closing, label).toBe(own.totals.balance);
  }
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const services = [await trade.service(), await trade.service()];
  await trade.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.365', lumpSum: '4', minimum: '0.50', graceDays: 2 });
  await trade.act(saveChargeSettings, { bounceFee: '7.50', termDays: 3, replyNoticeDays: 5 });
  await trade.act(saveBadDebtSettings, { relievesTax: true, small: '6', smallAfterDays: 5 });
  await trade.act(saveProvisionMatrix, { startsOn: '2026-01-01', rates: [{ bucket: 'NOT_DUE', rate: '0.01' }, { bucket: 'DAYS_1_30', rate: '0.1' }, { bucket: 'DAYS_31_60', rate: '0.333333' }, { bucket: 'DAYS_OVER_90', rate: '1' }] });
  for (const code of ['EUR', 'JPY']) await trade.act(setTradingCurrency, { code });
  await trade.act(setCurrencyRule, { maxAgeDays: 366 });
  for (const [currencyCode, rate] of [['EUR', '1.2345'], ['JPY', '0.0067']]) await trade.act(enterRate, { currencyCode, ratedOn: firstDay, rate });
  trade.day = later(firstDay, 14);
  const euroBank = globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id);
  await trade.act(saveCollectionAccount, { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: euroBank });
  const customers = [await trade.customer({ paymentTermDays: 0 }), await trade.customer({ paymentTermDays: 10 })];
  await trade.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.3', currencyCode: 'EUR', lumpSum: '3', minimum: '0.40', customerId: customers[1] });
  return { trade, euroBank, services, customers, days: 14 };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

test.each(seedGroups())('sixty steps from seeds %i and the nine after it leave books that agree on every day', async (...own) => {
  const firm = await newWorld();
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    for (let at = 0; at < steps.length;) {
      const each = steps[at] as Step;
      const wave = steps.slice(at, at + (each.together === 0 ? 3 : 1));
      at += wave.length;
      await Promise.all(wave.map((one) => take(firm, one)));
    }
    firm.days = Math.min(firm.days, 600);
    firm.trade.day = later(firstDay, firm.days);
    expect((await verify(firm.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
    for (const days of [14 + (seed % 30), firm.days]) await agree(firm, days, `seed ${seed}, day ${days}`);
  }
}, 900_000);

test('every kind of step was carried out, and none failed but by a refusal', () => {
  expect(kinds.filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(8);
});
