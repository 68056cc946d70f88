import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { InvoiceCycle } from '../generated/rows.ts';
import { day, id, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface Waiting { shipment: string; order: string; customer: string; number: string; shippedOn: Day; deliveredOn: Day | null; days: number; cycle: InvoiceCycle; isHeld: boolean; total: Minor; cost: Minor }
interface AgeSum { age: string; shipments: number; total: Minor; cost: Minor }
interface NotInvoiced { on: Day; shipments: number; total: Minor; cost: Minor; ledger: Minor | null; difference: Minor | null; ages: AgeSum[]; rows: Waiting[] }
type Row = Omit<Waiting, 'total' | 'cost'> & { total: string; cost: string; ledger: string | null };

const ages = [['days0to1', 1], ['days2to7', 7], ['days8to30', 30], ['daysOver30', Infinity]] as const;
const SHOWN = 500;

/**
 * What has left and is on no invoice, oldest first, by age: at selling price, and at cost, which is account 1310 (told to
 * whoever sees all customers). What came back already is cost no more.
 */
export const notInvoiced = report({
  args: { customerId: optional(id('Customer')) },
  statement: ({ customerId }, { viewer, company, today }) => {
    const own = ownCustomers('customerId')('s', viewer);
    const ledger = own || customerId ? sql`NULL::text` : sql`(SELECT coalesce(sum(l."companyMinor"), 0)::text FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1310' AND a."companyId" = ${company.id})`;
    return sql`SELECT w.shipment, w."order", w.customer, w.number, w."shippedOn", w."deliveredOn", w.days, w.cycle, w."isHeld", w.total, w.cost, ${ledger} AS ledger FROM (SELECT TRUE) one
      LEFT JOIN LATERAL (SELECT s.id AS shipment, s."orderId" AS "order", s."customerId" AS customer, s.number, s."shippedOn"::text AS "shippedOn", s."deliveredOn"::text AS "deliveredOn",
          ${today}::date - coalesce(s."deliveredOn", s."shippedOn") AS days, coalesce((SELECT c.cycle FROM "InvoiceSchedule" c WHERE c."customerId" = s."customerId"), 'SHIPMENT')::text AS cycle,
          EXISTS (SELECT FROM "InvoiceHold" h WHERE h."shipmentId" = s.id AND h.status = 'OPEN') AS "isHeld", hesabu_in_company(s."totalMinor", s."exchangeRate", s."currencyCode")::text AS total,
          (s."costMinor" - coalesce((SELECT sum(b."valueMinor") FROM "ShipmentLine" l JOIN "ReturnReceiptLine" b ON b."shipmentLineId" = l.id JOIN "ReturnReceipt" r ON r.id = b."receiptId" AND r.status = 'POSTED' WHERE l."shipmentId" = s.id), 0))::text AS cost
        FROM "Shipment" s WHERE s."companyId" = ${company.id} AND s.status = 'POSTED' AND s."invoiceId" IS NULL AND ${own ?? sql`TRUE`} AND ${customerId ? sql`s."customerId" = ${customerId}` : sql`TRUE`}) w ON TRUE
      ORDER BY w.days DESC, w.number`;
  },
  make: (found: (Row | { shipment: null; ledger: string | null })[], _args, ctx): NotInvoiced => {
    const rows = found.flatMap((row) => (row.shipment === null ? [] : [{ ...row, total: minor(BigInt(row.total)), cost: minor(BigInt(row.cost)) }]));
    const [told] = found;
    const [cost, ledger] = [plus(zero, ...rows.map((row) => row.cost)), told?.ledger ? minor(BigInt(told.ledger)) : null];
    return {
      on: ctx.today, shipments: rows.length, total: plus(zero, ...rows.map((row) => row.total)), cost, ledger, difference: ledger === null ? null : minus(ledger, cost),
      ages: ages.map(([age, most], index): AgeSum => {
        const least = index === 0 ? -Infinity : (ages[index - 1]?.[1] ?? 0) + 1;
        const own = rows.filter(({ days }) => days >= least && days <= most);
        return { age, shipments: own.length, total: plus(zero, ...own.map((row) => row.total)), cost: plus(zero, ...own.map((row) => row.cost)) };
      }),
      rows: rows.slice(0, SHOWN).map(({ ledger: _ledger, ...row }) => row),
    };
  },
});

interface Timeliness { from: Day; to: Day; shipments: number; medianHours: string | null; p90Hours: string | null; withinDay: number }
/** How long it took from a shipment to its invoice, of invoices of some days: as both were recorded. */
export const invoiceTimeliness = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`SELECT count(*)::int AS shipments, percentile_disc(0.5) WITHIN GROUP (ORDER BY h.hours)::text AS "medianHours", percentile_disc(0.9) WITHIN GROUP (ORDER BY h.hours)::text AS "p90Hours",
      count(*) FILTER (WHERE h.hours <= 24)::int AS "withinDay"
    FROM (SELECT round((EXTRACT(epoch FROM greatest(interval '0', i."recordedAt" - s."recordedAt")) / 3600)::numeric, 1) AS hours FROM "Shipment" s JOIN "Invoice" i ON i.id = s."invoiceId"
      WHERE i."companyId" = ${company.id} AND i."issuedOn" BETWEEN ${from} AND ${to} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}) h`,
  make: ([row]: Omit<Timeliness, 'from' | 'to'>[], { from, to }): Timeliness => ({ from, to, shipments: 0, medianHours: null, p90Hours: null, withinDay: 0, ...row }),
});
