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
    check: 'a run of payments is the sum of its lines, and what was executed was paid',
    sql: `SELECT r.id, r.number, r.status FROM "PaymentRun" r LEFT JOIN "PaymentRunLine" l ON l."paymentRunId" = r.id GROUP BY r.id
      HAVING coalesce(sum(l."amountMinor"), 0) <> r."totalMinor" OR (r.status = 'EXECUTED' AND bool_or(l."paymentId" IS NULL)) OR (r.status <> 'EXECUTED' AND bool_or(l."paymentId" IS NOT NULL))`,
  },
  {
    check: 'the payments of a run are what its lines say',
    sql: `SELECT p.id, p.number, p."amountMinor", sum(l."amountMinor") FROM "PaymentRunLine" l JOIN "Payment" p ON p.id = l."paymentId" GROUP BY p.id HAVING sum(l."amountMinor") <> p."amountMinor"`,
  },
];
