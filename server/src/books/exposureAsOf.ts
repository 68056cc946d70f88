import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { customerThen, itemsOf, openItemsAsOf } from '../receivables/openAsOf.ts';
import { day, id, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface ExposureParts { receivable: Minor; unapplied: Minor; shippedNotInvoiced: Minor; openOrders: Minor; exposure: Minor }
export interface CustomerExposure extends ExposureParts { customer: string; name: string }
export interface ExposureAsOf { on: Day; knownAt: Date | null; rows: CustomerExposure[]; totals: ExposureParts }

interface Row { customer: string; name: string; receivable: string; unapplied: string; shipped: string; orders: string }

/** Moves of credit accounts (alias m) recorded before a day's end in the firm's time zone, and before a time of knowledge. */
const recorded = (on: Day, knownAt: Date | null, timeZone: string): Sql => sql`m."recordedAt" < ((${on}::date + 1)::timestamp AT TIME ZONE ${timeZone})
  AND ${knownAt ? sql`m."recordedAt" < ${knownAt}` : sql`TRUE`}`;

/** Whose a move is: of one who was merged, theirs with whom it was, as far as that was known. */
const ownerOf = (knownAt: Date | null): Sql => sql`coalesce((SELECT c."mergedIntoId" FROM "Customer" c WHERE c.id = m."customerId"${knownAt ? sql` AND c."mergedAt" < ${knownAt}` : sql``}), m."customerId")`;

/**
 * What customers owed or would owe as of a day, as known at a time: receivables and unapplied money by the day of their effect,
 * open orders and goods shipped and not invoiced by the day on which they were recorded.
 */
export const exposureAsOf = report({
  args: { on: optional(day()), knownAt: optional(instant()), customerId: optional(id('Customer')) },
  statement: ({ on: asked, knownAt, customerId }, { viewer, company, today }) => {
    const on = asked ?? today;
    const own = (alias: string) => ownCustomers('customerId')(alias, viewer) ?? sql`TRUE`;
    return sql`WITH items AS (SELECT ${customerThen(knownAt ?? null)} AS "customerId", sum(i.open) FILTER (WHERE i.open > 0) AS receivable, -sum(i.open) FILTER (WHERE i.open < 0) AS unapplied
        FROM (${openItemsAsOf(on, knownAt ?? null, sql`i."companyId" = ${company.id} AND i."customerId" IS NOT NULL AND ${customerId ? itemsOf(customerId, knownAt ?? null) : sql`TRUE`} AND ${own('i')}`)}) i GROUP BY 1),
      moves AS (SELECT ${ownerOf(knownAt ?? null)} AS "customerId", sum(m."openOrdersMinor") AS orders, sum(m."shippedNotInvoicedMinor") AS shipped FROM "CreditMove" m
        WHERE m."companyId" = ${company.id} AND ${customerId ? sql`m."customerId" IN (SELECT c.id FROM "Customer" c WHERE ${customerId} IN (c.id, c."mergedIntoId")) AND ${ownerOf(knownAt ?? null)} = ${customerId}` : sql`TRUE`} AND ${own('m')} AND ${recorded(on, knownAt ?? null, company.timeZone)} GROUP BY 1)
      SELECT c.id AS customer, c.name, coalesce(i.receivable, 0)::text AS receivable, coalesce(i.unapplied, 0)::text AS unapplied,
        coalesce(m.shipped, 0)::text AS shipped, coalesce(m.orders, 0)::text AS orders
      FROM items i FULL JOIN moves m ON m."customerId" = i."customerId" JOIN "Customer" c ON c.id = coalesce(i."customerId", m."customerId")
      WHERE coalesce(i.receivable, 0) <> 0 OR coalesce(i.unapplied, 0) <> 0 OR coalesce(m.shipped, 0) <> 0 OR coalesce(m.orders, 0) <> 0 ORDER BY c.name, c.id`;
  },
  make: (found: Row[], { on, knownAt }, ctx): ExposureAsOf => {
    const rows = found.map(({ customer, name, ...text }): CustomerExposure => {
      const [receivable, unapplied, shippedNotInvoiced, openOrders] = [text.receivable, text.unapplied, text.shipped, text.orders].map((each) => minor(BigInt(each))) as [Minor, Minor, Minor, Minor];
      return { customer, name, receivable, unapplied, shippedNotInvoiced, openOrders, exposure: minus(plus(receivable, shippedNotInvoiced, openOrders), unapplied) };
    });
    const total = (part: keyof ExposureParts) => plus(zero, ...rows.map((row) => row[part]));
    return {
      on: on ?? ctx.today, knownAt: knownAt ?? null, rows,
      totals: { receivable: total('receivable'), unapplied: total('unapplied'), shippedNotInvoiced: total('shippedNotInvoiced'), openOrders: total('openOrders'), exposure: total('exposure') },
    };
  },
});
