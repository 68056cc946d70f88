// Pure: goods that somebody has to look at before they are anybody's.
import type { InspectionOutcome, InspectionRow, ReceiptRow, RejectReason, StockHoldRow } from '../generated/rows.ts';
import { hold, releaseHold } from '../inventory/holds.ts';
import { freeOf } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { InspectedTooMuch, InspectionState } from './refusals.ts';

type Open = Pick<InspectionRow, 'quantity' | 'accepted' | 'returned' | 'scrapped'>;
export const uninspected = ({ quantity, accepted, returned, scrapped }: Open): Quantity =>
  subtract(quantity, add(accepted, add(returned, scrapped)));

export function demandInspection({ number, status }: Pick<InspectionRow, 'number' | 'status'>, isLegal: (status: InspectionRow['status']) => boolean): void {
  if (!isLegal(status)) throw InspectionState({ number, status });
}

/** A new inspection of goods that have just come in: they are held back. Call before `allocate`. */
export function inspectionRows(pools: Pools, { number, receipt, line }: {
  number: string; receipt: Pick<ReceiptRow, 'id' | 'purchaseOrderId' | 'supplierId' | 'warehouseId' | 'receivedOn'>;
  line: { id: string; productId: string; quantity: Quantity };
}, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const id = ctx.newId();
  const { productId, quantity } = line;
  const { warehouseId } = receipt;
  // Where stock had fallen below zero, part of what comes is gone already.
  const there = fewest(quantity, freeOf(pools.level(productId, warehouseId)));
  const held = there > none ? hold(pools, {
    productId, warehouseId, quantity: there, kind: 'INSPECTION', reason: number, source: { type: 'Inspection', id }, ...(there === quantity ? { moveId: line.id } : {}),
  }, ctx).rows : [];
  return {
    rows: [insert('Inspection', {
      id, companyId: ctx.company.id, number, receiptId: receipt.id, receiptLineId: line.id, purchaseOrderId: receipt.purchaseOrderId, supplierId: receipt.supplierId,
      productId, warehouseId, quantity, openedOn: receipt.receivedOn,
    }), ...held],
    events: [{ kind: 'inspectionOpened', subjectType: 'Inspection', subjectId: id, data: { number } }],
  };
}

export interface Finding { outcome: InspectionOutcome; quantity: Quantity; reason?: RejectReason | null; note?: string | null; lotId?: string | null }
export interface Released { finding: Finding; lots: { lotId: string; quantity: Quantity }[]; path: string[] }

/**
 * Lets go of held goods as they were found, so that they are free or leave next. What is rejected needs a reason; refuses more than
 * is left to inspect, and more of a lot than is held.
 */
export function releaseFound(pools: Pools, inspection: InspectionRow, holds: StockHoldRow[], findings: readonly Finding[], ctx: DecideContext): { rows: Change[]; released: Released[] } {
  const rows: Change[] = [];
  let open = uninspected(inspection);
  const { productName } = pools.names(inspection.productId, inspection.warehouseId);
  const released = findings.map((finding, index): Released => {
    const path = ['results', String(index)];
    if (finding.outcome !== 'ACCEPTED' && !finding.reason) throw fieldRefused([...path, 'reason'], 'required');
    if (finding.quantity > open) throw InspectedTooMuch({ number: inspection.number, productName, open, wanted: finding.quantity });
    open = subtract(open, finding.quantity);
    let left = finding.quantity;
    const lots: Released['lots'] = [];
    for (const held of holds.filter((each) => each.quantity > none && (!finding.lotId || each.lotId === finding.lotId))) {
      const part = fewest(left, held.quantity);
      if (part === none) break;
      rows.push(...releaseHold(pools, held, { quantity: part, reason: inspection.number }, ctx));
      if (held.lotId) lots.push({ lotId: held.lotId, quantity: part });
      left = subtract(left, part);
    }
    // Less may be held than is inspected only where stock had been below zero; of a lot never.
    if (finding.lotId && left > none) throw InspectedTooMuch({ number: inspection.number, productName, open: subtract(finding.quantity, left), wanted: finding.quantity });
    return { finding, lots, path: [...path, 'quantity'] };
  });
  return { rows, released };
}

const columnOf: Record<InspectionOutcome, 'accepted' | 'returned' | 'scrapped'> = { ACCEPTED: 'accepted', RETURNED: 'returned', SCRAPPED: 'scrapped' };

/** The inspection after findings; those with a quantity below zero take earlier ones back. */
export function afterFindings(inspection: InspectionRow, findings: readonly Pick<Finding, 'outcome' | 'quantity'>[], on: Day): { row: Change; after: InspectionRow } {
  const after = { ...inspection };
  for (const { outcome, quantity } of findings) after[columnOf[outcome]] = add(after[columnOf[outcome]], quantity);
  const isDone = uninspected(after) === none;
  const { accepted, returned, scrapped } = after;
  const columns = { accepted, returned, scrapped, status: isDone ? 'DONE' as const : 'OPEN' as const, closedOn: isDone ? on : null, version: inspection.version + 1 };
  return { row: update('Inspection', inspection.id, columns), after: { ...after, ...columns } };
}
