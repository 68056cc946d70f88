// An order made of a quotation: what was accepted, at the prices that were agreed.
import { rateRefusals } from '../currencies/refusals.ts';
import type { CustomerRow, Json, OrderLineRow, QuotationLineRow, QuotationRow } from '../generated/rows.ts';
import { draftOrder } from '../orders/draft.ts';
import { loadDraftFacts } from '../orders/loadDraftFacts.ts';
import { asTyped } from '../orders/lineUnits.ts';
import { QuotationLineExceeded } from '../orders/refusals.ts';
import { noFrameworks } from '../pricing/frameworks.ts';
import { noPromotions } from '../pricing/promotions.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { add, none, printUnitPrice, type Quantity } from '../shared/quantity.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { acceptedRows } from './answerQuotation.ts';
import { loadOrdered, lockQuotation } from './loadQuotation.ts';
import { QuotationExpired, QuotationOrdered, QuotationProspect, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';
import { demandQuotation, demandValid, leftOf } from './rules.ts';

interface Wanted { line: QuotationLineRow; quantity: Quantity; ordered: Quantity }

/** What an order is made of: what is asked, else all that is left. Refuses more than is left, and nothing. */
function wantedOf(quotation: QuotationRow, lines: readonly QuotationLineRow[], ordered: ReadonlyMap<string, Quantity>, asked: readonly { quotationLineId: string; quantity?: Quantity | null }[] | null | undefined): Wanted[] {
  const sold = lines.filter((line) => line.isChosen && line.kind !== 'TEXT');
  const done = (line: QuotationLineRow): Quantity => ordered.get(line.id) ?? none;
  const wanted = asked ? asked.map(({ quotationLineId, quantity: units }, index): Wanted => {
    const line = sold.find((each) => each.id === quotationLineId);
    if (!line || asked.findIndex((each) => each.quotationLineId === quotationLineId) !== index) throw new InputRefused([{ path: ['lines', String(index), 'quotationLineId'], code: 'id_unknown', facts: { type: 'QuotationLine' } }]);
    const left = leftOf(line, done(line));
    if ((units ?? left) > left || left === none) throw QuotationLineExceeded({ description: line.description.slice(0, 200), wanted: units ?? left, left });
    return { line, quantity: units ?? left, ordered: done(line) };
  }) : sold.map((line) => ({ line, quantity: leftOf(line, done(line)), ordered: done(line) })).filter((each) => each.quantity > none);
  if (wanted.length === 0) throw QuotationOrdered({ quotation: quotation.id, quotationNumber: quotation.number ?? '' });
  return wanted;
}

/** The part of a typed amount that goes with some of the units: all parts sum to it. */
const lessOf = ({ line, quantity: units, ordered }: Wanted): Minor => {
  const upTo = (some: Quantity) => roundedQuotient(line.lessMinor * some, line.quantity);
  return (upTo(add(ordered, units)) - upTo(ordered)) as Minor;
};

/** What an order's line keeps of a quoted price. */
const because = (quotation: QuotationRow, { enteredPrice, unitPrice, taxIncluded }: QuotationLineRow): Json => ({
  by: 'QUOTATION', list: `${quotation.number ?? ''} v${quotation.revision}`, quotationId: quotation.id, price: printUnitPrice(enteredPrice ?? unitPrice), ...(taxIncluded ? { taxIncluded: true } : {}),
});

/** Units are typed as they were quoted where all of a line is ordered, else in the product's own. */
function asOrdered({ line, quantity: units, ...rest }: Wanted) {
  const isWhole = units === line.quantity;
  return {
    productId: String(line.productId), ...(isWhole ? asTyped(line) : { quantity: units, unitId: null }), unitPrice: isWhole ? line.enteredPrice ?? line.unitPrice : line.unitPrice,
    taxIncluded: line.taxIncluded, discountRate: line.discountRate, discountAmount: lessOf({ line, quantity: units, ...rest }),
  };
}

// What was agreed needs no right to set prices.
const asAgreed = (ctx: DecideContext): DecideContext => ({ ...ctx, viewer: { ...ctx.viewer, permissions: new Set([...ctx.viewer.permissions, 'prices.override']) } });

export const convertQuotation = action({
  name: 'convertQuotation', permission: 'orders.write',
  describe: 'Drafts an order of a quotation, whole or in part, at the prices quoted; as often as something is left. One that was sent is accepted by it.',
  input: {
    quotationId: id('Quotation'),
    lines: { ...optional(list(object('ConvertQuotationLineInput', { quotationLineId: id('QuotationLine'), quantity: { ...optional(quantity()), describe: 'In the product\'s unit; all that is left when left out.' } }), { min: 1, max: 500 })), describe: 'All that is left when left out.' },
    chosen: { ...optional(list(id('QuotationLine'), { max: 500 })), describe: 'Options and alternatives that the customer takes, where it was not accepted before.' },
    requiredOn: optional(day()), customerReference: optional(text({ max: 100 })), warehouseId: optional(id('Warehouse')),
  },
  refusals: [QuotationStatusForbids, QuotationSuperseded, QuotationExpired, QuotationProspect, QuotationOrdered, QuotationLineExceeded, ...rateRefusals], payload: { order: 'record:Order', quotation: 'record:Quotation' },
  load: async (tx, { quotationId, warehouseId }, ctx) => {
    const loaded = await lockQuotation(tx, quotationId, ctx);
    const { customer, lines, quotation } = loaded;
    const productIds = lines.flatMap(({ productId }) => productId ?? []);
    return {
      ...loaded, ordered: await loadOrdered(tx, quotationId),
      facts: customer ? await loadDraftFacts(tx, ctx, { currencyCode: quotation.currencyCode, customerId: customer.id, warehouseId, salesPersonId: quotation.salesPersonId, productIds, lines, on: ctx.today }) : undefined,
    };
  },
  decide: ({ quotation: before, lines: quoted, ordered, facts }, input, ctx) => {
    demandQuotation(before, 'convertQuotation');
    demandValid(before, ctx.today);
    if (!facts) throw QuotationProspect({ quotation: before.id, prospectName: before.prospectName ?? '' });
    const isNew = before.status === 'SENT';
    const accepted = isNew ? acceptedRows(before, quoted, input.chosen ?? [], ctx) : { rows: [update('Quotation', before.id, { version: before.version + 1 })], quotation: before, lines: quoted };
    const { quotation } = accepted;
    const wanted = wantedOf(quotation, accepted.lines, ordered, input.lines);
    const customer: CustomerRow = facts.customer;
    const { order, lines, discounts } = draftOrder({
      currencyCode: quotation.currencyCode, customerId: customer.id, warehouseId: input.warehouseId, salesPersonId: quotation.salesPersonId, requiredOn: input.requiredOn, customerReference: input.customerReference ?? quotation.customerReference,
      lines: wanted.map(asOrdered),
    }, { ...facts, promotions: noPromotions, frameworks: noFrameworks }, asAgreed(ctx));
    const agreed = lines.map((line, index): OrderLineRow => {
      const of = (wanted[index] as Wanted).line;
      return { ...line, description: of.description.slice(0, 200), priceOrigin: 'QUOTATION', priceBecause: because(quotation, of), quotationLineId: of.id };
    });
    const events: EventDraft[] = [
      { kind: 'quotationConverted', subjectType: 'Quotation', subjectId: quotation.id, data: { lines: wanted.length, total: printMoney(order.totalMinor, order.currencyCode) } },
      { kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { customer: customer.name, quotation: quotation.number } },
    ];
    if (isNew) events.unshift({ kind: 'quotationAccepted', subjectType: 'Quotation', subjectId: quotation.id, data: { number: quotation.number, total: printMoney(quotation.totalMinor, quotation.currencyCode) } });
    return {
      rows: [...accepted.rows, insert('Order', { ...order, quotationId: quotation.id }), ...agreed.map((line) => insert('OrderLine', line)), ...discounts.map((each) => insert('OrderDiscount', each))],
      events,
      result: { order: order.id, quotation: quotation.id },
    };
  },
});
