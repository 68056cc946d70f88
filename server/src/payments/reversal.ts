// A payment undone, on a day: what loading locks, and the rows. reversePayment does it, and so does what bounces.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored, ofItemsNow, openAmount } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { negate, plus, zero, type Minor } from '../shared/money.ts';
import { Forbidden } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { loadEarlyDiscounts, takeBackDiscounts } from './earlyDiscount.ts';
import { lockSettled } from './loadAllocations.ts';
import { settledEvents } from './paymentRows.ts';
import { CreditUsed, PaymentChargedBack } from './refusals.ts';
import { demandPosted, moveItem, unapplyRows } from './rules.ts';

export type Reversal = Awaited<ReturnType<typeof loadReversal>>;

/** Locks a payment and all that it ever settled. Refuses PAYMENT_CHARGED_BACK while its provider holds the money. */
export async function loadReversal(tx: Tx, paymentId: string, on: Day, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, on);
  const payment = await lockRow(tx, 'Payment', paymentId);
  if (payment.customerId) demandOwn(await readRow(tx, 'Customer', payment.customerId), ctx.viewer);
  else if (!ctx.viewer.permissions.has('payments.out')) throw new Forbidden('payments.out');
  const moved = await tx.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "ShortPayment" WHERE "paymentId" = ${paymentId}
    UNION SELECT l."openItemId" FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id WHERE e."sourceId" = ${paymentId} AND e.kind = 'PAYMENT' AND l."openItemId" IS NOT NULL`);
  const { items, allocations } = await lockSettled(tx, 'creditItemId', payment.openItemId, moved.map((each) => each.id));
  const [charged] = await tx.rows<{ number: string }>(sql`SELECT number FROM "Chargeback" WHERE "paymentId" = ${payment.id} AND status NOT IN ('WON', 'WITHDRAWN') LIMIT 1`);
  if (charged) throw PaymentChargedBack({ number: payment.number, chargeback: charged.number });
  const account = payment.customerId ? await loadCredit(tx, payment.customerId) : null;
  const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${payment.id} AND t.kind = 'PAYMENT'`);
  if (!entry) throw new Error(`payment ${payment.id} has no entry`);
  const shorts = await selectRows(tx, 'ShortPayment', sql`t."paymentId" = ${payment.id} AND t."reversedOn" IS NULL`, { lock: true });
  const written = await selectRows(tx, 'JournalEntry', sql`t.id = ANY(${shorts.map((each) => each.entryId)}::uuid[])`);
  const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${[entry.id, ...written.map((each) => each.id)]}::uuid[])`, { orderBy: sql`t.no` });
  const discounts = await loadEarlyDiscounts(tx, allocations.map(({ allocation }) => allocation.debitItemId));
  return { accounts, payment, discounts, items, allocations, account, entry, lines, shorts, written };
}

/** The rows and events that undo a payment, dated `on`: its allocations and write-offs taken back, its posting mirrored. What was allocated later is taken back on that later day. */
export function reversalRows({ accounts, payment, discounts, items, allocations, account, entry, lines, shorts, written }: Reversal, reason: string, on: Day,
  ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  demandPosted(payment);
  const credit = items.get(payment.openItemId);
  if (!credit) throw new Error(`payment ${payment.id} lacks its open item`);
  const undone = allocations.flatMap(({ allocation }) => {
    const debit = items.get(allocation.debitItemId);
    return debit ? [{ debit, amount: allocation.amountMinor }] : [];
  });
  /** The mirror of an entry; open items that it touched besides the payment's own move with it. */
  const mirror = (of: typeof entry): Change[] => {
    const drafts = ofItemsNow(mirrored(lines.filter((line) => line.entryId === of.id)), items);
    return [
      ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: on, source: { type: 'Payment', id: payment.id, revision: of === entry ? 0 : of.sourceRevision + 1 }, memo: of.memo, reversesEntryId: of.id, lines: drafts }, ctx),
      ...drafts.flatMap((line) => {
        const item = line.openItemId === credit.id ? undefined : items.get(line.openItemId ?? '');
        return item ? [moveItem(item, line.original?.amount ?? line.amount, line.amount)] : [];
      }),
    ];
  };
  const open = shorts.filter((short) => short.entryId !== null);
  // What a write-off took of the receivable, company money: its line on the invoice's item.
  const worthOf = (short: (typeof shorts)[number]) => plus(zero, ...lines.filter((line) => line.entryId === short.entryId && line.openItemId === short.openItemId).map((line) => negate(line.companyMinor)));
  const unapplied = allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, { ...ctx, today: facts.allocation.allocatedOn > on ? facts.allocation.allocatedOn : on }));
  // What became of it otherwise, such as money in another currency, is taken back there first.
  if (credit.openMinor !== credit.amountMinor) {
    const said = (amount: Minor) => ({ minor: amount, currencyCode: credit.currencyCode });
    throw CreditUsed({ number: payment.number, wanted: said(payment.amountMinor), left: said(openAmount(credit)) });
  }
  const back = takeBackDiscounts(accounts, discounts, items, account, reason, on, ctx);
  return {
    rows: [
      ...unapplied, ...back.rows,
      ...mirror(entry), ...written.flatMap(mirror), ...shorts.map((short) => update('ShortPayment', short.id, { reversedOn: on })),
      update('OpenItem', credit.id, { openMinor: zero, companyOpenMinor: zero }),
      update('Payment', payment.id, { status: 'REVERSED', reversedOn: on, reversalReason: reason }),
      ...(account ? [moveCredit(account, 'unapplied', negate(payment.companyMinor ?? payment.amountMinor))] : []),
      ...(account && open.length > 0 ? [moveCredit(account, 'receivable', plus(...open.map(worthOf)))] : []),
    ],
    events: [
      { kind: 'paymentReversed', subjectType: 'Payment', subjectId: payment.id, reason,
        data: { number: payment.number, invoiceIds: undone.map(({ debit }) => debit.sourceId) } },
      ...settledEvents('paymentUnapplied', credit, undone, reason), ...back.events,
    ],
  };
}
