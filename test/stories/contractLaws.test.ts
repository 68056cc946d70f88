// Whatever is agreed, changed, raised, paused, ended, extended, invoiced, credited, paid and released, in whatever order and however far
// back: each day of a contract is charged once at its price, 2130 is what waits, and verify finds nothing; in three currencies, at rates that
// move, grow old and come late. Forty seeds are fixed;
// `HESABU_SEQUENCES` and `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import '../../server/src/recurring/correctContract.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setCurrencyRule, setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { placeHold, releaseHold } from '../../server/src/customers/holds.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { billContract, billDueContracts } from '../../server/src/recurring/billContract.ts';
import { changeContract, endContract, pauseContract, raiseContracts, resumeContract } from '../../server/src/recurring/changeContract.ts';
import { releaseDeferrals, releaseDueDeferrals, reverseDeferralRelease } from '../../server/src/recurring/deferrals.ts';
import { recurringRevenue } from '../../server/src/recurring/reports.ts';
import { createContract, updateContract } from '../../server/src/recurring/saveContract.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { chargedOf } from '../support/contracts.ts';
import { seedGroups } from '../support/seeds.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const RUNNING = 7;
const kinds = ['create', 'create', 'change', 'change', 'change', 'add', 'raise', 'list', 'pause', 'pause', 'resume', 'resume', 'end', 'end', 'extend', 'settle', 'run', 'run', 'bill', 'credit', 'credit', 'pay', 'allocate', 'unapply', 'reverse',
  'rate', 'rate', 'rate', 'age', 'hold', 'free', 'release', 'release', 'releaseDue', 'unrelease', 'follow', 'follow', 'day', 'day', 'month'] as const;
type Kind = (typeof kinds)[number];
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }), flag: fc.boolean(), together: fc.integer({ min: 0, max: 5 }) });
interface Step { kind: Kind; which: number; size: number; flag: boolean; together: number }
const codesOf = ['USD', 'EUR', 'JPY'] as const;
interface World { trade: Trade; products: string[]; account: string; customers: string[]; days: number }
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, where: string) => (await trade.db.rows<{ id: string }>({ text: `SELECT t.id FROM "${type}" t WHERE ${where} ORDER BY t.id DESC LIMIT 12`, values: [] } as unknown as Parameters<Trade['db']['rows']>[0])).map(({ id }) => globalId(type, id));

/** What a step does, on records as they stand; undefined where there is nothing to do it to. */
async function asked({ trade, products, account, customers, days }: World, { kind, which, size, flag }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const today = later(firstDay, days);
  /** Some days back or ahead. */
  const [back, ahead] = [later(today, -(which % 50)), later(today, which % 40)];
  const near = flag ? back : ahead;
  const reason = 'So';
  const customerId = some(customers, which);
  const price = `${size * 37}.${flag ? '33' : '07'}`;
  const code = some(codesOf, which + size);
  const of = async (action: AnyAction, type: string, key: string, more: Record<string, unknown> = {}, where = 'TRUE'): Promise<[AnyAction, Record<string, unknown>] | undefined> => {
    const id = some(await ids(trade, type, where), which);
    return id ? [action, { [key]: id, ...more }] : undefined;
  };
  const running = `(t."endsOn" IS NULL OR t."endsOn" >= '${today}')`;
  const open = `EXISTS (SELECT FROM "ContractPause" p WHERE p."contractId" = t.id AND p."toOn" IS NULL)`;
  const ofContract = (action: AnyAction, more: Record<string, unknown>, where = running) => of(action, 'Contract', 'contractId', more, where);
  const line = [{ description: 'Rent', quantity: '1', unitPrice: price }, { productId: some(products, size), quantity: String(1 + (size % 3)) }, { description: 'Fee', quantity: '2.5', unitPrice: price, accountId: account, discountRate: '0.07' }];
  switch (kind) {
    case 'create': {
      if ((await ids(trade, 'Contract', running)).length >= RUNNING) return undefined;
      const every = some(['MONTH', 'QUARTER', 'MONTH', 'WEEK', 'YEAR', 'DAY'], which);
      return [createContract, {
        customerId, ...(which % 3 === 0 ? { currencyCode: code } : {}), every, intervals: every === 'DAY' ? 9 + size : every === 'WEEK' ? 1 + size : 1 + (size % 2), startsOn: size > 3 ? back : ahead, ...(size % 3 === 0 ? { anchorOn: later(today, -40 - size) } : size % 3 === 1 ? { anchorOn: '2026-01-31' } : {}),
        ...(which % 7 === 0 ? { endsOn: later(ahead, 30 + size * 9) } : {}), timing: which % 4 === 0 ? 'ARREARS' : 'ADVANCE', proratesEnds: size !== 5, defersRevenue: flag || size > 6, ...(size % 2 === 0 ? { raiseRate: '0.0313' } : {}),
        noticeDays: size, lines: line.slice(which % 3, 1 + (which % 3) + (size % 2)),
      }];
    }
    case 'change': {
      const change = size === 9 ? { quantity: '0' } : size > 6 ? { usesListPrice: true } : size > 3 ? { unitPrice: price } : { quantity: `${size}.5` };
      return ofContract(changeContract, { fromOn: near, changes: [{ no: 1 + (which % 2), ...change }], reason });
    }
    case 'add': return ofContract(changeContract, { fromOn: near, added: [some(line, size)], reason });
    case 'raise': {
      const all = await ids(trade, 'Contract', running);
      return all.length === 0 ? undefined : [raiseContracts, { contractIds: [...new Set([some(all, which), some(all, size)])], rate: flag ? `0.0${size}1` : `-0.0${size}3`, fromOn: near, reason }];
    }
    case 'list': return [setListPrice, { productId: some(products, which), unitPrice: price, validFrom: flag ? back : today, endsCurrent: true }];
    case 'rate': return [enterRate, { currencyCode: flag ? 'EUR' : 'JPY', ratedOn: size > 3 ? today : back, rate: `${flag ? '' : '0.00'}${size}.${which}317`.replace(/^0\.00(\d)\./, '0.00$1') }];
    case 'age': return [setCurrencyRule, { maxAgeDays: size > 3 ? 366 : 3 * size }];
    case 'pause': return ofContract(pauseContract, { fromOn: near, ...(size > 5 ? { toOn: later(near, size * 3) } : {}), reason });
    case 'resume': return ofContract(resumeContract, { fromOn: near, reason }, `${running} AND ${open}`);
    case 'end': return ofContract(endContract, { ...(size > 4 ? { endsOn: near, waivesNotice: true } : {}), reason });
    case 'extend': case 'settle': {
      const row = some(await trade.db.rows<{ id: string; version: number }>({ text: `SELECT t.id, t.version FROM "Contract" t WHERE ${kind === 'extend' ? 't."endsOn" IS NOT NULL' : 'TRUE'} ORDER BY t.number DESC LIMIT 6`, values: [] } as unknown as Parameters<Trade['db']['rows']>[0]), which);
      return row && [updateContract, { contractId: globalId('Contract', row.id), version: row.version, ...(kind === 'extend' ? { endsOn: flag ? null : later(today, size * 11) } : { raiseRate: size > 5 ? null : `0.0${size}`, defersRevenue: flag }) }];
    }
    case 'bill': return ofContract(billContract, {}, `t."nextOn" <= '${today}'`);
    case 'credit': {
      const invoiceId = some(await ids(trade, 'Invoice', `t.kind = 'INVOICE'`), which);
      if (!invoiceId) return undefined;
      const own = some(await trade.db.rows<{ id: string; code: string }>(sql`SELECT id, "currencyCode" AS code FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid ORDER BY no`), size);
      return [creditInvoice, { invoiceId, reason, issuedOn: which % 3 === 0 ? back : null, ...(size < 3 || !own ? {} : { lines: [{ invoiceLineId: globalId('InvoiceLine', own.id), ...(flag ? { amount: own.code === 'JPY' ? String(size) : `${size}.01` } : { quantity: '0.5' }) }], currencyCode: own.code }) }];
    }
    case 'pay': return [recordPayment, { customerId, amount: code === 'JPY' ? String(size * 37) : price, currencyCode: code, ...(size > 6 ? { companyAmount: price } : {}), method: 'BANK', paidOn: which % 2 === 0 ? back : null, oldestFirst: flag }];
    case 'allocate': return of(allocate, 'OpenItem', 'creditItemId', { oldestFirst: true }, 't."openMinor" < 0');
    case 'unapply': return of(unapply, 'Allocation', 'allocationId', { reason }, 't."amountMinor" > 0');
    case 'reverse': return of(reversePayment, 'Payment', 'paymentId', { reason });
    case 'hold': return size > 4 ? [placeHold, { customerId, scope: 'ORDER', reason }] : undefined;
    case 'free': return of(releaseHold, 'CustomerHold', 'holdId', { reason }, 't."releasedAt" IS NULL');
    case 'release': return [releaseDeferrals, { month: later(today, -20 - (which % 60)) }];
    case 'unrelease': return of(reverseDeferralRelease, 'DeferralRelease', 'releaseId', { reason });
    default: return undefined;
  }
}

async function follow({ trade }: World): Promise<void> {
  const { now } = await trade.context();
  await followedUp(trade.db, () => now);
}

const codes = new Map<string, number>();
const done = new Set<string>();
/** One step: carried out, or refused for a reason that is the product's own. */
async function take(world: World, each: Step): Promise<void> {
  const { trade } = world;
  try {
    if (each.kind === 'day' || each.kind === 'month') {
      world.days += each.kind === 'day' ? each.size % 5 : 15 + each.size * 3;
      trade.day = later(firstDay, world.days);
    } else if (each.kind === 'follow') await follow(world);
    else if (each.kind === 'run') await billDueContracts(trade.db, (await trade.context()).now);
    else if (each.kind === 'releaseDue') await releaseDueDeferrals(trade.db, (await trade.context()).now);
    else {
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

/** After every step: no period twice, 2130 is what waits, every entry balances, and what customers owe is what the ledger says. */
async function hold({ trade }: World, label: string): Promise<void> {
  expect(await trade.one(sql`SELECT
    (SELECT count(*)::int FROM (SELECT FROM "ContractBilling" WHERE kind = 'PERIOD' GROUP BY "contractId", "periodFrom" HAVING count(*) > 1) x) AS twice,
    (SELECT count(*)::int FROM "ContractBilling" a JOIN "ContractBilling" b ON b."contractId" = a."contractId" AND b.kind = 'PERIOD' AND b."periodFrom" > a."periodFrom" AND b."periodFrom" <= a."periodTo" WHERE a.kind = 'PERIOD') AS overlapping,
    (SELECT coalesce(sum("companyMinor"), 0)::int FROM "JournalLine") AS unbalanced,
    (SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '2130')::int + (SELECT coalesce(sum("companyMinor"), 0) FROM "Deferral" WHERE "releaseId" IS NULL)::int AS deferred,
    (SELECT count(*)::int FROM (SELECT l."currencyCode" FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '2130' GROUP BY 1 HAVING sum(l."amountMinor") <> -coalesce((SELECT sum(d."amountMinor") FROM "Deferral" d WHERE d."releaseId" IS NULL AND d."currencyCode" = l."currencyCode"), 0)) x) AS "deferredIn",
    (SELECT count(*)::int FROM "Deferral" WHERE "amountMinor" < 0) AS below,
    (SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('1100', '2100'))::int - (SELECT coalesce(sum("companyOpenMinor"), 0) FROM "OpenItem")::int AS owed,
    (SELECT count(*)::int FROM (SELECT b."contractId", b."periodFrom" FROM "ContractBilling" b GROUP BY 1, 2 HAVING sum(b."netMinor") < 0) x) AS "givenTooMuch"`), label)
    .toEqual({ twice: 0, overlapping: 0, unbalanced: 0, deferred: 0, deferredIn: 0, below: 0, owed: 0, givenTooMuch: 0 });
}

/** With nothing under way: what was invoiced of each line and period is what its days cost, and what could not be invoiced says so. */
async function agree(world: World, label: string): Promise<void> {
  const { trade } = world;
  // What a missing rate held up was put right once it was there.
  expect(await trade.db.rows(sql`SELECT r.data, r.reason FROM "Event" r WHERE r.kind = 'effectRefused' AND (r.data->>'code' NOT IN ('RATE_OLD', 'RATE_MISSING') OR NOT EXISTS (SELECT FROM "Event" d WHERE d."subjectId" = r."subjectId" AND d.kind = 'contractCorrected' AND d.sequence > r.sequence))`), label).toEqual([]);
  expect(await chargedOf(trade), label).toEqual([]);
  const left = await trade.db.rows(sql`SELECT s.number, s.problem, s."nextOn"::text AS "nextOn", (SELECT count(*)::int FROM "Task" t WHERE t.kind = 'contractHeld' AND t."subjectId" = s.id AND t.status = 'OPEN') AS tasks FROM "Contract" s
    WHERE (s.problem IS NOT NULL) <> (s."nextOn" IS NOT NULL AND s."nextOn" <= ${trade.day}::date) OR (s.problem IS NOT NULL) <> EXISTS (SELECT FROM "Task" t WHERE t.kind = 'contractHeld' AND t."subjectId" = s.id AND t.status = 'OPEN')`);
  expect(left, label).toEqual([]);
  const told = await answerReport(recurringRevenue, { from: firstDay, to: trade.day }, await trade.context());
  const ofCurrency = told.currencies.map(({ months }) => months.map(({ month, opening, started, raised, cut, ended, closing }) => ({ month, opening: opening.minor, started: started.minor, raised: raised.minor, cut: cut.minor, ended: ended.minor, closing: closing.minor })));
  for (const months of [told.months, ...ofCurrency]) {
    months.forEach((month, at) => {
      expect(month.opening + month.started + month.raised + month.cut + month.ended, `${label}, ${month.month}`).toBe(month.closing);
      if (at > 0) expect(month.opening, `${label}, ${month.month}`).toBe(months[at - 1]?.closing);
    });
  }
  expect(told.currencies.reduce((sum, { worth }) => sum + worth, 0n), label).toBe(told.monthly);
  expect(told.months.at(-1)?.closing ?? told.monthly, label).toBe(told.monthly);
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const products = [await trade.service(), await trade.service()];
  for (const productId of products) await trade.act(setListPrice, { productId, unitPrice: '91.13', validFrom: '2025-11-01' });
  for (const code of ['EUR', 'JPY']) await trade.act(setTradingCurrency, { code });
  await trade.act(setCurrencyRule, { maxAgeDays: 366 });
  for (const [currencyCode, rate] of [['EUR', '1.2345'], ['JPY', '0.0067']]) await trade.act(enterRate, { currencyCode, ratedOn: firstDay, rate });
  trade.day = later(firstDay, 20);
  return { trade, products, account: globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '4900'`)).id), customers: [await trade.customer(), await trade.customer({ paymentTermDays: 14 }), await trade.customer({ currencyCode: 'EUR' })], days: 20 };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

test.each(seedGroups(5))('sixty steps from seeds %i and the four after it charge each day of a contract once', async (...own) => {
  const world = await newWorld();
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    for (let at = 0; at < steps.length;) {
      const each = steps[at] as Step;
      const wave = steps.slice(at, at + (each.together === 0 ? 3 : 1));
      at += wave.length;
      await Promise.all(wave.map((one) => take(world, one)));
      await hold(world, `seed ${seed}, step ${at} (${wave.map(({ kind }) => kind).join(', ')})`);
    }
    for (const flag of [true, false]) await take(world, { kind: 'rate', which: seed % 100, size: 4 + (seed % 5), flag, together: 1 });
    for (const kind of ['follow', 'run', 'follow', 'releaseDue'] as const) await take(world, { kind, which: 0, size: 1, flag: false, together: 1 });
    await agree(world, `seed ${seed}`);
    expect((await verify(world.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
  }
}, 600_000);

test('every kind of step was carried out, and none failed but by a refusal', () => {
  expect(kinds.filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(5);
  expect(codes.get('RATE_OLD')).toBeGreaterThan(0);
});
