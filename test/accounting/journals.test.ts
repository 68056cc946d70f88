// Entries written by hand: drafted, approved, posted, reversed on their day, made of templates.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { reverseEntry } from '../../server/src/accounting/reverseEntry.ts';
import { copyManualJournal, createManualJournal, deleteManualJournal, submitManualJournal, updateManualJournal, withdrawManualJournal } from '../../server/src/books/draftJournal.ts';
import { postManualJournal, reverseDueJournals } from '../../server/src/books/postJournal.ts';
import { fiscalYearOf, templateAmounts, turnAfter } from '../../server/src/books/rules.ts';
import { createJournalTemplate, draftDueTemplates, draftFromTemplate, updateJournalTemplate } from '../../server/src/books/templates.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor, type Minor } from '../../server/src/shared/money.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const line = (code: string, debit: string | null, credit: string | null = null) => ({ accountId: ids.get(code), debit, credit });
const rent = (amount = '800.10') => ({ memo: 'Rent', effectiveOn: firm.day, lines: [line('6100', amount), line('1000', null, amount)] });
const draft = async (raw: Record<string, unknown> = rent()) => globalId('ManualJournal', (await firm.act(createManualJournal, raw)).manualJournal ?? '');
const people = new Map<string, string>();
const as = async (who: string, declared: AnyAction, raw: Record<string, unknown>, role: Role = 'CONTROLLER'): Promise<Record<string, string>> => {
  const id = people.get(who) ?? newId();
  people.set(who, id);
  const ctx = await firm.context();
  const viewer = { ...ctx.viewer, kind: 'STAFF' as const, id, name: who, role, permissions: permissionsOf(role) };
  try {
    return (await perform(declared, readInput(declared, raw, ctx), { ...ctx, viewer })).result as Record<string, string>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code };
    throw error;
  }
};
const balance = (code: string) => firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`);
const now = () => new Date(`${firm.day}T20:00:00Z`);

describe('an entry written by hand', () => {
  test('is in the books once posted, under a number, and can be copied; a draft can be changed and dropped', async () => {
    const manualJournalId = await draft();
    expect(await balance('6100')).toEqual({ sum: '0' });
    expect(await firm.refusal(updateManualJournal, { manualJournalId, version: 1, lines: [line('6100', '5'), line('1000', null, '6')] })).toBe('ENTRY_UNBALANCED');
    expect(await firm.refusal(updateManualJournal, { manualJournalId, version: 1, lines: [line('6100', '5'), line('1300', null, '5')] })).toBe('CONTROL_ACCOUNT');
    await firm.act(updateManualJournal, { manualJournalId, version: 1, lines: [line('6100', '5'), line('6200', '2'), line('1000', null, '7')] });
    expect(await firm.refusal(updateManualJournal, { manualJournalId, version: 1, memo: 'Later' })).toBe('CHANGED_MEANWHILE');
    await firm.act(postManualJournal, { manualJournalId });
    expect([await balance('6100'), await balance('6200'), await balance('1000')]).toEqual([{ sum: '500' }, { sum: '200' }, { sum: '-700' }]);
    expect(await firm.refusal(postManualJournal, { manualJournalId })).toBe('MANUAL_JOURNAL_STATE');
    expect(await firm.refusal(deleteManualJournal, { manualJournalId })).toBe('MANUAL_JOURNAL_STATE');
    const copy = globalId('ManualJournal', (await firm.act(copyManualJournal, { manualJournalId })).manualJournal ?? '');
    await firm.act(deleteManualJournal, { manualJournalId: copy });
    await firm.act(postManualJournal, { manualJournalId: await draft() });
    expect(await firm.db.rows(sql`SELECT number, status::text FROM "ManualJournal" ORDER BY number`)).toEqual([{ number: 'JRN-2026-00001', status: 'POSTED' }, { number: 'JRN-2026-00002', status: 'POSTED' }]);
  });

  test('beyond what the own role may post waits for somebody else, as it stands', async () => {
    await firm.act(setApprovalLimit, { kind: 'JOURNAL', role: 'CONTROLLER', amount: '1000' });
    const manualJournalId = globalId('ManualJournal', (await as('Ada', createManualJournal, rent('1000.01'))).manualJournal ?? '');
    const small = globalId('ManualJournal', (await as('Ada', createManualJournal, rent('1000'))).manualJournal ?? '');
    expect(await as('Ada', submitManualJournal, { manualJournalId: small, reason: 'x' })).toEqual({ refused: 'JOURNAL_APPROVAL_SUFFICES' });
    expect(await as('Ada', postManualJournal, { manualJournalId: small })).toHaveProperty('entry');
    expect(await as('Ada', postManualJournal, { manualJournalId })).toEqual({ refused: 'JOURNAL_APPROVAL_NEEDED' });
    expect(await as('Ada', postEntry, rent('1000.01'))).toEqual({ refused: 'JOURNAL_APPROVAL_NEEDED' });
    const { approval = '' } = await as('Ada', submitManualJournal, { manualJournalId, reason: 'Yearly rent' });
    expect(await as('Ada', updateManualJournal, { manualJournalId, version: 2, memo: 'Other' })).toEqual({ refused: 'MANUAL_JOURNAL_STATE' });
    expect(await as('Ada', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Mine' })).toEqual({ refused: 'APPROVAL_OWN' });
    expect(await as('Ben', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' })).toEqual({ refused: 'APPROVAL_BEYOND_LIMIT' });
    await as('Cora', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' }, 'OWNER');
    await as('Ada', withdrawManualJournal, { manualJournalId });
    expect(await as('Ada', postManualJournal, { manualJournalId })).toEqual({ refused: 'JOURNAL_APPROVAL_NEEDED' });
    const again = (await as('Ada', submitManualJournal, { manualJournalId, reason: 'Yearly rent' })).approval ?? '';
    await as('Cora', decideApproval, { approvalId: globalId('Approval', again), approve: true, reason: 'Fine' }, 'OWNER');
    expect(await as('Ada', postManualJournal, { manualJournalId })).toHaveProperty('entry');
    expect(await as('Dan', createManualJournal, rent(), 'SALES').catch((error: Error) => error.constructor.name)).toBe('Forbidden');
  });

  test('that is an accrual is reversed by itself on its day, once, and not where it was reversed by hand', async () => {
    expect(await firm.refusal(createManualJournal, { ...rent(), reverseOn: firm.day })).toBe('INPUT_INVALID');
    const [one, two] = [await draft({ ...rent('11'), reverseOn: later(firstDay, 3) }), await draft({ ...rent('13'), reverseOn: later(firstDay, 3) })];
    const before = await balance('6100');
    await firm.act(postManualJournal, { manualJournalId: one });
    const { entry = '' } = await firm.act(postManualJournal, { manualJournalId: two });
    await firm.act(reverseEntry, { entryId: globalId('JournalEntry', entry), reason: 'Too early' });
    expect(await reverseDueJournals(firm.db, now())).toBe(0);
    firm.day = later(firstDay, 5);
    expect(await reverseDueJournals(firm.db, now())).toBe(1);
    expect(await reverseDueJournals(firm.db, now())).toBe(0);
    expect(await balance('6100')).toEqual(before);
    expect(await firm.one(sql`SELECT e."effectiveOn"::text AS day FROM "ManualJournal" j JOIN "JournalEntry" e ON e.id = j."reversalEntryId" WHERE j.id = ${uuid(one)}`)).toEqual({ day: later(firstDay, 3) });
  });
});

describe('a template', () => {
  const part = (code: string, isDebit: boolean, given: { part?: string; fixed?: string }) => ({ accountId: ids.get(code), isDebit, ...given });

  test('splits any amount by its parts to the cent, beside its fixed amounts', async () => {
    const { journalTemplate = '' } = await firm.act(createJournalTemplate, {
      name: 'Rent by floor', memo: 'Rent', isReversing: true, lines: [part('6100', true, { part: '60' }), part('6200', true, { part: '40' }), part('6300', true, { fixed: '1.50' }), part('1000', false, { part: '1' })],
    });
    const journalTemplateId = globalId('JournalTemplate', journalTemplate);
    expect(await firm.refusal(draftFromTemplate, { journalTemplateId })).toBe('TEMPLATE_NEEDS_AMOUNT');
    const { manualJournal = '' } = await firm.act(draftFromTemplate, { journalTemplateId, amount: '100.01', effectiveOn: '2026-01-31' });
    expect(await firm.db.rows(sql`SELECT "amountMinor"::text AS amount FROM "ManualJournalLine" WHERE "journalId" = ${manualJournal} ORDER BY no`)).toEqual([{ amount: '5911' }, { amount: '3940' }, { amount: '150' }, { amount: '-10001' }]);
    expect(await firm.one(sql`SELECT "reverseOn"::text AS day FROM "ManualJournal" WHERE id = ${manualJournal}`)).toEqual({ day: '2026-02-01' });
    await firm.act(deleteManualJournal, { manualJournalId: globalId('ManualJournal', manualJournal) });
    const of = (lines: object[], more = {}) => firm.refusal(createJournalTemplate, { name: 'x', memo: 'x', lines, ...more });
    expect(await of([part('6100', true, { fixed: '5' }), part('1000', false, { fixed: '6' })])).toBe('TEMPLATE_UNEVEN');
    expect(await of([part('6100', true, { part: '1' }), part('1000', false, { fixed: '6' })])).toBe('TEMPLATE_UNEVEN');
    expect(await of([part('1300', true, { part: '1' }), part('1000', false, { part: '6' })])).toBe('CONTROL_ACCOUNT');
    expect(await of([part('6100', true, { part: '1' }), part('1000', false, {})])).toBe('INPUT_INVALID');
    expect(await of([part('6100', true, { part: '1' }), part('1000', false, { part: '1' })], { everyMonths: 1 })).toBe('INPUT_INVALID');
    expect(await of([part('6100', true, { part: '1' }), part('1000', false, { part: '1' })], { name: 'Rent by floor' })).toBe('INPUT_INVALID');
  });

  test('that recurs makes a draft each turn, those missed too, until it is put to rest', async () => {
    const { journalTemplate = '' } = await firm.act(createJournalTemplate, {
      name: 'Monthly', memo: 'Monthly', amount: '30', everyMonths: 1, nextOn: '2025-11-30', lines: [part('6100', true, { part: '1' }), part('1000', false, { part: '1' })],
    });
    expect(await draftDueTemplates(firm.db, now())).toBe(2);
    expect(await draftDueTemplates(firm.db, now())).toBe(0);
    expect(await firm.db.rows(sql`SELECT "effectiveOn"::text AS day, status::text FROM "ManualJournal" WHERE "templateId" = ${journalTemplate} ORDER BY 1`))
      .toEqual([{ day: '2025-11-30', status: 'DRAFT' }, { day: '2025-12-31', status: 'DRAFT' }]);
    await firm.act(updateJournalTemplate, { journalTemplateId: globalId('JournalTemplate', journalTemplate), version: 3, isActive: false });
    firm.day = '2026-03-15' as Day;
    expect(await draftDueTemplates(firm.db, now())).toBe(0);
  });

  test('balances for any amount and any parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(fc.bigInt(1n, 10n ** 12n), parts, parts, fc.bigInt(0n, 10n ** 6n), (amount, debits, credits, fixed) => {
      const lines = [
        ...debits.map((each) => ({ isDebit: true, fixedMinor: null, part: BigInt(each) as Rate })), ...credits.map((each) => ({ isDebit: false, fixedMinor: null, part: BigInt(each) as Rate })),
        { isDebit: true, fixedMinor: minor(fixed), part: null }, { isDebit: false, fixedMinor: minor(fixed), part: null },
      ];
      const made = templateAmounts({ name: 'x', amountMinor: null, currencyCode: 'USD' }, lines, (amount + fixed) as Minor);
      expect(made.reduce((sum, each) => sum + each, 0n)).toBe(0n);
      expect(made.filter((_, index) => lines[index]?.isDebit).reduce((sum, each) => sum + each, 0n)).toBe(amount + fixed);
    }), { numRuns: 300, seed: 4 });
  });
});

test('fiscal years begin where the firm says, and months keep their end', () => {
  expect(fiscalYearOf('2026-03-31' as Day, 4)).toEqual({ year: 2026, startsOn: '2025-04-01', endsOn: '2026-03-31' });
  expect(fiscalYearOf('2026-04-01' as Day, 4)).toEqual({ year: 2027, startsOn: '2026-04-01', endsOn: '2027-03-31' });
  expect(fiscalYearOf('2026-04-01' as Day, 1)).toEqual({ year: 2026, startsOn: '2026-01-01', endsOn: '2026-12-31' });
  expect(['2024-01-31', '2024-02-29', '2024-01-30'].map((day) => turnAfter(day as Day, 1))).toEqual(['2024-02-29', '2024-03-31', '2024-02-29']);
});
