// Pure: the rows of a posted invoice or credit note: document, lines, open item and journal entry.
import type { CustomerRow, EarlyPaymentOfferRow, InvoiceKind, InvoiceLineRow, InvoiceRow, OpenItemRow, PaymentTermPartRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow, type LineDraft } from '../accounting/post.ts';
import type { DecideContext } from '../shared/action.ts';
import { apportionAt, inCompany, minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { frozenOffers, taxesOf } from './earlyOffers.ts';
import { instalmentsOf, type Instalment } from './instalments.ts';

type Optional = 'creditsLineId' | 'taxIncluded' | 'discountNote';
export type InvoiceLineDraft = Omit<InvoiceLineRow, 'id' | 'invoiceId' | 'no' | 'currencyCode' | Optional> & Partial<Pick<InvoiceLineRow, Optional>>;
export interface InvoiceDraft {
  number: string; kind: InvoiceKind; customer: Pick<CustomerRow, 'id' | 'name' | 'taxNumber'>; paymentTermDays: number; orderId: string | null;
  issuedOn: Day; billTo: string; customerReference: string | null; freight: Minor; creditsInvoiceId?: string; reason?: string;
  lines: InvoiceLineDraft[];
  /** Whose freight it is, where it covers several orders; the parts sum to `freight`. */
  freightOf?: { orderId: string | null; amount: Minor }[];
  /** How it was taxed; as usual when left out. */
  taxes?: Pick<InvoiceRow, 'taxRounding' | 'taxTreatment' | 'taxReason'>;
  /** Open when the firm began: against the opening balances, on that day, with the day on which it fell due. */
  opening?: { on: Day; dueOn?: Day };
  /** Where it is not in company money: its currency, its rate, and what it comes to in company money where that is not by the rate alone. */
  foreign?: ForeignDocument | null;
  /** The parts of its payment term; none: all is due after its days. */
  parts?: readonly PaymentTermPartRow[];
  /** What it may be paid early for. */
  earlyOffers?: readonly EarlyPaymentOfferRow[];
}
/** A document's currency with its rate; `worth`: total and tax in company money, of parts of another document. */
export interface ForeignDocument { currencyCode: string; rate: FxRate; worth?: { total: Minor; tax: Minor } }
export interface MadeInvoice { id: string; rows: Change[]; item: OpenItemRow; total: Minor; net: Minor; /** The total in company money. */ worth: Minor; /** Of each line its net in company money. */ worths: Minor[] }

const signedOf = (isInvoice: boolean) => (amount: Minor): Minor => (isInvoice ? amount : negate(amount));
const sum = (lines: InvoiceLineDraft[], column: 'grossMinor' | 'netMinor' | 'taxMinor') => plus(...lines.map((line) => line[column]));

/** By product and tax code, so that profit and tax can be read from the journal alone; of an opening, the opening balances. */
function salesLines({ kind, lines, freight, freightOf, orderId, customer, opening }: InvoiceDraft): LineDraft[] {
  const own = { orderId, customerId: customer.id };
  const signed = (amount: Minor) => (kind === 'INVOICE' ? negate(amount) : amount);
  if (opening) return [{ ...own, account: '3000', amount: signed(sum(lines, 'netMinor')) }];
  return [
    ...lines.flatMap((line): LineDraft[] => {
      const of = { ...own, orderId: line.orderId ?? orderId, productId: line.productId, taxCodeId: line.taxCodeId };
      const sold: LineDraft[] = kind === 'INVOICE'
        ? [{ ...of, account: '4000', amount: negate(line.grossMinor) }, { ...of, account: '4100', amount: minus(line.grossMinor, line.netMinor) }]
        : [{ ...of, account: '4200', amount: line.netMinor }];
      return [...sold, { ...own, orderId: of.orderId, taxCodeId: line.taxCodeId, account: '2200', amount: signed(line.taxMinor) }];
    }),
    ...(freightOf ?? [{ orderId, amount: freight }]).map((part): LineDraft => ({ ...own, orderId: part.orderId, account: '4010', amount: signed(part.amount) })),
  ];
}

interface Worth { total: Minor; tax: Minor; net: Minor; lines: LineDraft[] }

/** What an invoice comes to in company money: its lines carry both, tax and the rest each by largest remainder, so that they sum. */
function worthOf(lines: LineDraft[], { foreign }: InvoiceDraft, { total, tax, net }: Omit<Worth, 'lines'>, sign: 1n | -1n, companyCode: string): Worth {
  if (!foreign) return { total, tax, net, lines };
  const { currencyCode, rate } = foreign;
  const worth = foreign.worth ?? { total: inCompany(total, rate, currencyCode, companyCode), tax: inCompany(tax, rate, currencyCode, companyCode) };
  const isTax = (line: LineDraft) => 'account' in line && line.account === '2200';
  const signed = (amount: Minor) => minor(-sign * amount);
  const parts = (some: LineDraft[], sum: Minor) => apportionAt(some.map(({ amount }) => amount), rate, currencyCode, companyCode, sum);
  const [taxes, others] = [lines.filter(isTax), lines.filter((line) => !isTax(line))];
  const [ofTaxes, ofOthers] = [parts(taxes, signed(worth.tax)), parts(others, signed(minus(worth.total, worth.tax)))];
  const made = lines.map((line): LineDraft => ({ ...line, amount: (isTax(line) ? ofTaxes[taxes.indexOf(line)] : ofOthers[others.indexOf(line)]) ?? zero, original: { amount: line.amount, currencyCode } }));
  const freight = plus(zero, ...made.filter((line) => 'account' in line && line.account === '4010').map(({ amount }) => amount));
  return { ...worth, net: minus(minus(worth.total, worth.tax), signed(freight)), lines: made };
}

/** Cost leaves "shipped not invoiced" together with the revenue it belongs to. */
const costLines = ({ lines, orderId, customer }: InvoiceDraft): LineDraft[] => lines.flatMap((line): LineDraft[] => {
  const of = { orderId: line.orderId ?? orderId, productId: line.productId, customerId: customer.id };
  return [{ ...of, account: '5000', amount: line.costMinor }, { ...of, account: '1310', amount: negate(line.costMinor) }];
});

/** Its instalments, where there are several; each tells what falls due after it. */
const instalmentRows = (invoiceId: string, openItemId: string, due: readonly Instalment[], currencyCode: string, ctx: DecideContext): Change[] => (due.length < 2 ? [] : due.map((each, index) =>
  insert('InvoiceInstalment', {
    id: ctx.newId(), invoiceId, openItemId, no: index + 1, dueOn: each.dueOn, amountMinor: each.amount, laterMinor: plus(zero, ...due.slice(index + 1).map(({ amount }) => amount)), currencyCode,
  })));

/**
 * An invoice: 1100 open item against 4000 gross, 4100 discount, 4010 freight, 2200 tax, and 5000 against 1310 at shipped cost.
 * An opening: 1100 (or 2100) against 3000. A credit note: 4200, 4010 and 2200 against a 2100 open item; cost stays. All amounts of the draft are positive.
 */
export function invoiceRows(accounts: Accounts, draft: InvoiceDraft, ctx: DecideContext): MadeInvoice {
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const { kind, customer, lines, freight } = draft;
  const [gross, net, tax] = [sum(lines, 'grossMinor'), sum(lines, 'netMinor'), sum(lines, 'taxMinor')];
  const total = plus(net, tax, freight);
  const isInvoice = kind === 'INVOICE';
  const due = isInvoice && !draft.opening ? instalmentsOf(total, draft.issuedOn, draft.parts ?? []) : [];
  const dueOn = draft.opening?.dueOn ?? due.at(-1)?.dueOn ?? (isInvoice ? addDays(draft.issuedOn, draft.paymentTermDays) : draft.issuedOn);
  const effectiveOn = draft.opening?.on ?? draft.issuedOn;
  const sales = worthOf(salesLines(draft), draft, { total, tax, net }, isInvoice ? 1n : -1n, ctx.company.currencyCode);
  // Each line is posted as revenue (and discount) and tax.
  const posted = isInvoice ? 3 : 2;
  const worths = draft.opening ? [] : lines.map((_line, index) => signedOf(isInvoice)(negate(plus(zero, ...sales.lines.slice(index * posted, index * posted + posted - 1).map(({ amount }) => amount)))));
  const currencyCode = draft.foreign?.currencyCode ?? ctx.company.currencyCode;
  const signed = signedOf(isInvoice);
  const original = draft.foreign ? { original: { amount: signed(total), currencyCode } } : {};
  const item = openItemRow(accounts, {
    id: openItemId, account: isInvoice ? '1100' : '2100', kind, customerId: customer.id, source: { type: 'Invoice', id },
    number: draft.number, amount: signed(sales.total), ...original, effectiveOn, dueOn: isInvoice ? dueOn : null,
  }, ctx);
  const document: Omit<InvoiceRow, 'recordedAt'> = {
    id, companyId: ctx.company.id, number: draft.number, kind, customerId: customer.id, orderId: draft.orderId, openItemId,
    creditsInvoiceId: draft.creditsInvoiceId ?? null, issuedOn: draft.issuedOn, dueOn, paymentTermDays: due.length > 0 ? daysBetween(draft.issuedOn, dueOn) : draft.paymentTermDays,
    customerName: customer.name, customerTaxNumber: customer.taxNumber, billTo: draft.billTo,
    companyName: ctx.company.name, companyTaxNumber: ctx.company.taxNumber, customerReference: draft.customerReference,
    currencyCode, exchangeRate: draft.foreign?.rate ?? null, ...(draft.foreign ? { companyNetMinor: sales.net, companyTaxMinor: sales.tax, companyTotalMinor: sales.total } : { companyNetMinor: null, companyTaxMinor: null, companyTotalMinor: null }), grossMinor: gross, discountMinor: minus(gross, net), netMinor: net, freightMinor: freight,
    taxMinor: tax, totalMinor: total, reason: draft.reason ?? null, isOpening: draft.opening !== undefined,
    taxRounding: draft.taxes?.taxRounding ?? ctx.company.taxRounding, taxTreatment: draft.taxes?.taxTreatment ?? 'STANDARD', taxReason: draft.taxes?.taxReason ?? null,
  };
  const entry = entryRows(accounts, {
    kind: draft.opening ? 'OPENING' : kind, effectiveOn, source: { type: 'Invoice', id }, memo: draft.number,
    lines: [
      { account: isInvoice ? '1100' : '2100', amount: signed(sales.total), ...original, customerId: customer.id, openItemId, orderId: draft.orderId },
      ...sales.lines, ...(isInvoice ? costLines(draft) : []),
    ],
  }, ctx);
  return {
    id, total, net, worths, worth: sales.total, item: { ...item.row, recordedAt: ctx.now } as unknown as OpenItemRow, // as it was just made
    rows: [
      insert('Invoice', document), item, ...entry, ...instalmentRows(id, openItemId, due, currencyCode, ctx),
      ...(isInvoice && !draft.opening ? frozenOffers(draft.earlyOffers ?? [], { invoiceId: id, openItemId, issuedOn: draft.issuedOn, currencyCode: document.currencyCode, base: { net, freight, taxes: taxesOf(lines) } }, ctx) : []),
      ...lines.map((line, index) => insert('InvoiceLine', { ...line, id: ctx.newId(), invoiceId: id, no: index + 1, currencyCode })),
    ],
  };
}
