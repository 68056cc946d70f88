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
import { least, minus, negate, plus, printMoney, share, split, take, zero, type Minor } from '../shared/money.ts';
import { parseQuantity, parseUnitPrice, type FxRate, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { chargesOf, monthsIn, partPrice, periodOf, type Charge, type Line, type Pause, type Period } from './rules.ts';

export interface BillFacts {
  accounts: Accounts; contract: ContractRow; customer: CustomerRow; address: AddressRow | null; parts: readonly PaymentTermPartRow[]; earlyOffers: readonly EarlyPaymentOfferRow[]; credit: CreditAccountRow;
  taxCodes: readonly TaxCodeRow[]; products: ReadonlyMap<string, Sellable>; issuedOn: Day; number: string;
  /** That of the day; null in company money, and where nothing is charged. */
  rate: FxRate | null;
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

/** Parts of an amount with what each is worth: its share of what is left, so that the last takes the rest. */
function worthsOf(amounts: readonly Minor[], worth: Minor): Minor[] {
  let [units, value] = [plus(zero, ...amounts), worth];
  return amounts.map((amount) => {
    const part = amount === zero ? zero : take({ units, value }, amount);
    [units, value] = [minus(units, amount), minus(value, part)];
    return part;
  });
}

interface Deferred { accountId: string; month: Day; amount: Minor; worth: Minor }
/** What of charges is earned in months after that of the invoice, by account and month: each net by its days. `worths`: of each charge in company money. */
function deferredOf(printed: readonly Printed[], worths: readonly Minor[], { accounts, issuedOn }: BillFacts): Deferred[] {
  const parts = printed.flatMap(({ charge, net }, at) => {
    const months = charge.spans.flatMap(monthsIn);
    const amounts = split(net, months.map(({ days }) => BigInt(days)));
    const worth = worthsOf(amounts, worths[at] ?? zero);
    return months.flatMap(({ month }, index) => (month > issuedOn ? [{ accountId: charge.line.accountId ?? accounts['4000'], month, amount: amounts[index] ?? zero, worth: worth[index] ?? zero }] : []));
  });
  return [...Map.groupBy(parts, ({ accountId, month }) => `${accountId} ${month}`).values()]
    .flatMap((of) => (of[0] ? [{ ...of[0], amount: plus(zero, ...of.map(({ amount }) => amount)), worth: plus(zero, ...of.map(({ worth }) => worth)) }] : [])).filter(({ amount }) => amount > zero);
}

type LineOfBilling = Pick<ContractBillingLineRow, 'contractLineId' | 'lineNo' | 'invoiceLineId' | 'days' | 'unitPrice' | 'quantity' | 'netMinor'>;
/** What a line of a contract came to in an invoice or credit note. Of nothing, the price at which it counts in its period from then on. */
const ofCharge = (charge: Charge, invoiceLineId: string | null, netMinor: Minor): LineOfBilling => ({ contractLineId: charge.line.id, lineNo: charge.line.no, invoiceLineId, days: charge.days, unitPrice: charge.unitPrice, quantity: charge.line.quantity, netMinor });
export const pinned = (charge: Charge): LineOfBilling => ofCharge(charge, null, zero);

/** What was invoiced of a contract for a period, with what came of which line. */
export function billingRows({ id: contractId, customerId, currencyCode }: ContractRow, { periodFrom, periodTo }: { periodFrom: Day; periodTo: Day }, made: { id: string; kind: 'PERIOD' | 'CORRECTION'; invoiceId: string | null; net: Minor; lines: readonly LineOfBilling[] }, ctx: DecideContext): Change[] {
  return [
    insert('ContractBilling', { id: made.id, companyId: ctx.company.id, contractId, customerId, kind: made.kind, periodFrom, periodTo, billedOn: ctx.today, invoiceId: made.invoiceId, currencyCode, netMinor: made.net }),
    ...made.lines.map(({ contractLineId, lineNo, invoiceLineId, days, unitPrice, quantity, netMinor }, index) => insert('ContractBillingLine', { id: ctx.newId(), billingId: made.id, no: index + 1, contractLineId, lineNo, invoiceLineId, days, unitPrice, quantity, currencyCode, netMinor })),
  ];
}

/** Charges as an invoice: document, open item and posting; revenue to its accounts, and to 2130 what is earned later. */
export function billRows(facts: BillFacts, period: { periodFrom: Day; periodTo: Day }, kind: 'PERIOD' | 'CORRECTION', charges: readonly Charge[], pins: readonly Charge[], ctx: DecideContext): { rows: Change[]; events: EventDraft[]; invoiceId: string | null } {
  const { accounts, contract, customer, address, parts, earlyOffers, credit, issuedOn, number, rate } = facts;
  const { currencyCode } = contract;
  const billing = ctx.newId();
  const printed = charges.map((charge): Printed => (kind === 'CORRECTION'
    ? { charge, quantity: one, unitPrice: (parseUnitPrice(printMoney(charge.net, currencyCode)) ?? 0n) as UnitPrice, gross: charge.net, net: charge.net, discountRate: 0n as Rate }
    : { charge, quantity: charge.line.quantity, unitPrice: partPrice(charge.unitPrice, charge.days, charge.wholeDays), gross: charge.gross, net: charge.net, discountRate: charge.line.discountRate }));
  const net = plus(zero, ...charges.map((charge) => charge.net));
  const lines = (lineIds: readonly string[]) => [...charges.map((charge, index) => ofCharge(charge, lineIds[index] ?? null, charge.net)), ...pins.map(pinned)];
  if (net === zero) return { rows: billingRows(contract, period, { id: billing, kind, invoiceId: null, net, lines: lines([]) }, ctx), events: [], invoiceId: null };
  const made = invoiceRows(accounts, {
    number, kind: 'INVOICE', customer, parts, earlyOffers, paymentTermDays: customer.paymentTermDays, orderId: null, issuedOn, billTo: printedAddress(customer.name, address), customerReference: contract.customerReference, freight: zero, foreign: rate === null ? null : { currencyCode, rate },
    taxes: { taxRounding: 'LINE', taxTreatment: customer.taxTreatment, taxReason: customer.taxReason }, lines: printed.map((each) => lineDraft(each, facts)),
  }, ctx);
  const lineIds = made.rows.filter(({ table }) => table === 'InvoiceLine').map(({ row }) => String(row.id));
  const deferred = contract.defersRevenue ? deferredOf(printed, made.worths, facts) : [];
  const own = { customerId: customer.id };
  const told = (amount: Minor) => ({ original: { amount, currencyCode } });
  const toAccounts = printed.flatMap(({ charge, net: amount }, index): LineDraft[] => {
    const [{ accountId, productId }, worth] = [charge.line, made.worths[index] ?? zero];
    if (!accountId || accountId === accounts['4000']) return [];
    return [{ ...own, account: '4000', amount: worth, ...told(amount), productId }, { ...own, accountId, amount: negate(worth), ...told(negate(amount)), productId }];
  });
  return {
    invoiceId: made.id,
    rows: [
      ...made.rows, moveCredit(credit, 'receivable', made.worth),
      ...billingRows(contract, period, { id: billing, kind, invoiceId: made.id, net, lines: lines(lineIds) }, ctx),
      ...entryRows(accounts, {
        kind: 'DEFERRAL', effectiveOn: issuedOn, source: { type: 'ContractBilling', id: billing }, memo: number,
        lines: [...toAccounts, ...deferred.flatMap(({ accountId, amount, worth }): LineDraft[] => [{ ...own, accountId, amount: worth, ...told(amount) }, { ...own, account: '2130', amount: negate(worth), ...told(negate(amount)) }])],
      }, ctx),
      ...deferred.map((each) => insert('Deferral', { id: ctx.newId(), companyId: ctx.company.id, billingId: billing, invoiceId: made.id, customerId: customer.id, accountId: each.accountId, month: each.month, currencyCode, amountMinor: each.amount, companyMinor: each.worth, releaseId: null })),
    ],
    events: [
      { kind: 'invoicePosted', subjectType: 'Invoice', subjectId: made.id, data: { number, amount: printMoney(made.total, currencyCode), orderId: null } },
      { kind: kind === 'PERIOD' ? 'contractInvoiced' : 'contractCharged', subjectType: 'Contract', subjectId: contract.id, data: { number, amount: printMoney(made.total, currencyCode), invoiceId: made.id, from: period.periodFrom, to: period.periodTo } },
    ],
  };
}

export interface Billed {
  billings: readonly ContractBillingRow[]; lines: readonly ContractBillingLineRow[];
  /** What may still be credited of invoice lines, net: somebody may have credited them by hand. */
  left: ReadonlyMap<string, Minor>;
}
export interface GivenBack { invoiceLineId: string; line: ContractBillingLineRow; amount: Minor }
/** What a period that is invoiced should have been otherwise. */
export interface Correction {
  periodFrom: Day; periodTo: Day; charges: Charge[]; credits: GivenBack[];
  /** Versions that count from now on at today's price, though nothing is charged for them. */
  pins: Charge[];
}

/**
 * Periods that are invoiced beside what contract and pauses say now, from a day on: what is missing is charged, what is too
 * much is given back of the lines that charged it, the newest first. A version keeps the price at which it counted first.
 */
export function correctionsOf(contract: ContractRow, lines: readonly Line[], pauses: readonly Pause[], { billings, lines: billed, left }: Billed, fromOn: Day, priceOf: (line: Line) => UnitPrice | undefined): { corrections: Correction[]; priceless: Line[] } {
  // A period that was cut by an end is as long again once the contract is extended.
  const wholeTo = (on: Day): Day | undefined => periodOf({ ...contract, endsOn: null }, on)?.wholeTo;
  const periods = billings.filter((each) => each.kind === 'PERIOD' && (wholeTo(each.periodFrom) ?? each.periodTo) >= fromOn);
  const missing: Line[] = [];
  const corrections = periods.flatMap((first): Correction[] => {
    const own = billings.filter((each) => each.periodFrom === first.periodFrom);
    const ownLines = billed.filter((line) => own.some((each) => each.id === line.billingId));
    // After the end nothing is charged.
    const period: Period | undefined = periodOf(contract, first.periodFrom);
    const priced = (line: Line) => ownLines.find((each) => each.contractLineId === line.id)?.unitPrice;
    const fixed = lines.map((line) => { const price = priced(line); return price === undefined ? line : { ...line, unitPrice: price, priceFrom: first.periodFrom }; });
    const { charges, priceless } = period ? chargesOf(contract, fixed, pauses, period, contract.currencyCode, priceOf) : { charges: [], priceless: [] };
    missing.push(...priceless);
    const made: Correction = { periodFrom: first.periodFrom, periodTo: period?.to ?? first.periodTo, charges: [], credits: [], pins: [] };
    for (const no of new Set([...charges.map(({ line }) => line.no), ...ownLines.map(({ lineNo }) => lineNo)])) {
      const now = charges.filter(({ line }) => line.no === no);
      let more = minus(plus(zero, ...now.map(({ net }) => net)), plus(zero, ...ownLines.filter(({ lineNo }) => lineNo === no).map(({ netMinor }) => netMinor)));
      const last = now.at(-1);
      if (more > zero && last) {
        const spans = last.spans.flatMap((span) => (span.to < fromOn ? [] : [{ from: span.from > fromOn ? span.from : fromOn, to: span.to }]));
        made.charges.push({ ...last, ...(spans[0] ? { from: spans[0].from, spans } : {}), gross: more, net: more });
      }
      for (const line of ownLines.filter((each) => each.lineNo === no && each.netMinor > 0n).toReversed()) {
        if (more >= zero || line.invoiceLineId === null) break;
        const taken = plus(zero, ...made.credits.filter((each) => each.invoiceLineId === line.invoiceLineId).map(({ amount }) => amount));
        const amount = least(negate(more), minus(left.get(line.invoiceLineId) ?? zero, taken));
        if (amount <= zero) continue;
        made.credits.push({ invoiceLineId: line.invoiceLineId, line, amount });
        more = plus(more, amount);
      }
    }
    made.pins.push(...charges.filter((charge) => priced(charge.line) === undefined && !made.charges.some(({ line }) => line.id === charge.line.id)));
    return made.charges.length + made.credits.length + made.pins.length > 0 ? [made] : [];
  });
  return { corrections, priceless: missing };
}
