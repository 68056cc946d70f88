import sql from 'sql-template-tag';
import { rateOn } from '../currencies/rates.ts';
import { integer, optional } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

export interface CashOutWeek { startsOn: Day; endsOn: Day; due: Minor; blocked: Minor; expected: Minor; recurring: Minor; total: Minor }
export interface CashOut { on: Day; overdue: Minor; paidAhead: Minor; weeks: CashOutWeek[]; total: Minor }
type Amounts = 'due' | 'blocked' | 'expected' | 'recurring';
type Row = { startsOn: Day; endsOn: Day; overdue: string; paidAhead: string } & Record<Amounts, string>;

/**
 * What is to be paid in the weeks to come: bills by their due day (overdue ones in the first week), of them those that may not
 * be paid yet; goods on order or received and not billed, by the day on which they come (or came) and the supplier's term;
 * recurring bills by their next day, those in other currencies at the last rate known. `due` and what is paid ahead sum to account 2000.
 */
export const cashOut = report({
  args: { weeks: { ...optional(integer({ min: 1, max: 26 })), describe: 'Default: 8.' } },
  statement: ({ weeks }, { company, today }) => sql`
    WITH week AS (SELECT n, ${today}::date + 7 * n AS "startsOn", ${today}::date + 7 * n + 6 AS "endsOn" FROM generate_series(0, ${(weeks ?? 8) - 1}::int) n),
      item AS (SELECT i.kind, -i."companyOpenMinor" AS owed, greatest(coalesce(i."dueOn", i."effectiveOn"), ${today}::date) AS day, coalesce(i."dueOn", i."effectiveOn") < ${today}::date AS late,
          b.id IS NOT NULL AND (b.match = 'EXCEPTION' OR (b."needsApproval" AND NOT EXISTS (SELECT FROM "Approval" a WHERE a."subjectId" = b.id AND a.kind = 'BILL'
            AND a.status = 'APPROVED' AND a."amountMinor" >= coalesce(b."companyTotalMinor", b."totalMinor")))) AS blocked
        FROM "OpenItem" i JOIN "Account" c ON c.id = i."accountId" LEFT JOIN "Bill" b ON b."openItemId" = i.id
        WHERE i."companyId" = ${company.id} AND c.code = '2000' AND i."companyOpenMinor" <> 0),
      goods AS (SELECT greatest(coalesce(o."expectedOn", ${today}::date), ${today}::date) + s."paymentTermDays" AS day,
          greatest(0, round(hesabu_in_company(l."netMinor", o."exchangeRate", o."currencyCode") * (l.quantity - l.received) / l.quantity))::bigint AS owed
        FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId" JOIN "Supplier" s ON s.id = o."supplierId"
        WHERE o."companyId" = ${company.id} AND o.status IN ('ORDERED', 'PART_RECEIVED')
        UNION ALL SELECT greatest(r."receivedOn" + s."paymentTermDays", ${today}::date), -sum(x."companyMinor")
        FROM "JournalLine" x JOIN "Account" c ON c.id = x."accountId" JOIN LATERAL (SELECT max(r."receivedOn") AS "receivedOn", r."supplierId" FROM "Receipt" r
          WHERE r."purchaseOrderId" = x."purchaseOrderId" GROUP BY r."supplierId") r ON TRUE JOIN "Supplier" s ON s.id = r."supplierId"
        WHERE c."companyId" = ${company.id} AND c.code = '2300' GROUP BY x."purchaseOrderId", r."receivedOn", s.id HAVING sum(x."companyMinor") < 0),
      again AS (SELECT greatest(r."nextOn", ${today}::date) + s."paymentTermDays" AS day,
          CASE WHEN r."currencyCode" = ${company.currencyCode} THEN n.total ELSE hesabu_in_company(n.total, coalesce((SELECT k.rate FROM ${rateOn(sql`r."currencyCode"`, sql`${today}::date`)} k), 0), r."currencyCode") END AS owed
        FROM "RecurringBill" r JOIN "Supplier" s ON s.id = r."supplierId" CROSS JOIN LATERAL (SELECT (r."taxMinor" + coalesce(sum(l."netMinor"), 0))::bigint AS total FROM "RecurringBillLine" l WHERE l."recurringBillId" = r.id) n WHERE r."companyId" = ${company.id} AND r."isActive" AND r."nextOn" IS NOT NULL)
    SELECT w."startsOn"::text, w."endsOn"::text,
      (SELECT coalesce(sum(owed), 0) FROM item WHERE kind = 'BILL' AND day BETWEEN w."startsOn" AND w."endsOn")::text AS due,
      (SELECT coalesce(sum(owed), 0) FROM item WHERE kind = 'BILL' AND blocked AND day BETWEEN w."startsOn" AND w."endsOn")::text AS blocked,
      (SELECT coalesce(sum(owed), 0) FROM goods WHERE day BETWEEN w."startsOn" AND w."endsOn")::text AS expected,
      (SELECT coalesce(sum(owed), 0) FROM again WHERE day BETWEEN w."startsOn" AND w."endsOn")::text AS recurring,
      (SELECT coalesce(sum(owed), 0) FROM item WHERE kind = 'BILL' AND late)::text AS overdue,
      (SELECT coalesce(-sum(owed), 0) FROM item WHERE kind <> 'BILL')::text AS "paidAhead"
    FROM week w ORDER BY w.n`,
  make: (found: Row[], _args, ctx): CashOut => {
    const amount = (text: string | undefined): Minor => minor(BigInt(text ?? 0));
    const weeks = found.map((row): CashOutWeek => {
      const [due, blocked, expected, recurring] = [amount(row.due), amount(row.blocked), amount(row.expected), amount(row.recurring)];
      return { startsOn: row.startsOn, endsOn: row.endsOn, due, blocked, expected, recurring, total: plus(due, expected, recurring) };
    });
    return { on: ctx.today, overdue: amount(found[0]?.overdue), paidAhead: amount(found[0]?.paidAhead), weeks, total: plus(...weeks.map(({ total }) => total)) };
  },
});
