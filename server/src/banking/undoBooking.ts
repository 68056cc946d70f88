import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, openAmount, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { debtsFor, holdPeriods, invoiceAllocations, lockItems, settlementsOf, wishesOf } from '../payments/loadItems.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { allocationRefusals, CreditUsed, PaymentReversed } from '../payments/refusals.ts';
import { reversePayment } from '../payments/reversePayment.ts';
import { applyRows, demandSettlements, moveItem } from '../payments/rules.ts';
import { action, type Decision } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { minus, negate, plus, printMoney, rateOf, type Minor } from '../shared/money.ts';
import { Forbidden } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { plainText } from '../matching/plain.ts';
import { returnEntries } from './moneyBack.ts';
import { BookingUndone, LineReconciled, ReceiptIdentified } from './refusals.ts';

export const undoBooking = action({
  name: 'undoBooking', permission: 'banking.match',
  describe: 'Takes back what a line was booked as, dated today: a payment is reversed with all that it settled, an entry mirrored, a link to an entry, a refund or a returned payment only undone, that of the bank\'s fee with it. The line waits again.',
  input: { bookingId: id('LineBooking'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, PaymentReversed, BookingUndone, LineReconciled, ReceiptIdentified, CreditUsed], payload: { line: 'record:BankLine', booking: 'record:LineBooking' },
  load: async (tx, { bookingId, reason }, ctx) => {
    const known = await readRow(tx, 'LineBooking', bookingId);
    const line = await lockRow(tx, 'BankLine', known.lineId);
    const booking = await lockRow(tx, 'LineBooking', bookingId);
    const [signed] = await selectRows(tx, 'Reconciliation', sql`t."collectionAccountId" = ${line.collectionAccountId} AND t."undoneAt" IS NULL AND t."endsOn" >= ${line.bookedOn}::date`, { orderBy: sql`t."endsOn" DESC` });
    // A return and the bank's fee were booked as one, and are undone as one.
    const both = (await returnEntries(tx, sql`ARRAY[${booking.entryId}]::uuid[]`)).flatMap(({ entryId, feeEntryId }) => [entryId, feeEntryId]);
    const others = await selectRows(tx, 'LineBooking', sql`t."lineId" = ${line.id} AND t.id <> ${bookingId} AND t."undoneAt" IS NULL AND t."entryId" = ANY(${both}::uuid[])`, { lock: true });
    const needs = booking.kind === 'SUPPLIER' ? 'payments.out' : booking.kind === 'ACCOUNT' ? 'journal.post' : ['ENTRY', 'REFUND', 'RETURN'].includes(booking.kind) ? 'banking.match' : 'payments.post';
    if (!ctx.viewer.permissions.has(needs)) throw new Forbidden(needs);
    const isOwn = booking.kind === 'CUSTOMER' || booking.kind === 'SUPPLIER';
    const payment = isOwn && booking.paymentId && booking.undoneAt === null && !signed ? await readRow(tx, 'Payment', booking.paymentId) : null;
    const reversal = payment && payment.reversedOn === null ? await reversePayment.load(tx, { paymentId: payment.id, reason }, ctx) : null;
    if (booking.kind === 'ACCOUNT' || booking.kind === 'UNIDENTIFIED') await holdPeriod(tx, ctx, ctx.today);
    const entry = await readRow(tx, 'JournalEntry', booking.entryId);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` });
    const reversals = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ${entry.id}`);
    const items = await lockItems(tx, lines.flatMap((each) => (each.openItemId ? [each.openItemId] : [])));
    const aliases = await selectRows(tx, 'PayerAlias', sql`((t.kind = 'ACCOUNT' AND t.value = ${line.payerAccount}) OR (t.kind = 'NAME' AND t.value = ${plainText(line.payerName ?? '')}))
      AND (t."customerId" = ${payment?.customerId ?? null}::uuid OR t."supplierId" = ${payment?.supplierId ?? null}::uuid)`, { lock: true });
    return { accounts: await loadAccounts(tx, ctx), line, booking, others, signed, reversal, entry, lines, items, aliases, isReversed: reversals.length > 0 };
  },
  decide: ({ accounts, line, booking, others, signed, reversal, entry, lines, items, aliases, isReversed }, { reason, bookingId }, ctx) => {
    if (booking.undoneAt !== null) throw BookingUndone({});
    if (signed) throw LineReconciled({ day: signed.endsOn });
    const posted = ((): Pick<Decision, 'rows' | 'events'> => {
      if (reversal) return reversePayment.decide(reversal, { paymentId: reversal.payment.id, reason }, ctx);
      if ((booking.kind !== 'ACCOUNT' && booking.kind !== 'UNIDENTIFIED') || isReversed) return { rows: [], events: [] };
      const [item] = items;
      if (item && item.openMinor !== item.amountMinor) throw ReceiptIdentified({});
      const drafts = mirrored(lines);
      return {
        rows: [
          ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'BankLine', id: line.id, revision: entry.sourceRevision }, memo: entry.memo, reversesEntryId: entry.id, lines: drafts }, ctx),
          ...(item ? [moveItem(item, negate(item.openMinor))] : []),
        ], events: [],
      };
    })();
    const undone = [booking, ...others];
    const amount = plus(...undone.map((each) => each.amountMinor));
    return {
      rows: [
        ...posted.rows, ...undone.map(({ id: each }) => update('LineBooking', each, { undoneAt: ctx.now, undoneByName: ctx.viewer.name, undoReason: reason })),
        update('BankLine', line.id, { bookedMinor: minus(line.bookedMinor, amount), status: 'OPEN', matchedAt: null, version: line.version + 1 }),
        // What was taught by it is forgotten.
        ...(booking.isAutomatic ? [] : aliases.map((alias) => (alias.times > 1 ? update('PayerAlias', alias.id, { times: alias.times - 1 }) : remove('PayerAlias', alias.id)))),
      ],
      events: [{ kind: 'bookingUndone', subjectType: 'BankLine', subjectId: line.id, reason, data: { kind: booking.kind, amount: printMoney(amount, booking.currencyCode) } }, ...posted.events],
      result: { line: line.id, booking: bookingId },
    };
  },
});

export const identifyReceipt = action({
  name: 'identifyReceipt', permission: 'payments.post',
  describe: 'Says whose money a receipt of nobody known is: it becomes that customer\'s payment, applied to the invoices named; the rest stays on account.',
  input: { openItemId: id('OpenItem'), customerId: id('Customer'), currencyCode: spokenCurrency, allocations: invoiceAllocations, reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ...allocationRefusals, ReceiptIdentified, CurrencyDiffers], payload: { payment: 'record:Payment' },
  load: async (tx, { openItemId, customerId, currencyCode, allocations }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await readRow(tx, 'Customer', customerId);
    const known = await readRow(tx, 'OpenItem', openItemId);
    if (known.sourceType !== 'BankLine') throw NotFound({ type: 'OpenItem', id: openItemId });
    if (allocations?.length) demandSpoken(currencyCode, known.currencyCode, ctx);
    const wishes = wishesOf(allocations);
    const debts = await debtsFor(tx, { customerId }, wishes, false);
    await holdPeriods(tx, ctx, ctx.today, debts);
    const items = await lockItems(tx, [openItemId, ...debts.map((each) => each.id)]);
    const credit = await loadCredit(tx, customerId);
    const [booking] = await selectRows(tx, 'LineBooking', sql`t."lineId" = ${known.sourceId} AND t.kind = 'UNIDENTIFIED' AND t."undoneAt" IS NULL`);
    const line = await readRow(tx, 'BankLine', known.sourceId);
    const collection = await readRow(tx, 'CollectionAccount', line.collectionAccountId);
    return { accounts, wishes, item: items.find((each) => each.id === openItemId), debits: items.filter((each) => each.id !== openItemId), credit, booking, line, collection, number: await takeNumber(tx, ctx, 'PAY', ctx.today) };
  },
  decide: ({ accounts, wishes, item, debits, credit, booking, line, collection, number }, { customerId, reason }, ctx) => {
    if (!item || !booking || item.openMinor === 0n) throw ReceiptIdentified({});
    const amount = openAmount(item);
    // What it was worth when it came goes along.
    const worth = negate(item.companyOpenMinor);
    const { currencyCode } = item;
    const { id: companyId } = ctx.company;
    const isForeign = currencyCode !== ctx.company.currencyCode;
    const original = (of: Minor) => (isForeign ? { original: { amount: of, currencyCode } } : {});
    const settlements = settlementsOf(wishes, debits);
    demandSettlements(settlements, amount, { customerId, supplierId: null, currencyCode });
    const [payment, openItemId] = [ctx.newId(), ctx.newId()];
    const made = openItemRow(accounts, { id: openItemId, account: '2100', kind: 'PAYMENT', customerId, source: { type: 'Payment', id: payment }, number, amount: negate(worth), ...original(negate(amount)), effectiveOn: ctx.today }, ctx);
    const held = { ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
    return {
      rows: [
        insert('Payment', {
          id: payment, companyId, number, direction: 'IN', customerId, supplierId: null, method: collection.kind === 'CASH' ? 'CASH' : collection.kind === 'GATEWAY' ? 'CARD' : 'BANK', accountId: collection.accountId, openItemId,
          paidOn: ctx.today, currencyCode, amountMinor: amount, companyMinor: isForeign ? worth : null, exchangeRate: isForeign ? rateOf(amount, currencyCode, worth, ctx.company.currencyCode) : null, reference: (line.endToEndId ?? line.bankReference ?? line.text.slice(0, 200)) || null, payerName: line.payerName?.slice(0, 200) ?? null, valueOn: null, chequeNumber: null, chequeBank: null, chequeOn: null, reversedOn: null, reversalReason: null,
        }),
        made,
        ...entryRows(accounts, { kind: 'PAYMENT', effectiveOn: ctx.today, source: { type: 'Payment', id: payment }, memo: number, lines: [
          { account: '2120', amount: worth, ...original(amount), openItemId: item.id }, { account: '2100', amount: negate(worth), ...original(negate(amount)), openItemId, customerId },
        ] }, ctx),
        moveItem(item, amount, worth), moveCredit(credit, 'unapplied', worth), update('LineBooking', booking.id, { paymentId: payment }),
        ...settlements.flatMap((settlement) => applyRows(accounts, { credit: held, account: credit, on: ctx.today }, settlement, ctx)),
      ],
      events: [
        { kind: 'receiptIdentified', subjectType: 'BankLine', subjectId: line.id, reason, data: { number, amount: printMoney(amount, currencyCode) } },
        { kind: 'paymentRecorded', subjectType: 'Payment', subjectId: payment, reason, data: { number, amount: printMoney(amount, currencyCode), invoiceIds: settlements.map(({ debit }) => debit.sourceId) } },
        ...settledEvents('paymentAllocated', held, settlements),
      ],
      result: { payment },
    };
  },
});
