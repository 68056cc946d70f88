// What follows by itself: deposits are asked for, taken by their orders' invoices, and given up with them.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { consume, task } from '../events/consumers.ts';
import { lockItems } from '../payments/loadItems.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { applyRows, type Settlement } from '../payments/rules.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, text } from '../shared/input.ts';
import { least, minor, minus, zero } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { settleDepositInvoices } from './depositInvoices.ts';
import { loadSettings } from './loadDeposit.ts';
import { outEvents, releasedRows } from './moneyOut.ts';
import { requestTermDeposit } from './requestDeposit.ts';
import { depositShares } from './rules.ts';
import { withdrawnRows } from './withdrawDeposit.ts';

const nothing: Decision = { rows: [], events: [], result: {} };

/** The deposits of an order and their open items, locked with others. */
async function lockDeposits(tx: Tx, orderId: string, others: readonly string[]) {
  const deposits = await selectRows(tx, 'DepositRequest', sql`t."orderId" = ${orderId}`, { orderBy: sql`t."requestedOn", t.number` });
  const items = await lockItems(tx, [...deposits.map((each) => each.openItemId), ...others]);
  return { items, held: deposits.flatMap((deposit) => { const item = items.find((each) => each.id === deposit.openItemId); return item ? [{ deposit, item }] : []; }) };
}

/** Open invoices of an order that none of its deposits has been applied to yet, with what of them is the order's. */
const unservedInvoices = (tx: Tx, orderId: string) => tx.rows<{ itemId: string; total: string }>(sql`
  SELECT i.id AS "itemId", sum(s."totalMinor")::text AS total FROM "Shipment" s JOIN "OpenItem" i ON i."sourceId" = s."invoiceId" AND i.kind = 'INVOICE'
  WHERE s."orderId" = ${orderId} AND s.status = 'POSTED' AND i."openMinor" > 0
    AND NOT EXISTS (SELECT FROM "Allocation" a JOIN "DepositRequest" d ON d."openItemId" = a."creditItemId" AND d."orderId" = ${orderId} WHERE a."debitItemId" = i.id)
  GROUP BY i.id, i."effectiveOn", i.number ORDER BY i."effectiveOn", i.number`);

/** Not offered: an order's invoices take its deposits, each by what it comes to of what is still to be invoiced. */
export const settleOrderDeposits = action({
  name: 'settleOrderDeposits', permission: 'payments.post', describe: 'Applies the deposits of an order to its invoices.', input: { orderId: id('Order') }, refusals: [], payload: {},
  load: async (tx, { orderId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const [asked] = await tx.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE d."orderId" = ${orderId} AND i."openMinor" < 0) AS is`);
    if (!asked?.is || !(await loadSettings(tx)).appliesItself) return null;
    await holdPeriod(tx, ctx, ctx.today);
    const order = await lockRow(tx, 'Order', orderId);
    const invoices = await unservedInvoices(tx, orderId);
    const [later] = await tx.rows<{ sum: string }>(sql`SELECT coalesce(sum("totalMinor"), 0)::text AS sum FROM "Shipment" WHERE "orderId" = ${orderId} AND status = 'POSTED' AND "invoiceId" IS NULL`);
    const locked = await lockDeposits(tx, orderId, invoices.map(({ itemId }) => itemId));
    const isOpen = order.status === 'PLACED' || order.status === 'PART_SHIPPED';
    return { accounts, ...locked, invoices, later: minor(BigInt(later?.sum ?? '0') + (isOpen ? order.openMinor : 0n)), account: await loadCredit(tx, order.customerId) };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return nothing;
    const { accounts, held, items, invoices, later, account } = facts;
    const claims = invoices.flatMap(({ itemId, total }) => { const debit = items.find((each) => each.id === itemId); return debit ? [{ debit, total: minor(BigInt(total)), taken: zero }] : []; });
    const made = held.filter(({ item }) => item.openMinor < 0n).map(({ deposit, item }) => {
      const own = claims.filter(({ debit }) => debit.currencyCode === item.currencyCode);
      const shares = depositShares(openAmount(item), own.map(({ debit, total, taken }) => ({ total, open: least(debit.openMinor, minus(total, taken)) })), later);
      const settlements = own.flatMap((claim, index): Settlement[] => {
        const amount = shares[index] ?? zero;
        if (amount <= zero) return [];
        claim.taken = (claim.taken + amount) as typeof amount;
        return [{ debit: claim.debit, amount }];
      });
      return {
        rows: settlements.flatMap((settlement) => applyRows(accounts, { credit: item, account, on: ctx.today }, settlement, ctx)),
        events: settlements.length > 0 ? [...outEvents('depositApplied', deposit, item, settlements), ...settledEvents('paymentAllocated', item, settlements)] : [],
      };
    });
    return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events), result: {} };
  },
});

/** Not offered: what an order that is given up has asked for is asked for no longer, and what was paid is on account again. */
const freeOrderDeposits = action({
  name: 'freeOrderDeposits', permission: 'payments.post', describe: 'Gives up the deposits of a cancelled order.', input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) }, refusals: [], payload: {},
  load: async (tx: Tx, { orderId }, ctx: Context) => {
    const accounts = await loadAccounts(tx, ctx);
    const [known] = await tx.rows<{ is: boolean }>(sql`SELECT EXISTS (SELECT FROM "DepositRequest" WHERE "orderId" = ${orderId}) AS is`);
    if (!known?.is) return null;
    await holdPeriod(tx, ctx, ctx.today);
    const order = await lockRow(tx, 'Order', orderId);
    if (order.status !== 'CANCELLED') return null;
    return { accounts, ...await lockDeposits(tx, orderId, []), account: await loadCredit(tx, order.customerId) };
  },
  decide: (facts, { reason }, ctx) => {
    if (!facts) return nothing;
    const made = facts.held.flatMap(({ deposit, item }) => [
      ...((item.claimMinor ?? zero) > zero ? [withdrawnRows(deposit, item, reason, ctx)] : []),
      ...(item.openMinor < 0n ? [releasedRows(facts.accounts, { deposit, item, account: facts.account }, openAmount(item), reason, ctx)] : []),
    ]);
    return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events), result: {} };
  },
});

consume('orderPlaced', 'deposits', ({ subjectId }) => [task(requestTermDeposit, { orderId: subjectId })], async (orderIds, tx) =>
  (await tx.rows<{ id: string }>(sql`SELECT o.id FROM "Order" o JOIN "Customer" c ON c.id = o."customerId" WHERE o.id = ANY(${orderIds}::uuid[])
    AND EXISTS (SELECT FROM "PaymentTermPart" p WHERE p."termId" = c."paymentTermId" AND p.basis = 'BEFORE_DELIVERY')`)).map(({ id: orderId }) => orderId));
consume('orderInvoiced', 'deposits', ({ subjectId }) => [task(settleOrderDeposits, { orderId: subjectId })]);
consume('orderCancelled', 'deposits', ({ subjectId, reason }) => [task(freeOrderDeposits, { orderId: subjectId, reason: reason ?? 'orderCancelled' })]);
consume('paymentAllocated', 'deposits', async ({ subjectType, subjectId }, _ctx, tx) => {
  if (subjectType !== 'DepositRequest') return [];
  const [row] = await tx.rows<{ orderId: string | null }>(sql`SELECT "orderId" FROM "DepositRequest" WHERE id = ${subjectId}`);
  return [task(settleDepositInvoices, { depositId: subjectId }), ...(row?.orderId ? [task(settleOrderDeposits, { orderId: row.orderId })] : [])];
});
consume('paymentUnapplied', 'deposits', ({ subjectType, subjectId }) => (subjectType === 'DepositRequest' ? [task(settleDepositInvoices, { depositId: subjectId })] : []));
