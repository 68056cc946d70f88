// Another product for what waits of an order line: proposed, and taken when the customer says so.
import sql from 'sql-template-tag';
import { rateRefusals } from '../currencies/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { reserveHere } from '../inventory/promises.ts';
import { draftLines } from '../orders/draft.ts';
import { loadDraftFacts } from '../orders/loadDraftFacts.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { loadPromises } from '../orders/loadPromises.ts';
import { demandMove } from '../orders/moves.ts';
import { CreditLimitExceeded, DeliveryUnderway, OrderStatusForbids } from '../orders/refusals.ts';
import { goodsOf } from '../orders/reserving.ts';
import { demandCredit, demandNotUnderway, worthOfOpen } from '../orders/rules.ts';
import { closedLineRows, openQuantity } from '../orders/transitions.ts';
import { movedCalls } from '../pricing/frameworkCalls.ts';
import { lockCalled } from '../pricing/frameworkParts.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, day, id, optional, quantity, text, unitPrice } from '../shared/input.ts';
import { minus, plus, zero } from '../shared/money.ts';
import { none, printQuantity, printUnitPrice } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { giveUp, loadLastShipped } from './closeOrderLine.ts';
import { LineDropShipped, ShipExceedsOrder, SubstitutionPending, SubstitutionState } from './refusals.ts';
import { demandFromStock } from './rules.ts';

export const proposeSubstitution = action({
  name: 'proposeSubstitution', permission: 'orders.write',
  describe: 'Notes that another product is offered for what is open of an order line. Nothing of the order changes until the customer has said yes.',
  input: {
    orderLineId: id('OrderLine'), productId: id('Product'), quantity: { ...optional(quantity()), describe: 'Units of the line; all that is open when left out.' },
    unitPrice: { ...optional(unitPrice()), describe: 'The price of what was ordered is kept when left out.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [OrderStatusForbids, ShipExceedsOrder, LineDropShipped, SubstitutionPending], payload: { substitution: 'record:Substitution', order: 'record:Order' },
  load: async (tx, { orderLineId, productId }, ctx) => {
    const { orderId } = await readRow(tx, 'OrderLine', orderLineId);
    const loaded = await lockOrder(tx, orderId, ctx);
    const pending = await selectRows(tx, 'Substitution', sql`t."orderLineId" = ${orderLineId} AND t.status = 'PROPOSED'`);
    return { ...loaded, pending, product: await readRow(tx, 'Product', productId) };
  },
  decide: ({ order, lines, pending, product }, given, ctx) => {
    demandMove(order, 'substituteLine');
    const line = lines.find((each) => each.id === given.orderLineId);
    if (!line) throw fieldRefused(['orderLineId'], 'id_unknown', { type: 'OrderLine' });
    demandFromStock(line);
    if (pending.length > 0) throw SubstitutionPending({ productName: line.description });
    if (product.id === line.productId) throw fieldRefused(['productId'], 'other_needed');
    const units = given.quantity ?? openQuantity(line);
    if (units > openQuantity(line) || units === none) throw ShipExceedsOrder({ productName: line.description, wanted: units, open: openQuantity(line) });
    const isOther = given.unitPrice !== null && given.unitPrice !== undefined && given.unitPrice !== line.unitPrice;
    if (isOther && !ctx.viewer.permissions.has('prices.override')) throw fieldRefused(['unitPrice'], 'price_fixed', { price: printUnitPrice(line.unitPrice) });
    const substitution = ctx.newId();
    return {
      rows: [insert('Substitution', {
        id: substitution, companyId: ctx.company.id, orderId: order.id, orderLineId: line.id, productId: product.id, quantity: units, unitPrice: given.unitPrice ?? line.unitPrice,
        discountRate: isOther ? (0n as typeof line.discountRate) : line.discountRate, status: 'PROPOSED', reason: given.reason, proposedAt: ctx.now, proposedByName: ctx.viewer.name.slice(0, 200),
        answeredAt: null, consentName: null, consentMeans: null, consentOn: null, consentNote: null, newOrderLineId: null,
      })],
      events: [{ kind: 'substitutionProposed', subjectType: 'Order', subjectId: order.id, reason: given.reason, data: { product: line.description, offered: product.name, quantity: printQuantity(units) } }],
      result: { substitution, order: order.id },
    };
  },
});

async function load(tx: Tx, substitutionId: string, ctx: Context) {
  const asked = await readRow(tx, 'Substitution', substitutionId);
  const loaded = await lockOrder(tx, asked.orderId, ctx);
  const substitution = await lockRow(tx, 'Substitution', substitutionId);
  const frameworks = await lockCalled(tx, loaded.lines);
  const lastShippedOn = await loadLastShipped(tx, asked.orderId);
  const credit = await loadCredit(tx, loaded.customer.id);
  const { promotions: _none, frameworks: _agreed, ...facts } = await loadDraftFacts(tx, ctx, { currencyCode: loaded.order.currencyCode, customerId: loaded.order.customerId, warehouseId: loaded.order.warehouseId, productIds: [asked.productId], on: ctx.today });
  const promises = await loadPromises(tx, ctx, [loaded.order]);
  const offered = facts.products.get(asked.productId);
  const goods = goodsOf(offered, { isDropShipped: false });
  const waits = promises.reservations.find((row) => row.orderLineId === asked.orderLineId && row.backordered > none) ?? promises.reservations.find((row) => row.orderLineId === asked.orderLineId);
  const warehouseId = waits?.warehouseId ?? loaded.order.warehouseId;
  return { ...loaded, ...promises, frameworks, substitution, lastShippedOn, credit, facts, goods, warehouseId, offers: await loadPools(tx, ctx, goods.map(({ productId }) => ({ productId, warehouseId }))) };
}

export const answerSubstitution = action({
  name: 'answerSubstitution', permission: 'orders.write',
  describe: 'Records what the customer said to a substitute: who, how and when. A yes closes the line short and puts the offered product into the order, promised as far as it is there.',
  input: {
    substitutionId: id('Substitution'), accepts: boolean(), consentName: text({ max: 200 }), consentMeans: choice('ConsentMeans'),
    consentOn: { ...optional(day()), describe: 'Today when left out.' }, note: optional(text({ max: 1000, lines: true })),
  },
  refusals: [OrderStatusForbids, SubstitutionState, ShipExceedsOrder, DeliveryUnderway, CreditLimitExceeded, ...rateRefusals], payload: { substitution: 'record:Substitution', order: 'record:Order' },
  load: (tx, { substitutionId }, ctx) => load(tx, substitutionId, ctx),
  decide: (loaded, { accepts, consentName, consentMeans, consentOn, note }, ctx): Decision => {
    const { order, lines, customer, substitution, frameworks, credit, facts, goods, warehouseId, pools, offers, pairs, reservations, waiting, lastShippedOn } = loaded;
    if (substitution.status !== 'PROPOSED') throw SubstitutionState({ status: substitution.status });
    const on = consentOn ?? ctx.today;
    if (on > ctx.today) throw fieldRefused(['consentOn'], 'day_after', { day: ctx.today });
    const told = { consentName, consentMeans, consentOn: on, consentNote: note ?? null, answeredAt: ctx.now };
    const line = lines.find((each) => each.id === substitution.orderLineId);
    const offered = facts.products.get(substitution.productId);
    if (!line || !offered) throw fieldRefused(['substitutionId'], 'id_unknown', { type: 'Substitution' });
    const data = { product: line.description, offered: offered.name, quantity: printQuantity(substitution.quantity), consent: consentName, means: consentMeans };
    const result = { substitution: substitution.id, order: order.id };
    if (!accepts) {
      return {
        rows: [update('Substitution', substitution.id, { status: 'DECLINED', ...told })],
        events: [{ kind: 'substitutionDeclined', subjectType: 'Order', subjectId: order.id, reason: note ?? null, data }], result,
      };
    }
    demandMove(order, 'substituteLine');
    demandNotUnderway(order, reservations.filter((row) => row.orderLineId === line.id));
    if (substitution.quantity > openQuantity(line)) throw ShipExceedsOrder({ productName: line.description, wanted: substitution.quantity, open: openQuantity(line) });
    // The price was agreed on with the customer: whoever notes the answer needs no right to set it.
    const agreed = { ...ctx, viewer: { ...ctx.viewer, permissions: new Set([...ctx.viewer.permissions, 'prices.override' as const]) } };
    const drafted = draftLines({ id: order.id, path: ['lines'], codes: [] }, [{
      productId: substitution.productId, quantity: substitution.quantity, unitPrice: substitution.unitPrice, discountRate: substitution.discountRate, taxIncluded: line.taxIncluded, isDropShipped: false,
    }], { ...facts, channel: order.channel }, [], agreed);
    const [first] = drafted.lines;
    if (!first) throw new Error('a substitute has no line');
    const made = { ...first, no: Math.max(...lines.map((each) => each.no)) + 1 };
    const worth = plus(made.netMinor, made.taxMinor);
    const exposed = worthOfOpen(order, ctx);
    lines.push(made);
    order.openMinor = plus(order.openMinor, worth);
    const freed = giveUp(pools, reservations, line.id, substitution.quantity);
    const before = lines.map((each) => ({ ...each }));
    const closed = closedLineRows(order, lines, { orderLineId: line.id, quantity: substitution.quantity }, lastShippedOn);
    const difference = minus(worthOfOpen(order, ctx), exposed);
    if (difference > zero) demandCredit(customer, credit, difference, []);
    // The pools of the order were locked before; those of what is offered may be among them.
    const from = goods.every(({ productId }) => pools.has(productId, warehouseId)) ? pools : offers;
    const reserved = goods.length === 0 ? [] : reserveHere(from, {
      orderId: order.id, orderLineId: made.id, goods, warehouseId, quantity: made.quantity, neededOn: order.requiredOn, minimumShelfLifeDays: customer.minimumShelfLifeDays,
      priority: order.priority ?? customer.priority, isLinked: goods.some(({ perKit }) => perKit !== null), because: { by: 'NAMED' },
    }, ctx).rows;
    const passedOn = pairs.flatMap(({ productId, warehouseId: where }) => allocate(pools, waiting, productId, where));
    const totals = {
      grossMinor: plus(order.grossMinor, made.grossMinor), netMinor: plus(order.netMinor, made.netMinor), taxMinor: plus(order.taxMinor, made.taxMinor),
      discountMinor: plus(order.discountMinor, minus(made.grossMinor, made.netMinor)), totalMinor: plus(order.totalMinor, worth),
    };
    return {
      rows: [
        insert('OrderLine', made), ...drafted.discounts.map((each) => insert('OrderDiscount', each)), ...freed, ...closed.rows, ...movedCalls(frameworks, before, lines).rows, ...reserved, ...passedOn,
        ...pools.changes(), ...(from === offers ? offers.changes() : []), update('Order', order.id, { ...totals, version: order.version + 1 }),
        ...(difference === zero ? [] : [moveCredit(credit, 'openOrders', difference)]),
        update('Substitution', substitution.id, { status: 'ACCEPTED', ...told, newOrderLineId: made.id }),
      ],
      events: [{ kind: 'substitutionAccepted', subjectType: 'Order', subjectId: order.id, reason: note ?? null, data }], result,
    };
  },
});

export const withdrawSubstitution = action({
  name: 'withdrawSubstitution', permission: 'orders.write', describe: 'Takes an offer back that the customer has not answered.',
  input: { substitutionId: id('Substitution'), reason: text({ max: 1000, lines: true }) },
  refusals: [SubstitutionState], payload: { substitution: 'record:Substitution', order: 'record:Order' },
  load: async (tx, { substitutionId }, ctx) => {
    const { orderId } = await readRow(tx, 'Substitution', substitutionId);
    await lockOrder(tx, orderId, ctx);
    return { substitution: await lockRow(tx, 'Substitution', substitutionId) };
  },
  decide: ({ substitution }, { reason }, ctx) => {
    if (substitution.status !== 'PROPOSED') throw SubstitutionState({ status: substitution.status });
    return {
      rows: [update('Substitution', substitution.id, { status: 'WITHDRAWN', answeredAt: ctx.now })],
      events: [{ kind: 'substitutionWithdrawn', subjectType: 'Order', subjectId: substitution.orderId, reason }],
      result: { substitution: substitution.id, order: substitution.orderId },
    };
  },
});
