// Pure: the rows of an order's draft, from what was said and what is known.
import type { OrderLineRow, OrderRow } from '../generated/rows.ts';
import { addressFor } from '../customers/rules.ts';
import { lineAmounts } from '../pricing/lineAmounts.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import type { DecideContext } from '../shared/action.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { fitsPlaces, none, type Rate } from '../shared/quantity.ts';
import { InputRefused, fieldRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import type { DraftFacts } from './loadDraftFacts.ts';
import type { OrderHeadInput, OrderInput, OrderLineInput } from './orderInput.ts';

export type DraftLine = OrderLineRow;

/** The lines of a draft with their amounts; every bad line is named at once. `kept` are ids to use again, by position. */
export function draftLines(orderId: string, given: OrderLineInput[], products: Map<string, Sellable>, kept: OrderLineRow[], ctx: DecideContext,
  path: string[] = ['lines']): DraftLine[] {
  const issues: FieldIssue[] = [];
  const { currencyCode } = ctx.company;
  const rows = given.flatMap((line, index): DraftLine[] => {
    const at = (field: string) => [...path, String(index), field];
    const product = products.get(line.productId);
    const unitPrice = line.unitPrice ?? product?.listPrice;
    if (!product) issues.push({ path: at('productId'), code: 'id_unknown', facts: { type: 'Product' } });
    else if (!fitsPlaces(line.quantity, product.decimals)) issues.push({ path: at('quantity'), code: 'decimal_places', facts: { places: product.decimals } });
    else if (unitPrice === null || unitPrice === undefined) issues.push({ path: at('unitPrice'), code: 'price_missing' });
    if (!product || unitPrice === null || unitPrice === undefined) return [];
    const discountRate = line.discountRate ?? (0n as Rate);
    const amounts = lineAmounts({ unitPrice, quantity: line.quantity, discountRate, taxRate: product.taxRate, currencyCode });
    return [{
      id: kept[index]?.id ?? ctx.newId(), orderId, no: index + 1, productId: product.id, description: product.name, quantity: line.quantity, unitPrice,
      discountRate, taxCodeId: product.taxCodeId, taxRate: product.taxRate, currencyCode, grossMinor: amounts.gross, netMinor: amounts.net,
      taxMinor: amounts.tax, shipped: none, invoiced: none, cancelled: none,
    }];
  });
  if (issues.length > 0) throw new InputRefused(issues);
  return rows;
}

const AMOUNT_MAX = 10n ** 17n;

/** The totals of an order: sums of its lines, each rounded before it is summed. */
export function draftTotals(lines: Pick<DraftLine, 'grossMinor' | 'netMinor' | 'taxMinor'>[], freight: Minor, path: string[] = ['lines']) {
  const gross = plus(zero, ...lines.map((line) => line.grossMinor));
  const net = plus(zero, ...lines.map((line) => line.netMinor));
  const tax = plus(zero, ...lines.map((line) => line.taxMinor));
  const total = plus(net, tax, freight);
  if (gross > AMOUNT_MAX || total > AMOUNT_MAX) throw fieldRefused(path, 'number_large');
  return { grossMinor: gross, netMinor: net, discountMinor: plus(gross, -net as Minor), taxMinor: tax, freightMinor: freight, totalMinor: total };
}

type ShipTo = Pick<OrderRow, 'shipToName' | 'shipToStreet' | 'shipToCity' | 'shipToRegion' | 'shipToPostalCode' | 'shipToCountry'>;

/** Where an order goes: as said, else a copy of the customer's address for shipping. */
export function shipToOf(given: OrderHeadInput['shipTo'], { addresses, customer }: Pick<DraftFacts, 'addresses' | 'customer'>): ShipTo {
  const address = given ?? addressFor(addresses, 'SHIPPING');
  return {
    shipToName: address ? address.name ?? customer.name : null, shipToStreet: address?.street ?? null, shipToCity: address?.city ?? null,
    shipToRegion: address?.region ?? null, shipToPostalCode: address?.postalCode ?? null, shipToCountry: address?.country ?? null,
  };
}

/** The order's head as a draft, and its lines. */
export function draftOrder(input: OrderInput, facts: DraftFacts, ctx: DecideContext, path: string[] = []): { order: OrderRow; lines: DraftLine[] } {
  if (!facts.warehouse) throw fieldRefused([...path, 'warehouseId'], 'required');
  if (!facts.isKnownSalesPerson) throw fieldRefused([...path, 'salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
  const id = ctx.newId();
  const lines = draftLines(id, input.lines, facts.products, [], ctx, [...path, 'lines']);
  const order: OrderRow = {
    id, companyId: ctx.company.id, number: null, customerId: facts.customer.id, salesPersonId: input.salesPersonId ?? facts.customer.salesPersonId,
    warehouseId: facts.warehouse.id, status: 'DRAFT', placedOn: null, placedAt: null, requiredOn: input.requiredOn ?? null, shippedOn: null,
    customerReference: input.customerReference ?? null, note: input.note ?? null, carrier: input.carrier ?? null, ...shipToOf(input.shipTo, facts),
    currencyCode: ctx.company.currencyCode, ...draftTotals(lines, input.freight ?? zero, [...path, 'lines']), openMinor: zero, createdAt: ctx.now, version: 1,
  };
  return { order, lines };
}
