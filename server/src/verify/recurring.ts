import type { Check } from '../verify.ts';

export const recurringChecks: readonly Check[] = [
  {
    check: 'account 2130 is the revenue that waits for its month',
    sql: `SELECT coalesce(j.code, d.code) AS code, j.worth, j.amount, d.worth AS "waitingWorth", d.amount AS waiting FROM (SELECT l."currencyCode" AS code, -sum(l."companyMinor") AS worth, -sum(l."amountMinor") AS amount FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a.code = '2130' AND EXISTS (SELECT FROM "JournalEntry" e WHERE e.id = l."entryId" AND e.kind IN ('DEFERRAL', 'REVERSAL')) GROUP BY 1) j
      FULL JOIN (SELECT "currencyCode" AS code, sum("companyMinor") AS worth, sum("amountMinor") AS amount FROM "Deferral" WHERE "releaseId" IS NULL GROUP BY 1) d ON d.code = j.code
      WHERE coalesce(j.worth, 0) <> coalesce(d.worth, 0) OR coalesce(j.amount, 0) <> coalesce(d.amount, 0)`,
  },
  {
    check: 'revenue that waits is in the currency of its invoice, and what has nothing waiting is worth nothing',
    sql: `SELECT d.id, d."currencyCode", d."amountMinor", d."companyMinor", v.number FROM "Deferral" d JOIN "Invoice" v ON v.id = d."invoiceId" JOIN "Company" c ON c.id = d."companyId"
      WHERE d."currencyCode" <> v."currencyCode" OR (d."amountMinor" = 0 AND d."companyMinor" <> 0) OR (d."currencyCode" = c."currencyCode" AND d."amountMinor" <> d."companyMinor")`,
  },
  {
    check: 'a contract is invoiced in its currency',
    sql: `SELECT s.number, s."currencyCode", b.id, b."currencyCode" AS billed, v."currencyCode" AS invoiced FROM "ContractBilling" b JOIN "Contract" s ON s.id = b."contractId" LEFT JOIN "Invoice" v ON v.id = b."invoiceId"
      WHERE b."currencyCode" <> s."currencyCode" OR v."currencyCode" <> s."currencyCode"`,
  },
  {
    check: 'what was invoiced of a contract is net of its invoices, less its credit notes',
    sql: `SELECT b.id, b."netMinor", v."netMinor" AS invoiced, l.net FROM "ContractBilling" b LEFT JOIN "Invoice" v ON v.id = b."invoiceId"
      CROSS JOIN LATERAL (SELECT coalesce(sum(x."netMinor"), 0) AS net FROM "ContractBillingLine" x WHERE x."billingId" = b.id) l
      WHERE b."netMinor" <> l.net OR (b."invoiceId" IS NULL AND b."netMinor" <> 0) OR (b."invoiceId" IS NOT NULL AND abs(b."netMinor") <> v."netMinor") OR (v.kind = 'INVOICE') <> (b."netMinor" > 0)`,
  },
  {
    check: 'the periods of a contract that are invoiced follow one another, and the next is the one after them',
    sql: `SELECT s.number, x."periodFrom", x."periodTo" FROM (SELECT b.*, lead(b."periodFrom") OVER (PARTITION BY b."contractId" ORDER BY b."periodFrom") AS following FROM "ContractBilling" b WHERE b.kind = 'PERIOD') x JOIN "Contract" s ON s.id = x."contractId"
      WHERE x."periodTo" < x."periodFrom" OR (x.following IS NOT NULL AND x.following <= x."periodTo") OR (s."nextFrom" IS NOT NULL AND x."periodFrom" >= s."nextFrom")`,
  },
  {
    check: 'versions of a line of a contract do not overlap',
    sql: `SELECT a.id, b.id AS other FROM "ContractLine" a JOIN "ContractLine" b ON b."contractId" = a."contractId" AND b.no = a.no AND b.id > a.id
      WHERE a."validFrom" <= coalesce(b."validTo", 'infinity') AND b."validFrom" <= coalesce(a."validTo", 'infinity')`,
  },
  {
    check: 'a release is the revenue deferred to its month',
    sql: `SELECT r.number, r."amountMinor", d.sum FROM "DeferralRelease" r CROSS JOIN LATERAL (SELECT coalesce(sum(x."companyMinor"), 0) AS sum, bool_and(x.month = r.month) AS same FROM "Deferral" x WHERE x."releaseId" = r.id) d
      WHERE (r."reversedOn" IS NULL AND (d.sum <> r."amountMinor" OR d.same IS FALSE)) OR (r."reversedOn" IS NOT NULL AND d.sum <> 0)`,
  },
];
