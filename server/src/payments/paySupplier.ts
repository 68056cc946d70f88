import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { readRow } from '../shared/rows.ts';
import { foreignMoney, movedOut } from './foreignMoney.ts';
import { loadCashOut } from './loadCash.ts';
import { billAllocations, debtsFor, holdPeriods, lockItems, settlementsOf, wishesOf } from './loadItems.ts';
import { paymentRows } from './paymentRows.ts';
import { allocationRefusals } from './refusals.ts';

export const paySupplier = action({
  name: 'paySupplier', permission: 'payments.out',
  describe: 'Records money paid to a supplier and settles bills: those named, or the oldest first. The rest stays as a payment in advance.',
  input: {
    supplierId: id('Supplier'), amount: money(), paidOn: optional(day()), method: choice('PaymentMethod'), accountId: { ...optional(id('Account')), describe: 'Of another currency: an account in that, or one of company money.' },
    currencyCode: spokenCurrency, companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what the bank took for it; by the rate of its day when left out.' },
    reference: optional(text({ max: 200 })), allocations: billAllocations, oldestFirst: optional(boolean()),
  },
  refusals: [...postingRefusals, ...allocationRefusals, ...rateRefusals], payload: { payment: 'record:Payment' },
  load: async (tx, input, ctx) => {
    const paidOn = input.paidOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    const { id: supplierId } = await readRow(tx, 'Supplier', input.supplierId);
    const { accountId, collections, held } = await loadCashOut(tx, accounts, { method: input.method, accountId: input.accountId, currencyCode: input.currencyCode ?? ctx.company.currencyCode }, ctx);
    const foreign = foreignMoney({ ...input, on: paidOn, accountId }, await loadRates(tx, ctx, [paidOn]), collections, ctx);
    const wishes = wishesOf(input.allocations);
    await holdPeriod(tx, ctx, paidOn);
    const debts = await debtsFor(tx, { supplierId }, wishes, !!input.oldestFirst);
    await holdPeriods(tx, ctx, paidOn, debts);
    const debits = await lockItems(tx, debts.map((each) => each.id));
    return { accounts, accountId, held, foreign, wishes, debits, paidOn, number: await takeNumber(tx, ctx, 'PAY', paidOn) };
  },
  decide: ({ accounts, accountId, held, foreign, wishes, debits, paidOn, number }, { supplierId, amount, method, reference }, ctx) => paymentRows(accounts, {
    direction: 'OUT', number, customerId: null, supplierId, amount, foreign, ...movedOut(accountId, amount, foreign, held), paidOn, method, accountId, reference: reference ?? null,
  }, null, wishes.length > 0 ? settlementsOf(wishes, debits) : { oldest: debits }, ctx),
});
