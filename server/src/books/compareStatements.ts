import sql, { join, raw } from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import type { AccountType, CompareWith, StatementKind } from '../generated/rows.ts';
import { choice, day, instant, integer, optional } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { slottedTogether } from '../shared/slot.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';
import { monthsLater } from './rules.ts';

interface Column { from: Day; to: Day }
interface ComparedRow { account: string; code: string; name: string; type: AccountType; amounts: Minor[]; change: Minor }
interface ComparedTotal { name: string; amounts: Minor[]; change: Minor }
export interface ComparedStatements { kind: StatementKind; columns: Column[]; rows: ComparedRow[]; totals: ComparedTotal[] }

type Row = Pick<ComparedRow, 'account' | 'code' | 'name' | 'type'> & Record<`c${number}`, string>;

const lastOfMonth = (day: Day) => addDays(day, 1).endsWith('-01');
/** So many months before; whole months stay whole. */
const back = (day: Day, months: number): Day => (lastOfMonth(day) ? addDays(monthsLater(addDays(day, 1), -months), -1) : monthsLater(day, -months));

/** The days of the columns, the one asked for first: the same days of earlier years, or stretches as long right before. */
export function columnsOf(from: Day, to: Day, compareWith: CompareWith, count: number): Column[] {
  const isMonths = from.endsWith('-01') && lastOfMonth(to);
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
  const length = daysBetween(from, to) + 1;
  return Array.from({ length: count + 1 }, (_, turn): Column => {
    if (turn === 0) return { from, to };
    if (compareWith === 'PRIOR_YEARS') return { from: monthsLater(from, -12 * turn), to: back(to, 12 * turn) };
    return isMonths ? { from: monthsLater(from, -months * turn), to: back(to, months * turn) } : { from: addDays(from, -length * turn), to: addDays(to, -length * turn) };
  });
}

const MOST = 5;

/**
 * Trial balance, profit and loss or balance sheet beside the same of earlier years or periods. A balance stands as of the last
 * day of its column; assets and expenses positive as debits, all else as credits, but the trial balance with its signs.
 */
export const compareStatements = report({
  args: {
    kind: choice('StatementKind'), from: day(), to: day(), compareWith: choice('CompareWith'),
    count: { ...optional(integer({ min: 1, max: MOST })), describe: 'So many columns beside the first; default 1.' }, knownAt: optional(instant()),
  },
  statement: ({ kind, from, to, compareWith, count, knownAt }, { company }) => {
    // The days of each column follow from several arguments: they are made where the values are known.
    const edge = (turn: number, side: 'from' | 'to') => slottedTogether([from, to, compareWith, count], ([f, t, w, n]) => {
      const of = columnsOf(f as Day, t as Day, w as CompareWith, (n as number | null | undefined) ?? 1)[turn];
      return of?.[side] ?? null;
    });
    const within = (turn: number) => sql`l."effectiveOn" <= ${edge(turn, 'to')}::date AND (x.kind <> 'PROFIT_AND_LOSS' OR (l."effectiveOn" >= ${edge(turn, 'from')}::date AND ${beforeClosing}))`;
    const turns = Array.from({ length: MOST + 1 }, (_, turn) => turn);
    return sql`SELECT a.id AS account, a.code, a.name, a.type::text AS type, ${join(turns.map((turn) => sql`coalesce(sum(l."companyMinor") FILTER (WHERE ${within(turn)}), 0)::text AS ${raw(`c${turn}`)}`))}
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" CROSS JOIN (SELECT ${kind}::text AS kind) x
      WHERE l."companyId" = ${company.id} AND (x.kind <> 'PROFIT_AND_LOSS' OR a.type IN ('REVENUE', 'EXPENSE')) AND ${knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`}
      GROUP BY a.id ORDER BY a.code`;
  },
  make: (found: Row[], { kind, from, to, compareWith, count }): ComparedStatements => {
    const columns = columnsOf(from, to, compareWith, count ?? 1);
    const changeOf = (amounts: Minor[]) => plus(amounts[0] ?? zero, negate(amounts[1] ?? zero));
    const natural = (type: AccountType, amount: Minor) => (kind === 'TRIAL_BALANCE' || type === 'ASSET' || type === 'EXPENSE' ? amount : negate(amount));
    const all = found.map((row) => {
      const amounts = columns.map((_, turn) => natural(row.type, minor(BigInt(row[`c${turn}`] ?? '0'))));
      return { account: row.account, code: row.code, name: row.name, type: row.type, amounts, change: changeOf(amounts) };
    });
    const rows = all.filter(({ type, amounts }) => amounts.some((amount) => amount !== 0n) && (kind !== 'BALANCE_SHEET' || (type !== 'REVENUE' && type !== 'EXPENSE')));
    const total = (name: string, sign: (type: AccountType) => 1 | -1 | 0): ComparedTotal => {
      const amounts = columns.map((_, turn) => plus(zero, ...all.map((row) => minor(BigInt(sign(row.type)) * (row.amounts[turn] ?? zero)))));
      return { name, amounts, change: changeOf(amounts) };
    };
    const only = (...types: AccountType[]) => (type: AccountType) => (types.includes(type) ? 1 : 0);
    const result = (type: AccountType) => (type === 'REVENUE' ? 1 : type === 'EXPENSE' ? -1 : 0);
    const totals = kind === 'TRIAL_BALANCE' ? [total('difference', () => 1)] : kind === 'PROFIT_AND_LOSS'
      ? [total('revenue', only('REVENUE')), total('expense', only('EXPENSE')), total('profit', result)]
      : [total('assets', only('ASSET')), total('liabilities', only('LIABILITY')), total('equity', only('EQUITY')), total('result', result)];
    return { kind, columns, rows, totals };
  },
});
