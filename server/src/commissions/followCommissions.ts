// Commission follows money: for invoices to which something happened, what is due is told anew from their allocations and credit
// notes, and the difference to what is booked is posted, each on its cause's day. Following twice, or in another order, is the same.
import sql from 'sql-template-tag';
import { holdPeriods, loadAccounts } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { CommissionAccrualRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, optional } from '../shared/input.ts';
import { negate } from '../shared/money.ts';
import { newId } from '../shared/newId.ts';
import type { Rate } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { commissionLock, frozenFor, heldOf, loadFrozen, loadInvoices, loadPlaced, loadTerms, soldBy } from './load.ts';
import { differences, dueOf, earnedOf, spanDays, termsFor } from './rules.ts';

const WHOLE = 1_000_000n as Rate;

interface Frozen { id: string; companyId: string; orderId: string; no: number; termsId: string; salesPersonId: string; share: Rate }

/** Who is paid for orders that nobody is named for yet: as their customer's shares say, else their sales person, by the terms of the day. */
async function freeze(tx: Tx, ctx: Pick<Context, 'company'>, orderIds: readonly string[], offers: Awaited<ReturnType<typeof loadTerms>>['offers']): Promise<Frozen[]> {
  const orders = await loadPlaced(tx, sql`o.id = ANY(${[...orderIds]}::uuid[]) AND NOT EXISTS (SELECT FROM "OrderCommission" x WHERE x."orderId" = o.id)`);
  const shares = Map.groupBy(await selectRows(tx, 'CustomerCommission', sql`t."customerId" = ANY(${orders.map(({ customerId }) => customerId)}::uuid[])`, { orderBy: sql`t."customerId", t.no` }), ({ customerId }) => customerId);
  return orders.flatMap((order) => {
    const own = shares.get(order.customerId) ?? (order.salesPersonId ? [{ salesPersonId: order.salesPersonId, share: WHOLE }] : []);
    const terms = own[0] && termsFor(offers, own[0].salesPersonId, order.placedOn);
    return terms ? own.map(({ salesPersonId, share }, index) => ({ id: newId(), companyId: ctx.company.id, orderId: order.id, no: index + 1, termsId: terms.id, salesPersonId, share })) : [];
  });
}

async function load(tx: Tx, { invoiceIds, orderIds }: { invoiceIds?: string[] | null | undefined; orderIds?: string[] | null | undefined }, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await tx.rows(commissionLock);
  const { terms, offers } = await loadTerms(tx);
  const named = await tx.rows<{ id: string }>(sql`SELECT DISTINCT l."invoiceId" AS id FROM "InvoiceLine" l JOIN "Invoice" i ON i.id = l."invoiceId" AND i.kind = 'INVOICE' WHERE l."orderId" = ANY(${orderIds ?? []}::uuid[])`);
  const credited = await tx.rows<{ id: string }>(sql`SELECT coalesce("creditsInvoiceId", id) AS id FROM "Invoice" WHERE id = ANY(${invoiceIds ?? []}::uuid[])`);
  const invoices = await loadInvoices(tx, [...named, ...credited].map((each) => each.id));
  const orders = [...new Set([...(orderIds ?? []), ...invoices.flatMap(({ parts }) => parts.map(({ orderId }) => orderId))])];
  const frozen = await freeze(tx, ctx, orders, offers);
  const whose = frozenFor([...await loadFrozen(tx, orders), ...frozen], terms);
  const sold = soldBy(invoices, whose);
  const held = await selectRows(tx, 'CommissionAccrual', sql`t."invoiceId" = ANY(${invoices.map((each) => each.id)}::uuid[])`);
  const earned = sold.flatMap(earnedOf);
  // The stretches of tiers that are touched, now or by what is booked, and what other invoices brought there.
  const touched = [...earned.map((each) => ({ terms: each.terms, salesPersonId: each.salesPersonId, on: each.on, tierBase: each.tierBase })),
    ...heldOf(held, terms).map((each) => ({ terms: each.terms, salesPersonId: each.salesPersonId, on: each.on, tierBase: each.tierBase }))]
    .flatMap(({ terms: of, salesPersonId, on, tierBase }) => (of.span && tierBase !== 0n ? [{ termsId: of.id, salesPersonId, ...spanDays(on, of.span) }] : []));
  const beside: CommissionAccrualRow[] = [];
  for (const unit of Map.groupBy(touched, (each) => JSON.stringify(each)).keys()) {
    const { termsId, salesPersonId, from, to } = JSON.parse(unit) as (typeof touched)[number];
    beside.push(...await selectRows(tx, 'CommissionAccrual', sql`t."termsId" = ${termsId} AND t."salesPersonId" = ${salesPersonId} AND t."causeOn" BETWEEN ${from} AND ${to}
      AND NOT t."invoiceId" = ANY(${invoices.map((each) => each.id)}::uuid[]) AND t."tierBaseMinor" <> 0`));
  }
  const besideKeys = beside.length === 0 ? [] : await selectRows(tx, 'CommissionAccrual', sql`(t."causeId", t."orderId", t."salesPersonId") IN (SELECT * FROM unnest(${beside.map((each) => each.causeId)}::uuid[], ${beside.map((each) => each.orderId)}::uuid[], ${beside.map((each) => each.salesPersonId)}::uuid[]))`);
  const others = heldOf(besideKeys, terms);
  const changes = differences(dueOf(earned, others), [...heldOf(held, terms), ...others]);
  const shut = await holdPeriods(tx, ctx, [...changes.map(({ on }) => on), ctx.today]);
  return { accounts, frozen, changes, shut };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** The accrual and its entry. What belongs to a locked day is booked today. */
const accrualRows = ({ accounts, changes, shut }: Facts, ctx: DecideContext) => changes.flatMap((change) => {
  const [accrual, entryId] = [ctx.newId(), ctx.newId()];
  const effectiveOn = shut.has(change.on) ? ctx.today : change.on;
  const { invoiceId, orderId, salesPersonId, cause, causeId, on, at, base, tierBase, tier, amount, terms } = change;
  return [
    insert('CommissionAccrual', {
      id: accrual, companyId: ctx.company.id, salesPersonId, orderId, invoiceId, termsId: terms.id, cause, causeId, causeOn: on, causeAt: at, effectiveOn, currencyCode: ctx.company.currencyCode,
      baseMinor: base, tierBaseMinor: tierBase, tierMinor: tier, amountMinor: amount, entryId: amount === 0n ? null : entryId,
    }),
    ...entryRows(accounts, {
      kind: 'COMMISSION', effectiveOn, source: { type: 'CommissionAccrual', id: accrual }, memo: null, lines: [{ account: '5500', amount, orderId }, { account: '2400', amount: negate(amount) }],
    }, ctx, entryId),
  ];
});

export const followCommissions = action({
  name: 'followCommissions', permission: 'commissions.manage', describe: 'Keeps who is paid for orders, and what they have earned of what is paid.',
  input: { invoiceIds: optional(list(id('Invoice'), { max: 1000 })), orderIds: optional(list(id('Order'), { max: 1000 })) }, refusals: postingRefusals, payload: { changed: 'int' },
  load,
  decide: (facts, _input, ctx) => {
    const shut = facts.shut.get(ctx.today);
    if (facts.changes.length > 0 && shut) throw shut;
    // What it keeps is told by what happened to the invoices.
    return { rows: [...facts.frozen.map((row) => insert('OrderCommission', row)), ...accrualRows(facts, ctx)], events: [], result: { changed: facts.changes.length } };
  },
});
