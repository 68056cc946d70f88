import type { Check } from '../verify.ts';

export const confirmationChecks: readonly Check[] = [
  {
    check: 'a receipt is about the money that was received, and its lines and what is on account sum to it',
    sql: `SELECT r.id, r.number FROM "PaymentReceipt" r LEFT JOIN "Payment" p ON p.id = r."paymentId" LEFT JOIN "PaymentReceiptLine" l ON l."receiptId" = r.id GROUP BY r.id, p.id
      HAVING p.id IS NULL OR p.direction <> 'IN' OR p."amountMinor" <> r."amountMinor" OR coalesce(sum(l."amountMinor"), 0) + r."onAccountMinor" <> r."amountMinor" OR r."onAccountMinor" < 0`,
  },
  {
    check: 'no more of an invoice is disputed at once than it is about, and what was credited for a dispute is a credit note of its invoice',
    sql: `SELECT d."invoiceId", sum(d."amountMinor")::text AS what FROM "InvoiceDispute" d JOIN "Invoice" i ON i.id = d."invoiceId" WHERE d.status = 'OPEN' GROUP BY 1, i."totalMinor" HAVING sum(d."amountMinor") > i."totalMinor"
      UNION ALL SELECT d."invoiceId", d.number FROM "InvoiceDispute" d LEFT JOIN "Invoice" n ON n.id = d."creditNoteId" WHERE d."creditNoteId" IS NOT NULL AND n."creditsInvoiceId" IS DISTINCT FROM d."invoiceId"`,
  },
  {
    check: 'a sending of statements counts those who got one and those who did not, and each that got one has its mail',
    sql: `SELECT r.id, r.number FROM "StatementRun" r LEFT JOIN "StatementRunLine" l ON l."runId" = r.id LEFT JOIN "Mail" m ON m.id = l."mailId" GROUP BY r.id
      HAVING count(l.id) FILTER (WHERE l.outcome = 'SENT') <> r."sentCount" OR count(l.id) FILTER (WHERE l.outcome <> 'SENT') <> r."skippedCount" OR count(l.id) FILTER (WHERE l.outcome = 'SENT' AND (m.id IS NULL OR m.kind <> 'STATEMENT')) > 0`,
  },
];
