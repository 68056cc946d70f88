import { expect, test } from 'vitest';
import { enums } from '../../server/src/generated/rows.ts';
import { demandMove, moved, moves, movesFrom, type OrderMove } from '../../server/src/orders/moves.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';

// What the firm allows, written out: a change of the table is a change of this one.
const allowed: Record<OrderMove, string> = {
  updateOrder: 'DRAFT>DRAFT',
  deleteOrder: 'DRAFT>DELETED',
  requestCreditOverride: 'DRAFT>DRAFT PLACED>PLACED PART_SHIPPED>PART_SHIPPED CANCELLED>CANCELLED',
  requestMarginOverride: 'DRAFT>DRAFT',
  placeOrder: 'DRAFT>PLACED',
  reserveStock: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  dropShipOrder: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  reallocateOrder: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  rescheduleOrder: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  allowShortDated: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  planDelivery: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  prioritiseOrder: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  substituteLine: 'PLACED>PLACED PART_SHIPPED>PART_SHIPPED',
  closeLine: 'PLACED>PLACED,CANCELLED PART_SHIPPED>PART_SHIPPED,SHIPPED,INVOICED',
  shipOrder: 'PLACED>PART_SHIPPED,SHIPPED PART_SHIPPED>PART_SHIPPED,SHIPPED',
  reverseShipment: 'PART_SHIPPED>PLACED,PART_SHIPPED SHIPPED>PLACED,PART_SHIPPED',
  cancelOrder: 'PLACED>CANCELLED PART_SHIPPED>SHIPPED,INVOICED',
  invoiceShipments: 'PART_SHIPPED>PART_SHIPPED SHIPPED>SHIPPED,INVOICED',
  closeOrder: 'INVOICED>CLOSED',
  reopenOrder: 'CLOSED>INVOICED',
  takeUpOrder: 'CANCELLED>PLACED',
};
const every = (Object.keys(moves) as OrderMove[]).flatMap((move) => enums.OrderStatus.map((status) => [move, status] as const));

test.each(every)('%s on an order that is %s', (move, status) => {
  const to = allowed[move].split(' ').find((each) => each.startsWith(`${status}>`))?.split('>')[1]?.split(',');
  expect(movesFrom(move, status)).toEqual(to);
  const order = { id: 'o', number: 'ORD-2026-00001', status };
  const attempt = () => demandMove(order, move);
  if (to) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(Refusal);
  for (const target of enums.OrderStatus) {
    if (to?.includes(target)) expect(moved(order, move, target)).toBe(target);
    else expect(() => moved(order, move, target)).toThrow(`${move} does not lead from ${status} to ${target}`);
  }
});
