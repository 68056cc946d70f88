import sql, { raw } from 'sql-template-tag';
import { commissionKinds } from '../commissions/consumeCommissions.ts';
import { frozenFor, heldOf, loadFrozen, loadInvoices, loadTerms, soldBy } from '../commissions/load.ts';
import { differences, dueOf, earnedOf, type Earned, type Held } from '../commissions/rules.ts';
import type { Queryable } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Check } from '../verify.ts';

const PAGE = 1000;
const kinds = raw(commissionKinds.map((kind) => `'${kind}'`).join());

/** What is booked and would not be, or is not and would be, were all commissions told anew from what was applied and credited; but for what waits to be followed. */
async function wronglyEarned(db: Queryable): Promise<unknown[]> {
  const { terms } = await loadTerms(db);
  if (terms.size === 0) return [];
  const [waiting] = await db.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "Event" e LEFT JOIN "ConsumerCursor" c ON c.name = 'followCommissions' WHERE e.kind IN (${kinds}) AND c.name IS NOT NULL
    AND ((e.sequence <= c.floor AND e.sequence > c.sequence) OR (e.sequence > c.floor AND (e.txid >= c."toTxid"::text::xid8 OR (e.txid >= c."fromTxid"::text::xid8 AND e.sequence > c.sequence))))) AS is`);
  if (waiting?.is) return [];
  const [earned, held]: [Earned[], Held[]] = [[], []];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const found = await db.rows<{ id: string }>(sql`SELECT i.id FROM "Invoice" i WHERE i.kind = 'INVOICE' AND i.id > ${after}::uuid AND (EXISTS (SELECT FROM "CommissionAccrual" a WHERE a."invoiceId" = i.id)
      OR EXISTS (SELECT FROM "InvoiceLine" l JOIN "OrderCommission" o ON o."orderId" = l."orderId" WHERE l."invoiceId" = i.id)) ORDER BY i.id LIMIT ${PAGE}`);
    const last = found.at(-1);
    if (!last) break;
    after = last.id;
    const invoices = await loadInvoices(db, found.map(({ id }) => id));
    const frozen = frozenFor(await loadFrozen(db, invoices.flatMap(({ parts }) => parts.map(({ orderId }) => orderId))), terms);
    earned.push(...soldBy(invoices, frozen).flatMap(earnedOf));
    held.push(...heldOf(await selectRows(db, 'CommissionAccrual', sql`t."invoiceId" = ANY(${found.map(({ id }) => id)}::uuid[])`), terms));
  }
  return differences(dueOf(earned), held).map(({ terms: of, ...rest }) => ({ ...rest, termsId: of.id, base: String(rest.base), tierBase: String(rest.tierBase), tier: String(rest.tier), amount: String(rest.amount) }));
}

export const commissionChecks: readonly Check[] = [
  { check: 'commission is what plans give of what is applied and not credited, cause by cause', find: wronglyEarned },
  {
    check: 'each accrual of commission is in 5500 of its order and owed in 2400, and nothing else is',
    sql: `SELECT coalesce(a.id, e."sourceId") AS id, a."amountMinor", e.cost, e.owed FROM "CommissionAccrual" a FULL JOIN (SELECT e.id, e."sourceId", e."effectiveOn", sum(l."companyMinor") FILTER (WHERE k.code = '5500') AS cost,
        -sum(l."companyMinor") FILTER (WHERE k.code = '2400') AS owed, max(l."orderId"::text) AS "orderId", count(*) AS lines FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" k ON k.id = l."accountId"
        WHERE e."sourceType" = 'CommissionAccrual' GROUP BY e.id) e ON e.id = a."entryId"
      WHERE coalesce(a."amountMinor", 0) <> coalesce(e.cost, 0) OR coalesce(e.cost, 0) <> coalesce(e.owed, 0) OR (e.id IS NOT NULL AND (a.id IS NULL OR e."sourceId" <> a.id OR e."effectiveOn" <> a."effectiveOn" OR e."orderId" <> a."orderId"::text OR e.lines <> 2))`,
  },
  {
    check: 'a payout of commission is posted once, by somebody else than who asked, and mirrored where it was taken back',
    sql: `SELECT p.id, p.number, p.status, j.paid FROM "CommissionPayout" p LEFT JOIN (SELECT e."sourceId", sum(l."companyMinor") AS paid FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" k ON k.id = l."accountId" AND k.code = '2400'
        WHERE e."sourceType" = 'CommissionPayout' GROUP BY 1) j ON j."sourceId" = p.id
      WHERE coalesce(j.paid, 0) <> CASE p.status WHEN 'POSTED' THEN p."amountMinor" ELSE 0 END OR (p.status = 'POSTED') <> (p."entryId" IS NOT NULL AND p."reversedOn" IS NULL)`,
  },
  {
    check: 'a statement of commission is the sum of its lines, begins where the one before ends, and has each accrual and payout once',
    sql: `SELECT s.id, s.number, s."closingMinor", l.sum::text, b."closingMinor" AS before FROM "CommissionStatement" s
      LEFT JOIN LATERAL (SELECT coalesce(sum("amountMinor"), 0) AS sum, coalesce(sum("amountMinor") FILTER (WHERE "payoutId" IS NOT NULL), 0) AS paid, coalesce(sum("amountMinor") FILTER (WHERE "accrualId" IS NOT NULL AND "amountMinor" > 0), 0) AS accrued
        FROM "CommissionStatementLine" x WHERE x."statementId" = s.id) l ON TRUE
      LEFT JOIN LATERAL (SELECT p."closingMinor", p."endsOn" FROM "CommissionStatement" p WHERE p."salesPersonId" = s."salesPersonId" AND p.status = 'APPROVED' AND p."endsOn" < s."endsOn" ORDER BY p."endsOn" DESC LIMIT 1) b ON TRUE
      WHERE s."openingMinor" + s."accruedMinor" + s."clawedBackMinor" + s."paidMinor" <> s."closingMinor" OR l.sum <> s."closingMinor" - s."openingMinor" OR l.paid <> s."paidMinor" OR l.accrued <> s."accruedMinor"
        OR (s.status = 'APPROVED' AND s."openingMinor" <> coalesce(b."closingMinor", 0))
      UNION ALL SELECT x.id, max(s.number), NULL, count(*)::text, NULL FROM (SELECT coalesce("accrualId", "payoutId") AS id, "isReverse", "statementId" FROM "CommissionStatementLine") x
      JOIN "CommissionStatement" s ON s.id = x."statementId" AND s.status = 'APPROVED' GROUP BY x.id, x."isReverse" HAVING count(*) > 1`,
  },
  {
    check: 'the shares of an order or a customer in commission are one whole',
    sql: `SELECT "orderId" AS id, sum(share) FROM "OrderCommission" GROUP BY 1 HAVING sum(share) <> 1 OR count(DISTINCT "termsId") <> 1
      UNION ALL SELECT "customerId", sum(share) FROM "CustomerCommission" GROUP BY 1 HAVING sum(share) <> 1`,
  },
];
