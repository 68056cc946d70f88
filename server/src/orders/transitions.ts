// Pure: how other domains move an order on. The given rows are locked; their kept values are changed too, so that several
// steps of one decision add up.
import type { OrderLineRow, OrderRow, OrderStatus } from '../generated/rows.ts';
import { minor, minus, plus, take, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { moved, type OrderMove } from './moves.ts';

/** What of a line is still to be shipped. */
export const openQuantity = (line: Pick<OrderLineRow, 'quantity' | 'shipped' | 'cancelled'>): Quantity =>
  subtract(subtract(line.quantity, line.shipped), line.cancelled);

export interface LinePart { orderLineId: string; quantity: Quantity }

function lineOf(lines: OrderLineRow[], id: string): OrderLineRow {
  const line = lines.find((each) => each.id === id);
  if (!line) throw new Error(`order line ${id} is not loaded`);
  return line;
}

function turn(order: OrderRow, move: OrderMove, to: OrderStatus, columns: Partial<OrderRow> = {}): Change {
  Object.assign(order, columns, { status: moved(order, move, to) });
  return update('Order', order.id, { ...columns, status: order.status });
}

/** Goods of lines left at a selling total: the status follows from what is still open. */
export function shippedRows(order: OrderRow, lines: OrderLineRow[], parts: LinePart[], total: Minor, shippedOn: Day): Change[] {
  const changes = parts.map(({ orderLineId, quantity }) => {
    const line = lineOf(lines, orderLineId);
    line.shipped = add(line.shipped, quantity);
    return update('OrderLine', line.id, { shipped: line.shipped });
  });
  const isComplete = lines.every((line) => openQuantity(line) === none);
  return [...changes, turn(order, 'shipOrder', isComplete ? 'SHIPPED' : 'PART_SHIPPED',
    { openMinor: minus(order.openMinor, total), shippedOn: isComplete ? shippedOn : null })];
}

/** A shipment was taken back: its quantities are open again. */
export function unshippedRows(order: OrderRow, lines: OrderLineRow[], parts: LinePart[], total: Minor): Change[] {
  const changes = parts.map(({ orderLineId, quantity }) => {
    const line = lineOf(lines, orderLineId);
    line.shipped = subtract(line.shipped, quantity);
    return update('OrderLine', line.id, { shipped: line.shipped });
  });
  const isUntouched = lines.every((line) => line.shipped === none);
  return [...changes, turn(order, 'reverseShipment', isUntouched ? 'PLACED' : 'PART_SHIPPED',
    { openMinor: plus(order.openMinor, total), shippedOn: null })];
}

const isInvoiced = (lines: OrderLineRow[]) => lines.every((line) => line.invoiced === line.shipped);

/** Shipped quantities of an order were invoiced: INVOICED once nothing is open and all that was shipped is invoiced. */
export function invoicedRows(order: OrderRow, lines: OrderLineRow[], parts: LinePart[]): Change[] {
  const changes = parts.map(({ orderLineId, quantity }) => {
    const line = lineOf(lines, orderLineId);
    line.invoiced = add(line.invoiced, quantity);
    return update('OrderLine', line.id, { invoiced: line.invoiced });
  });
  const to = order.status === 'SHIPPED' && isInvoiced(lines) ? 'INVOICED' : order.status;
  return [...changes, turn(order, 'invoiceShipments', to)];
}

/** What so many units of a line, the last of them, are worth: the parts of a line sum to it whatever is closed and shipped. */
export const worthOfLast = (line: OrderLineRow, quantity: Quantity): Minor => {
  const upTo = (units: Quantity) => plus(take({ units: line.quantity, value: line.netMinor }, units), take({ units: line.quantity, value: line.taxMinor }, units));
  const left = subtract(line.quantity, line.cancelled);
  return minus(upTo(left), upTo(subtract(left, quantity)));
};

/** So many units of a line will not be shipped: the rest of the order goes on, and is done where nothing else is open. */
export function closedLineRows(order: OrderRow, lines: OrderLineRow[], part: LinePart, lastShippedOn: Day | null): { rows: Change[]; worth: Minor } {
  const line = lineOf(lines, part.orderLineId);
  const isLast = lines.every((each) => openQuantity(each) === (each === line ? part.quantity : none));
  const worth = isLast ? order.openMinor : worthOfLast(line, part.quantity);
  line.cancelled = add(line.cancelled, part.quantity);
  const wasShipped = lines.some((each) => each.shipped > none);
  const to = !isLast ? order.status : !wasShipped ? 'CANCELLED' : isInvoiced(lines) ? 'INVOICED' : 'SHIPPED';
  const turned = turn(order, 'closeLine', to, { openMinor: minus(order.openMinor, worth), ...(isLast ? { shippedOn: wasShipped ? lastShippedOn : null } : {}) });
  return { rows: [update('OrderLine', line.id, { cancelled: line.cancelled }), turned], worth };
}

/** What is not shipped is given up: CANCELLED where nothing was shipped, else as far as it came. */
export function cancelledRows(order: OrderRow, lines: OrderLineRow[], lastShippedOn: Day | null): Change[] {
  const changes = lines.filter((line) => openQuantity(line) > none).map((line) => {
    line.cancelled = add(line.cancelled, openQuantity(line));
    return update('OrderLine', line.id, { cancelled: line.cancelled });
  });
  const wasShipped = lines.some((line) => line.shipped > none);
  const to = !wasShipped ? 'CANCELLED' : isInvoiced(lines) ? 'INVOICED' : 'SHIPPED';
  return [...changes, turn(order, 'cancelOrder', to, { openMinor: minor(0), shippedOn: wasShipped ? lastShippedOn : null })];
}

/** Everything is paid. */
export const closedRows = (order: OrderRow): Change[] => [turn(order, 'closeOrder', 'CLOSED')];
/** Something is owed again. */
export const reopenedRows = (order: OrderRow): Change[] => [turn(order, 'reopenOrder', 'INVOICED')];
