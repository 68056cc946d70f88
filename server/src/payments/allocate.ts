import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadEarly } from '../receivables/earlyOffers.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { boolean, id, optional } from '../shared/input.ts';
import { Forbidden } from '../shared/perform.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { billAllocations, debtAllocations, debtsFor, invoiceAllocations, lockItems, settlementsOf, wishesOf } from './loadItems.ts';
import { settledEvents } from './paymentRows.ts';
import { allocationRefusals, NothingToAllocate } from './refusals.ts';
import { applyRows, demandSettlements, earlyBy, oldestFirst } from './rules.ts';

export const allocate = action({
  name: 'allocate', permission: 'payments.post',
  describe: 'Applies money on account or a credit note (by payment or open item) to invoices or bills: those named, or the oldest first, so that each discount for paying early that is in time fits. Dated today.',
  input: {
    paymentId: optional(id('Payment')), creditItemId: optional(id('OpenItem')), allocations: invoiceAllocations, debts: debtAllocations, bills: billAllocations,
    oldestFirst: optional(boolean()), currencyCode: spokenCurrency,
  },
  refusals: [...postingRefusals, ...allocationRefusals, CurrencyDiffers, NothingToAllocate], payload: { openItem: 'record:OpenItem', payment: 'record:Payment' },
  load: async (tx, input, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    if (!input.paymentId === !input.creditItemId) throw fieldRefused(['paymentId'], 'required');
    const creditItemId = input.paymentId ? (await readRow(tx, 'Payment', input.paymentId)).openItemId : input.creditItemId ?? '';
    const known = await readRow(tx, 'OpenItem', creditItemId);
    if (!['PAYMENT', 'CREDIT_NOTE', 'SUPPLIER_PAYMENT', 'SUPPLIER_CREDIT'].includes(known.kind)) throw fieldRefused(['creditItemId'], 'id_unknown', { type: 'OpenItem' });
    if (known.customerId) demandOwn(await readRow(tx, 'Customer', known.customerId), ctx.viewer);
    else if (!ctx.viewer.permissions.has('payments.out')) throw new Forbidden('payments.out');
    const wishes = known.customerId ? [...wishesOf(input.allocations), ...wishesOf(input.debts)] : wishesOf(input.bills);
    await holdPeriod(tx, ctx, ctx.today);
    const debts = await debtsFor(tx, known, wishes, !!input.oldestFirst);
    const items = await lockItems(tx, [creditItemId, ...debts.map((each) => each.id)]);
    const credit = items.find((item) => item.id === creditItemId);
    if (!credit) throw NotFound({ type: 'OpenItem', id: creditItemId });
    const account = known.customerId ? await loadCredit(tx, known.customerId) : null;
    // A credit note is no money that comes early.
    const early = credit.kind === 'PAYMENT' && wishes.length === 0 ? await loadEarly(tx, sql`${debts.map((each) => each.id)}::uuid[]`, credit.effectiveOn) : null;
    return { accounts, wishes, credit, debits: items.filter((item) => item !== credit), early, account };
  },
  decide: ({ accounts, wishes, credit, debits, early, account }, input, ctx) => {
    const available = openAmount(credit);
    const settlements = wishes.length > 0 ? settlementsOf(wishes, debits) : oldestFirst(available, debits.filter((debit) => debit.currencyCode === credit.currencyCode), early ? earlyBy(early, credit.effectiveOn) : undefined);
    if (settlements.length === 0) throw NothingToAllocate({ number: credit.number });
    if (wishes.length > 0) demandSpoken(input.currencyCode, credit.currencyCode, ctx);
    demandSettlements(settlements, available, credit);
    const told = settledEvents('paymentAllocated', credit, settlements);
    return {
      rows: settlements.flatMap((settlement) => applyRows(accounts, { credit, account, on: ctx.today }, settlement, ctx)),
      events: [
        { kind: 'creditAllocated', subjectType: credit.sourceType, subjectId: credit.sourceId,
          data: { number: credit.number, invoiceIds: settlements.map(({ debit }) => debit.sourceId) } },
        ...told,
      ],
      result: { openItem: credit.id, payment: input.paymentId ?? (credit.sourceType === 'Payment' ? credit.sourceId : null) },
    };
  },
});
