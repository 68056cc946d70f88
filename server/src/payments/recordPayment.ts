import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, day, id, money, optional, text } from '../shared/input.ts';
import { readRow } from '../shared/rows.ts';
import { loadCash } from './loadCash.ts';
import { debtsFor, holdPeriods, invoiceAllocations, lockItems, settlementsOf, wishesOf } from './loadItems.ts';
import { paymentRows } from './paymentRows.ts';
import { allocationRefusals } from './refusals.ts';

export const recordPayment = action({
  name: 'recordPayment', permission: 'payments.post',
  describe: 'Records money received from a customer and applies it to invoices: those named, or the oldest first. The rest stays on account.',
  input: {
    customerId: id('Customer'), amount: money(), paidOn: optional(day()), method: choice('PaymentMethod'), accountId: optional(id('Account')),
    reference: optional(text({ max: 200 })), allocations: invoiceAllocations, oldestFirst: optional(boolean()),
  },
  refusals: [...postingRefusals, ...allocationRefusals], payload: { payment: 'record:Payment' },
  load: async (tx, input, ctx) => {
    const paidOn = input.paidOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    const customer = await readRow(tx, 'Customer', input.customerId);
    demandOwn(customer, ctx.viewer);
    const accountId = await loadCash(tx, accounts, input.method, input.accountId);
    const wishes = wishesOf(input.allocations);
    await holdPeriod(tx, ctx, paidOn);
    const debts = await debtsFor(tx, { customerId: customer.id }, wishes, !!input.oldestFirst);
    await holdPeriods(tx, ctx, paidOn, debts);
    const debits = await lockItems(tx, debts.map((each) => each.id));
    const credit = await loadCredit(tx, customer.id);
    return { accounts, accountId, wishes, debits, credit, paidOn, number: await takeNumber(tx, ctx, 'PAY', paidOn) };
  },
  decide: ({ accounts, accountId, wishes, debits, credit, paidOn, number }, { customerId, amount, method, reference }, ctx) => paymentRows(accounts, {
    direction: 'IN', number, customerId, supplierId: null, amount, paidOn, method, accountId, reference: reference ?? null,
  }, credit, wishes.length > 0 ? settlementsOf(wishes, debits) : { oldest: debits }, ctx),
});
