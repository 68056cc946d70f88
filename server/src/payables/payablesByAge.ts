import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export const buckets = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90'] as const;
type Bucket = (typeof buckets)[number];
/** What is owed to a supplier, by how long it is overdue; money paid ahead stands apart and lowers the balance. */
export type SupplierAge = Record<Bucket | 'paidAhead' | 'balance', Minor> & { supplier: string };
export interface PayablesByAge { on: Day; knownAt: Date | null; rows: SupplierAge[]; total: Omit<SupplierAge, 'supplier'> }

type Row = Record<Bucket | 'paidAhead' | 'balance', string> & { supplier: string };

/** What the firm owes as of a day, as known at a time (null: now), by supplier and age: the balance of the payables account. */
export async function payablesByAge(on: Day, asked: Date | null, ctx: Context): Promise<PayablesByAge> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const found = await ctx.db.rows<Row>(sql`
    WITH item AS (SELECT i."supplierId", i.kind, ${on}::date - coalesce(i."dueOn", i."effectiveOn") AS late, -sum(l."companyMinor") AS owed
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" JOIN "OpenItem" i ON i.id = l."openItemId"
      WHERE a."companyId" = ${ctx.company.id} AND a.code = '2000' AND ${journalUpTo(on, knownAt)} GROUP BY i.id HAVING sum(l."companyMinor") <> 0)
    SELECT s.id AS supplier, coalesce(sum(owed) FILTER (WHERE late <= 0 AND kind = 'BILL'), 0)::text AS "notDue",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 1 AND 30 AND kind = 'BILL'), 0)::text AS "days1to30",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 31 AND 60 AND kind = 'BILL'), 0)::text AS "days31to60",
      coalesce(sum(owed) FILTER (WHERE late BETWEEN 61 AND 90 AND kind = 'BILL'), 0)::text AS "days61to90",
      coalesce(sum(owed) FILTER (WHERE late > 90 AND kind = 'BILL'), 0)::text AS "over90",
      coalesce(sum(owed) FILTER (WHERE kind <> 'BILL'), 0)::text AS "paidAhead", sum(owed)::text AS balance
    FROM item JOIN "Supplier" s ON s.id = item."supplierId" GROUP BY s.id ORDER BY s.name`);
  const amounts = [...buckets, 'paidAhead', 'balance'] as const;
  const rows = found.map((row) => ({ supplier: row.supplier, ...Object.fromEntries(amounts.map((name) => [name, minor(BigInt(row[name]))])) }) as SupplierAge);
  const total = Object.fromEntries(amounts.map((name) => [name, plus(...rows.map((row) => row[name]))])) as Omit<SupplierAge, 'supplier'>;
  return { on, knownAt, rows, total };
}
