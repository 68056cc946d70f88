// What is held of a deposit goes to invoices, to another order, or back on account. All of it is taken back by `unapply`.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber, type Accounts } from '../accounting/books.ts';
import { openAmount, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { CreditAccountRow, DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { invoiceAllocations, itemsOf, settlementsOf, wishesOf } from '../payments/loadItems.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { AllocationCurrency, allocationRefusals, NothingToAllocate } from '../payments/refusals.ts';
import { applyRows, demandSettlements, oldestFirst, type Settlement } from '../payments/rules.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, money, optional, text } from '../shared/input.ts';
import { negate, printMoney, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Change } from '../shared/write.ts';
import { lockHeld, readDeposit } from './loadDeposit.ts';
import { DepositEmpty, DepositExceeds, DepositOrderOver } from './refusals.ts';
import { requestRows } from './requestRows.ts';
import { demandAsking } from './requestDeposit.ts';

const reason = text({ max: 1000, lines: true });

/** Refuses a deposit of which nothing is held. */
export function demandHeld({ number }: Pick<DepositRequestRow, 'number'>, item: Pick<OpenItemRow, 'openMinor'> | undefined): void {
  if ((item?.openMinor ?? zero) === zero) throw DepositEmpty({ number });
}

/** Refuses more than is held. */
function demandWithin({ number }: Pick<DepositRequestRow, 'number'>, item: OpenItemRow, amount: Minor): void {
  const said = (minor: Minor) => ({ minor, currencyCode: item.currencyCode });
  if (amount > openAmount(item)) throw DepositExceeds({ number, wanted: said(amount), left: said(openAmount(item)) });
}

const heldFacts = async (tx: Tx, deposit: DepositRequestRow, others: readonly string[] = []) => {
  const locked = await lockHeld(tx, deposit, others);
  return { ...locked, account: await loadCredit(tx, locked.item.customerId ?? deposit.customerId) };
};
export const outEvents = (kind: string, deposit: DepositRequestRow, item: OpenItemRow, settlements: Settlement[], why?: string): EventDraft[] => [
  { kind, subjectType: 'DepositRequest', subjectId: deposit.id, reason: why ?? null, data: { number: deposit.number, amount: printMoney(settlements.reduce((sum, each) => (sum + each.amount) as Minor, zero), item.currencyCode), invoiceIds: settlements.filter(({ debit }) => debit.sourceType === 'Invoice').map(({ debit }) => debit.sourceId) } },
];

export const applyDeposit = action({
  name: 'applyDeposit', permission: 'payments.post', describe: 'Applies what is held of a deposit to invoices: those named, or the oldest of its order (of its customer, where it is for no order). Dated today.',
  input: { depositId: id('DepositRequest'), allocations: invoiceAllocations, currencyCode: spokenCurrency },
  refusals: [...postingRefusals, ...allocationRefusals, CurrencyDiffers, NothingToAllocate, DepositEmpty], payload: { deposit: 'record:DepositRequest' },
  load: async (tx, { depositId, allocations }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    const wishes = wishesOf(allocations);
    await holdPeriod(tx, ctx, ctx.today);
    const debts = wishes.length > 0 ? await itemsOf(tx, 'Invoice', wishes.map(({ documentId }) => documentId))
      : await selectRows(tx, 'OpenItem', sql`t."customerId" = ${deposit.customerId} AND t.kind = 'INVOICE' AND t."openMinor" > 0 AND t."currencyCode" = ${deposit.currencyCode} AND (${deposit.orderId}::uuid IS NULL OR EXISTS (SELECT FROM "InvoiceLine" l WHERE l."invoiceId" = t."sourceId" AND l."orderId" = ${deposit.orderId}))`);
    return { accounts, deposit, wishes, ...await heldFacts(tx, deposit, debts.map((each) => each.id)) };
  },
  decide: ({ accounts, deposit, wishes, item, others, account }, { currencyCode }, ctx) => {
    demandHeld(deposit, item);
    if (wishes.length > 0) demandSpoken(currencyCode, deposit.currencyCode, ctx);
    const settlements = wishes.length > 0 ? settlementsOf(wishes, others) : oldestFirst(openAmount(item), others);
    if (settlements.length === 0) throw NothingToAllocate({ number: deposit.number });
    demandSettlements(settlements, openAmount(item), item);
    return {
      rows: settlements.flatMap((settlement) => applyRows(accounts, { credit: item, account, on: ctx.today }, settlement, ctx)),
      events: [...outEvents('depositApplied', deposit, item, settlements), ...settledEvents('paymentAllocated', item, settlements)],
      result: { deposit: deposit.id },
    };
  },
});

export const moveDeposit = action({
  name: 'moveDeposit', permission: 'payments.post', describe: 'Moves what is held of a deposit, or a part of it, to another order of the same customer: a deposit of that order holds it from then on.',
  input: { depositId: id('DepositRequest'), orderId: id('Order'), amount: { ...optional(money()), describe: 'All that is held when left out.' }, currencyCode: spokenCurrency, reason },
  refusals: [...postingRefusals, CurrencyDiffers, ...allocationRefusals, DepositEmpty, DepositExceeds, DepositOrderOver], payload: { deposit: 'record:DepositRequest', from: 'record:DepositRequest' },
  load: async (tx, { depositId, orderId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const { order } = await lockOrder(tx, orderId, ctx);
    return { accounts, deposit, order, ...await heldFacts(tx, deposit), number: await takeNumber(tx, ctx, 'DEP', ctx.today) };
  },
  decide: ({ accounts, deposit, order, item, account, number }, { amount: given, currencyCode, reason: why }, ctx) => {
    demandHeld(deposit, item);
    if (given) demandSpoken(currencyCode, deposit.currencyCode, ctx);
    demandAsking(order);
    if (order.customerId !== item.customerId || order.id === deposit.orderId) throw fieldRefused(['orderId'], 'id_unknown', { type: 'Order' });
    if (order.currencyCode !== deposit.currencyCode) throw AllocationCurrency({ number: order.number ?? '', currency: order.currencyCode, paidIn: deposit.currencyCode });
    const amount = given ?? openAmount(item);
    demandWithin(deposit, item, amount);
    // Its tax goes with it: the part that what is moved is of the whole.
    const whole = BigInt(deposit.amountMinor);
    const taxes = ((item.taxes ?? null) as unknown as { taxCodeId: string; net: string; tax: string }[] | null)
      ?.map(({ taxCodeId, net, tax }) => ({ taxCodeId, net: String((BigInt(net) * amount) / whole), tax: String((BigInt(tax) * amount) / whole) })) ?? null;
    const made = requestRows(accounts, { number, customerId: order.customerId, orderId: order.id, currencyCode: deposit.currencyCode, amount, dueOn: ctx.today, holdsShipping: false, note: why.slice(0, 1000), taxes }, ctx);
    const settlement = { debit: made.item, amount };
    demandSettlements([settlement], openAmount(item), item);
    const data = { number, amount: printMoney(amount, deposit.currencyCode), from: deposit.number };
    return {
      rows: [...made.rows, ...applyRows(accounts, { credit: item, account, on: ctx.today, reason: why }, settlement, ctx)],
      events: [...outEvents('depositMoved', deposit, item, [settlement], why), { kind: 'depositReceivedFrom', subjectType: 'DepositRequest', subjectId: made.id, reason: why, data }, { kind: 'orderDepositRequested', subjectType: 'Order', subjectId: order.id, reason: why, data: { ...data, depositId: made.id } }],
      result: { deposit: made.id, from: deposit.id },
    };
  },
});

export interface Held { deposit: DepositRequestRow; item: OpenItemRow; account: CreditAccountRow }

/** What is held of a deposit becomes a credit of the customer's on account: 2110 to 2100. */
export function releasedRows(accounts: Accounts, { deposit, item, account }: Held, amount: Minor, why: string, ctx: DecideContext): { rows: Change[]; events: EventDraft[]; openItem: string } {
  const { currencyCode } = item;
  const openItem = ctx.newId();
  const made = openItemRow(accounts, {
    id: openItem, account: '2100', kind: 'PAYMENT', customerId: item.customerId, source: { type: 'DepositRequest', id: deposit.id }, number: deposit.number, amount: negate(amount),
    ...(currencyCode === ctx.company.currencyCode ? {} : { original: { amount: negate(amount), currencyCode } }), effectiveOn: ctx.today, isClaim: true,
  }, ctx);
  const settlement = { debit: { ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow, amount }; // as it was just made
  return { openItem, rows: [made, ...applyRows(accounts, { credit: item, account, on: ctx.today, reason: why }, settlement, ctx)], events: outEvents('depositReleased', deposit, item, [settlement], why) };
}

export const releaseDeposit = action({
  name: 'releaseDeposit', permission: 'payments.post', describe: 'Gives up what is held of a deposit, or a part of it: it is money on account from then on, to be applied or paid back as any other.',
  input: { depositId: id('DepositRequest'), amount: { ...optional(money()), describe: 'All that is held when left out.' }, currencyCode: spokenCurrency, reason },
  refusals: [...postingRefusals, CurrencyDiffers, DepositEmpty, DepositExceeds], payload: { deposit: 'record:DepositRequest', openItem: 'record:OpenItem' },
  load: async (tx, { depositId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const deposit = await readDeposit(tx, depositId, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    return { accounts, deposit, ...await heldFacts(tx, deposit) };
  },
  decide: ({ accounts, deposit, item, account }, { amount: given, currencyCode, reason: why }, ctx) => {
    demandHeld(deposit, item);
    if (given) demandSpoken(currencyCode, deposit.currencyCode, ctx);
    const amount = given ?? openAmount(item);
    demandWithin(deposit, item, amount);
    const { rows, events, openItem } = releasedRows(accounts, { deposit, item, account }, amount, why, ctx);
    return { rows, events, result: { deposit: deposit.id, openItem } };
  },
});
