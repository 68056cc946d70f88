import type { Check } from '../verify.ts';

const balance = (code: string) => `(SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '${code}')`;

export const depositChecks: readonly Check[] = [
  {
    check: 'account 2110 is what is held of deposits, and never a debt of customers',
    sql: `SELECT ${balance('2110')} AS account, sum("companyOpenMinor") AS held FROM "OpenItem" WHERE kind = 'DEPOSIT' HAVING coalesce(sum("companyOpenMinor"), 0) <> ${balance('2110')} OR bool_or("openMinor" > 0)`,
  },
  {
    check: 'what came to a deposit and what is still to come is what was asked for',
    sql: `SELECT d.number, i."claimMinor", r.received, d."amountMinor" FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId"
      CROSS JOIN LATERAL (SELECT coalesce(sum(a."amountMinor"), 0) AS received FROM "Allocation" a WHERE a."debitItemId" = i.id) r
      WHERE i."claimMinor" + r.received > d."amountMinor" OR (d."withdrawnOn" IS NULL AND i."claimMinor" + r.received <> d."amountMinor")`,
  },
  {
    check: 'a deposit has an open item of its own, on 2110, of its amount',
    sql: `SELECT d.number FROM "DepositRequest" d LEFT JOIN "OpenItem" i ON i.id = d."openItemId" LEFT JOIN "Account" a ON a.id = i."accountId"
      WHERE i.id IS NULL OR i.kind <> 'DEPOSIT' OR i."sourceId" <> d.id OR a.code <> '2110' OR i."amountMinor" <> -d."amountMinor" OR i."currencyCode" <> d."currencyCode" OR i."customerId" <> d."customerId"
      UNION ALL SELECT i.number FROM "OpenItem" i WHERE i.kind = 'DEPOSIT' AND NOT EXISTS (SELECT FROM "DepositRequest" d WHERE d."openItemId" = i.id)`,
  },
  {
    check: 'account 2115 is the tax of what is held of deposits whose tax is due on receipt',
    sql: `SELECT ${balance('2115')} AS account, sum(t.tax) AS tax FROM (SELECT ((((x->>'tax')::bigint * -i."openMinor") / -i."amountMinor") * -i."companyOpenMinor") / nullif(-i."openMinor", 0) AS tax FROM "OpenItem" i CROSS JOIN LATERAL jsonb_array_elements(i.taxes) x
      WHERE i.kind = 'DEPOSIT' AND jsonb_typeof(i.taxes) = 'array') t HAVING coalesce(sum(t.tax), 0) <> ${balance('2115')}`,
  },
  {
    check: 'a deposit invoice is base and tax of a receipt',
    sql: `SELECT v.number FROM "DepositInvoice" v LEFT JOIN "Allocation" a ON a.id = v."allocationId" JOIN "DepositRequest" d ON d.id = v."depositRequestId"
      WHERE a.id IS NULL OR a."debitItemId" <> d."openItemId" OR v."netMinor" + v."taxMinor" <> v."totalMinor" OR v."issuedOn" <> a."allocatedOn"
        OR v."netMinor" <> (SELECT coalesce(sum((x->>'net')::bigint), 0) FROM jsonb_array_elements(v.taxes) x) OR v."taxMinor" <> (SELECT coalesce(sum((x->>'tax')::bigint), 0) FROM jsonb_array_elements(v.taxes) x)`,
  },
];
