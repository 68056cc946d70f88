import sql from 'sql-template-tag';
import type { MoveKind } from '../generated/rows.ts';
import { minor } from '../shared/money.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { FoldMove } from './fold.ts';

export interface MoveFound {
  id: string; kind: MoveKind; quantity: string; value: string; day: Day; sequence: number; orderId: string | null;
  reversesMoveId: string | null; valuedByMoveId: string | null; correctsMoveId: string | null; adjusted: string;
}

/** What F reads of moves `m`, with the sums of their adjustments `a`, as they change the pool's value. */
export const moveColumns = sql`m.id, m.kind, m.quantity::text AS quantity, m."valueMinor"::text AS value, m."effectiveOn"::text AS day, m.sequence, m."orderId",
  m."reversesMoveId", m."valuedByMoveId", m."correctsMoveId", coalesce(a.difference * sign(m.quantity), 0)::bigint::text AS adjusted`;

export const quantityOf = (text: string): Quantity => parseQuantity(text) ?? none;

export const moveOf = ({ id, kind, quantity, value, day, sequence, orderId, reversesMoveId, valuedByMoveId, correctsMoveId }: MoveFound): FoldMove => ({
  id, kind, quantity: quantityOf(quantity), valueMinor: minor(BigInt(value)), effectiveOn: day, sequence, orderId, reversesMoveId, valuedByMoveId, correctsMoveId,
});
