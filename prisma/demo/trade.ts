import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { settleOrder } from '../../server/src/orders/settleOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { printMoney } from '../../server/src/shared/money.ts';
import { readRow } from '../../server/src/shared/rows.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import { costOf, invoiceDelayDays, payMethod, termDays } from './assumptions.ts';
import type { Northwind, NorthwindOrder } from './files.ts';
import type { Masters } from './masters.ts';
import type { Demo } from './run.ts';

/** What was ever shipped and what is left lies in the warehouse on the day before the first order. */
export async function openStock(demo: Demo, files: Northwind, masters: Masters, on: Day, progress: (line: string) => void): Promise<void> {
  progress('Opening stock');
  const shipped = new Map<string, number>();
  for (const order of files.orders.filter(({ shippedOn }) => shippedOn)) {
    for (const { product, quantity } of order.lines) shipped.set(product, (shipped.get(product) ?? 0) + Number(quantity));
  }
  const lines = files.products.map(({ ProductID = '', UnitsInStock = '0', UnitPrice = '0' }) => ({
    productId: masters.products.get(ProductID), warehouseId: masters.warehouse,
    quantity: String((shipped.get(ProductID) ?? 0) + Number(UnitsInStock)), unitCost: costOf(UnitPrice),
  })).filter(({ quantity }) => quantity !== '0');
  await demo.act(recordOpeningStock, 'opening', { on, lines }, { on });
}

const referenceOf = ({ id, reference }: NorthwindOrder): string => reference ?? `Northwind ${id}`;

const rawOrder = (order: NorthwindOrder, masters: Masters) => ({
  customerId: masters.customers.get(order.customer), salesPersonId: masters.salesPeople.get(order.employee), requiredOn: order.requiredOn,
  customerReference: referenceOf(order), carrier: order.carrier, freight: order.freight, shipTo: order.shipTo,
  lines: order.lines.map(({ product, quantity, unitPrice, discount }) =>
    ({ productId: masters.products.get(product), quantity, unitPrice, discountRate: discount })),
});

/** A line of work in a fixed order that others wait for, item by item. */
function lane<T extends { id: string }>(items: readonly T[], work: (item: T) => Promise<string>): { of(id: string): Promise<string>; all: Promise<unknown> } {
  const results = new Map<string, Promise<string>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const item of items) {
    const mine = last.then(() => work(item));
    mine.catch(() => undefined); // told by `all`; whoever waits for it hears of it, too
    results.set(item.id, mine);
    last = mine;
  }
  const missing = (id: string) => Promise.reject(new Error(`nothing waits for ${id}`));
  return { of: (id) => results.get(id) ?? missing(id), all: last };
}

const byDay = (dayOf: (order: NorthwindOrder) => Day | null) => (a: NorthwindOrder, b: NorthwindOrder) =>
  (dayOf(a) ?? '').localeCompare(dayOf(b) ?? '') || Number(a.id) - Number(b.id);

/** When the invoice of an order is paid; later than the last day: not yet. */
const paidOn = ({ id, customer, shippedOn }: NorthwindOrder): Day => {
  const due = addDays(shippedOn as Day, termDays(customer));
  const paid = addDays(due, invoiceDelayDays(customer, id));
  return paid <= (shippedOn as Day) ? addDays(shippedOn as Day, 1) : paid;
};

/** What an invoice asks for, as a payer reads it. */
async function amountOf({ ctx }: Demo, invoiceId: string): Promise<string> {
  const { totalMinor, currencyCode } = await readRow(ctx.db, 'Invoice', uuidOf(invoiceId)?.uuid ?? '');
  return printMoney(totalMinor, currencyCode);
}

function counter(progress: (line: string) => void, total: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % 200 === 0 || done === total) progress(`Orders placed, shipped, invoiced: ${done} of ${total}`);
  };
}

/**
 * All orders: placed on their day, shipped on their shipped day, invoiced the same day, paid as the customer uses to pay.
 * The four lines of work run side by side, each in the order of its days, so that numbers come out the same every time.
 * The orders that were never shipped ask for more than is left: they are placed last, and what is missing waits.
 */
export async function trade(demo: Demo, files: Northwind, masters: Masters, lastDay: Day, progress: (line: string) => void): Promise<void> {
  const shipped = files.orders.filter((order) => order.shippedOn);
  const tick = counter(progress, shipped.length);
  const placing = lane(shipped.toSorted(byDay(({ placedOn }) => placedOn)), async (order) => {
    const placed = await demo.act(placeOrder, `order ${order.id}`, { order: rawOrder(order, masters), placedOn: order.placedOn }, { on: order.placedOn });
    return placed.order ?? '';
  });
  const shipping = lane(shipped.toSorted(byDay(({ shippedOn }) => shippedOn)), async (order) => {
    const on = order.shippedOn as Day;
    const orderId = await placing.of(order.id);
    const { shipment = '' } = await demo.act(shipOrder, `ship ${order.id}`, { orderId, shippedOn: on }, { on, minute: 60 });
    return shipment;
  });
  const invoicing = lane(shipped.toSorted(byDay(({ shippedOn }) => shippedOn)), async (order) => {
    const on = order.shippedOn as Day;
    const shipmentIds = [await shipping.of(order.id)];
    const { invoice = '' } = await demo.act(invoiceShipments, `invoice ${order.id}`, { shipmentIds, issuedOn: on }, { on, minute: 90 });
    tick();
    return invoice;
  });
  const paying = lane(shipped.filter((order) => paidOn(order) <= lastDay).toSorted(byDay(paidOn)), async (order) => {
    const on = paidOn(order);
    const invoiceId = await invoicing.of(order.id);
    const amount = await amountOf(demo, invoiceId);
    const { payment = '' } = await demo.act(recordPayment, `pay ${order.id}`, {
      customerId: masters.customers.get(order.customer), amount, paidOn: on, method: payMethod(order.customer),
      reference: referenceOf(order), allocations: [{ invoiceId, amount }],
    }, { on, minute: 120 });
    // As the consumer of the event would do it a moment later; it finds nothing left to do.
    await demo.act(settleOrder, `settle ${order.id}`, { orderId: await placing.of(order.id) }, { on, minute: 121 });
    return payment;
  });
  await Promise.all([placing.all, shipping.all, invoicing.all, paying.all]);
  for (const order of files.orders.filter(({ shippedOn }) => !shippedOn)) {
    await demo.act(placeOrder, `order ${order.id}`, { order: rawOrder(order, masters), placedOn: order.placedOn, acceptBackorder: true }, { on: order.placedOn });
  }
}
