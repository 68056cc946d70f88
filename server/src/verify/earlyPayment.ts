import type { Check } from '../verify.ts';

export const earlyPaymentChecks: readonly Check[] = [
  {
    check: 'an early-payment discount is what its entry took off the invoice, as revenue and as tax',
    sql: `SELECT d.id, d."amountMinor" FROM "EarlyDiscount" d WHERE d."entryId" IS NOT NULL AND (d."amountMinor" IS DISTINCT FROM (SELECT -sum(l."amountMinor") FROM "JournalLine" l WHERE l."entryId" = d."entryId" AND l."openItemId" = d."openItemId")
      OR d."netMinor" IS DISTINCT FROM (SELECT coalesce(sum(l."amountMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '4300' WHERE l."entryId" = d."entryId"))`,
  },
  {
    check: 'no more of an early-payment discount is taken back than was given, and what is reversed is so whole',
    sql: `SELECT d."discountId", sum(d."amountMinor") AS left FROM "EarlyDiscount" d GROUP BY 1 HAVING sum(d."amountMinor") < 0 OR (bool_or(d.kind = 'REVERSED') AND sum(d."amountMinor") <> 0)`,
  },
  {
    check: 'a discount for early payment stands only where money stands on the invoice',
    sql: `SELECT d."invoiceId" FROM "EarlyDiscount" d GROUP BY 1, d."openItemId" HAVING sum(d."amountMinor") > 0
      AND coalesce((SELECT sum(a."amountMinor") FROM "Allocation" a JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind = 'PAYMENT' WHERE a."debitItemId" = d."openItemId"), 0) <= 0`,
  },
  {
    check: 'three offers to pay early are in force at a time at most',
    sql: `SELECT o.id, o."startsOn" FROM "EarlyPaymentOffer" o WHERE coalesce(o."endsOn" >= o."startsOn", TRUE)
      AND (SELECT count(*) FROM "EarlyPaymentOffer" p WHERE p."companyId" = o."companyId" AND p."startsOn" <= o."startsOn" AND coalesce(p."endsOn" >= o."startsOn", TRUE)) > 3`,
  },
];
