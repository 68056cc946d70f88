import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { minor, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { byInstalment } from './instalments.ts';
import { itemsOf, laterThan } from './openAsOf.ts';
import { idArray } from '../shared/parts.ts';

export interface OpenPart { currencyCode: string; kind: string; number: string; effectiveOn: Day; dueOn: Day | null; instalment: number | null; total: Minor; open: Minor }

/** A customer's open items as of a day, as known at a time, each in its own currency: by currency, then due day. Credits are negative. */
export async function openByCurrency(db: Queryable, companyId: string, customerId: string, on: Day, knownAt: Date | null): Promise<OpenPart[]> {
  const items = sql`SELECT i.*, i."openMinor" - coalesce((SELECT sum(l."amountMinor") FROM "JournalLine" l WHERE l."openItemId" = i.id AND ${laterThan(on, knownAt)}), 0)::bigint AS open
    FROM "OpenItem" i WHERE i."companyId" = ${companyId} AND ${itemsOf(customerId, knownAt)} AND i."effectiveOn" <= ${on}::date`;
  const rows = await db.rows<Record<'total' | 'open', string> & Omit<OpenPart, 'total' | 'open'>>(sql`
    SELECT o."currencyCode", p.kind::text AS kind, p.number, p."effectiveOn"::text AS "effectiveOn", p."dueOn"::text AS "dueOn", p.instalment, o."amountMinor"::text AS total, p.open::text AS open
    FROM (${byInstalment(sql`SELECT * FROM (${items}) x WHERE x.open <> 0`)}) p JOIN "OpenItem" o ON o.id = p.id ORDER BY o."currencyCode", p."dueOn" NULLS LAST, p.number, p.id, p.instalment`);
  return rows.map((row) => ({ ...row, total: minor(BigInt(row.total)), open: minor(BigInt(row.open)) }));
}

export interface CurrencySum { currencyCode: string; open: Minor }

/** What of customers is open in each currency, of those who ever owed or paid in more than the company's: now, or as of a day as known at a time. Nothing open is left out. */
export async function balancesOf(db: Queryable, customerIds: readonly string[], then: { on: Day; knownAt: Date | null } | null): Promise<Map<string, CurrencySum[]>> {
  const later: Sql = then ? sql`coalesce((SELECT sum(l."amountMinor") FROM "JournalLine" l WHERE l."openItemId" = i.id AND ${laterThan(then.on, then.knownAt)}), 0)` : sql`0`;
  const rows = await db.rows<{ customer: string; currencyCode: string; open: string }>(sql`SELECT i."customerId" AS customer, i."currencyCode", sum(i."openMinor" - ${later})::bigint::text AS open FROM "OpenItem" i
    WHERE i."customerId" = ANY(${idArray([...customerIds])}) AND EXISTS (SELECT FROM "OpenItem" f JOIN "Company" c ON c.id = f."companyId" WHERE f."customerId" = i."customerId" AND f."currencyCode" <> c."currencyCode")
    GROUP BY 1, 2 HAVING sum(i."openMinor" - ${later}) <> 0 ORDER BY 1, 2`);
  return new Map([...Map.groupBy(rows, ({ customer }) => customer)].map(([customer, of]) => [customer, of.map(({ currencyCode, open }) => ({ currencyCode, open: minor(BigInt(open)) }))]));
}
