// How each check of early payment, receipts, disputes and statements is broken.
import { first } from './samples.ts';

const earlyDiscount = (kind: string, amount: number, entry: string) => `INSERT INTO "EarlyDiscount" (id, "companyId", "discountId", kind, "invoiceId", "openItemId", "customerId", "paidOn", "effectiveOn", "currencyCode", "netMinor", "taxMinor", "amountMinor", "entryId", "byName")
  VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), '${kind}', gen_random_uuid(), gen_random_uuid(), ${first('Customer')}, '2026-01-01', '2026-01-01', 'USD', ${amount}, 0, ${amount}, ${entry}, 'x')`;

export const agreementBreaks: Record<string, string> = {
  'an early-payment discount is what its entry took off the invoice, as revenue and as tax': earlyDiscount('GRANTED', 5, 'gen_random_uuid()'),
  'no more of an early-payment discount is taken back than was given, and what is reversed is so whole': earlyDiscount('CREDITED', -5, 'NULL'),
  'a discount for early payment stands only where money stands on the invoice': earlyDiscount('TAKEN', 5, 'NULL'),
  'three offers to pay early are in force at a time at most': `WITH o AS (INSERT INTO "EarlyPaymentOffer" (id, "companyId", name, "discountRate", days, "currencyCode", "startsOn", "publishedByName")
    SELECT gen_random_uuid(), ${first('Company')}, 'X', 0.1, 1, 'USD', '2026-01-01', 'x' FROM generate_series(1, 4) RETURNING id) SELECT count(*) FROM o`,
  'a receipt is about the money that was received, and its lines and what is on account sum to it': `INSERT INTO "PaymentReceipt" (id, "companyId", number, "paymentId", "customerId", "issuedOn", "currencyCode", "amountMinor", "onAccountMinor", "issuedByName")
    VALUES (gen_random_uuid(), ${first('Company')}, 'X-1', gen_random_uuid(), ${first('Customer')}, '2026-01-01', 'USD', 5, 5, 'x')`,
  'no more of an invoice is disputed at once than it is about, and what was credited for a dispute is a credit note of its invoice':
    `INSERT INTO "InvoiceDispute" (id, "companyId", number, "invoiceId", "openItemId", "customerId", reason, "currencyCode", "amountMinor", text, "personName", channel, "raisedOn")
      SELECT gen_random_uuid(), "companyId", 'X-1', id, "openItemId", "customerId", 'OTHER', 'USD', "totalMinor" + 1, 'x', 'x', 'STAFF', '2026-01-01' FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY id LIMIT 1`,
  'a sending of statements counts those who got one and those who did not, and each that got one has its mail': `INSERT INTO "StatementRun" (id, "companyId", number, "scheduleId", "dueOn", "fromOn", form, "knownAt", "sentCount", "skippedCount", "byName")
    VALUES (gen_random_uuid(), ${first('Company')}, 'X-1', gen_random_uuid(), '2026-01-01', '2026-01-01', 'ACTIVITY', now(), 1, 0, 'x')`,
};
