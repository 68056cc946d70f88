// Pure: the rows of proposals: made, kept as they are, brought up to date, put aside, ordered, closed.
import type { ReorderProposalRow, ReorderStepRow } from '../generated/rows.ts';
import { keyOf } from '../inventory/pools.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { ProposalState } from './refusals.ts';
import { propose, type Proposed, type Step } from './rules.ts';
import type { Plan } from './loadPlan.ts';

export interface Planned { rows: Change[]; events: EventDraft[]; opened: number; changed: number; closed: number; open: number }

const told = ['kind', 'ruleId', 'supplierId', 'projected', 'reorderPoint', 'quantity', 'leadTimeDays', 'shortOn', 'expectedOn', 'isLate'] as const;
const isSameStep = (a: Step | undefined, b: ReorderStepRow | undefined): boolean =>
  a !== undefined && b !== undefined && a.kind === b.kind && a.quantity === b.quantity && a.day === b.day && a.isLate === b.isLate && a.purchaseOrderId === b.purchaseOrderId;

/** Rows that make a proposal's lines of arithmetic what they shall be. */
function stepRows(proposalId: string, before: ReorderStepRow[], after: Step[], ctx: DecideContext): Change[] {
  return [
    ...after.flatMap((each, index) => {
      const old = before[index];
      if (isSameStep(each, old)) return [];
      return old ? [update('ReorderStep', old.id, { ...each })] : [insert('ReorderStep', { id: ctx.newId(), proposalId, no: index + 1, ...each })];
    }),
    ...before.slice(after.length).map(({ id }) => remove('ReorderStep', id)),
  ];
}

function made({ steps, ...proposed }: Proposed, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const id = ctx.newId();
  return {
    rows: [insert('ReorderProposal', { id, companyId: ctx.company.id, ...proposed, computedAt: ctx.now }), ...stepRows(id, [], steps, ctx)],
    events: [{ kind: 'reorderProposed', subjectType: 'ReorderProposal', subjectId: id, data: { kind: proposed.kind } }],
  };
}

const putAsideUntil = (row: ReorderProposalRow, today: Day): boolean => row.status === 'DISMISSED' && row.dismissedUntil !== null && row.dismissedUntil > today;

/** A proposal that is still right, brought up to date in its place; no rows when nothing has changed. */
function kept(row: ReorderProposalRow, before: ReorderStepRow[], { steps, ...proposed }: Proposed, ctx: DecideContext): Change[] {
  const isBack = row.status === 'DISMISSED' && !putAsideUntil(row, ctx.today);
  const lines = stepRows(row.id, before, steps, ctx);
  if (!isBack && lines.length === 0 && told.every((column) => row[column] === proposed[column])) return [];
  return [
    update('ReorderProposal', row.id, {
      ...proposed, computedAt: ctx.now, version: row.version + 1, ...(isBack ? { status: 'OPEN', dismissedUntil: null, dismissReason: null } : {}),
    }),
    ...lines,
  ];
}

/** What the planner changes. The same facts change nothing. */
export function planned({ items, settings, proposals, steps }: Plan, supplierId: string | null | undefined, ctx: DecideContext): Planned {
  const standing = new Map(proposals.map((row) => [keyOf(row), row]));
  const result: Planned = { rows: [], events: [], opened: 0, changed: 0, closed: 0, open: 0 };
  for (const facts of items) {
    const proposed = propose(facts, settings, ctx.today);
    const row = standing.get(keyOf(facts));
    if (!proposed) continue;
    standing.delete(keyOf(facts));
    if (row) {
      const changes = kept(row, steps.filter(({ proposalId }) => proposalId === row.id), proposed, ctx);
      result.rows.push(...changes);
      result.changed += changes.length > 0 ? 1 : 0;
      result.open += putAsideUntil(row, ctx.today) ? 0 : 1;
    } else {
      const { rows, events } = made(proposed, ctx);
      result.rows.push(...rows);
      result.events.push(...events);
      result.opened += 1;
      result.open += 1;
    }
  }
  const planned = new Set(items.map(keyOf));
  for (const row of standing.values()) {
    // Another supplier's, of a product that this one delivers elsewhere.
    if (supplierId && row.supplierId !== supplierId && !planned.has(keyOf(row))) continue;
    result.rows.push(update('ReorderProposal', row.id, { status: 'CLOSED', closedAt: ctx.now, version: row.version + 1 }));
    result.events.push({ kind: 'reorderClosed', subjectType: 'ReorderProposal', subjectId: row.id });
    result.closed += 1;
  }
  return result;
}

/** Refuses a proposal of which something was made already, or that is not needed any more. */
export function demandOpen(row: Pick<ReorderProposalRow, 'status'>, productName: string, allowed: readonly ReorderProposalRow['status'][] = ['OPEN', 'DISMISSED']): void {
  if (!allowed.includes(row.status)) throw ProposalState({ productName, status: row.status });
}

/** The row of a proposal of which a document was made. */
export const orderedRow = (row: ReorderProposalRow, orderedQuantity: Quantity, document: { purchaseOrderId: string } | { requisitionId: string }, ctx: DecideContext): Change =>
  update('ReorderProposal', row.id, {
    status: 'ORDERED', orderedQuantity, closedAt: ctx.now, dismissedUntil: null, dismissReason: null, ...document, version: row.version + 1,
  });
