// Pure: what people, planners and par levels ask for, until it is on order.
import type { RequisitionLineRow, RequisitionOrigin, RequisitionRow, RequisitionStatus } from '../generated/rows.ts';
import { demandPlaces, type Pools } from '../inventory/pools.ts';
import { ask } from '../inventory/requested.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { most, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { RequisitionEmpty, RequisitionState } from './refusals.ts';

/** In which status each action on a requisition is legal. */
export const legalRequisition = {
  updateRequisition: ['DRAFT', 'REJECTED'],
  submitRequisition: ['DRAFT', 'REJECTED'],
  decideRequisition: ['SUBMITTED'],
  orderRequisitions: ['APPROVED'],
  cancelRequisition: ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'],
} as const satisfies Record<string, readonly RequisitionStatus[]>;
export type RequisitionAction = keyof typeof legalRequisition;

export function demandRequisition({ number, status }: Pick<RequisitionRow, 'number' | 'status'>, name: RequisitionAction): void {
  const allowed: readonly RequisitionStatus[] = legalRequisition[name];
  if (!allowed.includes(status)) throw RequisitionState({ number, status });
}

/** Whether a requisition's open lines count as requested: asked for, and not turned down. */
export const isAsking = ({ status }: Pick<RequisitionRow, 'status'>): boolean => status === 'SUBMITTED' || status === 'APPROVED' || status === 'ORDERED';

type Asked = Pick<RequisitionLineRow, 'quantity' | 'ordered' | 'closed' | 'drafted'>;
/** What is asked for and not on order yet. */
export const stillAsked = ({ quantity, ordered, closed }: Omit<Asked, 'drafted'>): Quantity => subtract(subtract(quantity, ordered), closed);
/** What may be put on a purchase order: nothing twice. */
export const stillToOrder = (line: Asked): Quantity => most(none, subtract(stillAsked(line), line.drafted));

/** The status that follows from the lines, once a requisition was approved. */
export function statusAfter(head: Pick<RequisitionRow, 'status'>, lines: Asked[]): RequisitionStatus {
  if (head.status !== 'APPROVED' && head.status !== 'ORDERED') return head.status;
  if (lines.some((line) => stillAsked(line) > none)) return 'APPROVED';
  return lines.some((line) => line.ordered > none) ? 'ORDERED' : 'CANCELLED';
}

export interface RequisitionDraftLine { productId: string; quantity: Quantity; neededOn?: Day | null; supplierId?: string | null; note?: string | null }
export interface RequisitionDraft {
  /** Taken by `takeNumber(tx, ctx, 'REQ', ctx.today)`, last of all loads. */
  number: string;
  warehouseId: string;
  origin: RequisitionOrigin;
  neededOn: Day | null;
  reason: string;
  /** DRAFT is nobody's wish yet; SUBMITTED waits for approval; APPROVED may be ordered. */
  status: 'DRAFT' | 'SUBMITTED' | 'APPROVED';
  lines: readonly RequisitionDraftLine[];
}
export interface MadeRequisition { rows: Change[]; events: EventDraft[]; requisitionId: string; lineIds: string[] }

/**
 * The rows and events of a new requisition. `pools` are those of its products in its warehouse, locked: what is asked for
 * counts as requested from now on, unless it is a draft; the levels' own rows come with `pools.changes()`. The products must be
 * stocked. Refuses REQUISITION_EMPTY, and quantities finer than their unit (at `lines.n.quantity`).
 */
export function requisitionRows(pools: Pools, draft: RequisitionDraft, ctx: DecideContext): MadeRequisition {
  const { lines, ...head } = draft;
  if (lines.length === 0) throw RequisitionEmpty({});
  const requisitionId = ctx.newId();
  const lineIds = lines.map(() => ctx.newId());
  lines.forEach(({ productId, quantity }, index) => {
    demandPlaces(pools, productId, head.warehouseId, quantity, ['lines', String(index), 'quantity']);
    if (isAsking(head)) ask(pools, productId, head.warehouseId, quantity);
  });
  const event = (kind: string): EventDraft => ({ kind, subjectType: 'Requisition', subjectId: requisitionId, reason: head.reason, data: { number: head.number } });
  return {
    requisitionId, lineIds,
    rows: [
      insert('Requisition', {
        ...head, id: requisitionId, companyId: ctx.company.id, requestedById: ctx.viewer.id, requestedByName: ctx.viewer.name.slice(0, 200),
        submittedAt: head.status === 'DRAFT' ? null : ctx.now,
        ...(head.status === 'APPROVED' ? { decidedByName: ctx.viewer.name.slice(0, 200), decidedAt: ctx.now } : {}),
      }),
      ...lines.map(({ productId, quantity, neededOn, supplierId, note }, index) => insert('RequisitionLine', {
        id: lineIds[index] ?? '', requisitionId, no: index + 1, productId, quantity, neededOn: neededOn ?? null, supplierId: supplierId ?? null, note: note ?? null,
      })),
    ],
    events: [event('requisitionCreated'), ...(head.status === 'DRAFT' ? [] : [event('requisitionSubmitted')]), ...(head.status === 'APPROVED' ? [event('requisitionApproved')] : [])],
  };
}
