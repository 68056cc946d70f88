import type { Check } from '../verify.ts';

export const payablesChecks: readonly Check[] = [
  {
    check: 'a bill has open exceptions exactly while its match says so',
    sql: `SELECT b.id, b.number, b.match, count(e.id) FROM "Bill" b LEFT JOIN "BillException" e ON e."billId" = b.id AND e.status = 'OPEN'
      WHERE b.status = 'POSTED' GROUP BY b.id HAVING (b.match = 'EXCEPTION') <> (count(e.id) > 0)`,
  },
  {
    check: 'a bill is the sum of its lines and its tax',
    sql: `SELECT b.id, b.number, b."netMinor", b."totalMinor" FROM "Bill" b JOIN "BillLine" l ON l."billId" = b.id GROUP BY b.id
      HAVING sum(l."netMinor") <> b."netMinor" OR b."netMinor" + b."taxMinor" <> b."totalMinor"`,
  },
  {
    check: 'a supplier\'s credit is the sum of its lines and its tax, and what it is worth is owed less',
    sql: `SELECT c.id, c.number FROM "SupplierCredit" c JOIN "SupplierCreditLine" l ON l."supplierCreditId" = c.id JOIN "OpenItem" i ON i.id = c."openItemId" GROUP BY c.id, i.id
      HAVING sum(l."netMinor") <> c."netMinor" OR c."netMinor" + c."taxMinor" <> c."totalMinor" OR i."amountMinor" <> c."totalMinor"`,
  },
  {
    check: 'a bill or supplier\'s credit says what it is in company money exactly where that is not its currency, and its lines sum to it',
    sql: `SELECT p.id, p.number, p.net, p.total, l.net AS lines FROM (SELECT b.id, b.number, b."companyId", b."currencyCode", b."exchangeRate", b."companyNetMinor" AS net, b."companyTaxMinor" AS tax, b."companyTotalMinor" AS total FROM "Bill" b
        UNION ALL SELECT c.id, c.number, c."companyId", c."currencyCode", c."exchangeRate", c."companyNetMinor", c."companyTaxMinor", c."companyTotalMinor" FROM "SupplierCredit" c) p
      JOIN "Company" o ON o.id = p."companyId" LEFT JOIN LATERAL (SELECT sum(x.net) AS net FROM (SELECT "companyNetMinor" AS net FROM "BillLine" WHERE "billId" = p.id UNION ALL SELECT "companyNetMinor" FROM "SupplierCreditLine" WHERE "supplierCreditId" = p.id) x) l ON TRUE
      WHERE (p."currencyCode" = o."currencyCode") <> (p."exchangeRate" IS NULL) OR l.net IS DISTINCT FROM p.net OR p.net + p.tax <> p.total`,
  },
  {
    check: 'a bill or supplier\'s credit is in the books what it says, in its own currency and in company money',
    sql: `SELECT p.id, p.number, p.total, p.worth, e.owed, e."owedWorth", e.tax, e.foreign FROM (SELECT b.id, b.number, b."openItemId", b."currencyCode", -b."totalMinor" AS total, -coalesce(b."companyTotalMinor", b."totalMinor") AS worth, coalesce(b."companyTaxMinor", b."taxMinor") AS tax FROM "Bill" b
        UNION ALL SELECT c.id, c.number, c."openItemId", c."currencyCode", c."totalMinor", coalesce(c."companyTotalMinor", c."totalMinor"), -coalesce(c."companyTaxMinor", c."taxMinor") FROM "SupplierCredit" c) p
      JOIN LATERAL (SELECT sum(l."amountMinor") FILTER (WHERE l."openItemId" = p."openItemId") AS owed, sum(l."companyMinor") FILTER (WHERE l."openItemId" = p."openItemId") AS "owedWorth",
          coalesce(sum(l."companyMinor") FILTER (WHERE a.code = '1400'), 0) AS tax, coalesce(sum(l."amountMinor") FILTER (WHERE l."currencyCode" = p."currencyCode" AND l."currencyCode" <> o."currencyCode"), 0) AS foreign
        FROM "JournalEntry" j JOIN "Company" o ON o.id = j."companyId" JOIN "JournalLine" l ON l."entryId" = j.id JOIN "Account" a ON a.id = l."accountId" WHERE j."sourceId" = p.id AND j.kind IN ('BILL', 'SUPPLIER_CREDIT', 'OPENING')) e ON TRUE
      WHERE e.owed IS DISTINCT FROM p.total OR e."owedWorth" IS DISTINCT FROM p.worth OR e.tax <> p.tax OR e.foreign <> 0`,
  },
  {
    check: 'a run of payments pays bills of its currency, and tells what they are in the books where that is not the company\'s',
    sql: `SELECT r.id, r.number, r."currencyCode" FROM "PaymentRun" r JOIN "Company" o ON o.id = r."companyId" WHERE (r."currencyCode" = o."currencyCode") <> (r."companyTotalMinor" IS NULL)
      OR EXISTS (SELECT FROM "PaymentRunLine" l JOIN "OpenItem" i ON i.id = l."openItemId" WHERE l."paymentRunId" = r.id AND (l."currencyCode" <> r."currencyCode" OR i."currencyCode" <> r."currencyCode"))`,
  },
  {
    check: 'a run of payments is the sum of its lines, and what was executed was paid',
    sql: `SELECT r.id, r.number, r.status FROM "PaymentRun" r LEFT JOIN "PaymentRunLine" l ON l."paymentRunId" = r.id GROUP BY r.id
      HAVING coalesce(sum(l."amountMinor"), 0) <> r."totalMinor" OR (r.status = 'EXECUTED' AND bool_or(l."paymentId" IS NULL)) OR (r.status <> 'EXECUTED' AND bool_or(l."paymentId" IS NOT NULL))`,
  },
  {
    check: 'the payments of a run are what its lines say',
    sql: `SELECT p.id, p.number, p."amountMinor", sum(l."amountMinor") FROM "PaymentRunLine" l JOIN "Payment" p ON p.id = l."paymentId" GROUP BY p.id HAVING sum(l."amountMinor") <> p."amountMinor"`,
  },
  {
    check: 'a recurring bill is in one currency: its lines, and the bills recorded of it',
    sql: `SELECT r.id, r.name, r."currencyCode" FROM "RecurringBill" r WHERE EXISTS (SELECT FROM "RecurringBillLine" l WHERE l."recurringBillId" = r.id AND l."currencyCode" <> r."currencyCode")
      OR EXISTS (SELECT FROM "Bill" b WHERE b."recurringBillId" = r.id AND b."currencyCode" <> r."currencyCode")`,
  },
];
