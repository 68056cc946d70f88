// Money that comes to a deposit: paid for it, or from what is on account.
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import { loadCash } from '../payments/loadCash.ts';
import { paymentRows, settledEvents } from '../payments/paymentRows.ts';
import { AllocationCurrency, allocationRefusals, NothingToAllocate } from '../payments/refusals.ts';
import { applyRows, demandSettlements, roomOf } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import { choice, day, id, money, optional, text } from '../shared/input.ts';
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
    accountId: optional(id('Account')), reference: optional(text({ max: 200 })),
  },
  refusals: [...postingRefusals, ...allocationRefusals, DepositComplete], payload: { payment: 'record:Payment', deposit: 'record:DepositRequest' },
  load: async (tx, { depositId, paidOn, method, accountId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    const on = paidOn ?? ctx.today;
    if (deposit.currencyCode !== ctx.company.currencyCode) throw AllocationCurrency({ number: deposit.number, currency: deposit.currencyCode, paidIn: ctx.company.currencyCode });
    for (const each of [...new Set([on, deposit.requestedOn > on ? deposit.requestedOn : on])].sort()) await holdPeriod(tx, ctx, each);
    const { item } = await lockHeld(tx, deposit);
    return { accounts, deposit, on, item, account: await loadCredit(tx, item.customerId ?? deposit.customerId), accountId: await loadCash(tx, accounts, method, accountId), number: await takeNumber(tx, ctx, 'PAY', on) };
  },
  decide: ({ accounts, deposit, on, item, account, accountId, number }, { amount: given, method, reference }, ctx) => {
    demandToCome(deposit, item);
    const amount = given ?? roomOf(item);
    const { rows, events, result } = paymentRows(accounts, {
      direction: 'IN', number, customerId: item.customerId, supplierId: null, amount, paidOn: on, method, accountId, reference: reference ?? null,
    }, account, [{ debit: item, amount: least(amount, roomOf(item)) }], ctx);
    return { rows, events, result: { ...result, deposit: deposit.id } };
  },
});

export const coverDeposit = action({
  name: 'coverDeposit', permission: 'payments.post', describe: 'Covers a deposit with money that the customer has on account: a payment, or a credit note.',
  input: { depositId: id('DepositRequest'), creditItemId: id('OpenItem'), amount: { ...optional(money()), describe: 'As much as there is and is asked for when left out.' } },
  refusals: [...postingRefusals, ...allocationRefusals, NothingToAllocate, DepositComplete], payload: { deposit: 'record:DepositRequest' },
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
  decide: ({ accounts, deposit, item, credit, account }, { amount: given }, ctx) => {
    demandToCome(deposit, item);
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
