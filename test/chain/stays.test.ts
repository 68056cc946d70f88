import { expect, test } from 'vitest';
import { ownerOf, staysOf, type Person, type ToldEvent } from '../../server/src/chain/rules.ts';
import type { OrderStatus } from '../../server/src/generated/rows.ts';

const told = (kind: string, status: OrderStatus | null = null) => ({ kind, status });
/** Events an hour apart; stays as `STEP visit in-out outcome`, in hours. */
function stays(...events: ReturnType<typeof told>[]): string[] {
  const log = events.map((event, hour): ToldEvent => ({ ...event, id: `e${hour}`, recordedAt: new Date(hour * 3_600_000) }));
  return staysOf(log).map(({ step, visit, enteredAt, leftAt, outcome }) =>
    `${step} ${visit} ${enteredAt.getTime() / 3_600_000}-${leftAt ? leftAt.getTime() / 3_600_000 : ''} ${outcome ?? ''}`.trim());
}
const placed = told('orderPlaced');
const shipped = told('orderShipped', 'SHIPPED');
const invoiced = told('orderInvoiced', 'INVOICED');
const closed = told('orderClosed');
const confirmed = told('orderConfirmed');

test.each([
  ['is in its first stage once it is placed', [placed], ['ORDER 1 0-']],
  ['stays there while a part of it is open', [placed, told('orderShipped', 'PART_SHIPPED'), told('orderInvoiced', 'PART_SHIPPED')], ['ORDER 1 0-']],
  ['goes the whole way', [placed, shipped, invoiced, closed, confirmed],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-2 FORWARD', 'RECONCILIATION 1 2-3 FORWARD', 'CONFIRMATION 1 3-4 FORWARD']],
  ['passes the last stage at once where the customer confirmed before paying', [placed, shipped, confirmed, invoiced, closed],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-3 FORWARD', 'RECONCILIATION 1 3-4 FORWARD', 'CONFIRMATION 1 4-4 FORWARD']],
  ['goes back when its shipment is taken back, and is there a second time', [placed, shipped, told('shipmentReversed'), shipped, invoiced],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-2 BACK', 'ORDER 2 2-3 FORWARD', 'INVOICE 2 3-4 FORWARD', 'RECONCILIATION 1 4-']],
  ['goes back when a payment is taken back', [placed, shipped, invoiced, closed, told('orderReopened')],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-2 FORWARD', 'RECONCILIATION 1 2-3 FORWARD', 'CONFIRMATION 1 3-4 BACK', 'RECONCILIATION 2 4-']],
  ['comes back behind its end when a confirmation is withdrawn', [placed, shipped, invoiced, closed, confirmed, told('orderConfirmationWithdrawn')],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-2 FORWARD', 'RECONCILIATION 1 2-3 FORWARD', 'CONFIRMATION 1 3-4 FORWARD', 'CONFIRMATION 2 5-']],
  ['passes invoicing at once where the rest of an invoiced order is given up', [placed, told('orderShipped', 'PART_SHIPPED'), told('orderInvoiced', 'PART_SHIPPED'), told('orderCancelled', 'INVOICED')],
    ['ORDER 1 0-3 FORWARD', 'INVOICE 1 3-3 FORWARD', 'RECONCILIATION 1 3-']],
  ['ends where it is cancelled', [placed, told('orderCancelled', 'CANCELLED')], ['ORDER 1 0-1 CANCELLED']],
  ['is read from older events, of which the last invoice is the whole', [placed, shipped, told('orderInvoiced'), told('orderInvoiced'), closed],
    ['ORDER 1 0-1 FORWARD', 'INVOICE 1 1-3 FORWARD', 'RECONCILIATION 1 3-4 FORWARD', 'CONFIRMATION 1 4-']],
] as const)('an order %s', (_says, events, expected) => {
  expect(stays(...events)).toEqual(expected);
});

const person = (id: string, role: Person['role'], salesPersonId: string | null = null): Person => ({ id, name: id, role, salesPersonId });
const order = { salesPersonId: 'nancy', customersSalesPersonId: 'nancy', warehouseId: 'north' };
const nancy = person('Nancy', 'SALES', 'nancy');
const andrew = person('Andrew', 'SALES', 'andrew');
const boss = person('Boss', 'OWNER');
const rule = (no: number, more: { kind: 'SALES_PERSON' | 'PERSON' | 'ROLE'; userId?: string; role?: Person['role']; warehouseId?: string }) =>
  ({ step: 'ORDER' as const, no, userId: null, role: null, warehouseId: null, ...more });

test.each([
  ['whoever sees to the customer', [], [nancy, andrew, boss], { ownerId: 'Nancy', ownerRole: null }],
  ['the next role where nobody sells to them who is still here', [], [andrew, person('Con', 'CONTROLLER'), boss], { ownerId: null, ownerRole: 'CONTROLLER' }],
  ['the owner of a firm of one', [], [boss], { ownerId: null, ownerRole: 'OWNER' }],
  ['the first rule that fits the warehouse', [rule(1, { kind: 'PERSON', userId: 'Andrea', warehouseId: 'south' }), rule(2, { kind: 'ROLE', role: 'WAREHOUSE', warehouseId: 'north' })],
    [nancy, person('Andrea', 'WAREHOUSE'), boss], { ownerId: null, ownerRole: 'WAREHOUSE' }],
  ['nobody, where a person named may not see the order', [rule(1, { kind: 'PERSON', userId: 'Andrew' })], [nancy, andrew, boss], { ownerId: null, ownerRole: null }],
  ['nobody, where the role has nobody', [rule(1, { kind: 'ROLE', role: 'WAREHOUSE' })], [nancy, boss], { ownerId: null, ownerRole: null }],
])('a stage goes to %s', (_says, rules, people, expected) => {
  expect(ownerOf('ORDER', order, rules, people)).toEqual(expected);
});
