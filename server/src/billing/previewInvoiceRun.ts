import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { InvoiceCycle } from '../generated/rows.ts';
import { day, id, optional } from '../shared/input.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { dueInvoices } from './invoiceCycles.ts';
import { dueOf, dueShipmentsSql, type DueRow } from './loadDue.ts';

interface DueInvoiceRow { customer: string; name: string; cycle: InvoiceCycle; shipments: number; from: Day; to: Day; total: Minor }
interface Preview { upTo: Day; invoices: number; shipments: number; total: Minor; later: number; laterTotal: Minor; rows: DueInvoiceRow[] }

/** At most so many rows are shown; the counts and sums are of all. */
const SHOWN = 500;

/** The invoices that a run up to a day would make, largest first, and how much is shipped that its customer's cycle leaves for later. */
export const previewInvoiceRun = report({
  args: { upTo: optional(day()), customerId: optional(id('Customer')) },
  statement: ({ upTo, customerId }, { viewer, company, today }) => sql`SELECT d.*, d."customerId" AS customer, c.name FROM (${dueShipmentsSql(company.id, upTo ?? today, customerId ?? null)}) d
    JOIN "Customer" c ON c.id = d."customerId" WHERE ${ownCustomers('customerId')('d', viewer) ?? sql`TRUE`} ORDER BY d."customerId", d."shippedOn", d.number`,
  make: (rows: (DueRow & { name: string })[], { upTo }, ctx): Preview => {
    const until = upTo ?? ctx.today;
    const shipments = dueOf(rows);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const due = dueInvoices(shipments, until);
    const [all, total] = [plus(zero, ...shipments.map((each) => each.total)), plus(zero, ...due.map((each) => each.total))];
    const count = due.reduce((sum, each) => sum + each.shipmentIds.length, 0);
    return {
      upTo: until, invoices: due.length, shipments: count, total, later: shipments.length - count, laterTotal: minus(all, total),
      rows: due.map((each): DueInvoiceRow => {
        const own = each.shipmentIds.flatMap((one) => byId.get(one) ?? []);
        return { customer: each.customerId, name: own[0]?.name ?? '', cycle: each.cycle, shipments: own.length, from: own[0]?.shippedOn ?? until, to: own.at(-1)?.shippedOn ?? until, total: each.total };
      }).sort((a, b) => (a.total === b.total ? (a.name < b.name ? -1 : 1) : a.total > b.total ? -1 : 1)).slice(0, SHOWN),
    };
  },
});
