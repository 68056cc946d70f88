import type { Check } from '../verify.ts';

/** What the entries of a source left on an account, debit positive. */
const on = (code: string, sources: string) => `coalesce((SELECT sum(l."companyMinor") FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" AND a.code = '${code}' WHERE e."sourceId" IN (${sources})), 0)`;

export const chargeChecks: readonly Check[] = [
  {
    check: 'interest and fees are the sum of their lines, and stand in the ledger less what was let go of them',
    sql: `SELECT c.id, c.number, c."netMinor", l.lines, ${on('4900', 'SELECT c.id UNION SELECT x.id FROM "ChargeCredit" x WHERE x."chargeId" = c.id')} AS earned, k.credited FROM "Charge" c
      CROSS JOIN LATERAL (SELECT sum("amountMinor") AS lines FROM "ChargeLine" WHERE "chargeId" = c.id) l CROSS JOIN LATERAL (SELECT coalesce(sum("amountMinor" - "taxMinor"), 0) AS credited FROM "ChargeCredit" WHERE "chargeId" = c.id) k
      WHERE l.lines IS DISTINCT FROM c."netMinor" OR -${on('4900', 'SELECT c.id UNION SELECT x.id FROM "ChargeCredit" x WHERE x."chargeId" = c.id')} <> CASE c.status WHEN 'POSTED' THEN c."netMinor" ELSE 0 END - k.credited`,
  },
  {
    check: 'no day of a debt bears interest twice, and none a second lump sum',
    sql: `WITH told AS (SELECT l.id, l."debtItemId", l.kind, l."fromOn", l."toOn" FROM "ChargeLine" l JOIN "Charge" c ON c.id = l."chargeId" AND c.status = 'POSTED' WHERE l."debtItemId" IS NOT NULL AND l.kind <> 'FEE'
        UNION ALL SELECT id, "debtItemId", kind, "fromOn", "toOn" FROM "LateWaiver" WHERE "undoneAt" IS NULL)
      SELECT a."debtItemId", a.id, b.id AS other FROM told a JOIN told b ON b."debtItemId" = a."debtItemId" AND b.kind = a.kind AND b.id > a.id AND (a.kind = 'LUMP_SUM' OR (a."fromOn" <= b."toOn" AND b."fromOn" <= a."toOn"))`,
  },
  {
    check: 'a refund is the sum of its parts, and left its account as long as it stands',
    sql: `SELECT r.id, r.number, r."amountMinor", p.parts FROM "Refund" r CROSS JOIN LATERAL (SELECT sum("amountMinor") AS parts FROM "RefundPart" WHERE "refundId" = r.id) p
      WHERE p.parts IS DISTINCT FROM r."amountMinor" OR coalesce((SELECT -sum(l."companyMinor") FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."accountId" = r."accountId" WHERE e."sourceId" = r.id), 0) <> CASE r.status WHEN 'PAID' THEN r."amountMinor" ELSE 0 END`,
  },
  {
    check: 'disputed money stands on its account as long as it is disputed',
    sql: `SELECT c.id, c.number, c.status, c."amountMinor", ${on('1060', 'c.id')} AS held FROM "Chargeback" c WHERE ${on('1060', 'c.id')} <> CASE WHEN c.status IN ('OPEN', 'REPRESENTED') THEN c."amountMinor" ELSE 0 END`,
  },
  {
    check: 'what a bank took for a return is what stands of it, until it is withdrawn',
    sql: `SELECT b.id, b."bankFeeMinor", ${on('5400', 'b.id')} AS posted FROM "Bounce" b WHERE ${on('5400', 'b.id')} <> CASE WHEN b."withdrawnOn" IS NULL THEN b."bankFeeMinor" ELSE 0 END`,
  },
  { check: 'a payment that came back is reversed', sql: `SELECT b.id, p.number FROM "Bounce" b JOIN "Payment" p ON p.id = b."paymentId" WHERE p.status <> 'REVERSED'` },
  {
    check: 'the allowance is the provision that stands, and those for single debts',
    sql: `SELECT r.id, r.number, r."totalMinor", ${on('1190', 'r.id')} AS booked FROM "ProvisionRun" r WHERE -${on('1190', 'r.id')} <> CASE r.status WHEN 'POSTED' THEN r."totalMinor" ELSE 0 END OR r."totalMinor" <> coalesce((SELECT sum("amountMinor") FROM "ProvisionLine" WHERE "runId" = r.id), 0)
      UNION ALL SELECT s.id, s.number, s."amountMinor", ${on('1190', 's.id')} FROM "SpecificProvision" s WHERE -${on('1190', 's.id')} <> CASE s.status WHEN 'POSTED' THEN s."amountMinor" ELSE 0 END`,
  },
  {
    check: 'what is written off left its debt as long as it stands, and no more of it came back',
    sql: `SELECT w.id, w.number, w.status, w."amountMinor", x.gone, r.recovered FROM "WriteOff" w
      CROSS JOIN LATERAL (SELECT coalesce(-sum(l."amountMinor"), 0) AS gone FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."openItemId" = w."openItemId" WHERE e."sourceId" = w.id) x
      CROSS JOIN LATERAL (SELECT coalesce(sum(p."amountMinor"), 0) AS recovered FROM "RecoveryPart" p JOIN "Recovery" v ON v.id = p."recoveryId" AND v.status = 'POSTED' WHERE p."writeOffId" = w.id) r
      WHERE x.gone <> CASE w.status WHEN 'POSTED' THEN w."amountMinor" ELSE 0 END OR r.recovered > CASE w.status WHEN 'POSTED' THEN w."amountMinor" ELSE 0 END`,
  },
  {
    check: 'a recovery is the sum of its parts, and income as long as it stands',
    sql: `SELECT v.id, v.number, v."amountMinor", v."taxMinor", p.parts, p.tax FROM "Recovery" v CROSS JOIN LATERAL (SELECT sum("amountMinor") AS parts, sum("taxMinor") AS tax FROM "RecoveryPart" WHERE "recoveryId" = v.id) p
      WHERE p.parts IS DISTINCT FROM v."amountMinor" OR p.tax IS DISTINCT FROM v."taxMinor" OR -${on('5710', 'v.id')} <> CASE v.status WHEN 'POSTED' THEN v."amountMinor" - v."taxMinor" ELSE 0 END`,
  },
];
