// What may be claimed of late payment on any day, and what became of it.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { boolean, day, id, optional } from '../shared/input.ts';
import { minor, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { printRate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { lateStatement, readLate, type LateRow } from './lateFacts.ts';
import { chargeable, claimsByCustomer } from './lateRules.ts';

interface Span { from: Day; to: Day; days: number; principal: Minor; rate: string }
interface LateDebt {
  openItem: string; invoice: string | null; number: string; customer: string; customerName: string; dueOn: Day; open: Minor; late: Minor; daysLate: number; interest: Minor; lumpSum: Minor; claimable: Minor; charged: Minor; waived: Minor;
  from: Day | null; isBelowMinimum: boolean; explanation: string; spans: Span[];
}
interface LateCustomer { customer: string; customerName: string; debts: number; interest: Minor; lumpSum: Minor; claimable: Minor; chargeable: Minor; isBelowMinimum: boolean }
export interface LateClaims { on: Day; customers: LateCustomer[]; debts: LateDebt[]; interest: Minor; lumpSum: Minor; claimable: Minor; chargeable: Minor; charged: Minor; waived: Minor; hasPolicy: boolean }

const money = (text: string) => minor(BigInt(text));
const sum = (amounts: readonly Minor[]): Minor => plus(zero, ...amounts);

/** Claimable up to a day, whether it is paid meanwhile or not; what a run on that day would charge is `chargeable`. */
export const lateClaims = report({
  args: {
    on: { ...optional(day()), describe: 'Up to and including this day; today when left out.' }, customerId: optional(id('Customer')),
    all: { ...optional(boolean()), describe: 'Also debts that were late and of which nothing is claimable any more.' },
  },
  statement: ({ on, customerId }, asker) => lateStatement(on ?? asker.today, customerId ? sql`i."customerId" = ${customerId}` : sql`TRUE`, asker),
  make: (rows: LateRow[], { on, all }, ctx): LateClaims => {
    const until = on ?? ctx.today;
    const { claims, told, policies } = readLate(rows, until);
    const byCustomer = claimsByCustomer(claims, policies, until);
    const below = new Set(byCustomer.filter(({ isBelowMinimum }) => isBelowMinimum).map(({ customerId }) => customerId));
    const { currencyCode } = ctx.company;
    const debts = claims.flatMap((claim): LateDebt[] => {
      const known = told.get(claim.debt.id);
      const claimable = plus(claim.interest, claim.lumpSum);
      if (!known || (!all && claimable === 0n)) return [];
      const spans = claim.stretches.flatMap((stretch) => stretch.spans);
      return [{
        openItem: claim.debt.id, invoice: known.sourceType === 'Invoice' ? known.sourceId : null, number: claim.debt.number, customer: claim.debt.customerId, customerName: known.name, dueOn: claim.debt.dues.map((due) => due.on).sort()[0] ?? claim.debt.effectiveOn,
        open: money(known.open), late: claim.late, daysLate: claim.daysLate, interest: claim.interest, lumpSum: claim.lumpSum, claimable, charged: money(known.charged), waived: money(known.waived), from: spans[0]?.from ?? null,
        isBelowMinimum: below.has(claim.debt.customerId), spans: spans.map(({ rate, dayCount: _dayCount, ...span }) => ({ ...span, rate: printRate(rate) })),
        explanation: spans.map((span) => `${printMoney(span.principal, currencyCode)} × ${printRate(span.rate)} × ${span.days}/${span.dayCount === 'ACT_365' ? 365 : 360}`).join(' + '),
      }];
    }).sort((a, b) => (a.customerName + a.dueOn + a.number < b.customerName + b.dueOn + b.number ? -1 : 1));
    const customers = byCustomer.map((each): LateCustomer => ({
      customer: each.customerId, customerName: told.get(each.claims[0]?.debt.id ?? '')?.name ?? '', debts: each.claims.length, interest: each.interest, lumpSum: each.lumpSum, claimable: plus(each.interest, each.lumpSum), chargeable: chargeable(each), isBelowMinimum: each.isBelowMinimum,
    })).sort((a, b) => (a.customerName + a.customer < b.customerName + b.customer ? -1 : 1));
    return {
      on: until, customers, debts, interest: sum(customers.map((each) => each.interest)), lumpSum: sum(customers.map((each) => each.lumpSum)), claimable: sum(customers.map((each) => each.claimable)), chargeable: sum(customers.map((each) => each.chargeable)),
      charged: sum([...told.values()].map((each) => money(each.charged))), waived: sum([...told.values()].map((each) => money(each.waived))), hasPolicy: policies.length > 0,
    };
  },
});

interface FigureRow { customer: string; customerName: string; charged: string; credited: string; waived: string; paid: string; open: string }
export interface ChargeFigure { customer: string; customerName: string; charged: Minor; credited: Minor; waived: Minor; paid: Minor; open: Minor }
export interface ChargeFigures { from: Day; to: Day; rows: ChargeFigure[]; charged: Minor; credited: Minor; waived: Minor; paid: Minor; open: Minor }

/** What was charged, let go and paid between two days, by customer, and what is open of it now. */
export const chargeFigures = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`
    SELECT c.id AS customer, c.name AS "customerName", x.charged::text, x.credited::text, x.waived::text, x.paid::text, x.open::text FROM "Customer" c JOIN (
      SELECT "customerId", sum(charged) AS charged, sum(credited) AS credited, sum(waived) AS waived, sum(paid) AS paid, sum(open) AS open FROM (
        SELECT g."customerId", CASE WHEN g.status = 'POSTED' THEN g."totalMinor" ELSE 0 END AS charged, 0::bigint AS credited, 0::bigint AS waived, 0::bigint AS paid, 0::bigint AS open FROM "Charge" g WHERE g."issuedOn" BETWEEN ${from}::date AND ${to}::date
        UNION ALL SELECT g."customerId", 0, k."amountMinor", 0, 0, 0 FROM "ChargeCredit" k JOIN "Charge" g ON g.id = k."chargeId" WHERE k."creditedOn" BETWEEN ${from}::date AND ${to}::date
        UNION ALL SELECT w."customerId", 0, 0, w."amountMinor", 0, 0 FROM "LateWaiver" w WHERE w."undoneAt" IS NULL AND (w."recordedAt" AT TIME ZONE ${company.timeZone})::date BETWEEN ${from}::date AND ${to}::date
        UNION ALL SELECT i."customerId", 0, 0, 0, a."amountMinor", 0 FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" AND i.kind = 'CHARGE' WHERE a."allocatedOn" BETWEEN ${from}::date AND ${to}::date
        UNION ALL SELECT i."customerId", 0, 0, 0, 0, i."companyOpenMinor" FROM "OpenItem" i WHERE i.kind = 'CHARGE' AND i."openMinor" <> 0) y GROUP BY 1) x ON x."customerId" = c.id
    WHERE (x.charged <> 0 OR x.credited <> 0 OR x.waived <> 0 OR x.paid <> 0 OR x.open <> 0) AND ${ownCustomers('id')('c', viewer) ?? sql`TRUE`} ORDER BY c.name, c.id`,
  make: (found: FigureRow[], { from, to }): ChargeFigures => {
    const rows = found.map(({ customer, customerName, ...figures }): ChargeFigure => ({ customer, customerName, charged: money(figures.charged), credited: money(figures.credited), waived: money(figures.waived), paid: money(figures.paid), open: money(figures.open) }));
    const of = (name: 'charged' | 'credited' | 'waived' | 'paid' | 'open') => sum(rows.map((row) => row[name]));
    return { from, to, rows, charged: of('charged'), credited: of('credited'), waived: of('waived'), paid: of('paid'), open: of('open') };
  },
});
