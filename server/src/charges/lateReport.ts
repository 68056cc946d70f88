// What may be claimed of late payment on any day, and what became of it.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { boolean, day, id, optional } from '../shared/input.ts';
import { minor, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { printRate, type FxRate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { lateStatement, readLate, waivedWorth, type LateRow } from './lateFacts.ts';
import { chargeable, chargeKey, claimsByCustomer, worthOf, type CustomerClaim } from './lateRules.ts';

interface MoneyIn { minor: Minor; currencyCode: string }
interface LateSpan { from: Day; to: Day; days: number; principal: MoneyIn; rate: string }
/** What is claimed in a currency. */
interface Claimed<A> { interest: A; lumpSum: A; claimable: A; chargeable: A }
interface LateDebt {
  openItem: string; invoice: string | null; number: string; customer: string; customerName: string; currencyCode: string; dueOn: Day; open: MoneyIn; late: MoneyIn; daysLate: number; interest: MoneyIn; lumpSum: MoneyIn; claimable: MoneyIn; charged: MoneyIn; waived: MoneyIn;
  from: Day | null; isBelowMinimum: boolean; explanation: string; spans: LateSpan[];
}
interface LateCustomer extends Claimed<MoneyIn> { customer: string; customerName: string; currencyCode: string; debts: number; worth: Minor; isBelowMinimum: boolean }
interface LateCurrency extends Claimed<MoneyIn> { currencyCode: string; debts: number; worth: Minor; rate: FxRate | null }
/** Sums are company money, at the rates of the day. */
export interface LateClaims extends Claimed<Minor> { on: Day; customers: LateCustomer[]; debts: LateDebt[]; currencies: LateCurrency[]; charged: Minor; waived: Minor; hasPolicy: boolean }

const money = (text: string) => minor(BigInt(text));
const sum = (amounts: readonly Minor[]): Minor => plus(zero, ...amounts);

/** What is claimed of one customer, or of several in one currency: `of` makes each amount what is shown. */
const claimed = <A>(all: readonly CustomerClaim[], of: (each: CustomerClaim, amount: Minor) => Minor, shown: (amount: Minor) => A): Claimed<A> => {
  const added = (amount: (each: CustomerClaim) => Minor): A => shown(sum(all.map((each) => of(each, amount(each)))));
  return { interest: added(({ interest }) => interest), lumpSum: added(({ lumpSum }) => lumpSum), claimable: added(({ interest, lumpSum }) => plus(interest, lumpSum)), chargeable: added(chargeable) };
};
const own = (_each: CustomerClaim, amount: Minor): Minor => amount;

/** Claimable up to a day, whether it is paid meanwhile or not; what a run on that day would charge is `chargeable`. */
export const lateClaims = report({
  args: {
    on: { ...optional(day()), describe: 'Up to and including this day; today when left out.' }, customerId: optional(id('Customer')),
    all: { ...optional(boolean()), describe: 'Also debts that were late and of which nothing is claimable any more.' },
  },
  statement: ({ on, customerId }, asker) => lateStatement(on ?? asker.today, customerId ? sql`i."customerId" = ${customerId}` : sql`TRUE`, asker),
  make: (rows: LateRow[], { on, all }, ctx): LateClaims => {
    const until = on ?? ctx.today;
    const { claims, told, policies } = readLate(rows, until, ctx);
    const byCustomer = claimsByCustomer(claims, policies, until);
    const below = new Set(byCustomer.filter(({ isBelowMinimum }) => isBelowMinimum).map(chargeKey));
    const codeOf = ({ foreign }: Pick<CustomerClaim, 'foreign'>) => foreign?.currencyCode ?? ctx.company.currencyCode;
    const moneyIn = (currencyCode: string) => (amount: Minor): MoneyIn => ({ minor: amount, currencyCode });
    const debts = claims.flatMap((claim): LateDebt[] => {
      const known = told.get(claim.debt.id);
      const claimable = plus(claim.interest, claim.lumpSum);
      if (!known || (!all && claimable === 0n)) return [];
      const spans = claim.stretches.flatMap((stretch) => stretch.spans);
      const currencyCode = codeOf(claim.debt);
      const of = moneyIn(currencyCode);
      return [{
        openItem: claim.debt.id, invoice: known.sourceType === 'Invoice' ? known.sourceId : null, number: claim.debt.number, customer: claim.debt.customerId, customerName: known.name, currencyCode, dueOn: claim.debt.dues.map((due) => due.on).sort()[0] ?? claim.debt.effectiveOn,
        open: of(money(known.open)), late: of(claim.late), daysLate: claim.daysLate, interest: of(claim.interest), lumpSum: of(claim.lumpSum), claimable: of(claimable), charged: of(money(known.charged)), waived: of(money(known.waived)), from: spans[0]?.from ?? null,
        isBelowMinimum: below.has(chargeKey(claim.debt)), spans: spans.map(({ rate, dayCount: _dayCount, principal, ...span }) => ({ ...span, principal: of(principal), rate: printRate(rate) })),
        explanation: spans.map((span) => `${printMoney(span.principal, currencyCode)} × ${printRate(span.rate)} × ${span.days}/${span.dayCount === 'ACT_365' ? 365 : 360}`).join(' + '),
      }];
    }).sort((a, b) => (a.customerName + a.dueOn + a.number < b.customerName + b.dueOn + b.number ? -1 : 1));
    const inBooks = ({ foreign }: CustomerClaim, amount: Minor) => worthOf({ foreign }, amount);
    const worthOfAll = (of: readonly CustomerClaim[]) => claimed(of, inBooks, (amount) => amount).claimable;
    const customers = byCustomer.map((each): LateCustomer => ({
      customer: each.customerId, customerName: told.get(each.claims[0]?.debt.id ?? '')?.name ?? '', currencyCode: codeOf(each), debts: each.claims.length, ...claimed([each], own, moneyIn(codeOf(each))), worth: worthOfAll([each]), isBelowMinimum: each.isBelowMinimum,
    })).sort((a, b) => (a.customerName + a.customer + a.currencyCode < b.customerName + b.customer + b.currencyCode ? -1 : 1));
    const currencies = [...Map.groupBy(byCustomer, codeOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currencyCode, of]): LateCurrency => ({
      currencyCode, debts: of.reduce((count, each) => count + each.claims.length, 0), ...claimed(of, own, moneyIn(currencyCode)), worth: worthOfAll(of), rate: of[0]?.foreign?.rate ?? null,
    }));
    return {
      on: until, customers, debts, currencies, ...claimed(byCustomer, inBooks, (amount) => amount),
      charged: sum([...told.values()].map((each) => money(each.chargedWorth))), waived: sum([...told.values()].map((each) => money(each.waivedWorth))), hasPolicy: policies.length > 0,
    };
  },
});

const names = ['charged', 'credited', 'waived', 'paid', 'open'] as const;
type Figures<A> = Record<(typeof names)[number], A>;
interface FigureRow { customer: string; customerName: string; currencyCode: string; own: Figures<string>; worth: Figures<string> }
interface ChargeFigure extends Figures<MoneyIn> { customer: string; customerName: string; currencyCode: string }
interface ChargeCurrency extends Figures<MoneyIn> { currencyCode: string }
/** Sums are company money, each at the rate of its own document. */
export interface ChargeFigures extends Figures<Minor> { from: Day; to: Day; rows: ChargeFigure[]; currencies: ChargeCurrency[] }

/** A figure of one kind: the others are nothing. */
const figure = (name: (typeof names)[number], own: Sql, worth: Sql): Sql => sql`${name}::text AS name, ${own} AS own, ${worth} AS worth`;
const figures = (column: 'own' | 'worth'): Sql => sql`json_build_object(${join(names.map((name) => sql`${name}::text, coalesce(sum(y.${raw(column)}) FILTER (WHERE y.name = ${name}::text), 0)::text`))})`;
const added = <A>(rows: readonly Figures<string>[], shown: (amount: Minor) => A): Figures<A> => {
  const of = (name: (typeof names)[number]): A => shown(sum(rows.map((row) => money(row[name]))));
  return { charged: of('charged'), credited: of('credited'), waived: of('waived'), paid: of('paid'), open: of('open') };
};

/** What was charged, let go and paid between two days, by customer and currency, and what is open of it now. */
export const chargeFigures = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`
    SELECT c.id AS customer, c.name AS "customerName", y."currencyCode", ${figures('own')} AS own, ${figures('worth')} AS worth FROM "Customer" c JOIN (
      SELECT g."customerId", g."currencyCode", ${figure('charged', sql`g."totalMinor"`, sql`coalesce(g."companyTotalMinor", g."totalMinor")`)} FROM "Charge" g WHERE g.status = 'POSTED' AND g."issuedOn" BETWEEN ${from}::date AND ${to}::date
      UNION ALL SELECT g."customerId", k."currencyCode", ${figure('credited', sql`k."amountMinor"`, sql`coalesce(k."companyMinor", k."amountMinor")`)} FROM "ChargeCredit" k JOIN "Charge" g ON g.id = k."chargeId" WHERE k."creditedOn" BETWEEN ${from}::date AND ${to}::date
      UNION ALL SELECT w."customerId", w."currencyCode", ${figure('waived', sql`w."amountMinor"`, waivedWorth('w'))} FROM "LateWaiver" w WHERE w."undoneAt" IS NULL AND (w."recordedAt" AT TIME ZONE ${company.timeZone})::date BETWEEN ${from}::date AND ${to}::date
      UNION ALL SELECT i."customerId", a."currencyCode", ${figure('paid', sql`a."amountMinor"`, sql`(SELECT coalesce(-sum(l."companyMinor"), 0)::bigint FROM "JournalLine" l WHERE l."entryId" = a."entryId" AND l."openItemId" = i.id)`)}
        FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" AND i.kind = 'CHARGE' WHERE a."allocatedOn" BETWEEN ${from}::date AND ${to}::date
      UNION ALL SELECT i."customerId", i."currencyCode", ${figure('open', sql`i."openMinor"`, sql`i."companyOpenMinor"`)} FROM "OpenItem" i WHERE i.kind = 'CHARGE' AND i."openMinor" <> 0) y ON y."customerId" = c.id
    WHERE y.own <> 0 AND ${ownCustomers('id')('c', viewer) ?? sql`TRUE`} GROUP BY c.id, c.name, y."currencyCode" ORDER BY c.name, c.id, y."currencyCode"`,
  make: (found: FigureRow[], { from, to }): ChargeFigures => {
    const moneyIn = (currencyCode: string) => (amount: Minor): MoneyIn => ({ minor: amount, currencyCode });
    return {
      from, to, ...added(found.map(({ worth }) => worth), (amount) => amount),
      rows: found.map(({ customer, customerName, currencyCode, own: of }) => ({ customer, customerName, currencyCode, ...added([of], moneyIn(currencyCode)) })),
      currencies: [...Map.groupBy(found, ({ currencyCode }) => currencyCode)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currencyCode, of]) => ({ currencyCode, ...added(of.map((row) => row.own), moneyIn(currencyCode)) })),
    };
  },
});
