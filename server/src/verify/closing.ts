import type { Check } from '../verify.ts';

/** Printed money as a whole number of its smallest units. */
const minorOf = (json: string) => `replace(${json}, '.', '')::bigint`;

export const closingChecks: readonly Check[] = [
  {
    check: 'how a customer\'s open orders and shipped goods moved sums to what is kept of them',
    sql: `SELECT c."customerId", c."openOrdersMinor", m.orders, c."shippedNotInvoicedMinor", m.shipped FROM "CreditAccount" c FULL JOIN (SELECT "customerId", sum("openOrdersMinor") AS orders,
        sum("shippedNotInvoicedMinor") AS shipped FROM "CreditMove" GROUP BY 1) m ON m."customerId" = c."customerId"
      WHERE coalesce(c."openOrdersMinor", 0) <> coalesce(m.orders, 0) OR coalesce(c."shippedNotInvoicedMinor", 0) <> coalesce(m.shipped, 0)`,
  },
  {
    check: 'an entry written by hand is the sum of its lines, and is in the books as it was written',
    sql: `SELECT j.id, j.number, j."totalMinor", l.debit FROM "ManualJournal" j LEFT JOIN (SELECT "journalId", sum("amountMinor") AS off, sum(greatest("amountMinor", 0)) AS debit FROM "ManualJournalLine" GROUP BY 1) l
        ON l."journalId" = j.id WHERE coalesce(l.off, 0) <> 0 OR coalesce(l.debit, 0) <> j."totalMinor"
      UNION ALL SELECT j.id, j.number, j."totalMinor", sum(x.amount) FROM "ManualJournal" j JOIN LATERAL (
        SELECT "accountId", "amountMinor" AS amount FROM "ManualJournalLine" WHERE "journalId" = j.id UNION ALL SELECT "accountId", -"companyMinor" FROM "JournalLine" WHERE "entryId" = j."entryId") x ON TRUE
      WHERE j.status = 'POSTED' GROUP BY j.id, x."accountId" HAVING sum(x.amount) <> 0`,
  },
  {
    check: 'a closed year has left nothing on revenue and expense',
    sql: `SELECT y.year, l."accountId", sum(l."companyMinor") AS left FROM (SELECT DISTINCT ON (year) * FROM "YearClose" ORDER BY year, "recordedAt" DESC, id DESC) y
      JOIN "JournalLine" l ON l."companyId" = y."companyId" AND l."effectiveOn" <= y."endsOn" JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
      WHERE NOT y."isReopening" GROUP BY y.year, l."accountId" HAVING sum(l."companyMinor") <> 0`,
  },
  {
    check: 'a tax return is the sum of its lines, and its tax is what the tax accounts had of documents and codes when it was filed',
    sql: `SELECT r.id, r.number, r."payableMinor", t.told, j.booked FROM "TaxReturn" r
      CROSS JOIN LATERAL (SELECT coalesce(sum(CASE side WHEN 'SALES' THEN 1 ELSE -1 END * ("taxMinor" + "correctionTaxMinor")), 0) AS told FROM "TaxReturnLine" WHERE "taxReturnId" = r.id) t
      CROSS JOIN LATERAL (SELECT -coalesce(sum(l."companyMinor"), 0) AS booked FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" a ON a.id = l."accountId"
        WHERE a.code IN ('2200', '1400') AND l."recordedAt" < r."knownAt" AND (l."taxCodeId" IS NOT NULL OR (e."sourceType" = 'Invoice' AND a.code = '2200') OR e."sourceType" IN ('Bill', 'SupplierCredit'))
          AND (l."effectiveOn" BETWEEN r."startsOn" AND r."endsOn" OR (l."effectiveOn" < r."startsOn" AND l."recordedAt" >= (SELECT max(b."knownAt") FROM "TaxReturn" b WHERE b.status = 'FILED' AND b."endsOn" < r."startsOn")))) j
      WHERE t.told <> r."payableMinor" OR (r.status = 'FILED' AND j.booked <> r."payableMinor")`,
  },
  {
    check: 'a saved report is as it was saved, and the trial balance of a locked period is still the journal\'s',
    sql: `SELECT id, name, hash FROM "SavedReport" WHERE hash <> encode(sha256(convert_to(content, 'UTF8')), 'hex')
      UNION ALL SELECT s.id, s.name, x.key FROM (SELECT DISTINCT ON (r."periodId") r.* FROM "SavedReport" r JOIN "Period" p ON p.id = r."periodId" AND p."lockedAt" IS NOT NULL
          WHERE r.kind = 'TRIAL_BALANCE' ORDER BY r."periodId", r."recordedAt" DESC, r.id DESC) s
        CROSS JOIN LATERAL (SELECT coalesce(a.key, b.key) AS key, coalesce(a.amount, 0) AS saved, coalesce(b.amount, 0) AS booked FROM
          (SELECT line->>'key' AS key, ${minorOf(`line->'amounts'->>'debit'`)} - ${minorOf(`line->'amounts'->>'credit'`)} AS amount FROM jsonb_array_elements(s.content::jsonb->'lines') line) a
          FULL JOIN (SELECT l."accountId"::text AS key, sum(l."companyMinor") AS amount FROM "JournalLine" l WHERE l."companyId" = s."companyId" AND l."effectiveOn" <= s."endsOn" AND l."recordedAt" < s."knownAt" GROUP BY 1) b
            ON b.key = a.key) x WHERE x.saved <> x.booked`,
  },
];
