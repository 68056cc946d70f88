// Pure: the rows of a posted invoice or credit note: document, lines, open item and journal entry.
import type { CustomerRow, InvoiceKind, InvoiceLineRow, InvoiceRow, OpenItemRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow, type LineDraft } from '../accounting/post.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, type Minor } from '../shared/money.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';

export type InvoiceLineDraft = Omit<InvoiceLineRow, 'id' | 'invoiceId' | 'no' | 'currencyCode'>;
export interface InvoiceDraft {
  number: string; kind: InvoiceKind; customer: Pick<CustomerRow, 'id' | 'name' | 'taxNumber'>; paymentTermDays: number; orderId: string | null;
  issuedOn: Day; billTo: string; customerReference: string | null; freight: Minor; creditsInvoiceId?: string; reason?: string;
  lines: InvoiceLineDraft[];
}
export interface MadeInvoice { id: string; rows: Change[]; item: OpenItemRow; total: Minor; net: Minor }

const sum = (lines: InvoiceLineDraft[], column: 'grossMinor' | 'netMinor' | 'taxMinor') => plus(...lines.map((line) => line[column]));

/** By product and tax code, so that profit and tax can be read from the journal alone. */
function salesLines({ kind, lines, freight, orderId, customer }: InvoiceDraft): LineDraft[] {
  const own = { orderId, customerId: customer.id };
  const signed = (amount: Minor) => (kind === 'INVOICE' ? negate(amount) : amount);
  return [
    ...lines.flatMap((line): LineDraft[] => {
      const of = { ...own, orderId: line.orderId ?? orderId, productId: line.productId, taxCodeId: line.taxCodeId };
      const sold: LineDraft[] = kind === 'INVOICE'
        ? [{ ...of, account: '4000', amount: negate(line.grossMinor) }, { ...of, account: '4100', amount: minus(line.grossMinor, line.netMinor) }]
        : [{ ...of, account: '4200', amount: line.netMinor }];
      return [...sold, { ...own, orderId: of.orderId, taxCodeId: line.taxCodeId, account: '2200', amount: signed(line.taxMinor) }];
    }),
    { ...own, account: '4010', amount: signed(freight) },
  ];
}

/** Cost leaves "shipped not invoiced" together with the revenue it belongs to. */
const costLines = ({ lines, orderId, customer }: InvoiceDraft): LineDraft[] => lines.flatMap((line): LineDraft[] => {
  const of = { orderId: line.orderId ?? orderId, productId: line.productId, customerId: customer.id };
  return [{ ...of, account: '5000', amount: line.costMinor }, { ...of, account: '1310', amount: negate(line.costMinor) }];
});

/**
 * An invoice: 1100 open item against 4000 gross, 4100 discount, 4010 freight, 2200 tax, and 5000 against 1310 at shipped cost.
 * A credit note: 4200, 4010 and 2200 against a 2100 open item; cost stays. All amounts of the draft are positive.
 */
export function invoiceRows(accounts: Accounts, draft: InvoiceDraft, ctx: DecideContext): MadeInvoice {
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const { kind, customer, lines, freight } = draft;
  const [gross, net, tax] = [sum(lines, 'grossMinor'), sum(lines, 'netMinor'), sum(lines, 'taxMinor')];
  const total = plus(net, tax, freight);
  const isInvoice = kind === 'INVOICE';
  const dueOn = isInvoice ? addDays(draft.issuedOn, draft.paymentTermDays) : draft.issuedOn;
  const item = openItemRow(accounts, {
    id: openItemId, account: isInvoice ? '1100' : '2100', kind, customerId: customer.id, source: { type: 'Invoice', id },
    number: draft.number, amount: isInvoice ? total : negate(total), effectiveOn: draft.issuedOn, dueOn: isInvoice ? dueOn : null,
  }, ctx);
  const document: Omit<InvoiceRow, 'recordedAt'> = {
    id, companyId: ctx.company.id, number: draft.number, kind, customerId: customer.id, orderId: draft.orderId, openItemId,
    creditsInvoiceId: draft.creditsInvoiceId ?? null, issuedOn: draft.issuedOn, dueOn, paymentTermDays: draft.paymentTermDays,
    customerName: customer.name, customerTaxNumber: customer.taxNumber, billTo: draft.billTo,
    companyName: ctx.company.name, companyTaxNumber: ctx.company.taxNumber, customerReference: draft.customerReference,
    currencyCode: ctx.company.currencyCode, grossMinor: gross, discountMinor: minus(gross, net), netMinor: net, freightMinor: freight,
    taxMinor: tax, totalMinor: total, reason: draft.reason ?? null,
  };
  const entry = entryRows(accounts, {
    kind, effectiveOn: draft.issuedOn, source: { type: 'Invoice', id }, memo: draft.number,
    lines: [
      { account: isInvoice ? '1100' : '2100', amount: isInvoice ? total : negate(total), customerId: customer.id, openItemId, orderId: draft.orderId },
      ...salesLines(draft), ...(isInvoice ? costLines(draft) : []),
    ],
  }, ctx);
  return {
    id, total, net, item: { ...item.row, recordedAt: ctx.now } as unknown as OpenItemRow, // as it was just made
    rows: [
      insert('Invoice', document), item, ...entry,
      ...lines.map((line, index) => insert('InvoiceLine', { ...line, id: ctx.newId(), invoiceId: id, no: index + 1, currencyCode: ctx.company.currencyCode })),
    ],
  };
}
