// How each check of deposits and contracts is broken: one row by SQL.
import { first } from './samples.ts';

const held = (amount: number, open: number, claim: number, taxes = 'NULL') => `i AS (INSERT INTO "OpenItem" (id, "companyId", "accountId", kind, "customerId", "sourceType", "sourceId", number, "currencyCode", "amountMinor", "openMinor", "companyOpenMinor", "effectiveOn", "claimMinor", taxes)
  SELECT gen_random_uuid(), a."companyId", a.id, 'DEPOSIT', ${first('Customer')}, 'DepositRequest', gen_random_uuid(), 'DEP-X', 'USD', ${-amount}, ${-open}, ${-open}, '2026-01-01', ${claim}, ${taxes} FROM "Account" a WHERE a.code = '2110' ORDER BY a.id LIMIT 1 RETURNING *)`;
const asked = (amount: number) => `INSERT INTO "DepositRequest" (id, "companyId", number, "customerId", "openItemId", "currencyCode", "amountMinor", "requestedOn", "dueOn")
  SELECT i."sourceId", i."companyId", 'DEP-X', i."customerId", i.id, 'USD', ${amount}, '2026-01-01', '2026-01-01' FROM i`;
const contract = `s AS (INSERT INTO "Contract" (id, "companyId", number, name, "customerId", "currencyCode", every, "anchorOn", "startsOn") SELECT gen_random_uuid(), c."companyId", 'CTR-X', 'x', c.id, 'USD', 'MONTH', '2026-01-01', '2026-01-01' FROM "Customer" c ORDER BY c.id LIMIT 1 RETURNING *)`;
const billing = (net: number, to: string) => `INSERT INTO "ContractBilling" (id, "companyId", "contractId", "customerId", "periodFrom", "periodTo", "billedOn", "currencyCode", "netMinor") SELECT gen_random_uuid(), s."companyId", s.id, s."customerId", '2026-01-01', '${to}', '2026-01-01', 'USD', ${net} FROM s`;
const version = (from: string) => `SELECT gen_random_uuid(), s.id, 1, '${from}'::date, 'x', 1, '2026-01-01'::date FROM s`;

/** By the name of the check. */
export const depositBreaks: Readonly<Record<string, string>> = {
  'account 2110 is what is held of deposits, and never a debt of customers': `WITH ${held(5, 5, 0)} ${asked(5)}`,
  'what came to a deposit and what is still to come is what was asked for': `WITH ${held(5, 0, 3)} ${asked(5)}`,
  'a deposit has an open item of its own, on 2110, of its amount': `WITH ${held(4, 0, 5)} ${asked(5)}`,
  'account 2115 is the tax of what is held of deposits whose tax is due on receipt': `WITH ${held(100, 100, 0, `'[{"taxCodeId": "x", "net": "80", "tax": "20"}]'::jsonb`)} ${asked(100)}`,
  'a deposit invoice is base and tax of a receipt': `WITH ${held(5, 0, 5)}, d AS (${asked(5)} RETURNING *) INSERT INTO "DepositInvoice" (id, "companyId", number, "depositRequestId", "allocationId", "customerId", "issuedOn", "currencyCode", "netMinor", "taxMinor", "totalMinor", taxes)
    SELECT gen_random_uuid(), d."companyId", 'DPI-X', d.id, gen_random_uuid(), d."customerId", '2026-01-01', 'USD', 4, 1, 5, '[]' FROM d`,
  'account 2130 is the revenue that waits for its month': `INSERT INTO "Deferral" (id, "companyId", "billingId", "invoiceId", "customerId", "accountId", month, "currencyCode", "amountMinor", "companyMinor") SELECT gen_random_uuid(), c."companyId", gen_random_uuid(), gen_random_uuid(), c.id, gen_random_uuid(), '2026-01-01', 'USD', 5, 5 FROM "Customer" c ORDER BY c.id LIMIT 1`,
  'revenue that waits is in the currency of its invoice, and what has nothing waiting is worth nothing': `INSERT INTO "Deferral" (id, "companyId", "billingId", "invoiceId", "customerId", "accountId", month, "currencyCode", "amountMinor", "companyMinor") SELECT gen_random_uuid(), v."companyId", gen_random_uuid(), v.id, v."customerId", gen_random_uuid(), '2026-01-01', 'XTS', 0, 0 FROM "Invoice" v ORDER BY v.id LIMIT 1`,
  'a contract is invoiced in its currency': `WITH ${contract} INSERT INTO "ContractBilling" (id, "companyId", "contractId", "customerId", "periodFrom", "periodTo", "billedOn", "currencyCode", "netMinor") SELECT gen_random_uuid(), s."companyId", s.id, s."customerId", '2026-01-01', '2026-01-31', '2026-01-01', 'XTS', 0 FROM s`,
  'what was invoiced of a contract is net of its invoices, less its credit notes': `WITH ${contract} ${billing(5, '2026-01-31')}`,
  'the periods of a contract that are invoiced follow one another, and the next is the one after them': `WITH ${contract} ${billing(0, '2025-12-31')}`,
  'versions of a line of a contract do not overlap': `WITH ${contract}, l AS (INSERT INTO "ContractLine" (id, "contractId", no, "validFrom", description, quantity, "priceFrom") ${version('2026-01-01')}) INSERT INTO "ContractLine" (id, "contractId", no, "validFrom", description, quantity, "priceFrom") ${version('2026-02-01')}`,
  'a release is the revenue deferred to its month': `INSERT INTO "DeferralRelease" (id, "companyId", number, month, "effectiveOn", "entryId", "currencyCode", "amountMinor") SELECT gen_random_uuid(), ${first('Company')}, 'DFR-X', '2026-01-01', '2026-01-31', gen_random_uuid(), 'USD', 5`,
};
