// What breaks each check of charges and bad debts.
import { first } from './samples.ts';

const any = 'gen_random_uuid()';
const charge = `INSERT INTO "Charge" (id, "companyId", number, kind, "customerId", "customerName", "billTo", "openItemId", "issuedOn", "dueOn", "currencyCode", "netMinor", "taxMinor", "totalMinor", "createdByName")
  VALUES (${any}, ${first('Company')}, 'X-1', 'OTHER', ${first('Customer')}, 'x', 'x', ${first('OpenItem')}, '2026-01-01', '2026-01-01', 'USD', 5, 0, 5, 'x')`;
const waiver = (item: string) => `INSERT INTO "LateWaiver" (id, "companyId", "customerId", "debtItemId", kind, "currencyCode", "amountMinor", reason, "waivedByName") SELECT ${any}, ${first('Company')}, ${first('Customer')}, ${item}, 'LUMP_SUM', 'USD', 5, 'x', 'x'`;

export const chargeBreaks: Record<string, string> = {
  'interest and fees are the sum of their lines, and stand in the ledger less what was let go of them': charge,
  'a charge is in the currency of what it is for, and in the books what it says in company money': charge.replace("'USD'", "'XTS'"),
  'no day of a debt bears interest twice, and none a second lump sum': `WITH w AS (${waiver(first('OpenItem'))} RETURNING id), l AS (INSERT INTO "ChargeLine" (id, "chargeId", no, kind, "debtItemId", description, "currencyCode", "amountMinor") SELECT ${any}, ${any}, 1, 'LUMP_SUM', ${first('OpenItem')}, 'x', 'USD', 5 RETURNING "chargeId")
    INSERT INTO "Charge" (id, "companyId", number, kind, "customerId", "customerName", "billTo", "openItemId", "issuedOn", "dueOn", "currencyCode", "netMinor", "taxMinor", "totalMinor", "createdByName")
    SELECT l."chargeId", ${first('Company')}, 'X-1', 'LATE', ${first('Customer')}, 'x', 'x', ${first('OpenItem')}, '2026-01-01', '2026-01-01', 'USD', 5, 0, 5, 'x' FROM l`,
  'a refund is the sum of its parts, and left its account as long as it stands': `INSERT INTO "Refund" (id, "companyId", number, "customerId", reason, method, "accountId", "currencyCode", "amountMinor", "companyMinor", "createdByName")
    VALUES (${any}, ${first('Company')}, 'X-1', ${first('Customer')}, 'OTHER', 'BANK', ${first('Account')}, 'USD', 5, 5, 'x')`,
  'disputed money stands on its account as long as it is disputed': `INSERT INTO "Chargeback" (id, "companyId", number, "customerId", "paymentId", reason, "currencyCode", "amountMinor", "openedOn", "replyBy", "createdByName")
    VALUES (${any}, ${first('Company')}, 'X-1', ${first('Customer')}, ${first('Payment')}, 'OTHER', 'USD', 5, '2026-01-01', '2026-01-01', 'x')`,
  'what a bank took for a return is what stands of it, until it is withdrawn': `INSERT INTO "Bounce" (id, "companyId", "customerId", "paymentId", "bouncedOn", reason, "currencyCode", "amountMinor", "bankFeeMinor", "createdByName")
    SELECT ${any}, ${first('Company')}, ${first('Customer')}, p.id, '2026-01-01', 'OTHER', 'USD', 5, 5, 'x' FROM "Payment" p WHERE NOT EXISTS (SELECT FROM "Bounce" b WHERE b."paymentId" = p.id) ORDER BY p.id LIMIT 1`,
  'a payment that came back is reversed': `INSERT INTO "Bounce" (id, "companyId", "customerId", "paymentId", "bouncedOn", reason, "currencyCode", "amountMinor", "createdByName")
    SELECT ${any}, ${first('Company')}, ${first('Customer')}, p.id, '2026-01-01', 'OTHER', 'USD', 5, 'x' FROM "Payment" p WHERE p.status = 'POSTED' AND NOT EXISTS (SELECT FROM "Bounce" b WHERE b."paymentId" = p.id) ORDER BY p.id LIMIT 1`,
  'the allowance is the provision that stands, and those for single debts': `INSERT INTO "SpecificProvision" (id, "companyId", number, "customerId", "openItemId", "currencyCode", "amountMinor", reason, "postedOn", "createdByName")
    SELECT ${any}, ${first('Company')}, 'X-1', ${first('Customer')}, i.id, 'USD', 5, 'x', '2026-01-01', 'x' FROM "OpenItem" i WHERE NOT EXISTS (SELECT FROM "SpecificProvision" s WHERE s."openItemId" = i.id) ORDER BY i.id LIMIT 1`,
  'what is written off left its debt as long as it stands, and no more of it came back': `INSERT INTO "WriteOff" (id, "companyId", number, "customerId", "openItemId", status, reason, "currencyCode", "amountMinor", "writtenOffOn", "askedByName")
    VALUES (${any}, ${first('Company')}, 'X-1', ${first('Customer')}, ${first('OpenItem')}, 'POSTED', 'OTHER', 'USD', 5, '2026-01-01', 'x')`,
  'a recovery is the sum of its parts, and income as long as it stands': `INSERT INTO "Recovery" (id, "companyId", number, "customerId", "openItemId", "recoveredOn", "currencyCode", "amountMinor", "createdByName")
    VALUES (${any}, ${first('Company')}, 'X-1', ${first('Customer')}, ${first('OpenItem')}, '2026-01-01', 'USD', 5, 'x')`,
};
