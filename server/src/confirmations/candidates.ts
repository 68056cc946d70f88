// Who of a schedule gets a statement on a day, and who does not, with the reason.
import sql, { type Sql } from 'sql-template-tag';
import type { StatementCondition, StatementOutcome } from '../generated/rows.ts';
import { byInstalment } from '../receivables/instalments.ts';
import { openItemsAsOf } from '../receivables/openAsOf.ts';
import type { Day } from '../shared/time.ts';

export interface Candidate { customer: string; name: string; email: string | null; isDeclined: boolean; hasOther: boolean; items: number; balance: string; overdue: string; condition: StatementCondition }

/** The customers of a schedule, with what they owed on a day, as known at a time: company money. */
export const candidatesSql = (companyId: string, scheduleId: Sql | string, on: Sql | Day, knownAt: Date | null): Sql => sql`
  SELECT c.id AS customer, c.name, coalesce(k.email, c.email) AS email, coalesce('STATEMENT' = ANY(k.declined), FALSE) AS "isDeclined",
    EXISTS (SELECT FROM "StatementSchedule" o WHERE o."isActive" AND o.id <> s.id AND o."startsOn" <= ${on}::date AND ((s."customerId" IS NULL AND o."customerId" = c.id) OR (s."customerId" IS NULL AND s."groupId" IS NULL AND o."groupId" = c."groupId"))) AS "hasOther",
    coalesce(b.items, 0)::int AS items, coalesce(b.balance, 0)::text AS balance, coalesce(b.overdue, 0)::text AS overdue, s.condition::text AS condition
  FROM "StatementSchedule" s JOIN "Customer" c ON c."companyId" = s."companyId" AND c."mergedIntoId" IS NULL AND (s."customerId" IS NULL OR s."customerId" = c.id) AND (s."groupId" IS NULL OR s."groupId" = c."groupId")
    LEFT JOIN "Correspondence" k ON k."partyId" = c.id
    LEFT JOIN (SELECT i."customerId", count(*) AS items, sum(i.open) AS balance, sum(i.open) FILTER (WHERE i.open > 0 AND coalesce(i."dueOn", i."effectiveOn") < ${on}::date) AS overdue
      FROM (${byInstalment(openItemsAsOf(on as Day, knownAt, sql`i."companyId" = ${companyId} AND i."customerId" IS NOT NULL`))}) i GROUP BY 1) b ON b."customerId" = c.id
  WHERE s.id = ${scheduleId} ORDER BY c.name, c.id`;

export function outcomeOf({ hasOther, condition, items, overdue, isDeclined, email }: Candidate): StatementOutcome {
  if (hasOther) return 'OTHER_SCHEDULE';
  if (condition === 'BALANCE' && items === 0) return 'NO_BALANCE';
  if (condition === 'OVERDUE' && BigInt(overdue) <= 0n) return 'NOT_OVERDUE';
  if (isDeclined) return 'DECLINED';
  return email ? 'SENT' : 'NO_ADDRESS';
}
