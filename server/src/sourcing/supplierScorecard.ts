import sql from 'sql-template-tag';
import { day, id, optional } from '../shared/input.ts';
import { minor, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { figuresOf, historySums, minorOf, receivedSql, type Figures, type HistoryRow } from './history.ts';

export interface ScoredMonth extends Figures { month: Day; receipts: number; value: Minor; extra: Minor; rejected: Minor; overdue: Minor }
export interface Scorecard { from: Day; to: Day; months: ScoredMonth[]; total: Omit<ScoredMonth, 'month'> }

const scored = (row: HistoryRow): Omit<ScoredMonth, 'month'> => ({
  receipts: row.receipts, value: minorOf(row.value), extra: minor(BigInt(row.landed) + BigInt(row.billed)), rejected: minorOf(row.rejectedValue), overdue: minorOf(row.lateValue),
  ...figuresOf(row, 'value'),
});

type Row = HistoryRow & { month: string | null; from: string; to: string };

/** How a supplier did, month by month and in all: shares by value, as products differ in their units. */
export const supplierScorecard = report({
  args: { supplierId: id('Supplier'), from: { ...optional(day()), describe: 'Default: the first of the month a year back.' }, to: optional(day()) },
  statement: ({ supplierId, from, to }, { today }) => {
    const first = sql`coalesce(${from ?? null}::date, (date_trunc('month', ${today}::date) - interval '11 months')::date)`;
    const last = sql`coalesce(${to ?? null}::date, ${today}::date)`;
    return sql`SELECT date_trunc('month', h."on")::date::text AS month, (${first})::text AS "from", (${last})::text AS "to", ${historySums}
      FROM (${receivedSql({ supplier: sql`${supplierId}::uuid`, from: first, to: last })}) h GROUP BY GROUPING SETS ((date_trunc('month', h."on")), ()) ORDER BY 1 NULLS LAST`;
  },
  make: (rows: Row[]): Scorecard => {
    const whole = rows.find(({ month }) => month === null);
    if (!whole) throw new Error('a sum over nothing has a row');
    return {
      from: whole.from as Day, to: whole.to as Day, total: scored(whole),
      months: rows.flatMap((row) => (row.month === null ? [] : [{ month: row.month as Day, ...scored(row) }])),
    };
  },
});
