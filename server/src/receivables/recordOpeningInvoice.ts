import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { demandTraded, loadRates, rateFor } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { action } from '../shared/action.ts';
import { companyMoney, day, id, optional, signedMoney, text } from '../shared/input.ts';
import { currencyExponent, minor, printMoney, rateOf, zero, type Minor } from '../shared/money.ts';
import { none, units, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { invoiceRows, type InvoiceLineDraft } from './invoiceRows.ts';

const ownNumber = /^(INV|CRN)-(\d{4})-\d{5,}$/;

/** The one line of an invoice of another book: what was open of it, wherever that came from. */
function openLine(amount: Minor, currencyCode: string): InvoiceLineDraft {
  const priceOfMinor = 10n ** BigInt(8 - (currencyExponent(currencyCode) ?? 2));
  return {
    orderId: null, orderLineId: null, shipmentLineId: null, productId: null, description: 'Opening balance', unitCode: '', quantity: units(1),
    unitPrice: (amount * priceOfMinor) as UnitPrice, discountRate: none as bigint as Rate, taxCodeId: null, taxRate: none as bigint as Rate,
    grossMinor: amount, netMinor: amount, taxMinor: zero, costMinor: zero,
  };
}

export const recordOpeningInvoice = action({
  name: 'recordOpeningInvoice', permission: 'invoices.post',
  describe: 'Takes over what was open of an invoice of another book, under its number, against the opening balances; a negative amount is a credit.',
  input: {
    customerId: id('Customer'), number: text({ max: 40 }), issuedOn: day(), dueOn: { ...optional(day()), describe: 'Default: by the customer\'s payment term.' },
    amount: { ...signedMoney(), describe: 'What is open of it.' }, currencyCode: spokenCurrency,
    companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what it is in the books; by the rate of the day of the opening balances when left out.' }, customerReference: optional(text({ max: 100 })),
    on: { ...optional(day()), describe: 'The day of the opening balances. Default: today.' },
  },
  refusals: [...postingRefusals, ...rateRefusals], payload: { invoice: 'record:Invoice' },
  load: async (tx, input, ctx) => {
    const on = input.on ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    const customer = await readCustomer(tx, input.customerId, ctx);
    const [known] = await tx.rows<{ taken: boolean; first: string | null }>(sql`SELECT EXISTS (SELECT FROM "Invoice" WHERE number = ${input.number}) AS taken,
      (SELECT to_char(min("startsOn"), 'YYYY') FROM "Period" WHERE "companyId" = ${ctx.company.id}) AS first`);
    const rates = await loadRates(tx, ctx, [on]);
    return { accounts, on, customer, rates, isTaken: !!known?.taken, firstYear: known?.first ?? '0000', account: await loadCredit(tx, customer.id) };
  },
  decide: ({ accounts, on, customer, rates, isTaken, firstYear, account }, input, ctx) => {
    if (isTaken) throw fieldRefused(['number'], 'taken');
    // A number that this book will give itself, or has given.
    const [, series, year] = ownNumber.exec(input.number) ?? [];
    if (series && year && year >= firstYear) throw fieldRefused(['number'], 'number_own', { series });
    if (input.amount === zero) throw fieldRefused(['amount'], 'number_not_zero');
    if (input.issuedOn > on) throw fieldRefused(['issuedOn'], 'day_after', { day: on });
    const isCredit = input.amount < 0n;
    const dueOn = input.dueOn ?? addDays(input.issuedOn, customer.paymentTermDays);
    if (dueOn < input.issuedOn) throw fieldRefused(['dueOn'], 'day_before', { day: input.issuedOn });
    const amount = minor(isCredit ? -input.amount : input.amount);
    const code = input.currencyCode ?? ctx.company.currencyCode;
    demandTraded(code, rates, ctx, ['currencyCode']);
    if (code === ctx.company.currencyCode && input.companyAmount && input.companyAmount !== amount) throw fieldRefused(['companyAmount'], 'same_currency');
    const rate = input.companyAmount && code !== ctx.company.currencyCode ? rateOf(amount, code, input.companyAmount, ctx.company.currencyCode) : rateFor(rates, code, on, ctx);
    const made = invoiceRows(accounts, {
      number: input.number, kind: isCredit ? 'CREDIT_NOTE' : 'INVOICE', customer, paymentTermDays: customer.paymentTermDays, orderId: null,
      issuedOn: input.issuedOn, billTo: customer.name, customerReference: input.customerReference ?? null, freight: zero, lines: [openLine(amount, code)],
      foreign: rate === null ? null : { currencyCode: code, rate, ...(input.companyAmount ? { worth: { total: input.companyAmount, tax: zero } } : {}) },
      opening: { on, ...(isCredit ? {} : { dueOn }) },
    }, ctx);
    return {
      rows: [...made.rows, moveCredit(account, isCredit ? 'unapplied' : 'receivable', made.worth)],
      events: [{ kind: 'openingInvoiceRecorded', subjectType: 'Invoice', subjectId: made.id, data: { number: input.number, amount: printMoney(input.amount, code) } }],
      result: { invoice: made.id },
    };
  },
});
