// The reverse of a credit note: a counter-document of its own number with the mirrored amounts, settled with the credit at once.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, ofItemsNow, openAmount, openItemRow, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { InvoiceRow, OpenItemRow } from '../generated/rows.ts';
import { loadCreditedDiscounts, restoreDiscounts } from '../payments/earlyDiscount.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { CreditUsed } from '../payments/refusals.ts';
import { applyRows, unapplyRows } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { minor, negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { lockReturn } from './loadReturn.ts';
import { CreditNoteOfContract, CreditNoteRefunded, CreditNoteReversed, NotACreditNote } from './refusals.ts';
import { demandCreditNote, statusOf } from './rules.ts';

const opposite = (amount: Minor | null): Minor | null => (amount === null ? null : negate(amount));

/** The counter-document: what the credit note says, with its amounts mirrored. */
const counterOf = ({ recordedAt: _recordedAt, ...note }: InvoiceRow): Omit<InvoiceRow, 'recordedAt'> => ({
  ...note, grossMinor: negate(note.grossMinor), discountMinor: negate(note.discountMinor), netMinor: negate(note.netMinor), freightMinor: negate(note.freightMinor), taxMinor: negate(note.taxMinor), totalMinor: negate(note.totalMinor),
  companyNetMinor: opposite(note.companyNetMinor), companyTaxMinor: opposite(note.companyTaxMinor), companyTotalMinor: opposite(note.companyTotalMinor),
});

export const reverseCreditNote = action({
  name: 'reverseCreditNote', permission: 'invoices.post',
  describe: 'Takes a credit note back, dated today, by a counter-document with a number of its own: what it settled is owed again, and what came back of a return may be credited anew.',
  input: { creditNoteId: id('Invoice'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, NotACreditNote, CreditNoteReversed, CreditNoteRefunded, CreditNoteOfContract, CreditUsed],
  payload: { creditNote: 'record:Invoice', counterNote: 'record:Invoice', invoice: 'record:Invoice' },
  load: async (tx, { creditNoteId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const note = await readRow(tx, 'Invoice', creditNoteId);
    const on = note.issuedOn > ctx.today ? note.issuedOn : ctx.today;
    await holdPeriod(tx, ctx, on);
    if (note.kind !== 'CREDIT_NOTE' || !note.creditsInvoiceId) throw NotACreditNote({ number: note.number });
    const settled = await selectRows(tx, 'ReturnCredit', sql`t."creditNoteId" = ${note.id}`, { orderBy: sql`t.id` });
    const back = settled[0] ? await lockReturn(tx, ctx, settled[0].returnId) : null;
    const invoice = await readRow(tx, 'Invoice', note.creditsInvoiceId);
    // The invoice's item is the lock of all that is credited of it, the note's own of what is done with it.
    const { items, allocations } = await lockSettled(tx, 'creditItemId', note.openItemId, [invoice.openItemId]);
    for (const day of [...new Set(allocations.map(({ allocation }) => allocation.allocatedOn))].filter((each) => each > on).sort()) await holdPeriod(tx, ctx, day);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${note.id} AND t.kind IN ('CREDIT_NOTE', 'OPENING')`);
    const [reversal] = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ${entry?.id ?? null}`);
    const [contract] = await tx.rows<{ number: string }>(sql`SELECT c.number FROM "ContractBilling" b JOIN "Contract" c ON c.id = b."contractId" WHERE b."invoiceId" IN (${note.id}, ${invoice.id}) LIMIT 1`);
    const item = items.get(note.openItemId);
    if (!item) throw new Error(`credit note ${note.number} has no open item`);
    return {
      accounts, on, note, invoice, settled, back, items, item, allocations, entry, reversal, contract,
      account: await loadCredit(tx, item.customerId ?? note.customerId),
      entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry?.id ?? null}`, { orderBy: sql`t.no` }),
      lines: await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ${note.id}`, { orderBy: sql`t.no` }),
      discounts: await loadCreditedDiscounts(tx, note), number: await takeNumber(tx, ctx, 'CRN', on),
    };
  },
  decide: ({ accounts, on, note, invoice, settled, back, items, item, allocations, entry, reversal, contract, account, entryLines, lines, discounts, number }, { reason }, ctx) => {
    demandCreditNote({ note, isReversed: reversal !== undefined, contract: contract?.number ?? null });
    if (!entry) throw NotACreditNote({ number: note.number });
    const debits = allocations.flatMap(({ allocation }) => {
      const debit = items.get(allocation.debitItemId);
      return debit ? [{ debit, amount: allocation.amountMinor }] : [];
    });
    const refund = debits.find(({ debit }) => debit.kind === 'REFUND');
    if (refund) throw CreditNoteRefunded({ number: note.number, refund: refund.debit.number });
    const undone = allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, { ...ctx, today: facts.allocation.allocatedOn > on ? facts.allocation.allocatedOn : on }));
    const said = (amount: Minor) => ({ minor: amount, currencyCode: note.currencyCode });
    if (item.openMinor !== item.amountMinor) throw CreditUsed({ number: note.number, wanted: said(note.totalMinor), left: said(openAmount(item)) });

    const [counterId, openItemId] = [ctx.newId(), ctx.newId()];
    // What the credit was is owed, and settled by the credit: all but that line is the mirror of what the note posted.
    const drafts = ofItemsNow(mirrored(entryLines), items).map((line): LineDraft => {
      if (line.openItemId !== item.id) return line;
      const { accountId: _accountId, ...rest } = line as typeof line & { accountId: string };
      return { ...rest, account: '1100', openItemId };
    });
    const owed = negate(plus(zero, ...entryLines.filter((line) => line.openItemId === item.id).map(({ companyMinor }) => companyMinor)));
    const customerId = item.customerId ?? note.customerId;
    const counterItem = openItemRow(accounts, {
      id: openItemId, account: '1100', kind: 'CREDIT_NOTE', customerId, source: { type: 'Invoice', id: counterId }, number, amount: owed,
      original: { amount: note.totalMinor, currencyCode: note.currencyCode }, effectiveOn: on, dueOn: on,
    }, ctx);
    const debit = { ...counterItem.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
    const invoiceItem = items.get(invoice.openItemId);
    const restored = invoiceItem ? restoreDiscounts(accounts, discounts, invoiceItem, account, on, reason, ctx) : { rows: [], events: [] };
    const after = (back?.lines ?? []).map((line) => ({ ...line, credited: settled.filter((each) => each.returnLineId === line.id).reduce((sum, each) => subtract(sum, each.quantity), line.credited) }));
    const data = { number, creditNote: note.number, amount: printMoney(note.totalMinor, note.currencyCode), invoiceId: invoice.id, counterNoteId: counterId };
    const ofReturn = back ? { number: back.customerReturn.number, creditNotes: note.number } : null;
    return {
      rows: [
        ...undone,
        insert('Invoice', { ...counterOf(note), id: counterId, number, openItemId, issuedOn: on, dueOn: on, customerId, reason }),
        counterItem,
        ...entryRows(accounts, { kind: entry.kind, effectiveOn: on, source: { type: 'Invoice', id: counterId }, memo: number, reversesEntryId: entry.id, lines: drafts }, ctx),
        ...lines.map((line) => insert('InvoiceLine', { ...line, id: ctx.newId(), invoiceId: counterId, quantity: subtract(none, line.quantity), grossMinor: negate(line.grossMinor), netMinor: negate(line.netMinor), taxMinor: negate(line.taxMinor), costMinor: negate(line.costMinor) })),
        moveCredit(account, 'receivable', owed),
        ...applyRows(accounts, { credit: item, account, on, reason }, { debit, amount: minor(note.totalMinor) }, ctx),
        ...restored.rows,
        ...settled.map((each) => insert('ReturnCredit', { id: ctx.newId(), returnId: each.returnId, returnLineId: each.returnLineId, creditNoteId: counterId, quantity: subtract(none, each.quantity) })),
        ...after.map((line) => update('CustomerReturnLine', line.id, { credited: line.credited })),
        ...(back ? [update('CustomerReturn', back.customerReturn.id, { status: statusOf(after), version: back.customerReturn.version + 1 })] : []),
      ],
      events: [
        { kind: 'creditNoteReversed', subjectType: 'Invoice', subjectId: note.id, reason, data },
        { kind: 'invoiceCreditReversed', subjectType: 'Invoice', subjectId: invoice.id, reason, data },
        ...settledEvents('paymentUnapplied', item, debits, reason), ...restored.events,
        ...(back && ofReturn ? [
          { kind: 'returnCreditReversed', subjectType: 'CustomerReturn', subjectId: back.customerReturn.id, reason, data: ofReturn },
          { kind: 'returnCreditReversed', subjectType: 'Order', subjectId: back.order.id, reason, data: ofReturn },
        ] : []),
      ],
      result: { creditNote: note.id, counterNote: counterId, invoice: invoice.id },
    };
  },
});
