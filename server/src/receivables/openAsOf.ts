import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { minor, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface OpenAsOf { id: string; customerId: string; kind: string; number: string; sourceType: string; sourceId: string; effectiveOn: Day; dueOn: Day | null; amount: Minor; open: Minor }

/** Journal lines (alias l) that were not there yet: of later days, or learnt of at or after a time. */
export const laterThan = (on: Day, knownAt: Date | null): Sql => (knownAt
  ? sql`(l."effectiveOn" > ${on} OR l."recordedAt" >= ${knownAt})` : sql`l."effectiveOn" > ${on}`);

/**
 * Customers' open items as of a day, as known at a time: the kept amount less the lines after it. Debts positive,
 * credits negative. Only those that were open then, of customers whom the viewer may see.
 */
export async function openAsOf(on: Day, knownAt: Date | null, customerId: string | null, ctx: Context): Promise<OpenAsOf[]> {
  const ofCustomer = customerId ? sql`i."customerId" = ${customerId}` : sql`i."customerId" IS NOT NULL`;
  const rows = await ctx.db.rows<Omit<OpenAsOf, 'open' | 'amount'> & { open: string; amount: string }>(sql`
    WITH later AS (
      SELECT l."openItemId" AS id, sum(l."companyMinor") AS moved FROM "JournalLine" l
      WHERE l."openItemId" IS NOT NULL AND ${laterThan(on, knownAt)} GROUP BY 1)
    SELECT i.id, i."customerId", i.kind::text AS kind, i.number, i."sourceType", i."sourceId", i."effectiveOn", i."dueOn",
      i."amountMinor"::text AS amount, (i."companyOpenMinor" - coalesce(later.moved, 0))::text AS open
    FROM "OpenItem" i LEFT JOIN later ON later.id = i.id
    WHERE i."companyId" = ${ctx.company.id} AND ${ofCustomer} AND i."companyOpenMinor" - coalesce(later.moved, 0) <> 0
      AND ${ownCustomers('customerId')('i', ctx.viewer) ?? sql`TRUE`}
    ORDER BY i."dueOn" NULLS LAST, i.number, i.id`);
  return rows.map((row) => ({ ...row, open: minor(BigInt(row.open)), amount: minor(BigInt(row.amount)) }));
}
