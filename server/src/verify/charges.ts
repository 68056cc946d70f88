import type { Check } from '../verify.ts';

/** What the entries of a source left on an account, debit positive. */
const on = (code: string, sources: string) => `coalesce((SELECT sum(l."companyMinor") FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" AND a.code = '${code}' WHERE e."sourceId" IN (${sources})), 0)`;

export const chargeChecks: readonly Check[] = [
  {
    check: 'interest and fees are the sum of their lines, and stand in the ledger less what was let go of them',
    sql: `SELECT c.id, c.number, c."netMinor", c."companyNetMinor", l.lines, e.earned, e.worth, k.credited, k.company FROM "Charge" c
      CROSS JOIN LATERAL (SELECT sum("amountMinor") AS lines FROM "ChargeLine" WHERE "chargeId" = c.id) l
      CROSS JOIN LATERAL (SELECT coalesce(sum("amountMinor" - "taxMinor"), 0) AS credited, coalesce(sum(coalesce("companyMinor", "amountMinor") - coalesce("companyTaxMinor", "taxMinor")), 0) AS company FROM "ChargeCredit" WHERE "chargeId" = c.id) k
      CROSS JOIN LATERAL (SELECT coalesce(-sum(x."amountMinor"), 0) AS earned, coalesce(-sum(x."companyMinor"), 0) AS worth FROM "JournalEntry" j JOIN "JournalLine" x ON x."entryId" = j.id JOIN "Account" a ON a.id = x."accountId" AND a.code = '4900'
        WHERE j."sourceId" IN (SELECT c.id UNION SELECT y.id FROM "ChargeCredit" y WHERE y."chargeId" = c.id)) e
      WHERE l.lines IS DISTINCT FROM c."netMinor" OR e.earned <> CASE c.status WHEN 'POSTED' THEN c."netMinor" ELSE 0 END - k.credited
        OR e.worth <> CASE c.status WHEN 'POSTED' THEN coalesce(c."companyNetMinor", c."netMinor") ELSE 0 END - k.company`,
  },
  {
    check: 'a charge is in the currency of what it is for, and in the books what it says in company money',
    sql: `SELECT c.id, c.number, c."currencyCode", i."currencyCode" AS owed, c."companyTotalMinor", e.worth, e.tax FROM "Charge" c JOIN "OpenItem" i ON i.id = c."openItemId"
      CROSS JOIN LATERAL (SELECT sum(l."companyMinor") FILTER (WHERE l."openItemId" = c."openItemId") AS worth, coalesce(-sum(l."companyMinor") FILTER (WHERE a.code = '2200'), 0) AS tax
        FROM "JournalEntry" j JOIN "JournalLine" l ON l."entryId" = j.id JOIN "Account" a ON a.id = l."accountId" WHERE j."sourceId" = c.id AND j.kind = 'CHARGE') e
      WHERE i."currencyCode" <> c."currencyCode" OR EXISTS (SELECT FROM "ChargeLine" l WHERE l."chargeId" = c.id AND l."currencyCode" <> c."currencyCode")
        OR (c."exchangeRate" IS NOT NULL AND (e.worth IS DISTINCT FROM c."companyTotalMinor" OR e.tax <> c."companyTaxMinor" OR c."companyNetMinor" + c."companyTaxMinor" <> c."companyTotalMinor"
          OR EXISTS (SELECT FROM "ChargeLine" l JOIN "OpenItem" d ON d.id = l."debtItemId" WHERE l."chargeId" = c.id AND d."currencyCode" <> c."currencyCode")))`,
  },
  {
    check: 'no day of a debt bears interest twice, and none a second lump sum',
    sql: `WITH told AS (SELECT l.id, l."debtItemId", l.kind, l."fromOn", l."toOn" FROM "ChargeLine" l JOIN "Charge" c ON c.id = l."chargeId" AND c.status = 'POSTED' WHERE l."debtItemId" IS NOT NULL AND l.kind <> 'FEE'
        UNION ALL SELECT id, "debtItemId", kind, "fromOn", "toOn" FROM "LateWaiver" WHERE "undoneAt" IS NULL)
      SELECT a."debtItemId", a.id, b.id AS other FROM told a JOIN told b ON b."debtItemId" = a."debtItemId" AND b.kind = a.kind AND b.id > a.id AND (a.kind = 'LUMP_SUM' OR (a."fromOn" <= b."toOn" AND b."fromOn" <= a."toOn"))`,
  },
  {
    check: 'a refund is the sum of its parts, and left its account as long as it stands',
    sql: `SELECT r.id, r.number, r.status, r."currencyCode", r."amountMinor", r."companyMinor", p.parts, h.gone, d.amount, d.worth FROM "Refund" r CROSS JOIN LATERAL (SELECT sum("amountMinor") AS parts FROM "RefundPart" WHERE "refundId" = r.id AND "currencyCode" = r."currencyCode") p
      CROSS JOIN LATERAL (SELECT coalesce(-sum(CASE WHEN l."currencyCode" = r."currencyCode" THEN l."amountMinor" ELSE l."companyMinor" END), 0) AS gone, bool_or(l."currencyCode" = r."currencyCode") AS same
        FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."accountId" = r."accountId" WHERE e."sourceId" = r.id) h
      CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor"), 0) AS amount, coalesce(sum(l."companyMinor"), 0) AS worth FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."openItemId" = r."openItemId" WHERE e."sourceId" = r.id) d
      WHERE p.parts IS DISTINCT FROM r."amountMinor" OR h.gone <> CASE WHEN r.status <> 'PAID' THEN 0 WHEN h.same THEN r."amountMinor" ELSE r."companyMinor" END
        OR d.amount <> CASE r.status WHEN 'PAID' THEN r."amountMinor" ELSE 0 END OR d.worth <> CASE r.status WHEN 'PAID' THEN r."companyMinor" ELSE 0 END
        OR (r."companyMinor" <> r."amountMinor" AND r."currencyCode" = (SELECT "currencyCode" FROM "Company" WHERE id = r."companyId"))`,
  },
  {
    check: 'disputed money stands on its account as long as it is disputed',
    sql: `SELECT c.id, c.number, c.status, c."currencyCode", c."amountMinor", h.held, h.worth FROM "Chargeback" c CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor"), 0) AS held, coalesce(sum(l."companyMinor"), 0) AS worth, bool_and(l."currencyCode" = c."currencyCode") AS same
        FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" AND a.code = '1060' WHERE e."sourceId" = c.id) h
      WHERE h.held <> CASE WHEN c.status IN ('OPEN', 'REPRESENTED') THEN c."amountMinor" ELSE 0 END OR (h.held = 0 AND h.worth <> 0) OR h.same IS FALSE`,
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
