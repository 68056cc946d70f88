// Pure: the rows of a transfer that another domain plans.
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';

export interface PlannedTransfer {
  /** Taken by `takeNumber(tx, ctx, 'TRF', ctx.today)`, last of all loads. */
  number: string;
  fromWarehouseId: string; toWarehouseId: string; expectedOn?: Day | null; note?: string | null;
  lines: readonly { productId: string; quantity: Quantity }[];
}

/** A draft that moves nothing before it is dispatched. The products are stocked, the quantities fit their units. */
export function transferRows({ lines, number, ...head }: PlannedTransfer, ctx: DecideContext): { transferId: string; rows: Change[]; events: EventDraft[] } {
  const transferId = ctx.newId();
  return {
    transferId,
    rows: [
      insert('Transfer', { id: transferId, companyId: ctx.company.id, number, ...head }),
      ...lines.map(({ productId, quantity }, index) => insert('TransferLine', { id: ctx.newId(), transferId, no: index + 1, productId, quantity })),
    ],
    events: [{ kind: 'transferCreated', subjectType: 'Transfer', subjectId: transferId, data: { number } }],
  };
}
