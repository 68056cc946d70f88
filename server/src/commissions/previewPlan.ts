// What terms would have paid between two days: the same rules over the same invoices, nothing is written.
import sql from 'sql-template-tag';
import { day, id, list, object, optional, type InputOf } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { loadFrozen, loadInvoices, loadPlaced, soldBy } from './load.ts';
import { demandTiers, termsFields } from './plans.ts';
import { dueOf, earnedOf, type Terms } from './rules.ts';

const MOST = 20_000;

export const previewFields = {
  from: day(), to: day(), terms: object('PreviewCommissionTermsInput', termsFields), salesPersonIds: { ...optional(list(id('SalesPerson'), { max: 500 })), describe: 'Whom they would be for; everybody when left out.' },
};

interface Previewed { salesPerson: string; name: string; orders: number; base: Minor; commission: Minor; booked: Minor }

/** By person: what was paid for, what these terms would have brought, and what was really booked. Who is named on orders keeps the share; else the order's sales person. */
export async function previewCommissionPlan({ from, to, terms: given, salesPersonIds }: InputOf<typeof previewFields>, ctx: Context): Promise<{ from: typeof from; to: typeof to; people: Previewed[]; base: Minor; commission: Minor; booked: Minor }> {
  demandTiers(given);
  if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
  const terms: Terms = {
    id: 'preview', base: given.base ?? 'NET', rate: given.rate, span: given.span ?? null, tiers: (given.tiers ?? []).map(({ from: fromMinor, rate }) => ({ fromMinor, rate })),
    rates: (given.rates ?? []).map(({ salesPersonId = null, productId = null, categoryId = null, customerId = null, customerGroupId = null, channel = null, rate }) => ({ salesPersonId, productId, categoryId, customerId, customerGroupId, channel, rate })),
  };
  // Tiers count the whole of their span: what lies before the first day, and in it, is needed, too.
  const found = await ctx.db.rows<{ id: string }>(sql`SELECT DISTINCT id FROM (SELECT d."sourceId" AS id FROM "Allocation" a JOIN "OpenItem" d ON d.id = a."debitItemId" AND d."sourceType" = 'Invoice'
      WHERE a."allocatedOn" BETWEEN ${terms.span ? sql`date_trunc('year', ${from}::date)::date` : sql`${from}::date`} AND ${to}
    UNION SELECT "creditsInvoiceId" FROM "Invoice" WHERE "creditsInvoiceId" IS NOT NULL AND "issuedOn" BETWEEN ${terms.span ? sql`date_trunc('year', ${from}::date)::date` : sql`${from}::date`} AND ${to}) x ORDER BY id LIMIT ${MOST}`);
  const invoices = await loadInvoices(ctx.db, found.map((each) => each.id));
  const orderIds = invoices.flatMap(({ parts }) => parts.map(({ orderId }) => orderId));
  const frozen = Map.groupBy(await loadFrozen(ctx.db, orderIds), ({ orderId }) => orderId);
  const orders = new Map((await loadPlaced(ctx.db, sql`o.id = ANY(${orderIds}::uuid[])`)).map((order) => [order.id, order]));
  const sold = soldBy(invoices, (orderId) => {
    const seller = orders.get(orderId)?.salesPersonId;
    return { terms, shares: frozen.get(orderId) ?? (seller ? [{ salesPersonId: seller, share: 1_000_000n as Rate }] : []) };
  });
  const due = dueOf(sold.flatMap(earnedOf)).filter(({ on, salesPersonId }) => on >= from && on <= to && (!salesPersonIds?.length || salesPersonIds.includes(salesPersonId)));
  const byPerson = Map.groupBy(due, ({ salesPersonId }) => salesPersonId);
  const names = new Map((await selectRows(ctx.db, 'SalesPerson', sql`TRUE`)).map(({ id: person, name }) => [person, name]));
  const booked = new Map((await ctx.db.rows<{ id: string; sum: string }>(sql`SELECT "salesPersonId" AS id, sum("amountMinor")::text AS sum FROM "CommissionAccrual" WHERE "causeOn" BETWEEN ${from} AND ${to} GROUP BY 1`)).map(({ id: person, sum }) => [person, BigInt(sum) as Minor]));
  const people = [...byPerson].map(([salesPerson, own]): Previewed => ({
    salesPerson, name: names.get(salesPerson) ?? '', orders: new Set(own.map(({ orderId }) => orderId)).size, base: plus(zero, ...own.map(({ base }) => base)), commission: plus(zero, ...own.map(({ amount }) => amount)), booked: booked.get(salesPerson) ?? zero,
  })).sort((a, b) => (a.commission === b.commission ? (a.name < b.name ? -1 : 1) : a.commission > b.commission ? -1 : 1));
  const sum = (name: 'base' | 'commission' | 'booked') => plus(zero, ...people.map((each) => each[name]));
  return { from, to, people, base: sum('base'), commission: sum('commission'), booked: sum('booked') };
}
