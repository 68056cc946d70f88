// Reports of currencies: what a file would bring, days without a rate, what a revaluation would post, differences realised and not.
import sql from 'sql-template-tag';
import { optional, day, currency } from '../shared/input.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { usualRule } from './rates.ts';

interface MissingRow { code: string; from: Day; to: Day; documents: number }

/** Stretches of days on which a currency has no rate that may be used, since it has had documents or rates. */
export const missingRates = report({
  args: { from: day(), to: optional(day()) },
  statement: ({ from, to }, { company, today }) => sql`WITH days AS (SELECT t.code, d::date AS "on" FROM "TradingCurrency" t CROSS JOIN generate_series(${from}::date, ${to ?? today}::date, '1 day') d WHERE t."companyId" = ${company.id} AND t."isActive"),
      bare AS (SELECT n.code, n."on", n."on" - (row_number() OVER (PARTITION BY n.code ORDER BY n."on"))::int AS stretch FROM days n WHERE NOT EXISTS (SELECT FROM "ExchangeRate" x WHERE x."currencyCode" = n.code AND x."ratedOn" <= n."on"
        AND x."ratedOn" >= n."on" - coalesce((SELECT r."maxAgeDays" FROM "CurrencyRule" r WHERE r."companyId" = ${company.id}), ${usualRule.maxAgeDays}::int)))
    SELECT b.code, min(b."on") AS "from", max(b."on") AS "to", (SELECT count(*)::int FROM "Order" o WHERE o."currencyCode" = b.code AND o."placedOn" BETWEEN min(b."on") AND max(b."on")) AS documents FROM bare b GROUP BY b.code, b.stretch ORDER BY 2, 1 LIMIT 1000`,
  make: (rows: MissingRow[]) => rows,
});

interface DifferenceRow { code: string | null; customer: string | null; supplier: string | null; name: string; realised: string; unrealised: string }
export interface Differences { from: Day; to: Day; rows: { currency: string | null; customer: string | null; supplier: string | null; name: string; realised: Minor; unrealised: Minor }[]; realised: Minor; unrealised: Minor }

/** Gains (losses negative) by currency and party between two days: realised by what was applied, unrealised by revaluations. What no document tells stands as a row of its own, so that the sums are accounts 7000 and 7010. */
export const exchangeDifferences = report({
  args: { from: day(), to: day(), currencyCode: optional(currency()) },
  statement: ({ from, to, currencyCode }, { company }) => sql`WITH moved AS (
      SELECT i."currencyCode" AS code, coalesce(i."customerId", a."customerId") AS customer, a."supplierId" AS supplier, -a."differenceMinor" AS realised, 0 AS unrealised
        FROM "Allocation" a JOIN "JournalEntry" e ON e.id = a."entryId" JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE a."companyId" = ${company.id} AND a."differenceMinor" <> 0 AND e."effectiveOn" BETWEEN ${from} AND ${to}
      UNION ALL SELECT c."fromCurrencyCode", c."customerId", NULL, -l."companyMinor", 0 FROM "CreditConversion" c JOIN "JournalEntry" e ON e."sourceId" = c.id JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" k ON k.id = l."accountId" AND k.code = '7000'
        WHERE c."companyId" = ${company.id} AND e."effectiveOn" BETWEEN ${from} AND ${to}
      -- Money that left an own account at another rate than it came.
      UNION ALL SELECT m.code, l."customerId", l."supplierId", -l."companyMinor", 0 FROM "JournalLine" l JOIN "Account" k ON k.id = l."accountId" AND k.code = '7000' JOIN "JournalEntry" e ON e.id = l."entryId" AND e."sourceType" IN ('Payment', 'Refund', 'BankLine')
        JOIN LATERAL (SELECT j."currencyCode" AS code FROM "JournalLine" j JOIN "CollectionAccount" c ON c."accountId" = j."accountId" AND c."currencyCode" = j."currencyCode" WHERE j."entryId" = e.id AND j."currencyCode" <> ${company.currencyCode} LIMIT 1) m ON TRUE
        WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to}
      UNION ALL SELECT x."currencyCode", i."customerId", i."supplierId", 0, x."gainMinor" * ((r."valuedOn" BETWEEN ${from} AND ${to})::int - (r."valuedOn" + 1 BETWEEN ${from} AND ${to})::int)
        FROM "RevaluationLine" x JOIN "Revaluation" r ON r.id = x."revaluationId" AND r.status = 'POSTED' LEFT JOIN "OpenItem" i ON i.id = x."openItemId" WHERE r."companyId" = ${company.id}),
    told AS (SELECT code, customer, supplier, sum(realised) AS realised, sum(unrealised) AS unrealised FROM moved GROUP BY 1, 2, 3),
    booked AS (SELECT -coalesce(sum(l."companyMinor") FILTER (WHERE a.code = '7000'), 0) AS realised, -coalesce(sum(l."companyMinor") FILTER (WHERE a.code = '7010'), 0) AS unrealised
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('7000', '7010') WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND NOT EXISTS (SELECT FROM "YearClose" y WHERE y."entryId" = l."entryId")),
    rest AS (SELECT b.realised - coalesce((SELECT sum(realised) FROM told), 0) AS realised, b.unrealised - coalesce((SELECT sum(unrealised) FROM told), 0) AS unrealised FROM booked b)
    SELECT t.code, t.customer, t.supplier, coalesce(c.name, s.name, '') AS name, t.realised::text AS realised, t.unrealised::text AS unrealised FROM told t LEFT JOIN "Customer" c ON c.id = t.customer LEFT JOIN "Supplier" s ON s.id = t.supplier
      WHERE (t.realised <> 0 OR t.unrealised <> 0) AND (${currencyCode ?? null}::text IS NULL OR t.code = ${currencyCode ?? null}::text)
    UNION ALL SELECT NULL, NULL, NULL, '', realised::text, unrealised::text FROM rest WHERE (realised <> 0 OR unrealised <> 0) AND ${currencyCode ?? null}::text IS NULL
    ORDER BY code NULLS LAST, name, customer, supplier`,
  make: (rows: DifferenceRow[], { from, to }): Differences => {
    const told = rows.map(({ code, realised, unrealised, ...row }) => ({ ...row, currency: code, realised: minor(BigInt(realised)), unrealised: minor(BigInt(unrealised)) }));
    return { from, to, rows: told, realised: plus(zero, ...told.map((row) => row.realised)), unrealised: plus(zero, ...told.map((row) => row.unrealised)) };
  },
});
