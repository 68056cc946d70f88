// Pure: when what was shipped is due to be invoiced, and what goes on one invoice.
import type { InvoiceCycle, OrderStatus } from '../generated/rows.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';

export interface Cycle { cycle: InvoiceCycle; day: number | null; isConsolidated: boolean }

/** A shipment that no invoice covers. `basis` is equal where address and tax are. */
export interface DueShipment extends Cycle {
  id: string; orderId: string; customerId: string; shippedOn: Day; orderStatus: OrderStatus; total: Minor; basis: string;
}
export interface DueInvoice { customerId: string; cycle: InvoiceCycle; shipmentIds: string[]; total: Minor }

const monday = '1970-01-05' as Day;
const lastOfMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const dayText = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(day, lastOfMonth(year, month))).padStart(2, '0')}` as Day;

/** The latest day, not after `upTo`, on which a cycle closes; null where it has no days. */
export function lastClosing({ cycle, day }: Pick<Cycle, 'cycle' | 'day'>, upTo: Day): Day | null {
  if (cycle === 'WEEK') {
    const today = ((daysBetween(monday, upTo) % 7) + 7) % 7 + 1;
    return addDays(upTo, -((today - (day ?? 7) + 7) % 7));
  }
  if (cycle === 'MONTH') {
    const [year = 0, month = 0] = upTo.split('-').map(Number);
    const own = dayText(year, month, day ?? 31);
    if (own <= upTo) return own;
    return month === 1 ? dayText(year - 1, 12, day ?? 31) : dayText(year, month - 1, day ?? 31);
  }
  return null;
}

function isDue(shipment: DueShipment, upTo: Day): boolean {
  if (shipment.shippedOn > upTo) return false;
  if (shipment.cycle === 'ORDER') return ['SHIPPED', 'INVOICED', 'CLOSED'].includes(shipment.orderStatus);
  const closing = lastClosing(shipment, upTo);
  return closing === null || shipment.shippedOn <= closing;
}

/** What is on one invoice with others: a shipment alone, an order, or all of a customer that share address and tax. */
function groupOf({ id, orderId, customerId, cycle, isConsolidated, basis }: DueShipment): string {
  if (cycle === 'SHIPMENT') return id;
  return isConsolidated && cycle !== 'ORDER' ? `${customerId} ${basis}` : orderId;
}

/** The invoices that are due, in the order of the shipments given; each shipment is on one. */
export function dueInvoices(shipments: DueShipment[], upTo: Day): DueInvoice[] {
  return [...Map.groupBy(shipments.filter((each) => isDue(each, upTo)), groupOf).values()].flatMap((of) => {
    const [first] = of;
    return first ? [{ customerId: first.customerId, cycle: first.cycle, shipmentIds: of.map(({ id }) => id), total: plus(zero, ...of.map(({ total }) => total)) }] : [];
  });
}
