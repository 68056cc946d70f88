// Pure: what may happen to a pick list when.
import type { PickLineRow, PickListRow } from '../generated/rows.ts';
import { PickListShipped, PickListState } from './refusals.ts';

type List = Pick<PickListRow, 'number' | 'status'>;

export function demandOpenList({ number, status }: List): void {
  if (status !== 'OPEN') throw PickListState({ number, status });
}

export function demandListCancellable({ number, status }: List, lines: readonly Pick<PickLineRow, 'shipmentId'>[]): void {
  if (status === 'CANCELLED') throw PickListState({ number, status });
  if (lines.some(({ shipmentId }) => shipmentId !== null)) throw PickListShipped({ number });
}

/** Refuses to ship what was not picked yet, or was given up. */
export function demandPicked({ number, status }: List): void {
  if (status !== 'PICKED') throw PickListState({ number, status });
}
