// What is open in other currencies and what is held in them, on a day: as the books have it, and at the day's rate.
import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { inCompany, minor, minus, plus, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { rateFor, type Rates } from './rates.ts';

interface Standing { openItemId: string | null; accountId: string; customerId: string | null; supplierId: string | null; name: string; currencyCode: string; amount: string; company: string; valued: string }
/** `booked`: with what was valued for the day before; `gain`: what the rate makes it more, a loss is negative. */
export interface Valued extends Omit<Standing, 'amount' | 'company' | 'valued'> { amount: Minor; booked: Minor; value: Minor; gain: Minor; rate: FxRate; ratedOn: Day }

/** Open items, accounts of money and what payers dispute (1060) in other currencies as of a day, as known now. */
export const loadStanding = (db: Queryable, on: Day, { company }: Pick<Context, 'company'>): Promise<Standing[]> => db.rows<Standing>(sql`
  WITH valued AS (SELECT x."openItemId", x."accountId", x."currencyCode", sum(x."gainMinor") AS gain FROM "RevaluationLine" x JOIN "Revaluation" r ON r.id = x."revaluationId" AND r.status = 'POSTED' AND r."valuedOn" = ${on}::date GROUP BY 1, 2, 3),
    later AS (SELECT l."openItemId" AS id, sum(l."amountMinor") AS amount, sum(l."companyMinor") AS company FROM "JournalLine" l JOIN "OpenItem" i ON i.id = l."openItemId" AND i."currencyCode" <> ${company.currencyCode}
      WHERE l."effectiveOn" > ${on}::date GROUP BY 1)
  SELECT i.id AS "openItemId", i."accountId", i."customerId", i."supplierId", i.number AS name, i."currencyCode", (i."openMinor" - coalesce(later.amount, 0))::text AS amount,
      (i."companyOpenMinor" - coalesce(later.company, 0))::text AS company, coalesce(v.gain, 0)::text AS valued
    FROM "OpenItem" i LEFT JOIN later ON later.id = i.id LEFT JOIN valued v ON v."openItemId" = i.id
    WHERE i."companyId" = ${company.id} AND i."currencyCode" <> ${company.currencyCode} AND (i."openMinor" <> coalesce(later.amount, 0) OR coalesce(v.gain, 0) <> 0)
  UNION ALL SELECT NULL, a.id, NULL, NULL, a.code || ' ' || c.name, c."currencyCode", m.amount::text, m.company::text, coalesce(v.gain, 0)::text
    FROM "CollectionAccount" c JOIN "Account" a ON a.id = c."accountId" CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor") FILTER (WHERE l."currencyCode" = c."currencyCode"), 0) AS amount, coalesce(sum(l."companyMinor") FILTER (WHERE l."currencyCode" = c."currencyCode"), 0) AS company
        FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${on}::date) m LEFT JOIN valued v ON v."accountId" = a.id AND v."openItemId" IS NULL AND v."currencyCode" = c."currencyCode"
    WHERE c."companyId" = ${company.id} AND c."currencyCode" <> ${company.currencyCode} AND (m.amount <> 0 OR m.company <> 0 OR coalesce(v.gain, 0) <> 0)
  UNION ALL SELECT NULL, a.id, NULL, NULL, (a.code || ' ' || a.name) COLLATE "C", m."currencyCode", m.amount::text, m.company::text, coalesce(v.gain, 0)::text
    FROM "Account" a CROSS JOIN LATERAL (SELECT l."currencyCode", sum(l."amountMinor") AS amount, sum(l."companyMinor") AS company FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${on}::date AND l."currencyCode" <> ${company.currencyCode} GROUP BY 1) m
      LEFT JOIN valued v ON v."accountId" = a.id AND v."openItemId" IS NULL AND v."currencyCode" = m."currencyCode"
    WHERE a."companyId" = ${company.id} AND a.code = '1060' AND (m.amount <> 0 OR m.company <> 0 OR coalesce(v.gain, 0) <> 0)
      AND NOT EXISTS (SELECT FROM "CollectionAccount" c WHERE c."accountId" = a.id)
  ORDER BY "currencyCode", name, "openItemId"`);

/** Each at the rate of the day; refuses a rate that is missing or too old. */
export const valued = (standing: readonly Standing[], on: Day, rates: Rates, ctx: Pick<Context, 'company'>): Valued[] => standing.map(({ amount: open, company, valued: before, ...each }) => {
  const rate = rateFor(rates, each.currencyCode, on, ctx) as FxRate; // of another currency there is one
  const amount = minor(BigInt(open));
  const booked = plus(minor(BigInt(company)), minor(BigInt(before)));
  const value = inCompany(amount, rate, each.currencyCode, ctx.company.currencyCode);
  return { ...each, amount, booked, value, gain: minus(value, booked), rate, ratedOn: rates.found.find((found) => found.code === each.currencyCode && found.on === on)?.ratedOn ?? on };
});
