import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { negate, zero } from '../shared/money.ts';
import { Forbidden } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { loadAllocations } from './loadAllocations.ts';
import { lockItems } from './loadItems.ts';
import { settledEvents } from './paymentRows.ts';
import { PaymentReversed } from './refusals.ts';
import { demandPosted, unapplyRows } from './rules.ts';

export const reversePayment = action({
  name: 'reversePayment', permission: 'payments.post',
  describe: 'Undoes a payment in either direction, dated today: takes all its allocations back and mirrors its posting.',
  input: { paymentId: id('Payment'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, PaymentReversed], payload: { payment: 'record:Payment' },
  load: async (tx, { paymentId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const payment = await lockRow(tx, 'Payment', paymentId);
    if (payment.customerId) demandOwn(await readRow(tx, 'Customer', payment.customerId), ctx.viewer);
    else if (!ctx.viewer.permissions.has('payments.out')) throw new Forbidden('payments.out');
    // Whatever was ever settled with it is locked: allocations made in between wait for the payment's own item.
    const settled = await tx.rows<{ id: string }>(sql`SELECT DISTINCT "debitItemId" AS id FROM "Allocation" WHERE "creditItemId" = ${payment.openItemId}`);
    const items = await lockItems(tx, [payment.openItemId, ...settled.map((each) => each.id)]);
    const allocations = await loadAllocations(tx, sql`t."creditItemId" = ${payment.openItemId}`);
    const missing = allocations.map(({ allocation }) => allocation.debitItemId).filter((each) => !items.some((item) => item.id === each));
    const later = missing.length > 0 ? await lockItems(tx, missing) : [];
    const account = payment.customerId ? await loadCredit(tx, payment.customerId) : null;
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${payment.id} AND t.kind = 'PAYMENT'`);
    if (!entry) throw new Error(`payment ${payment.id} has no entry`);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` });
    return { accounts, payment, items: new Map([...items, ...later].map((item) => [item.id, item])), allocations, account, entry, lines };
  },
  decide: ({ accounts, payment, items, allocations, account, entry, lines }, { reason }, ctx) => {
    demandPosted(payment);
    const credit = items.get(payment.openItemId);
    if (!credit) throw new Error(`payment ${payment.id} lacks its open item`);
    const undone = allocations.flatMap(({ allocation }) => {
      const debit = items.get(allocation.debitItemId);
      return debit ? [{ debit, amount: allocation.amountMinor }] : [];
    });
    return {
      rows: [
        ...allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, ctx)),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Payment', id: payment.id }, memo: payment.number,
          reversesEntryId: entry.id, lines: mirrored(lines),
        }, ctx),
        update('OpenItem', credit.id, { openMinor: zero, companyOpenMinor: zero }),
        update('Payment', payment.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason }),
        ...(account ? [moveCredit(account, 'unapplied', negate(payment.amountMinor))] : []),
      ],
      events: [
        { kind: 'paymentReversed', subjectType: 'Payment', subjectId: payment.id, reason,
          data: { number: payment.number, invoiceIds: undone.map(({ debit }) => debit.sourceId) } },
        ...settledEvents('paymentUnapplied', credit, undone, ctx.company.currencyCode, reason),
      ],
      result: { payment: payment.id },
    };
  },
});
