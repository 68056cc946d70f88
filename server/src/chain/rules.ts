// Pure: where an order is in its chain, told by its events alone; and whose a stage is.
import type { ChainOutcome, ChainRuleRow, ChainStep, OrderStatus, Role } from '../generated/rows.ts';

/** Order: until all its goods have left. Invoice: until all that left is invoiced. Reconciliation: until its invoices are settled. Confirmation: until the customer has confirmed. */
export const steps: readonly ChainStep[] = ['ORDER', 'INVOICE', 'RECONCILIATION', 'CONFIRMATION'];

/** The events of an order that move it on or back. */
export const chainKinds = [
  'orderPlaced', 'orderShipped', 'shipmentReversed', 'orderInvoiced', 'orderLineClosed', 'orderCancelled', 'orderTakenUp', 'orderClosed', 'orderReopened',
  'orderConfirmed', 'orderConfirmationWithdrawn',
] as const;

export interface ToldEvent {
  id: string;
  kind: string;
  recordedAt: Date;
  /** The status to which it led; null where the event does not tell. */
  status: OrderStatus | null;
}

/** A stay in a stage, as far as events tell it. */
export interface Stay {
  no: number;
  step: ChainStep;
  visit: number;
  enteredAt: Date;
  enteredEventId: string;
  leftAt: Date | null;
  leftEventId: string | null;
  outcome: ChainOutcome | null;
}

const placeOf: Partial<Record<OrderStatus, number>> = { PLACED: 0, PART_SHIPPED: 0, SHIPPED: 1, INVOICED: 2, CLOSED: 3 };

/** The status after an event. Events before the chain was kept do not tell it of an invoice: the last one before anything else was the whole. */
function statusAfter(event: ToldEvent, next: ToldEvent | undefined, before: OrderStatus | undefined): OrderStatus | undefined {
  switch (event.kind) {
    case 'orderPlaced': case 'orderTakenUp': return 'PLACED';
    case 'shipmentReversed': return 'PLACED';
    case 'orderClosed': return 'CLOSED';
    case 'orderReopened': return 'INVOICED';
    case 'orderConfirmed': case 'orderConfirmationWithdrawn': return before;
    case 'orderInvoiced': return event.status ?? (before === 'SHIPPED' && next?.kind !== 'orderInvoiced' ? 'INVOICED' : before);
    default: return event.status ?? before;
  }
}

/** The stays of an order by its events, in the order of the log. Whoever goes on passes every stage on the way; whoever goes back comes straight there. */
export function staysOf(events: readonly ToldEvent[]): Stay[] {
  const stays: Stay[] = [];
  let status: OrderStatus | undefined;
  let place = -1;
  let isConfirmed = false;
  const leave = (event: ToldEvent, outcome: ChainOutcome): void => {
    const here = stays.at(-1);
    if (here && here.leftAt === null) Object.assign(here, { leftAt: event.recordedAt, leftEventId: event.id, outcome });
  };
  const enter = (event: ToldEvent, step: ChainStep): void => {
    stays.push({
      no: stays.length + 1, step, visit: stays.filter((each) => each.step === step).length + 1,
      enteredAt: event.recordedAt, enteredEventId: event.id, leftAt: null, leftEventId: null, outcome: null,
    });
  };
  for (const [index, event] of events.entries()) {
    status = statusAfter(event, events[index + 1], status);
    if (event.kind === 'orderConfirmed') isConfirmed = true;
    if (event.kind === 'orderConfirmationWithdrawn') isConfirmed = false;
    if (status === undefined) continue;
    if (status === 'CANCELLED') { leave(event, 'CANCELLED'); continue; }
    const known = placeOf[status];
    if (known === undefined) continue;
    const to = known === 3 && isConfirmed ? steps.length : known;
    for (; place < to; place += 1) {
      leave(event, 'FORWARD');
      const step = steps[place + 1];
      if (step) enter(event, step);
    }
    if (place > to) {
      leave(event, 'BACK');
      place = to;
      enter(event, steps[to] as ChainStep); // behind its end there is nothing to go back to
    }
  }
  return stays;
}

/** Somebody who may own a stage. */
export interface Person { id: string; name: string; role: Role; salesPersonId: string | null }
export type Owner = { ownerId: string | null; ownerRole: Role | null };
export const nobody: Owner = { ownerId: null, ownerRole: null };

type Rule = Pick<ChainRuleRow, 'kind' | 'userId' | 'role' | 'warehouseId'>;
const role = (name: Role): Rule => ({ kind: 'ROLE', userId: null, role: name, warehouseId: null });
const salesPerson: Rule = { kind: 'SALES_PERSON', userId: null, role: null, warehouseId: null };

/** Whose a stage is where the firm has no rules of its own for it. */
export const builtIn: Record<ChainStep, readonly Rule[]> = {
  ORDER: [salesPerson, role('SALES'), role('CONTROLLER'), role('OWNER')],
  INVOICE: [role('CONTROLLER'), role('OWNER')],
  RECONCILIATION: [role('COLLECTOR'), role('CONTROLLER'), role('OWNER')],
  CONFIRMATION: [salesPerson, role('SALES'), role('CONTROLLER'), role('OWNER')],
};

export interface OwnedOrder { salesPersonId: string | null; customersSalesPersonId: string | null; warehouseId: string }

/** Whether a person may see an order: sales people see those of their own customers. */
export const maySeeOrder = ({ role: of, salesPersonId }: Person, { customersSalesPersonId }: OwnedOrder): boolean =>
  of !== 'PARTNER' && (of !== 'SALES' || (salesPersonId !== null && salesPersonId === customersSalesPersonId));

/** The first rule that finds somebody who is there and may see the order; nobody where none does. `people` are those in use. */
export function ownerOf(step: ChainStep, order: OwnedOrder, rules: readonly (Rule & { step: ChainStep; no: number })[], people: readonly Person[]): Owner {
  const own = rules.filter((each) => each.step === step).toSorted((a, b) => a.no - b.no);
  const able = people.filter((each) => maySeeOrder(each, order));
  for (const rule of own.length > 0 ? own : builtIn[step]) {
    if (rule.warehouseId !== null && rule.warehouseId !== order.warehouseId) continue;
    const sells = order.salesPersonId ?? order.customersSalesPersonId;
    const person = rule.kind === 'SALES_PERSON' ? able.find((each) => sells !== null && each.salesPersonId === sells) : able.find((each) => each.id === rule.userId);
    if (person) return { ownerId: person.id, ownerRole: null };
    if (rule.kind === 'ROLE' && able.some((each) => each.role === rule.role)) return { ownerId: null, ownerRole: rule.role };
  }
  return nobody;
}
