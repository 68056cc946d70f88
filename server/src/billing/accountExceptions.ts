import sql, { join, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { AccountException, Role } from '../generated/rows.ts';
import { choice, id, optional } from '../shared/input.ts';
import { minor, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface ExceptionRow { kind: AccountException; customer: string; customerName: string; subject: string; subjectLabel: string; amount: Minor | null; since: Day; days: number; ownerName: string | null; ownerRole: Role | null; detail: string }
interface Exceptions { total: number; counts: { kind: AccountException; count: number }[]; rows: ExceptionRow[] }
type Row = Omit<ExceptionRow, 'amount'> & { amount: string | null };

const subject = (type: string, uuid: Sql): Sql => sql`translate(encode(convert_to(${type} || ':' || ${uuid}, 'UTF8'), 'base64'), E'\n', '')`;
const person = (uuid: Sql): Sql => sql`(SELECT u.name FROM "User" u WHERE u.id = ${uuid})`;
const none = sql`NULL::text`;

/** Each kind: customer, record, its label, amount, since, owner by name, owner by role, detail. A row of it lasts until its cause is gone. */
const kinds = (today: Day): Record<AccountException, Sql> => ({
  UNBILLED: sql`SELECT s."customerId", ${subject('Shipment', sql`s.id`)}, s.number, hesabu_in_company(s."totalMinor", s."exchangeRate", s."currencyCode"), s."shippedOn", ${none}, 'CONTROLLER', '' FROM "Shipment" s LEFT JOIN "InvoiceSchedule" c ON c."customerId" = s."customerId"
    JOIN "Order" o ON o.id = s."orderId" WHERE s.status = 'POSTED' AND s."invoiceId" IS NULL AND s."totalMinor" <> 0
    AND s."shippedOn" < ${today}::date - (CASE coalesce(c.cycle, 'SHIPMENT') WHEN 'WEEK' THEN 7 WHEN 'MONTH' THEN 31 ELSE 0 END) AND (coalesce(c.cycle, 'SHIPMENT') <> 'ORDER' OR o.status = 'SHIPPED')
    AND NOT EXISTS (SELECT FROM "InvoiceHold" h WHERE h."shipmentId" = s.id AND h.status = 'OPEN')`,
  HELD: sql`SELECT h."customerId", ${subject('InvoiceHold', sql`h.id`)}, s.number, hesabu_in_company(s."totalMinor", s."exchangeRate", s."currencyCode"), h."raisedAt"::date, ${person(sql`h."ownerId"`)}, h."ownerRole"::text, h.rule::text || ': ' || h.expected || ' → ' || h.actual
    FROM "InvoiceHold" h JOIN "Shipment" s ON s.id = h."shipmentId" AND s.status = 'POSTED' AND s."invoiceId" IS NULL WHERE h.status = 'OPEN'`,
  WRONG_TERMS: sql`SELECT v."customerId", ${subject('Invoice', sql`v.id`)}, v.number, i."companyOpenMinor", v."issuedOn", ${none}, 'COLLECTOR', v."paymentTermDays" || ' → ' || c."paymentTermDays"
    FROM "Invoice" v JOIN "OpenItem" i ON i.id = v."openItemId" AND i."openMinor" > 0 JOIN "Customer" c ON c.id = v."customerId" AND c."paymentTermId" IS NULL
    WHERE v.kind = 'INVOICE' AND NOT v."isOpening" AND v."paymentTermDays" <> c."paymentTermDays" AND NOT EXISTS (SELECT FROM "InvoiceInstalment" p WHERE p."invoiceId" = v.id)`,
  SHORT_PAID: sql`SELECT x."customerId", ${subject('Customer', sql`x."customerId"`)}, c.code, sum(x."amountMinor")::bigint, min(x."recordedOn"), ${none}, 'COLLECTOR', count(*)::text FROM "ShortPayment" x JOIN "Customer" c ON c.id = x."customerId"
    WHERE x."reversedOn" IS NULL AND x."recordedOn" > ${today}::date - 180 GROUP BY x."customerId", c.code HAVING count(*) > 1`,
  RETURNED_MAIL: sql`SELECT m."partyId", ${subject('Mail', sql`m.id`)}, m.subject, NULL::bigint, m."createdAt"::date, ${none}, 'SALES', m."toAddress" FROM "Mail" m
    WHERE m."partyType" = 'Customer' AND m.status = 'BOUNCED' AND NOT EXISTS (SELECT FROM "Mail" l WHERE l."partyId" = m."partyId" AND l."createdAt" > m."createdAt" AND l.status = 'SENT')
      AND NOT EXISTS (SELECT FROM "Mail" l WHERE l."partyId" = m."partyId" AND l.status = 'BOUNCED' AND (l."createdAt", l.id) > (m."createdAt", m.id))`,
  DISPUTED: sql`SELECT i."customerId", ${subject('Invoice', sql`i."sourceId"`)}, i.number, sum(x."amountMinor")::bigint, min(x."recordedOn"), ${none}, 'COLLECTOR', '' FROM "ShortPayment" x JOIN "OpenItem" i ON i.id = x."openItemId" AND i."openMinor" > 0
    WHERE x.reason = 'DISPUTE' AND x."reversedOn" IS NULL GROUP BY i.id`,
  OVER_LIMIT: sql`SELECT a."customerId", ${subject('Customer', sql`a."customerId"`)}, c.code, a."receivableMinor" + a."shippedNotInvoicedMinor" + a."openOrdersMinor" - a."unappliedMinor" - a."limitMinor",
      coalesce((SELECT min(i."effectiveOn") FROM "OpenItem" i WHERE i."customerId" = a."customerId" AND i."openMinor" > 0), ${today}::date), ${none}, 'COLLECTOR', '' FROM "CreditAccount" a JOIN "Customer" c ON c.id = a."customerId"
    WHERE a."receivableMinor" + a."shippedNotInvoicedMinor" + a."openOrdersMinor" - a."unappliedMinor" > a."limitMinor"`,
  UNAPPLIED: sql`SELECT i."customerId", ${subject('OpenItem', sql`i.id`)}, i.number, -i."companyOpenMinor", i."effectiveOn", (SELECT ${person(sql`n."ownerId"`)} FROM "UnappliedNote" n WHERE n."openItemId" = i.id), 'COLLECTOR',
      coalesce((SELECT n.reason::text FROM "UnappliedNote" n WHERE n."openItemId" = i.id), '') FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" AND a.code = '2100' WHERE i."openMinor" < 0`,
});
const SHOWN = 1000;

/** Accounts that want somebody to look at them, oldest first; none when all is well. */
export const accountExceptions = report({
  args: { kind: { ...optional(choice('AccountException')), describe: 'Only of this kind; the counts are of all.' }, customerId: optional(id('Customer')) },
  statement: ({ customerId }, { viewer, today }) => sql`SELECT x.*, c.name AS "customerName", greatest(0, ${today}::date - x.since::date) AS days FROM (${join(Object.entries(kinds(today)).map(([kind, of]) =>
    sql`SELECT ${kind}::text AS kind, k.customer, k.subject, k.label AS "subjectLabel", k.amount::text AS amount, k.since::text AS since, k."ownerName", CASE WHEN k."ownerName" IS NULL THEN k."ownerRole" END AS "ownerRole", k.detail
      FROM (${of}) k(customer, subject, label, amount, since, "ownerName", "ownerRole", detail)`), ' UNION ALL ')}) x
    JOIN "Customer" c ON c.id = x.customer WHERE ${ownCustomers('customer')('x', viewer) ?? sql`TRUE`} AND ${customerId ? sql`x.customer = ${customerId}` : sql`TRUE`} ORDER BY x.since, x.kind, x."subjectLabel", x.subject`,
  make: (found: Row[], { kind }): Exceptions => {
    const counts = [...Map.groupBy(found, (row) => row.kind)].map(([each, rows]) => ({ kind: each, count: rows.length })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
    const rows = found.filter((row) => !kind || row.kind === kind).slice(0, SHOWN);
    return { total: found.length, counts, rows: rows.map(({ amount, ...row }) => ({ ...row, amount: amount === null ? null : minor(BigInt(amount)) })) };
  },
});
