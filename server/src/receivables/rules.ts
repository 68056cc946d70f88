// Pure: what a credit note takes of an invoice. Each line is a pool of units and amounts; parts taken sum to the whole.
import type { InvoiceLineRow, InvoiceRow } from '../generated/rows.ts';
import { minor, minus, plus, share, take, zero, type Minor } from '../shared/money.ts';
import { none, subtract, type Quantity, type Rate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { CreditExceedsAmount, CreditExceedsQuantity, InvoiceCredited } from './refusals.ts';

/** What of an invoice line may still be credited. */
export interface LineLeft { line: InvoiceLineRow; quantity: Quantity; gross: Minor; net: Minor; tax: Minor }
export interface InvoiceLeft { lines: LineLeft[]; freight: Minor }

type Credited = Pick<InvoiceLineRow, 'shipmentLineId' | 'creditsLineId' | 'quantity' | 'grossMinor' | 'netMinor' | 'taxMinor'>;

/** A credit line names its invoice line; older ones are found by the shipment line of both. */
const credits = (each: Credited, line: InvoiceLineRow): boolean => (each.creditsLineId ? each.creditsLineId === line.id : each.shipmentLineId === line.shipmentLineId);

/** An invoice less its earlier credit notes. */
export function leftOf(invoice: Pick<InvoiceRow, 'freightMinor'>, lines: InvoiceLineRow[], credited: Credited[], creditedFreight: Minor): InvoiceLeft {
  return {
    freight: minus(invoice.freightMinor, creditedFreight),
    lines: lines.map((line) => credited.filter((each) => credits(each, line)).reduce<LineLeft>((left, each) => ({
      line, quantity: subtract(left.quantity, each.quantity), gross: minus(left.gross, each.grossMinor),
      net: minus(left.net, each.netMinor), tax: minus(left.tax, each.taxMinor),
    }), { line, quantity: line.quantity, gross: line.grossMinor, net: line.netMinor, tax: line.taxMinor })),
  };
}

/** `fee`: the fraction of what the quantity is worth that is kept. */
export interface CreditWish { invoiceLineId: string; quantity?: Quantity | null; amount?: Minor | null; fee?: Rate }
export interface CreditedLine { line: InvoiceLineRow; quantity: Quantity; gross: Minor; net: Minor; tax: Minor }
export interface CreditParts { lines: CreditedLine[]; freight: Minor; net: Minor; tax: Minor; gross: Minor; total: Minor }

const wholeOf = ({ line, quantity, gross, net, tax }: LineLeft): CreditedLine => ({ line, quantity, gross, net, tax });

/** A part by quantity, or by net amount without goods; gross and tax follow in proportion, the last part takes the rest. */
function partOf(left: LineLeft, wish: CreditWish, number: string, currencyCode: string): CreditedLine {
  if (wish.quantity) {
    if (wish.quantity > left.quantity) {
      throw CreditExceedsQuantity({ number, description: left.line.description, wanted: wish.quantity, left: left.quantity });
    }
    const of = (value: Minor) => take({ units: left.quantity, value }, wish.quantity ?? 0n);
    const less = (value: Minor) => (wish.fee ? minus(of(value), share(of(value), wish.fee)) : of(value));
    return { line: left.line, quantity: wish.quantity, gross: less(left.gross), net: less(left.net), tax: less(left.tax) };
  }
  const amount = wish.amount ?? zero;
  if (amount > left.net) {
    throw CreditExceedsAmount({ number, wanted: { minor: amount, currencyCode }, left: { minor: left.net, currencyCode } });
  }
  const of = (value: Minor) => take({ units: left.net, value }, amount);
  return { line: left.line, quantity: none, gross: of(left.gross), net: amount, tax: of(left.tax) };
}

/** What a credit note holds: everything left of the invoice, or the parts wished; never more than is left. */
export function creditParts(left: InvoiceLeft, wishes: CreditWish[] | null | undefined, freight: Minor | null | undefined,
  number: string, currencyCode: string): CreditParts {
  const isWhole = !wishes?.length && !freight;
  wishes?.forEach((wish, index) => {
    if (!!wish.quantity === !!wish.amount) throw fieldRefused(['lines', String(index), 'quantity'], 'quantity_or_amount');
    if (wishes.findIndex((each) => each.invoiceLineId === wish.invoiceLineId) !== index) throw fieldRefused(['lines', String(index), 'invoiceLineId'], 'twice');
  });
  const lines = isWhole ? left.lines.map(wholeOf) : (wishes ?? []).map((wish, index) => {
    const found = left.lines.find(({ line }) => line.id === wish.invoiceLineId);
    if (!found) throw fieldRefused(['lines', String(index), 'invoiceLineId'], 'id_unknown', { type: 'InvoiceLine' });
    return partOf(found, wish, number, currencyCode);
  });
  const freightPart = isWhole ? left.freight : freight ?? zero;
  if (freightPart > left.freight) {
    throw CreditExceedsAmount({ number, wanted: { minor: freightPart, currencyCode }, left: { minor: left.freight, currencyCode } });
  }
  const kept = lines.filter((line) => line.net !== 0n || line.tax !== 0n || line.quantity !== 0n);
  const [net, tax, gross] = [plus(...kept.map((each) => each.net)), plus(...kept.map((each) => each.tax)), plus(...kept.map((each) => each.gross))];
  const total = plus(net, tax, freightPart);
  if (total === minor(0)) throw InvoiceCredited({ number });
  return { lines: kept, freight: freightPart, net, tax, gross, total };
}
