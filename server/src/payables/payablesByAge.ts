import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { day, instant, optional } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

export const buckets = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90'] as const;
const amounts = [...buckets, 'paidAhead', 'balance'] as const;
type Amount = (typeof amounts)[number];
/** What is owed to a supplier, by how long it is overdue; money paid ahead stands apart and lowers the balance. */
export type SupplierAge = Record<Amount, Minor> & { supplier: string };
export interface PayablesByAge { on: Day; knownAt: Date | null; rows: SupplierAge[]; total: Omit<SupplierAge, 'supplier'> }

type Row = Record<Amount, string> & { supplier: string };

// Every amount is told, or none.
const each = (amount: (name: Amount) => Minor) => Object.fromEntries(amounts.map((name) => [name, amount(name)])) as Record<Amount, Minor>;

/** What the firm owes as of a day (default today), as known at a time (default now), by supplier and age: the balance of the payables account. */
export const payablesByAge = report({
  args: { on: optional(day()), knownAt: optional(instant()) },
  statement: ({ on: asked, knownAt }, { company, today }) => {
    const on = asked ?? today;
    return sql`WITH item AS (SELECT i."supplierId", i.kind, ${on}::date - coalesce(i."dueOn", i."effectiveOn") AS late, -sum(l."companyMinor") AS owed
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" JOIN "OpenItem" i ON i.id = l."openItemId"
      WHERE a."companyId" = ${company.id} AND a.code = '2000' AND ${journalUpTo(on, knownAt ?? null)} GROUP BY i.id HAVING sum(l."companyMinor") <> 0)
    SELECT s.id AS supplier, coalesce(sum(owed) FILTER (WHERE late <= 0 AND kind = 'BILL'), 0)::text AS "notDue",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 1 AND 30 AND kind = 'BILL'), 0)::text AS "days1to30",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 31 AND 60 AND kind = 'BILL'), 0)::text AS "days31to60",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 61 AND 90 AND kind = 'BILL'), 0)::text AS "days61to90",
      coalesce(sum(owed) FILTER (WHERE late > 90 AND kind = 'BILL'), 0)::text AS "over90",
      coalesce(sum(owed) FILTER (WHERE kind <> 'BILL'), 0)::text AS "paidAhead", sum(owed)::text AS balance
    FROM item JOIN "Supplier" s ON s.id = item."supplierId" GROUP BY s.id ORDER BY s.name, s.id`;
  },
  make: (found: Row[], { on, knownAt }, ctx): PayablesByAge => {
    const rows = found.map((row): SupplierAge => ({ supplier: row.supplier, ...each((name) => minor(BigInt(row[name]))) }));
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, rows, total: each((name) => plus(...rows.map((row) => row[name]))) };
  },
});
