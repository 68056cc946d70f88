import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { day, id, instant, integer, optional } from '../shared/input.ts';
import { minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report, type ReportAsker } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { bucketOf, buckets, type Bucket } from './buckets.ts';
import { byInstalment } from './instalments.ts';
import { customerThen, itemsOf, laterThan, openItemsAsOf } from './openAsOf.ts';

export type AgeSums = Record<Bucket, Minor> & { receivable: Minor; overdue: Minor; unapplied: Minor; deposits: Minor; balance: Minor };
export interface CustomerAge extends AgeSums { customer: string; name: string }
export interface AgeItem { openItem: string; number: string; kind: string; bucket: string; effectiveOn: Day; dueOn: Day | null; daysOverdue: number; instalment: number | null; open: Minor }
export interface ReceivablesByAge { on: Day; knownAt: Date | null; rows: CustomerAge[]; totals: AgeSums; items: AgeItem[] }

/** Adds up what stands in the buckets, in the same object: there is one of each customer. */
function withSums<T extends Record<Bucket | 'unapplied' | 'deposits', Minor>>(told: T): T & AgeSums {
  let receivable = zero;
  for (const bucket of buckets) receivable = plus(receivable, told[bucket]);
  return Object.assign(told, { receivable, overdue: minus(receivable, told.notDue), balance: minus(receivable, plus(told.unapplied, told.deposits)) });
}
const nothing = { notDue: zero, days1to30: zero, days31to60: zero, days61to90: zero, daysOver90: zero, unapplied: zero, deposits: zero };
type Aged = { open: Minor; kind?: string; dueOn: Day | null; effectiveOn: Day };

/** Sums of open items by age: debts in buckets, credits (money and credit notes not applied; deposits) apart as a positive amount. */
export function sumByAge(items: Aged[], on: Day): AgeSums {
  const sums = { ...nothing };
  for (const item of items) {
    if (item.open < 0n) {
      const apart = item.kind === 'DEPOSIT' ? 'deposits' : 'unapplied';
      sums[apart] = plus(sums[apart], negate(item.open));
    } else {
      const bucket = bucketOf(item.dueOn ?? item.effectiveOn, on);
      sums[bucket] = plus(sums[bucket], item.open);
    }
  }
  return withSums(sums);
}

// The same buckets in SQL, by days past the due day.
const late: Record<Bucket, string> = { notDue: '<= 0', days1to30: 'BETWEEN 1 AND 30', days31to60: 'BETWEEN 31 AND 60', days61to90: 'BETWEEN 61 AND 90', daysOver90: '> 90' };
const sum = (name: string, condition: string) => `coalesce(sum(i.open) FILTER (WHERE ${condition}), 0) AS "${name}"`;
const columns = [...buckets, 'unapplied', 'deposits'] as const;
type Column = (typeof columns)[number];
const reckoned: Record<Column, string> = {
  ...Object.fromEntries(buckets.map((bucket) => [bucket, sum(bucket, `i."isDebt" AND i.late ${late[bucket]}`)])) as Record<Bucket, string>,
  unapplied: `coalesce(-sum(i.open) FILTER (WHERE NOT i."isDebt" AND i.kind <> 'DEPOSIT'), 0) AS unapplied`, deposits: `coalesce(-sum(i.open) FILTER (WHERE NOT i."isDebt" AND i.kind = 'DEPOSIT'), 0) AS deposits`,
};
const sums = (of: readonly Column[]) => raw(['i."customerId"', ...of.map((name) => reckoned[name])].join(', '));
const told = (alias: string, of: readonly Column[] = columns) => raw(of.map((name) => `${alias}."${name}"`).join(', '));

type Asked = (path: string) => boolean;

const args = {
  on: optional(day()), knownAt: optional(instant()), customerId: optional(id('Customer')),
  first: { ...optional(integer({ min: 1, max: 1000 })), describe: 'Only so many of those who owe, who owes most first; totals are of all.' },
};

const owed = raw(buckets.map((bucket) => `s."${bucket}"`).join(' + '));
const inBuckets = (on: Day, items: Sql, knownAt: Date | null, of: readonly Column[] = columns): Sql => sql`SELECT ${sums(of)} FROM (SELECT ${customerThen(knownAt)} AS "customerId", i.kind, i.open, i.open > 0 AS "isDebt",
  ${on}::date - coalesce(i."dueOn", i."effectiveOn") AS late FROM (${byInstalment(items)}) i) i GROUP BY 1`;

/**
 * The same of what items (alias i) that meet a condition have open now, from the index alone: all of each on its day; those in
 * parts are taken from there and put on the days of their parts, which is added up by itself, as few are.
 */
function inBucketsNow(on: Day, condition: Sql, of: readonly Column[] = columns): Sql {
  const row = (open: Sql, isDebt: Sql, dueOn = sql`i."dueOn"`): Sql => sql`SELECT i."customerId", i.kind, ${open} AS open, ${isDebt} AS "isDebt", ${on}::date - coalesce(${dueOn}, i."effectiveOn") AS late FROM "OpenItem" i`;
  return sql`SELECT ${raw(['a."customerId"', ...of.map((name) => `a."${name}" + coalesce(m."${name}", 0) AS "${name}"`)].join(', '))}
    FROM (SELECT ${sums(of)} FROM (${row(sql`i."companyOpenMinor"`, sql`i."companyOpenMinor" > 0`)} WHERE ${condition} AND i."companyOpenMinor" <> 0) i GROUP BY 1) a
      LEFT JOIN (SELECT ${sums(of)} FROM (
        ${row(sql`-i."companyOpenMinor"`, sql`TRUE`)} WHERE ${condition} AND i."companyOpenMinor" > 0 AND i.id IN (SELECT p."openItemId" FROM "InvoiceInstalment" p)
        UNION ALL ${row(sql`least(p."amountMinor", i."companyOpenMinor" - p."laterMinor")`, sql`TRUE`, sql`p."dueOn"`)} JOIN "InvoiceInstalment" p ON p."openItemId" = i.id WHERE ${condition} AND i."companyOpenMinor" > p."laterMinor"
      ) i GROUP BY 1) m ON m."customerId" = a."customerId"`;
}

/** `sums`: what is open now is kept; what was open on a day that something was posted after, or as known at a time, is added up. */
function sumsOr(now: Sql, then: Sql, on: Day, knownAt: Date | null): Sql {
  if (knownAt) return sql`sums AS MATERIALIZED (${then})`;
  return sql`later AS MATERIALIZED (SELECT EXISTS (SELECT FROM "JournalLine" l WHERE l."openItemId" IS NOT NULL AND ${laterThan(on, null)}) AS is),
    sums AS MATERIALIZED (SELECT n.* FROM (${now}) n WHERE NOT (SELECT later.is FROM later) UNION ALL SELECT n.* FROM (${then}) n WHERE (SELECT later.is FROM later))`;
}

/** What must be known of all of them for what is asked of each. */
function needed(asked: Asked): readonly Column[] {
  const isAny = (...names: string[]) => asked('totals') || names.some((name) => asked(`rows.${name}`));
  return columns.filter((name) => isAny(name, 'balance', ...(name === 'unapplied' || name === 'deposits' ? [] : ['receivable', 'overdue'])));
}

/** Sums of all customers with open items that meet a condition, by name, and those of all of them together where they are asked for. */
function ofAll(on: Day, knownAt: Date | null, condition: Sql, asked: Asked): Sql {
  const of = needed(asked);
  const then = inBuckets(on, openItemsAsOf(on, knownAt, condition), knownAt, of);
  const items = asked('items') ? [sql`NULL::uuid AS "openItem"`] : []; // which have none here, and say so by a column
  const customer = asked('totals') || asked('rows.customer') ? [sql`c.id AS customer`] : [];
  const rows = sql`WITH ${sumsOr(inBucketsNow(on, condition, of), then, on, knownAt)}
    SELECT ${join([...customer, sql`c.name`, ...items, ...of.map((name) => raw(`s."${name}"`))])} FROM sums s JOIN "Customer" c ON c.id = s."customerId"`;
  if (!asked('totals')) return sql`${rows} ORDER BY c.name, c.id`;
  return sql`${rows} UNION ALL SELECT NULL, NULL, ${asked('items') ? sql`NULL, ` : sql``}${told('t')}
    FROM (SELECT ${raw(columns.map((name) => `coalesce(sum("${name}"), 0) AS "${name}"`).join(', '))} FROM sums) t ORDER BY name NULLS LAST, customer`;
}

/** Sums of those who owe most: as of now their kept balances tell who they are, and only their items are read. */
function ofLargest(on: Day, knownAt: Date | null, first: number, condition: Sql, kept: Sql): Sql {
  const limit = raw(String(first));
  const chosen = sql`SELECT a."customerId" FROM "CreditAccount" a WHERE ${kept} AND a."receivableMinor" > 0 ORDER BY a."receivableMinor" DESC, a."customerId" LIMIT ${limit}`;
  const now = inBucketsNow(on, sql`i."customerId" IN (${chosen})`);
  return sql`WITH ${sumsOr(now, inBuckets(on, openItemsAsOf(on, knownAt, condition), knownAt), on, knownAt)}
    SELECT c.id AS customer, c.name, NULL::uuid AS "openItem", ${told('s')} FROM (SELECT s.*, ${owed} AS owed FROM sums s
      WHERE ${owed} > 0 ORDER BY ${owed} DESC, s."customerId" LIMIT ${limit}) s JOIN "Customer" c ON c.id = s."customerId" ORDER BY s.owed DESC, c.id`;
}

function byCustomer(on: Day, knownAt: Date | null, first: number | null, { viewer, company }: ReportAsker, asked: Asked): Sql {
  const own = (alias: string) => ownCustomers('customerId')(alias, viewer) ?? sql`TRUE`;
  const condition = sql`i."companyId" = ${company.id} AND i."customerId" IS NOT NULL AND ${own('i')}`;
  if (first === null || asked('totals')) return ofAll(on, knownAt, condition, asked);
  return ofLargest(on, knownAt, first, condition, sql`a."companyId" = ${company.id} AND ${own('a')}`);
}

function ofCustomer(on: Day, knownAt: Date | null, customerId: string, { viewer, company }: ReportAsker): Sql {
  const items = openItemsAsOf(on, knownAt, sql`i."companyId" = ${company.id} AND ${itemsOf(customerId, knownAt)} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}`);
  return sql`SELECT c.id AS customer, c.name, i.id AS "openItem", i.kind::text AS kind, i.number, i."effectiveOn", i."dueOn", i.instalment, i.open::text AS open
    FROM (${byInstalment(items)}) i JOIN "Customer" c ON c.id = ${customerId} ORDER BY i."dueOn" NULLS LAST, i.number, i.id, i.instalment`;
}

// Numbers that JavaScript would round come as text.
interface SumRow extends Partial<Record<Column, number | string>> { customer?: string | null; name: string | null }
interface ItemRow { customer: string; name: string; openItem: string; kind: string; number: string; effectiveOn: Day; dueOn: Day | null; instalment: number | null; open: string }

// One literal: there are thousands.
function readSums<T>(row: SumRow | undefined, of: T): T & AgeSums {
  const amount = (name: Column): Minor => minor(BigInt(row?.[name] ?? 0));
  return withSums({
    ...of, notDue: amount('notDue'), days1to30: amount('days1to30'), days31to60: amount('days31to60'), days61to90: amount('days61to90'),
    daysOver90: amount('daysOver90'), unapplied: amount('unapplied'), deposits: amount('deposits'), receivable: zero, overdue: zero, balance: zero,
  });
}

/** Of all who owe, those who owe most. */
const largest = (rows: CustomerAge[], first: number): CustomerAge[] => rows.filter(({ receivable }) => receivable > 0n)
  .sort((a, b) => (a.receivable === b.receivable ? (a.customer < b.customer ? -1 : 1) : a.receivable > b.receivable ? -1 : 1)).slice(0, first);

function aged({ name: _name, customer: _customer, open, ...item }: Omit<ItemRow, 'open'> & { open: Minor }, on: Day): AgeItem {
  const dueOn = item.dueOn ?? item.effectiveOn;
  return { ...item, open, bucket: open < 0n ? (item.kind === 'DEPOSIT' ? 'deposits' : 'unapplied') : bucketOf(dueOn, on),
    daysOverdue: open < 0n ? 0 : Math.max(0, Math.round((Date.parse(on) - Date.parse(dueOn)) / 86_400_000)) };
}

/** Receivables by age and customer as of any day, as known at any time: ties to accounts 1100 and 2100. Items only for one customer. */
export const receivablesByAge = report({
  args,
  statement: ({ on, knownAt, customerId, first }, asker, asked) => (customerId
    ? ofCustomer(on ?? asker.today, knownAt ?? null, customerId, asker) : byCustomer(on ?? asker.today, knownAt ?? null, first ?? null, asker, asked)),
  make: (rows: (SumRow | ItemRow)[], given, ctx): ReceivablesByAge => {
    const [on, knownAt] = [given.on ?? ctx.today, given.knownAt ?? null];
    if (given.customerId) {
      const items = (rows as ItemRow[]).map((row) => ({ ...row, open: minor(BigInt(row.open)) }));
      const [one] = items;
      const totals = sumByAge(items, on);
      return { on, knownAt, totals, rows: one ? [{ customer: one.customer, name: one.name, ...totals }] : [], items: items.map((item) => aged(item, on)) };
    }
    const sumRows = rows as SumRow[];
    const customers = sumRows.flatMap((row) => (row.customer === null ? [] : [readSums(row, { customer: row.customer ?? '', name: row.name ?? '' })]));
    return { on, knownAt, totals: readSums(sumRows.find(({ customer }) => customer === null), {}), items: [],
      rows: given.first ? largest(customers, given.first) : customers };
  },
});
