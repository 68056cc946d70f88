// Which customers a rule would stop, and by what figures. Broken promises to pay are a further cause once promises are kept.
import sql, { type Sql } from 'sql-template-tag';
import type { HoldCause } from '../generated/rows.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { todaySql } from '../shared/today.ts';

/** A rule's customers with a cause now: ruleId, customerId, days, overdue and over as text. `rules` has id, cause, days, amountMinor, groupId. */
export const stoppedBy = (rules: Sql, customers: Sql): Sql => sql`
  WITH rule AS (${rules}), late AS (SELECT i."customerId", max(${todaySql} - i."dueOn") AS days, sum(i."companyOpenMinor") AS amount FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" AND a.code = '1100'
    WHERE i."openMinor" > 0 AND i."dueOn" < ${todaySql} GROUP BY 1)
  SELECT r.id AS "ruleId", c.id AS "customerId", coalesce(l.days, 0)::int AS days, coalesce(l.amount, 0)::text AS overdue,
    greatest(coalesce(k."receivableMinor" + k."shippedNotInvoicedMinor" + k."openOrdersMinor" - k."unappliedMinor" - k."limitMinor", 0), 0)::text AS over
  FROM rule r JOIN "Customer" c ON (r."groupId" IS NULL OR c."groupId" = r."groupId") AND c."mergedIntoId" IS NULL AND ${customers}
    LEFT JOIN late l ON l."customerId" = c.id LEFT JOIN "CreditAccount" k ON k."customerId" = c.id
  WHERE CASE r.cause::text WHEN 'OVERDUE_DAYS' THEN l.days > r.days WHEN 'OVERDUE_AMOUNT' THEN l.amount > r."amountMinor"
    WHEN 'BOUNCED_PAYMENTS' THEN EXISTS (SELECT FROM "Bounce" b WHERE b."customerId" = c.id AND b."withdrawnOn" IS NULL AND b."bouncedOn" > ${todaySql} - r.days)
    WHEN 'WRITTEN_OFF' THEN EXISTS (SELECT FROM "WriteOff" w WHERE w."customerId" = c.id AND w.status = 'POSTED' AND w.reason <> 'SMALL_BALANCE' AND w."writtenOffOn" > ${todaySql} - r.days)
    ELSE k."receivableMinor" + k."shippedNotInvoicedMinor" + k."openOrdersMinor" - k."unappliedMinor" > k."limitMinor" END`;

export interface Stopped { ruleId: string; customerId: string; days: number; overdue: string; over: string }

/** Why a rule stops somebody, as people read it. */
export function causeText(rule: { name: string; cause: HoldCause }, { days, overdue, over }: Pick<Stopped, 'days' | 'overdue' | 'over'>, { locale, currencyCode }: { locale: string; currencyCode: string }): string {
  const amount = (minor: string) => `${currencyCode} ${printMoney(BigInt(minor) as Minor, currencyCode)}`;
  return message(locale, `hold.cause.${rule.cause}`, { rule: rule.name, days, overdue: amount(overdue), over: amount(over) });
}
