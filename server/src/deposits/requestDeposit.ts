// Asking for deposits: by hand, and by a payment term with a part that is due before delivery.
import sql from 'sql-template-tag';
import { loadAccounts, takeNumber } from '../accounting/books.ts';
import { loadRates, demandTraded } from '../currencies/rates.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import type { OrderRow } from '../generated/rows.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, fraction, id, money, optional, text } from '../shared/input.ts';
import { least, minor, minus, printMoney, share, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { countryOf, loadSettings, loadTaxRules } from './loadDeposit.ts';
import { DepositExceeds, DepositOrderOver } from './refusals.ts';
import { requestRows } from './requestRows.ts';
import { askedAmount, depositTaxes, isDueOnReceipt, taxedParts } from './rules.ts';

const over = ['CANCELLED', 'INVOICED', 'CLOSED'];
/** Refuses an order that nothing can be asked for any more. */
export function demandAsking({ status, number }: Pick<OrderRow, 'status' | 'number'>): void {
  if (over.includes(status)) throw DepositOrderOver({ orderNumber: number ?? '', status });
}

/** What is asked for of an order already: still to come, held, or used by its invoices. */
const askedOf = async (tx: Tx, orderId: string): Promise<Minor> => {
  const [row] = await tx.rows<{ sum: string }>(sql`SELECT coalesce(sum(i."claimMinor" - i."openMinor" + coalesce((SELECT sum(a."amountMinor") FROM "Allocation" a JOIN "OpenItem" v ON v.id = a."debitItemId" AND v.kind = 'INVOICE'
      WHERE a."creditItemId" = i.id), 0)), 0)::text AS sum FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE d."orderId" = ${orderId}`);
  return minor(BigInt(row?.sum ?? '0'));
};

async function loadAsking(tx: Tx, ctx: Context, orderId: string | null, customerId: string) {
  const loaded = orderId ? await lockOrder(tx, orderId, ctx) : null;
  const customer = loaded?.customer ?? await readCustomer(tx, customerId, ctx);
  return {
    accounts: await loadAccounts(tx, ctx), settings: await loadSettings(tx), rules: await loadTaxRules(tx), order: loaded?.order ?? null, lines: loaded?.lines ?? [], customer,
    country: await countryOf(tx, customer.id, loaded?.order.shipToCountry ?? null), asked: orderId ? await askedOf(tx, orderId) : zero, number: await takeNumber(tx, ctx, 'DEP', ctx.today),
  };
}

export const requestDeposit = action({
  name: 'requestDeposit', permission: 'deposits.write',
  describe: 'Asks for money before delivery: a share or an amount of an order, or an amount of a customer. It is no invoice: nothing is owed or earned until it is paid.',
  input: {
    orderId: optional(id('Order')), customerId: { ...optional(id('Customer')), describe: 'Where it is for no order.' }, share: { ...optional(fraction()), describe: 'Of the order\'s total.' }, amount: optional(money()),
    currencyCode: { ...spokenCurrency, describe: 'ISO 4217, of the amount told here: the order\'s. The company\'s when left out.' },
    dueOn: { ...optional(day()), describe: 'After the days of the settings when left out.' }, holdsShipping: { ...optional(boolean()), describe: 'As the settings say when left out.' },
    taxCodeId: { ...optional(id('TaxCode')), describe: 'Without an order: how what it is for is taxed.' }, note: optional(text({ max: 1000, lines: true })),
  },
  refusals: [CurrencyDiffers, DepositExceeds, DepositOrderOver], payload: { deposit: 'record:DepositRequest' },
  load: async (tx, { orderId, customerId, taxCodeId }, ctx) => {
    if (!orderId === !customerId) throw fieldRefused(['orderId'], 'one_of', { fields: 'orderId, customerId' });
    return { ...await loadAsking(tx, ctx, orderId ?? null, customerId ?? ''), taxCode: taxCodeId ? await readRow(tx, 'TaxCode', taxCodeId) : null, rates: await loadRates(tx, ctx, [ctx.today]) };
  },
  decide: ({ accounts, settings, rules, order, lines, customer, country, asked, number, taxCode, rates }, given, ctx) => {
    if (order) demandAsking(order);
    if (!given.amount === !given.share) throw fieldRefused(['amount'], 'one_of', { fields: 'share, amount' });
    if (!order && !given.amount) throw fieldRefused(['amount'], 'required');
    if (given.dueOn && given.dueOn < ctx.today) throw fieldRefused(['dueOn'], 'day_before', { day: ctx.today });
    const currencyCode = order?.currencyCode ?? given.currencyCode ?? ctx.company.currencyCode;
    if (given.amount) demandSpoken(given.currencyCode, currencyCode, ctx);
    if (!order) demandTraded(currencyCode, rates, ctx, ['currencyCode']);
    const amount = askedAmount(order?.totalMinor ?? zero, given);
    if (amount <= zero) throw fieldRefused(['share'], 'required');
    const left = order ? minus(order.totalMinor, asked) : amount;
    if (amount > left) throw DepositExceeds({ number: order?.number ?? '', wanted: { minor: amount, currencyCode }, left: { minor: left, currencyCode } });
    const rate = taxCode?.rate ?? 0n;
    const parts = order ? taxedParts(lines, order.freightMinor) : [{ taxCodeId: taxCode?.id ?? null, total: amount, tax: minor((amount * rate + (1_000_000n + rate) / 2n) / (1_000_000n + rate)) }];
    const made = requestRows(accounts, {
      number, customerId: customer.id, orderId: order?.id ?? null, currencyCode, amount, share: given.amount ? null : given.share ?? null, dueOn: given.dueOn ?? addDays(ctx.today, settings.dueDays),
      holdsShipping: order !== null && (given.holdsShipping ?? settings.holdsShipping), note: given.note ?? null, taxes: depositTaxes(amount, parts, (code) => isDueOnReceipt(rules, country, code)),
    }, ctx);
    const data = { number, amount: printMoney(amount, currencyCode) };
    return {
      rows: made.rows,
      events: [{ kind: 'depositRequested', subjectType: 'DepositRequest', subjectId: made.id, data }, ...(order ? [{ kind: 'orderDepositRequested', subjectType: 'Order', subjectId: order.id, data: { ...data, depositId: made.id } }] : [])],
      result: { deposit: made.id },
    };
  },
});

/** Not offered: what the payment term of an order's customer wants before delivery is asked for when the order is placed. */
export const requestTermDeposit = action({
  name: 'requestTermDeposit', permission: 'deposits.write', describe: 'Asks for what a payment term wants before delivery.', input: { orderId: id('Order') }, refusals: [], payload: { deposit: 'record:DepositRequest' },
  load: async (tx, { orderId }, ctx) => {
    const order = await readRow(tx, 'Order', orderId);
    const [part] = await tx.rows<{ share: string; days: number }>(sql`SELECT (sum(p.share) * 1000000)::bigint::text AS share, max(p.days) AS days FROM "Customer" c JOIN "PaymentTermPart" p ON p."termId" = c."paymentTermId" AND p.basis = 'BEFORE_DELIVERY'
      WHERE c.id = ${order.customerId} HAVING count(*) > 0`);
    const [known] = await tx.rows<{ id: string }>(sql`SELECT id FROM "DepositRequest" WHERE "orderId" = ${orderId} LIMIT 1`);
    return part && !known && !over.includes(order.status) && share(order.totalMinor, BigInt(part.share) as Rate) > 0n ? { part, ...await loadAsking(tx, ctx, orderId, order.customerId) } : null;
  },
  decide: (facts, _input, ctx): Decision => {
    const rate = BigInt(facts?.part.share ?? '0') as Rate;
    if (!facts?.order) return { rows: [], events: [], result: {} };
    const { accounts, settings, rules, order, lines, customer, country, number, part } = facts;
    const amount = least(share(order.totalMinor, rate), order.totalMinor);
    const made = requestRows(accounts, {
      number, customerId: customer.id, orderId: order.id, currencyCode: order.currencyCode, amount, share: rate, dueOn: addDays(ctx.today, part.days), holdsShipping: settings.holdsShipping,
      taxes: depositTaxes(amount, taxedParts(lines, order.freightMinor), (code) => isDueOnReceipt(rules, country, code)),
    }, ctx);
    const data = { number, amount: printMoney(amount, order.currencyCode) };
    return {
      rows: made.rows,
      events: [{ kind: 'depositRequested', subjectType: 'DepositRequest', subjectId: made.id, data }, { kind: 'orderDepositRequested', subjectType: 'Order', subjectId: order.id, data: { ...data, depositId: made.id } }],
      result: { deposit: made.id },
    };
  },
});
