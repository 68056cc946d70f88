// The end of periods and years: looked through, locked, opened again by two, carried to retained earnings and back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { balanceSheet } from '../../server/src/accounting/balanceSheet.ts';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { profitAndLoss } from '../../server/src/accounting/profitAndLoss.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { beginPeriodClose, endPeriodClose, lockPeriod, markPeriodCheck, requestPeriodReopening, unlockPeriod } from '../../server/src/books/closePeriod.ts';
import { compareStatements } from '../../server/src/books/compareStatements.ts';
import { closeYear, reopenYear, setFiscalYear } from '../../server/src/books/yearEnd.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { firstDay, sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
const clean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(async () => {
  await clean();
  await firm.close();
});

const entry = (effectiveOn: string, debit: string, credit: string, amount: string) =>
  ({ memo: 'x', effectiveOn, lines: [{ accountId: ids.get(debit), debit: amount }, { accountId: ids.get(credit), credit: amount }] });
const periodOf = async (day: string) => globalId('Period', (await firm.one<{ id: string }>(sql`SELECT id FROM "Period" WHERE ${day}::date BETWEEN "startsOn" AND "endsOn"`)).id);
const ids2 = new Map<string, string>();
const as = async (who: string, role: Role, declared: AnyAction, raw: Record<string, unknown>): Promise<Record<string, string>> => {
  const id = ids2.get(who) ?? newId();
  ids2.set(who, id);
  const ctx = await firm.context();
  const viewer = { ...ctx.viewer, kind: 'STAFF' as const, id, name: who, role, permissions: permissionsOf(role) };
  try {
    return (await perform(declared, readInput(declared, raw, ctx), { ...ctx, viewer })).result as Record<string, string>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code };
    throw error;
  }
};

describe('a period', () => {
  test('with something to look at is locked for a reason alone; what was said of a check holds until there is more', async () => {
    const periodId = await periodOf(firstDay);
    const customer = await firm.customer();
    const order = () => firm.order(customer, [{ productId: services, quantity: '1', unitPrice: '50' }]);
    const services = await firm.service();
    await firm.ship(await order());
    expect(await firm.refusal(lockPeriod, { periodId })).toBe('PERIOD_CHECKS_OPEN');
    expect(await firm.refusal(markPeriodCheck, { periodId, kind: 'UNINVOICED_SHIPMENTS', status: 'WAIVED' })).toBe('INPUT_INVALID');
    await firm.act(markPeriodCheck, { periodId, kind: 'UNINVOICED_SHIPMENTS', status: 'WAIVED', reason: 'Billed in February' });
    await firm.ship(await order());
    expect(await firm.refusal(lockPeriod, { periodId })).toBe('PERIOD_CHECKS_OPEN');
    await firm.act(markPeriodCheck, { periodId, kind: 'UNINVOICED_SHIPMENTS', status: 'WAIVED', reason: 'These, too' });
    await firm.act(markPeriodCheck, { periodId, kind: 'UNINVOICED_SHIPMENTS', status: 'OPEN' });
    expect(await firm.refusal(lockPeriod, { periodId })).toBe('PERIOD_CHECKS_OPEN');
    await firm.act(markPeriodCheck, { periodId, kind: 'UNINVOICED_SHIPMENTS', status: 'DONE' });
    await firm.act(lockPeriod, { periodId });
    expect(await firm.refusal(postEntry, entry(firstDay, '6100', '1000', '5'))).toBe('PERIOD_LOCKED');
    expect(await firm.one(sql`SELECT content::jsonb->'totals' AS totals FROM "SavedReport"`)).toEqual({ totals: { debit: '0.00', credit: '0.00' } });
    await firm.act(unlockPeriod, { periodId, reason: 'More is to come' });
  });

  test('that is being closed is for the books alone', async () => {
    const periodId = await periodOf(firstDay);
    await firm.act(beginPeriodClose, { periodId });
    expect(await firm.refusal(beginPeriodClose, { periodId })).toBe('PERIOD_ALREADY');
    const [customer, productId] = [await firm.customer(), await firm.service()];
    const orderId = await firm.order(customer, [{ productId, quantity: '1', unitPrice: '1' }]);
    const { shipOrder } = await import('../../server/src/fulfilment/shipOrder.ts');
    expect(await as('Wes', 'WAREHOUSE', shipOrder, { orderId })).toEqual({ refused: 'PERIOD_LOCKED' });
    expect(await as('Cora', 'CONTROLLER', postEntry, entry(firstDay, '6100', '1000', '5'))).toHaveProperty('entry');
    await firm.act(endPeriodClose, { periodId });
    expect(await as('Wes', 'WAREHOUSE', shipOrder, { orderId })).toHaveProperty('shipment');
  });

  test('is opened again by two people, where there are two', async () => {
    const periodId = await periodOf(firstDay);
    await firm.act(lockPeriod, { periodId, reason: 'Good enough' });
    const controller = await firm.one<{ id: string }>(sql`INSERT INTO "User" (id, "companyId", email, name, "passwordHash", role) SELECT gen_random_uuid(), id, 'cora@example.com', 'Cora', 'none', 'CONTROLLER' FROM "Company" RETURNING id`);
    ids2.set('Cora', controller.id);
    expect(await as('Cora', 'CONTROLLER', unlockPeriod, { periodId, reason: 'x' })).toEqual({ refused: 'PERIOD_REOPENING_NEEDED' });
    const { approval = '' } = await as('Cora', 'CONTROLLER', requestPeriodReopening, { periodId, reason: 'A bill came late' });
    expect(await as('Cora', 'CONTROLLER', requestPeriodReopening, { periodId, reason: 'x' })).toEqual({ refused: 'APPROVAL_PENDING' });
    expect(await as('Cora', 'CONTROLLER', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'x' })).toEqual({ refused: 'APPROVAL_OWN' });
    await as('Olga', 'OWNER', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Do' });
    expect(await as('Cora', 'CONTROLLER', unlockPeriod, { periodId, reason: 'A bill came late' })).toEqual({ period: expect.any(String) });
    await firm.act(lockPeriod, { periodId, reason: 'Again' });
    expect(await as('Cora', 'CONTROLLER', unlockPeriod, { periodId, reason: 'x' })).toEqual({ refused: 'PERIOD_REOPENING_NEEDED' });
    await firm.act(unlockPeriod, { periodId, reason: 'Test goes on' });
  });
});

describe('a fiscal year', () => {
  const text = (value: unknown) => JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

  test('leaves its result on retained earnings, and takes it back exactly', async () => {
    firm.day = '2026-02-10' as Day;
    await firm.act(setFiscalYear, { month: 2 });
    await firm.act(postEntry, entry('2025-03-05', '1000', '4900', '900'));
    await firm.act(postEntry, entry('2026-01-10', '6100', '1000', '300.50'));
    expect(await firm.refusal(closeYear, { year: 2026 })).toBe('YEAR_PERIODS_OPEN');
    for (const { id } of await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Period" WHERE "endsOn" < '2026-02-01' AND "startsOn" >= '2025-02-01' ORDER BY "startsOn"`)) await firm.act(lockPeriod, { periodId: globalId('Period', id), reason: 'Year end' });
    expect(await firm.refusal(closeYear, { year: 2027 })).toBe('INPUT_INVALID');
    const ctx = await firm.context();
    const moved = <T extends { balance: bigint }>(rows: T[]) => rows.filter(({ balance }) => balance !== 0n);
    const ask = async () => {
      const [trial, sheet] = [await answerReport(trialBalance, { on: '2026-01-31' as Day }, ctx), await answerReport(balanceSheet, { on: '2026-02-10' as Day }, ctx)];
      return text([{ ...trial, rows: moved(trial.rows) }, await answerReport(profitAndLoss, { from: '2025-02-01' as Day, to: '2026-01-31' as Day }, ctx), { ...sheet, equity: moved(sheet.equity) }]);
    };
    const before = await ask();
    const { yearClose = '' } = await firm.act(closeYear, { year: 2026 });
    await clean();
    expect(await firm.refusal(closeYear, { year: 2026 })).toBe('YEAR_CLOSED');
    const sheet = await answerReport(balanceSheet, { on: '2026-02-10' as Day }, ctx);
    expect([sheet.result, sheet.equity.map(({ code, balance }) => [code, balance])]).toEqual([0n, [['3100', 59450n]]]);
    expect((await answerReport(profitAndLoss, { from: '2025-02-01' as Day, to: '2026-01-31' as Day }, ctx)).profit).toBe(59450n);
    expect(await firm.refusal(setFiscalYear, { month: 1 })).toBe('YEAR_CLOSED');
    expect(await firm.refusal(unlockPeriod, { periodId: await periodOf('2026-01-10'), reason: 'x' })).toBe('YEAR_CLOSED');
    expect(await firm.refusal(postEntry, entry('2026-01-10', '6100', '1000', '1'))).toBe('PERIOD_LOCKED');
    const runs = await Promise.all([1, 2, 3].map(() => firm.refusal(reopenYear, { yearCloseId: globalId('YearClose', yearClose), reason: 'Audit' })));
    expect([...runs].sort()).toEqual(['YEAR_OPEN', 'YEAR_OPEN', undefined]);
    expect(await ask()).toBe(before);
    await clean();
    await firm.act(closeYear, { year: 2026 });
  });

  test('stands beside the year before in every statement', async () => {
    firm.day = '2026-02-20' as Day;
    await firm.act(postEntry, entry('2026-02-15', '1000', '4900', '40'));
    const ctx = await firm.context();
    const of = async (kind: 'TRIAL_BALANCE' | 'PROFIT_AND_LOSS' | 'BALANCE_SHEET', compareWith: 'PRIOR_YEARS' | 'PREVIOUS_PERIODS') => {
      const { columns, rows, totals } = await answerReport(compareStatements, { kind, from: '2026-02-01' as Day, to: '2026-02-28' as Day, compareWith, count: 2 }, ctx);
      return { columns: columns.map(({ from, to }) => `${from} ${to}`), rows: Object.fromEntries(rows.map(({ code, amounts }) => [code, amounts])), totals: Object.fromEntries(totals.map(({ name, amounts }) => [name, amounts])) };
    };
    expect(await of('PROFIT_AND_LOSS', 'PREVIOUS_PERIODS')).toEqual({
      columns: ['2026-02-01 2026-02-28', '2026-01-01 2026-01-31', '2025-12-01 2025-12-31'],
      rows: { 4900: [4000n, 0n, 0n], 6100: [0n, 30550n, 0n] }, totals: { revenue: [4000n, 0n, 0n], expense: [0n, 30550n, 0n], profit: [4000n, -30550n, 0n] },
    });
    const sheet = await of('BALANCE_SHEET', 'PRIOR_YEARS');
    expect(sheet.columns).toEqual(['2026-02-01 2026-02-28', '2025-02-01 2025-02-28', '2024-02-01 2024-02-29']);
    expect(sheet).toMatchObject({ rows: { 3100: [59450n, 0n, 0n] }, totals: { result: [4000n, 0n, 0n] } });
    expect((await of('TRIAL_BALANCE', 'PRIOR_YEARS')).totals).toEqual({ difference: [0n, 0n, 0n] });
  });
});
