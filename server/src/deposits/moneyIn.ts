// Money that comes to a deposit: paid for it, or from what is on account.
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import { foreignMoney } from '../payments/foreignMoney.ts';
import { loadCashIn } from '../payments/loadCash.ts';
import { paymentRows, settledEvents } from '../payments/paymentRows.ts';
import { allocationRefusals, NothingToAllocate } from '../payments/refusals.ts';
import { applyRows, demandSettlements, roomOf } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import { choice, companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { least, zero } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { lockHeld, readDeposit } from './loadDeposit.ts';
import { DepositComplete } from './refusals.ts';

/** Refuses a deposit of which nothing more is to come. */
export function demandToCome({ number }: Pick<DepositRequestRow, 'number'>, item: Pick<OpenItemRow, 'claimMinor'> | undefined): void {
  if ((item?.claimMinor ?? zero) === zero) throw DepositComplete({ number });
}

export const receiveDeposit = action({
  name: 'receiveDeposit', permission: 'payments.post', describe: 'Records money received for a deposit. What is more than was asked for stays on account.',
  input: {
    depositId: id('DepositRequest'), amount: { ...optional(money()), describe: 'All that is still to come when left out.' }, paidOn: optional(day()), method: choice('PaymentMethod'),
    currencyCode: { ...spokenCurrency, describe: 'ISO 4217, of the amount told here: the deposit\'s. The company\'s when left out.' },
    companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what the bank gave for it; by the rate of its day when left out.' },
    accountId: optional(id('Account')), reference: optional(text({ max: 200 })),
  },
  refusals: [...postingRefusals, ...allocationRefusals, ...rateRefusals, CurrencyDiffers, DepositComplete], payload: { payment: 'record:Payment', deposit: 'record:DepositRequest' },
  load: async (tx, { depositId, paidOn, method, accountId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    const on = paidOn ?? ctx.today;
    for (const each of [...new Set([on, deposit.requestedOn > on ? deposit.requestedOn : on])].sort()) await holdPeriod(tx, ctx, each);
    const { item } = await lockHeld(tx, deposit);
    const account = await loadCredit(tx, item.customerId ?? deposit.customerId);
    const { groupId } = await readRow(tx, 'Customer', item.customerId ?? deposit.customerId);
    const cash = await loadCashIn(tx, accounts, { method, accountId, currencyCode: deposit.currencyCode, groupId }, ctx);
    return { accounts, deposit, on, item, account, cash, rates: await loadRates(tx, ctx, [on]), number: await takeNumber(tx, ctx, 'PAY', on) };
  },
  decide: ({ accounts, deposit, on, item, account, cash: { accountId, collections }, rates, number }, { amount: given, currencyCode, companyAmount, method, reference }, ctx) => {
    demandToCome(deposit, item);
    if (given) demandSpoken(currencyCode, deposit.currencyCode, ctx);
    const amount = given ?? roomOf(item);
    const foreign = foreignMoney({ amount, currencyCode: deposit.currencyCode, companyAmount: companyAmount ?? null, on, accountId }, rates, collections, ctx);
    const { rows, events, result } = paymentRows(accounts, {
      direction: 'IN', number, customerId: item.customerId, supplierId: null, amount, foreign, paidOn: on, method, accountId, reference: reference ?? null,
    }, account, [{ debit: item, amount: least(amount, roomOf(item)) }], ctx);
    return { rows, events, result: { ...result, deposit: deposit.id } };
  },
});

export const coverDeposit = action({
  name: 'coverDeposit', permission: 'payments.post', describe: 'Covers a deposit with money that the customer has on account: a payment, or a credit note.',
  input: { depositId: id('DepositRequest'), creditItemId: id('OpenItem'), amount: { ...optional(money()), describe: 'As much as there is and is asked for when left out.' }, currencyCode: spokenCurrency },
  refusals: [...postingRefusals, ...allocationRefusals, CurrencyDiffers, NothingToAllocate, DepositComplete], payload: { deposit: 'record:DepositRequest' },
  load: async (tx, { depositId, creditItemId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    const known = await readRow(tx, 'OpenItem', creditItemId);
    if (!['PAYMENT', 'CREDIT_NOTE'].includes(known.kind) || !known.customerId) throw fieldRefused(['creditItemId'], 'id_unknown', { type: 'OpenItem' });
    await holdPeriod(tx, ctx, ctx.today);
    const { item, others: [credit] } = await lockHeld(tx, deposit, [creditItemId]);
    if (!credit) throw NotFound({ type: 'OpenItem', id: creditItemId });
    return { accounts, deposit, item, credit, account: await loadCredit(tx, item.customerId ?? deposit.customerId) };
  },
  decide: ({ accounts, deposit, item, credit, account }, { amount: given, currencyCode }, ctx) => {
    demandToCome(deposit, item);
    if (given) demandSpoken(currencyCode, deposit.currencyCode, ctx);
    const available = openAmount(credit);
    if (available === zero) throw NothingToAllocate({ number: credit.number });
    const settlement = { debit: item, amount: given ?? least(available, roomOf(item)) };
    demandSettlements([settlement], available, credit);
    return {
      rows: applyRows(accounts, { credit, account, on: ctx.today }, settlement, ctx),
      events: [{ kind: 'creditAllocated', subjectType: credit.sourceType, subjectId: credit.sourceId, data: { number: credit.number, invoiceIds: [] } }, ...settledEvents('paymentAllocated', credit, [settlement])],
      result: { deposit: deposit.id },
    };
  },
});
