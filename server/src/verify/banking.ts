import type { Check } from '../verify.ts';

/** What lines of the journal (j) moved on a collection account (c), in its currency. */
const held = `coalesce(sum(CASE WHEN j."currencyCode" = c."currencyCode" THEN j."amountMinor" WHEN c."currencyCode" = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = c."companyId") THEN j."companyMinor" ELSE 0 END), 0)`;

export const bankingChecks: readonly Check[] = [
  {
    check: 'of an account that is told to be outside its limits somebody has, or had, a task',
    sql: `SELECT c.id, c.name FROM "CollectionAccount" c WHERE c."warnedAt" IS NOT NULL AND NOT EXISTS (SELECT FROM "Task" t WHERE t."subjectId" = c.id AND t.kind = 'accountOutside')`,
  },
  {
    check: 'a statement is its lines and those that were known: they bring its opening balance to the closing one',
    sql: `SELECT s.id, s.reference FROM "BankStatement" s LEFT JOIN "BankLine" l ON l."statementId" = s.id GROUP BY s.id
      HAVING coalesce(sum(l."amountMinor"), 0) + s."knownMinor" <> s."linesMinor" OR count(l.id) + s."knownCount" <> s."lineCount" OR s."openingMinor" + s."linesMinor" <> s."closingMinor"`,
  },
  {
    check: 'a line of a statement is booked for what its bookings sum to',
    sql: `SELECT l.id, l."amountMinor", l."bookedMinor" FROM "BankLine" l LEFT JOIN "LineBooking" b ON b."lineId" = l.id AND b."undoneAt" IS NULL GROUP BY l.id HAVING coalesce(sum(b."amountMinor"), 0) <> l."bookedMinor"`,
  },
  {
    check: 'lines of statements are booked in entries of their account, and none for more than it moved there',
    sql: `SELECT b.id, b."entryId" FROM (SELECT b."entryId", c."accountId", min(b.id::text) AS id, sum(b."amountMinor") AS booked FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" JOIN "CollectionAccount" c ON c.id = l."collectionAccountId"
        WHERE b."undoneAt" IS NULL GROUP BY b."entryId", c."accountId") b
      WHERE NOT EXISTS (SELECT FROM "JournalLine" j JOIN "CollectionAccount" c ON c."accountId" = j."accountId" WHERE j."entryId" = b."entryId" AND j."accountId" = b."accountId" HAVING abs(${held}) >= abs(b.booked) AND sign(${held}) = sign(b.booked))`,
  },
  {
    check: 'lines of an account, what they are booked as and what was signed of it are in its currency',
    sql: `SELECT l.id, l."currencyCode", c."currencyCode" AS account FROM "CollectionAccount" c JOIN "BankLine" l ON l."collectionAccountId" = c.id LEFT JOIN "LineBooking" b ON b."lineId" = l.id
        WHERE l."currencyCode" <> c."currencyCode" OR b."currencyCode" <> c."currencyCode"
      UNION ALL SELECT r.id, r."currencyCode", c."currencyCode" FROM "CollectionAccount" c JOIN "Reconciliation" r ON r."collectionAccountId" = c.id WHERE r."currencyCode" <> c."currencyCode"`,
  },
  {
    check: 'what was paid short and written off is what its entry took off the invoice',
    sql: `SELECT s.id, s."amountMinor" FROM "ShortPayment" s WHERE s."entryId" IS NOT NULL
      AND s."amountMinor" IS DISTINCT FROM (SELECT -sum(j."amountMinor") FROM "JournalLine" j WHERE j."entryId" = s."entryId" AND j."openItemId" = s."openItemId")`,
  },
  {
    check: 'the shortages of a payment are taken back with it',
    sql: `SELECT s.id FROM "ShortPayment" s JOIN "Payment" p ON p.id = s."paymentId" WHERE s."reversedOn" IS DISTINCT FROM p."reversedOn"
      OR (s."entryId" IS NOT NULL AND (s."reversedOn" IS NOT NULL) <> EXISTS (SELECT FROM "JournalEntry" r WHERE r."reversesEntryId" = s."entryId"))`,
  },
  {
    check: 'a reconciliation that stands was signed with the balance that the ledger had then, and lines up to its day are booked as they were',
    sql: `SELECT r.id, r."endsOn" FROM "Reconciliation" r JOIN "CollectionAccount" c ON c.id = r."collectionAccountId" WHERE r."undoneAt" IS NULL AND (r."ledgerMinor" <>
        (SELECT ${held} FROM "JournalLine" j WHERE j."accountId" = c."accountId" AND j."effectiveOn" <= r."endsOn" AND j."recordedAt" <= r."signedAt")
      OR EXISTS (SELECT FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE l."collectionAccountId" = c.id AND l."bookedOn" <= r."endsOn" AND b."undoneAt" > r."signedAt"))`,
  },
  {
    check: 'what is said about unapplied money is about a credit',
    sql: 'SELECT n.id FROM "UnappliedNote" n LEFT JOIN "OpenItem" i ON i.id = n."openItemId" WHERE i.id IS NULL OR i."amountMinor" >= 0',
  },
];
