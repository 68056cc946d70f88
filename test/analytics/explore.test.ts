import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '../../server/src/shared/time.ts';
import { minor } from '../../server/src/shared/money.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { asAdmin } from '../support/databases.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let firm: Firm;

const question = `query ($dataset: Dataset!, $dimensions: [DimensionInput!]!, $measures: [MeasureInput!]!, $filters: [ExploreFilterInput!],
  $having: [HavingInput!], $orderBy: [ExploreOrderInput!], $limit: Int, $offset: Int) {
  explore(dataset: $dataset, dimensions: $dimensions, measures: $measures, filters: $filters, having: $having, orderBy: $orderBy, limit: $limit, offset: $offset) {
    columns { key label kind currencyCode } rows rowCount isTruncated elapsedMs } }`;
const ask = async (asked: object, role: keyof Firm['key'] = 'ANALYST') => {
  const { data, errors } = await server.graphql(question, { dataset: 'JOURNAL_LINES', dimensions: [], measures: [], ...asked }, { key: firm.key[role] });
  return { ...data?.explore, error: errors[0] };
};

beforeAll(async () => {
  server = await startTestServer();
  firm = await foundFirm(server.db);
  const entry = (effectiveOn: string, amount: bigint, account: '4000' | '4010', memo: string) => firm.post({
    kind: 'MANUAL', effectiveOn: effectiveOn as Day, source: { type: 'Test', id: newId() }, memo,
    lines: [{ account: '1000', amount: minor(amount) }, { account, amount: minor(-amount) }],
  });
  await entry('2026-01-05', 1000n, '4000', 'first');
  await entry('2026-01-31', 333n, '4000', 'second');
  await entry('2026-02-09', 501n, '4010', 'third');
  await entry('2026-04-01', -200n, '4000', 'fourth');
});
afterAll(() => server.close());

describe('an analyst asks', () => {
  test('sums by account, in money of the company, the greatest first', async () => {
    const { columns, rows, rowCount, isTruncated } = await ask({
      dimensions: [{ field: 'account.code' }, { field: 'account.type' }], measures: [{ op: 'SUM', field: 'company' }, { op: 'COUNT' }],
      orderBy: [{ key: 'SUM.company', direction: 'DESC' }],
    });
    expect(rows).toEqual([['1000', 'ASSET', '16.34', '4'], ['4010', 'REVENUE', '-5.01', '1'], ['4000', 'REVENUE', '-11.33', '3']]);
    expect(columns.map(({ key, label, kind, currencyCode }: Record<string, string>) => [key, label, kind, currencyCode])).toEqual([
      ['account.code', 'Account › Code', 'TEXT', null], ['account.type', 'Account › Type', 'ENUM', null],
      ['SUM.company', 'Sum: Company amount', 'MONEY', 'USD'], ['COUNT', 'Count', 'INT', null],
    ]);
    expect({ rowCount, isTruncated }).toEqual({ rowCount: 3, isTruncated: false });
  });

  test.each([
    ['DAY', ['2026-01-05', '2026-01-31', '2026-02-09', '2026-04-01']], ['WEEK', ['2026-W02', '2026-W05', '2026-W07', '2026-W14']],
    ['MONTH', ['2026-01', '2026-02', '2026-04']], ['QUARTER', ['2026-Q1', '2026-Q2']], ['YEAR', ['2026']],
  ])('puts days together by %s', async (bucket, labels) => {
    const { rows } = await ask({ dimensions: [{ field: 'effectiveOn', bucket }], measures: [{ op: 'COUNT' }] });
    expect(rows.map(([label]: string[]) => label)).toEqual(labels);
  });

  test('instants fall on the day that it was in the company\'s time zone', async () => {
    const [row] = (await ask({ dimensions: [{ field: 'recordedAt', bucket: 'DAY' }], measures: [{ op: 'MIN', field: 'recordedAt' }] })).rows;
    expect(row[0]).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(row[1])));
    expect(row[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('averages to six places, least, greatest and how many different', async () => {
    const { rows } = await ask({ filters: [{ field: 'account.code', is: '1000' }], measures: ['AVERAGE', 'MIN', 'MAX', 'COUNT_DISTINCT'].map((op) => ({ op, field: 'company' })) });
    expect(rows).toEqual([['4.085', '-2.00', '10.00', '4']]);
  });

  test('filters what is counted, and what is shown of it', async () => {
    const filters = [{ field: 'effectiveOn', from: '2026-01-31', to: '2026-04-01' }, { field: 'account.type', in: ['REVENUE'] }, { field: 'entry.memo', contains: 'H' }];
    expect((await ask({ dimensions: [{ field: 'entry.memo' }], measures: [{ op: 'SUM', field: 'company' }], filters })).rows).toEqual([['fourth', '2.00'], ['third', '-5.01']]);
    expect((await ask({ dimensions: [{ field: 'entry.memo' }], measures: [{ op: 'SUM', field: 'company' }], filters, having: [{ key: 'SUM.company', min: '2' }] })).rows).toEqual([['fourth', '2.00']]);
  });

  test('is told when there is more than was asked for, and gets the rest', async () => {
    const asked = { dimensions: [{ field: 'effectiveOn' }], measures: [{ op: 'COUNT' }], limit: 3 };
    expect(await ask(asked)).toMatchObject({ rowCount: 4, isTruncated: true });
    expect(await ask({ ...asked, offset: 3 })).toMatchObject({ rows: [['2026-04-01', '2']], rowCount: 4, isTruncated: false });
    expect(await ask({ ...asked, offset: 9 })).toMatchObject({ rows: [], rowCount: 4, isTruncated: false });
  });

  test('a total of nothing is a row, a group of nothing is none', async () => {
    const filters = [{ field: 'account.code', is: '9999' }];
    expect((await ask({ measures: [{ op: 'COUNT' }, { op: 'SUM', field: 'company' }], filters })).rows).toEqual([['0', null]]);
    expect(await ask({ dimensions: [{ field: 'account.code' }], measures: [{ op: 'COUNT' }], filters })).toMatchObject({ rows: [], rowCount: 0 });
  });
});

describe('amounts of several currencies', () => {
  beforeAll(async () => {
    const row = await server.db.prisma.journalEntry.findFirst();
    const line = (no: number, amount: bigint) => insert('JournalLine', {
      id: newId(), entryId: row?.id ?? '', no, companyId: firm.companyId, accountId: firm.accounts['7010'], effectiveOn: '2026-01-05' as Day, recordedAt: new Date(),
      amountMinor: minor(amount), currencyCode: 'JPY', companyMinor: minor(amount),
    });
    await server.db.transaction((tx) => write(tx, [line(3, 700n), line(4, -700n)]));
  });

  test('are not added up, but shown by currency, each with its own places', async () => {
    const asked = { dimensions: [{ field: 'account.code' }], measures: [{ op: 'MAX', field: 'amount' }] };
    expect((await ask({ measures: [{ op: 'SUM', field: 'amount' }] })).error).toMatchObject({ extensions: { code: 'BAD_REQUEST', at: 'SUM.amount' } });
    const { rows, columns } = await ask(asked);
    expect(rows).toEqual([['1000', '10.00'], ['4000', '2.00'], ['4010', '-5.01'], ['7010', '700']]);
    expect(columns[1].currencyCode).toBeNull();
  });

  test('add up in company money where that is asked for, in one column with a currency and a key of its own', async () => {
    const amount = { op: 'SUM', field: 'amount', companyMoney: true };
    const { rows, columns } = await ask({ dimensions: [{ field: 'account.code' }], measures: [amount, { op: 'SUM', field: 'company' }, { ...amount, op: 'AVERAGE' }, { ...amount, op: 'MAX' }], orderBy: [{ key: 'SUM.amount.COMPANY', direction: 'DESC' }] });
    expect(rows).toEqual([['1000', '16.34', '16.34', '4.085', '10.00'], ['7010', '0.00', '0.00', '0', '7.00'], ['4010', '-5.01', '-5.01', '-5.01', '-5.01'], ['4000', '-11.33', '-11.33', '-3.776667', '2.00']]);
    expect(columns[1]).toEqual({ key: 'SUM.amount.COMPANY', label: 'Sum: Amount in USD', kind: 'MONEY', currencyCode: 'USD' });
    const { rows: few } = await ask({ dimensions: [{ field: 'account.code' }], measures: [amount], having: [{ key: 'SUM.amount.COMPANY', min: '1' }] });
    expect(few).toEqual([['1000', '16.34']]);
  });

  test('say so where they are added up as they are, and which way there is', async () => {
    const { error } = await ask({ measures: [{ op: 'SUM', field: 'amount' }] });
    expect(error?.message).toContain('companyMoney: true');
  });
});

describe('a question that cannot be asked', () => {
  test.each([
    [{ dimensions: [{ field: 'colour' }] }, 'dimensions.0', 'account.code'],
    [{ dimensions: [{ field: 'account.entry.memo' }] }, 'dimensions.0', 'account.code'],
    [{ measures: [{ op: 'SUM', field: 'account.name' }] }, 'measures.0', 'COUNT_DISTINCT'],
    [{ measures: [{ op: 'SUM' }] }, 'measures.0', undefined],
    [{ measures: [{ op: 'SUM', field: 'company', companyMoney: true }] }, 'measures.0', undefined],
    [{ measures: [{ op: 'COUNT_DISTINCT', field: 'amount', companyMoney: true }] }, 'measures.0', undefined],
    [{ dimensions: [{ field: 'account.name', bucket: 'MONTH' }] }, 'dimensions.0', undefined],
    [{ measures: [{ op: 'COUNT' }], filters: [{ field: 'account.type', is: 'NICE' }] }, 'filters.0', 'ASSET'],
    [{ measures: [{ op: 'COUNT' }], filters: [{ field: 'effectiveOn', min: '1' }] }, 'filters.0', 'from'],
    [{ measures: [{ op: 'COUNT' }], filters: [{ field: 'effectiveOn', from: '2026-02-30' }] }, 'filters.0', undefined],
    [{ measures: [{ op: 'COUNT' }], filters: [{ field: 'company', min: '1.005' }] }, 'filters.0', undefined],
    [{ measures: [{ op: 'COUNT' }], filters: [{ field: 'account', is: 'x' }] }, 'filters.0', undefined],
    [{ measures: [{ op: 'COUNT' }], orderBy: [{ key: 'SUM.company' }] }, 'orderBy.0', 'COUNT'],
    [{ measures: [{ op: 'COUNT' }], limit: 10_001 }, 'limit', undefined],
    [{ measures: [{ op: 'COUNT' }, { op: 'COUNT' }] }, 'measures', undefined],
    [{}, 'measures', undefined],
  ])('%j is refused and says where', async (asked, at, allowed) => {
    const { error } = await ask(asked);
    expect(error).toMatchObject({ path: ['explore'], extensions: { code: 'BAD_REQUEST', at } });
    if (allowed) expect(error?.extensions.allowed).toContain(allowed);
  });

  test('text that no database holds is only text', async () => {
    for (const is of ['\u0000', '\uD800', 'x\u0000y', "'; DROP TABLE \"Account\"; --", '%']) {
      expect((await ask({ measures: [{ op: 'COUNT' }], filters: [{ field: 'entry.memo', is }] })).rows).toEqual([['0']]);
      expect((await ask({ dimensions: [{ field: 'account.code', label: is }], measures: [{ op: 'COUNT' }] })).rows).toHaveLength(4);
    }
  });

  test('one without the right hears which field and which right', async () => {
    expect((await ask({ measures: [{ op: 'COUNT' }] }, 'SALES')).error).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'journal.read', field: 'JournalLine' } });
    expect((await ask({ dataset: 'OPEN_ITEMS', dimensions: [{ field: 'account.code' }] }, 'SALES')).error).toMatchObject(
      { extensions: { code: 'FORBIDDEN', permission: 'accounts.read', field: 'OpenItem.account.code' } });
    expect((await ask({ measures: [{ op: 'COUNT' }] }, 'PARTNER')).error).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'explore.use' } });
  });

  test('one that takes longer than five seconds is stopped, says so, and is not asked again', async () => {
    const failed = server.laneUse().general.get('explore failed') ?? 0;
    let asked = 0;
    server.db.analystPool.on('acquire', () => { asked += 1; });
    await asAdmin(server.database.url, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE "JournalLine" IN ACCESS EXCLUSIVE MODE');
      const { error } = await ask({ measures: [{ op: 'COUNT' }] });
      expect(error).toMatchObject({ path: ['explore'], extensions: { code: 'TIMEOUT' } });
      await client.query('ROLLBACK');
    });
    expect(asked).toBe(1);
    const { data } = await server.graphql('{ lanes { compiled general reasons { reason count } faults } }', {}, { key: firm.key.OWNER });
    expect(data.lanes.reasons).toContainEqual({ reason: 'explore failed', count: failed + 1 });
    expect((await ask({ measures: [{ op: 'COUNT' }] })).rows).toEqual([['10']]);
  });
});
