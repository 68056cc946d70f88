import type { Check } from '../verify.ts';

const onAccount = (code: string, entry: string) => `(SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '${code}' WHERE l."entryId" = ${entry})`;

export const currencyChecks: readonly Check[] = [
  {
    check: 'what has nothing open is worth nothing, and worth has the sign of what is open',
    sql: `SELECT id, number, "openMinor", "companyOpenMinor" FROM "OpenItem" WHERE ("openMinor" = 0 AND "companyOpenMinor" <> 0) OR sign("companyOpenMinor") NOT IN (0, sign("openMinor"))`,
  },
  {
    check: 'an entry in one currency balances in it, and company money is itself',
    sql: `SELECT l."entryId", sum(l."amountMinor") AS off FROM "JournalLine" l GROUP BY 1 HAVING count(DISTINCT l."currencyCode") = 1 AND sum(l."amountMinor") <> 0
      UNION ALL SELECT l."entryId", l."amountMinor" FROM "JournalLine" l JOIN "Company" c ON c.id = l."companyId" AND c."currencyCode" = l."currencyCode" WHERE l."amountMinor" <> l."companyMinor"`,
  },
  {
    check: 'a line on an open item is in the item\'s currency',
    sql: `SELECT l.id, i.number, l."currencyCode" AS booked, i."currencyCode" FROM "JournalLine" l JOIN "OpenItem" i ON i.id = l."openItemId" WHERE l."currencyCode" <> i."currencyCode"`,
  },
  {
    check: 'an invoice in another currency is in the books what it says in company money',
    sql: `SELECT i.id, i.number, i."companyTotalMinor", i."companyTaxMinor", e.tax, e.owed FROM "Invoice" i JOIN LATERAL (SELECT sum(l."companyMinor") FILTER (WHERE l."openItemId" = i."openItemId") AS owed, coalesce(sum(l."companyMinor") FILTER (WHERE a.code = '2200'), 0) AS tax
        FROM "JournalEntry" j JOIN "JournalLine" l ON l."entryId" = j.id JOIN "Account" a ON a.id = l."accountId" WHERE j."sourceId" = i.id AND j.kind IN ('INVOICE', 'CREDIT_NOTE', 'OPENING')) e ON TRUE
      WHERE i."exchangeRate" IS NOT NULL AND (abs(e.owed) IS DISTINCT FROM i."companyTotalMinor" OR abs(e.tax) <> i."companyTaxMinor")`,
  },
  {
    check: 'credit notes of an invoice in another currency are no more of it in company money than it is',
    sql: `SELECT i.id, i.number, i."companyTotalMinor", n.credited FROM "Invoice" i JOIN (SELECT "creditsInvoiceId" AS id, sum("totalMinor") AS units, sum("companyTotalMinor") AS credited FROM "Invoice" WHERE "creditsInvoiceId" IS NOT NULL GROUP BY 1) n ON n.id = i.id
      WHERE i."exchangeRate" IS NOT NULL AND (n.credited > i."companyTotalMinor" OR (n.units = i."totalMinor" AND n.credited <> i."companyTotalMinor"))`,
  },
  {
    check: 'the difference that an allocation tells is the one it posted',
    sql: `SELECT x.id, x."differenceMinor", ${onAccount('7000', 'x."entryId"')} AS posted FROM "Allocation" x WHERE x."differenceMinor" <> ${onAccount('7000', 'x."entryId"')}`,
  },
  {
    check: 'a payment in another currency is in the books at what it was worth',
    sql: `SELECT p.id, p.number, p."companyMinor", l.worth FROM "Payment" p JOIN LATERAL (SELECT sum(l."companyMinor") AS worth FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."openItemId" = p."openItemId" WHERE e."sourceId" = p.id AND e.kind = 'PAYMENT') l ON TRUE
      WHERE p."companyMinor" IS NOT NULL AND abs(coalesce(l.worth, 0)) <> p."companyMinor"`,
  },
  {
    check: 'a revaluation is the sum of its lines, on its day and taken off on the next',
    sql: `SELECT r.id, r.number, r."gainMinor", x.gain, ${onAccount('1195', 'r."entryId"')} AS posted, ${onAccount('1195', 'r."mirrorEntryId"')} AS mirrored FROM "Revaluation" r LEFT JOIN (SELECT "revaluationId" AS id, sum("gainMinor") AS gain FROM "RevaluationLine" GROUP BY 1) x ON x.id = r.id
      WHERE r."gainMinor" IS DISTINCT FROM x.gain OR ${onAccount('1195', 'r."entryId"')} <> r."gainMinor" OR ${onAccount('1195', 'r."mirrorEntryId"')} <> -r."gainMinor"`,
  },
  {
    check: 'a conversion took of one item what it gave to the other',
    sql: `SELECT c.id, c.number, f.amount AS taken, t.amount AS given FROM "CreditConversion" c LEFT JOIN LATERAL (SELECT sum("amountMinor") AS amount, sum("companyMinor") AS company FROM "JournalLine" WHERE "entryId" = c."entryId" AND "openItemId" = c."fromItemId") f ON TRUE
      LEFT JOIN LATERAL (SELECT sum("amountMinor") AS amount FROM "JournalLine" WHERE "entryId" = c."entryId" AND "openItemId" = c."toItemId") t ON TRUE
      WHERE f.amount IS DISTINCT FROM c."fromMinor" OR f.company IS DISTINCT FROM c."companyMinor" OR t.amount IS DISTINCT FROM -c."amountMinor"`,
  },
];
