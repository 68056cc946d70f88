// Pure: the invoice of a period, what of it is earned later, and what a change of a period that is invoiced adds or gives back.
import type { AddressRow, CreditAccountRow, CustomerRow, EarlyPaymentOfferRow, PaymentTermPartRow, ContractBillingLineRow, ContractBillingRow, ContractRow, TaxCodeRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { printedAddress } from '../billing/rules.ts';
import { moveCredit } from '../customers/credit.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { taxOf } from '../pricing/taxes.ts';
import { invoiceRows, type InvoiceLineDraft } from '../receivables/invoiceRows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { least, minus, negate, plus, printMoney, share, split, zero, type Minor } from '../shared/money.ts';
import { parseQuantity, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { chargesOf, monthsIn, partPrice, periodOf, type Charge, type Line, type Pause, type Period } from './rules.ts';

export interface BillFacts {
  accounts: Accounts; contract: ContractRow; customer: CustomerRow; address: AddressRow | null; parts: readonly PaymentTermPartRow[]; earlyOffers: readonly EarlyPaymentOfferRow[]; credit: CreditAccountRow;
  taxCodes: readonly TaxCodeRow[]; products: ReadonlyMap<string, Sellable>; issuedOn: Day; number: string;
}
/** A charge as it is printed. */
interface Printed { charge: Charge; quantity: Quantity; unitPrice: UnitPrice; gross: Minor; net: Minor; discountRate: Rate }

const one = parseQuantity('1') as Quantity;

function lineDraft({ charge, quantity, unitPrice, gross, net, discountRate }: Printed, { taxCodes, customer, products }: BillFacts): InvoiceLineDraft {
  const { line, from, to } = charge;
  const code = taxCodes.find(({ id }) => id === line.taxCodeId);
  const { taxCodeId, taxRate } = taxOf({ taxCodeId: code?.id ?? null, taxRate: code?.rate ?? (0n as Rate) }, customer.taxTreatment);
  const dates = `${from} – ${to}`;
  return {
    orderId: null, orderLineId: null, shipmentLineId: null, productId: line.productId, description: `${line.description.slice(0, 299 - dates.length)} ${dates}`, unitCode: products.get(line.productId ?? '')?.unitCode ?? '',
    quantity, unitPrice, discountRate, taxCodeId, taxRate, grossMinor: gross, netMinor: net, taxMinor: share(net, taxRate), costMinor: zero,
  };
}

interface Deferred { accountId: string; month: Day; amount: Minor }
/** What of charges is earned in months after that of the invoice, by account and month: each net by its days. */
function deferredOf(printed: readonly Printed[], { accounts, issuedOn }: BillFacts): Deferred[] {
  const parts = printed.flatMap(({ charge, net }) => {
    const months = monthsIn(charge);
    const amounts = split(net, months.map(({ days }) => BigInt(days)));
    return months.flatMap(({ month }, index) => (month > issuedOn ? [{ accountId: charge.line.accountId ?? accounts['4000'], month, amount: amounts[index] ?? zero }] : []));
  });
  return [...Map.groupBy(parts, ({ accountId, month }) => `${accountId} ${month}`).values()].flatMap((of) => (of[0] ? [{ ...of[0], amount: plus(zero, ...of.map(({ amount }) => amount)) }] : [])).filter(({ amount }) => amount > zero);
}

/** Charges as an invoice: document, open item and posting; revenue to its accounts, and to 2130 what is earned later. */
export function billRows(facts: BillFacts, period: { periodFrom: Day; periodTo: Day }, kind: 'PERIOD' | 'CORRECTION', charges: readonly Charge[], ctx: DecideContext): { rows: Change[]; events: EventDraft[]; invoiceId: string | null } {
  const { accounts, contract, customer, address, parts, earlyOffers, credit, issuedOn, number } = facts;
  const { currencyCode } = contract;
  const billing = ctx.newId();
  const printed = charges.map((charge): Printed => (kind === 'CORRECTION'
    ? { charge, quantity: one, unitPrice: (parseUnitPrice(printMoney(charge.net, currencyCode)) ?? 0n) as UnitPrice, gross: charge.net, net: charge.net, discountRate: 0n as Rate }
    : { charge, quantity: charge.line.quantity, unitPrice: partPrice(charge.unitPrice, charge.days, charge.wholeDays), gross: charge.gross, net: charge.net, discountRate: charge.line.discountRate }));
  const net = plus(zero, ...charges.map((charge) => charge.net));
  const head = { id: billing, companyId: ctx.company.id, contractId: contract.id, customerId: customer.id, kind, periodFrom: period.periodFrom, periodTo: period.periodTo, billedOn: issuedOn, currencyCode, netMinor: net };
  if (net === zero) return { rows: [insert('ContractBilling', { ...head, invoiceId: null })], events: [], invoiceId: null };
  const made = invoiceRows(accounts, {
    number, kind: 'INVOICE', customer, parts, earlyOffers, paymentTermDays: customer.paymentTermDays, orderId: null, issuedOn, billTo: printedAddress(customer.name, address), customerReference: contract.customerReference, freight: zero,
    taxes: { taxRounding: 'LINE', taxTreatment: customer.taxTreatment, taxReason: customer.taxReason }, lines: printed.map((each) => lineDraft(each, facts)),
  }, ctx);
  const lineIds = made.rows.filter(({ table }) => table === 'InvoiceLine').map(({ row }) => String(row.id));
  const deferred = contract.defersRevenue ? deferredOf(printed, facts) : [];
  const own = { customerId: customer.id };
  const toAccounts = printed.flatMap(({ charge, net: amount }): LineDraft[] => (charge.line.accountId && charge.line.accountId !== accounts['4000']
    ? [{ ...own, account: '4000', amount, productId: charge.line.productId }, { ...own, accountId: charge.line.accountId, amount: negate(amount), productId: charge.line.productId }] : []));
  return {
    invoiceId: made.id,
    rows: [
      ...made.rows, moveCredit(credit, 'receivable', made.worth),
      insert('ContractBilling', { ...head, invoiceId: made.id }),
      ...charges.map((charge, index) => insert('ContractBillingLine', {
        id: ctx.newId(), billingId: billing, no: index + 1, contractLineId: charge.line.id, lineNo: charge.line.no, invoiceLineId: lineIds[index] ?? null, days: charge.days, unitPrice: charge.unitPrice, quantity: charge.line.quantity, currencyCode, netMinor: charge.net,
      })),
      ...entryRows(accounts, {
        kind: 'DEFERRAL', effectiveOn: issuedOn, source: { type: 'ContractBilling', id: billing }, memo: number,
        lines: [...toAccounts, ...deferred.flatMap(({ accountId, amount }): LineDraft[] => [{ ...own, accountId, amount }, { ...own, account: '2130', amount: negate(amount) }])],
      }, ctx),
      ...deferred.map((each) => insert('Deferral', { id: ctx.newId(), companyId: ctx.company.id, billingId: billing, invoiceId: made.id, customerId: customer.id, accountId: each.accountId, month: each.month, currencyCode, amountMinor: each.amount, releaseId: null })),
    ],
    events: [
      { kind: 'invoicePosted', subjectType: 'Invoice', subjectId: made.id, data: { number, amount: printMoney(made.total, currencyCode), orderId: null } },
      { kind: kind === 'PERIOD' ? 'contractInvoiced' : 'contractCharged', subjectType: 'Contract', subjectId: contract.id, data: { number, amount: printMoney(made.total, currencyCode), invoiceId: made.id, from: period.periodFrom, to: period.periodTo } },
    ],
  };
}

export interface Billed { billings: readonly ContractBillingRow[]; lines: readonly ContractBillingLineRow[] }
export interface GivenBack { invoiceLineId: string; line: ContractBillingLineRow; amount: Minor }
/** What a period that is invoiced should have been otherwise. */
export interface Correction { periodFrom: Day; periodTo: Day; charges: Charge[]; credits: GivenBack[] }

/**
 * Periods that are invoiced beside what contract and pauses say now, from a day on: what is missing is charged, what is too
 * much is given back of the lines that charged it, the newest first. A version that was charged keeps the price it had.
 */
export function correctionsOf(contract: ContractRow, lines: readonly Line[], pauses: readonly Pause[], { billings, lines: billed }: Billed, fromOn: Day, priceOf: (line: Line) => UnitPrice | undefined): Correction[] {
  const periods = billings.filter((each) => each.kind === 'PERIOD' && each.periodTo >= fromOn);
  return periods.flatMap((first): Correction[] => {
    const own = billings.filter((each) => each.periodFrom === first.periodFrom);
    const ownLines = billed.filter((line) => own.some((each) => each.id === line.billingId));
    // Of an end that came closer, the period as it would be without it; what is after the end costs nothing.
    const period: Period | undefined = periodOf(contract, first.periodFrom);
    const priced = (line: Line) => ownLines.find((each) => each.contractLineId === line.id && each.netMinor > 0n)?.unitPrice;
    const fixed = lines.map((line) => { const price = priced(line); return price === undefined ? line : { ...line, unitPrice: price, priceFrom: first.periodFrom }; });
    const { charges } = period ? chargesOf(contract, fixed, pauses, period, contract.currencyCode, priceOf) : { charges: [] };
    const made: Correction = { periodFrom: first.periodFrom, periodTo: first.periodTo, charges: [], credits: [] };
    for (const no of new Set([...charges.map(({ line }) => line.no), ...ownLines.map(({ lineNo }) => lineNo)])) {
      const now = charges.filter(({ line }) => line.no === no);
      let more = minus(plus(zero, ...now.map(({ net }) => net)), plus(zero, ...ownLines.filter(({ lineNo }) => lineNo === no).map(({ netMinor }) => netMinor)));
      const last = now.at(-1);
      if (more > zero && last) made.charges.push({ ...last, from: last.from > fromOn ? last.from : fromOn <= last.to ? fromOn : last.from, gross: more, net: more });
      for (const line of ownLines.filter((each) => each.lineNo === no && each.netMinor > 0n && each.invoiceLineId !== null).toReversed()) {
        if (more >= zero || line.invoiceLineId === null) break;
        const given = plus(zero, ...ownLines.filter((each) => each.invoiceLineId === line.invoiceLineId && each.netMinor < 0n).map(({ netMinor }) => netMinor));
        const amount = least(negate(more), plus(line.netMinor, given));
        if (amount <= zero) continue;
        made.credits.push({ invoiceLineId: line.invoiceLineId, line, amount });
        more = plus(more, amount);
      }
    }
    return made.charges.length + made.credits.length > 0 ? [made] : [];
  });
}
