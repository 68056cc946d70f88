// Pure: questions that a second person answers, from asking to use.
import type { ApprovalKind, ApprovalRow, Json } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Minor } from '../shared/money.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { ApprovalAlready, ApprovalOwn, ApprovalPending } from './refusals.ts';

export interface ApprovalDraft {
  kind: ApprovalKind;
  subject: { type: string; id: string };
  /** What it is decided on, as people read it. */
  facts: Record<string, Json>;
  /** Up to how much it covers; null where it is no matter of money. */
  amount: Minor | null;
  reason: string;
}

interface Asked { rows: Change[]; events: EventDraft[]; id: string }

/**
 * The rows and event of a new request. `known` are the subject's requests of the kind (loaded under the subject's lock);
 * refuses APPROVAL_PENDING while one waits. An approval that was given but not used is replaced: it did not suffice.
 */
export function requestApprovalRows(draft: ApprovalDraft, known: ApprovalRow[], ctx: DecideContext): Asked {
  const open = known.filter((each) => each.kind === draft.kind);
  const waiting = open.find((each) => each.status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const id = ctx.newId();
  return {
    id,
    rows: [
      ...open.filter((each) => each.status === 'APPROVED').map((each) => update('Approval', each.id, { status: 'USED' })),
      insert('Approval', {
        id, companyId: ctx.company.id, kind: draft.kind, subjectType: draft.subject.type, subjectId: draft.subject.id,
        status: 'PENDING', facts: draft.facts, amountMinor: draft.amount, currencyCode: ctx.company.currencyCode,
        reason: draft.reason, requestedById: ctx.viewer.id, requestedAt: ctx.now, decidedById: null, decidedAt: null,
        decisionReason: null,
      }),
    ],
    events: [{ kind: 'approvalRequested', subjectType: 'Approval', subjectId: id, reason: draft.reason,
      data: { subjectType: draft.subject.type, subjectId: draft.subject.id } }],
  };
}

/** The approval that covers an amount, among those of a subject; undefined when none does. */
export const coveringApproval = (known: ApprovalRow[], kind: ApprovalKind, amount: Minor): ApprovalRow | undefined =>
  known.find((each) => each.kind === kind && each.status === 'APPROVED' && each.amountMinor !== null && each.amountMinor >= amount);

/** Uses an approval up, so that it serves once. */
export const useApprovalRows = (approval: ApprovalRow): Change[] => [update('Approval', approval.id, { status: 'USED' })];

/** Who may answer: not the one who asked, and only once. */
export function demandDecidable(approval: Pick<ApprovalRow, 'status' | 'requestedById'>, viewer: Viewer): void {
  if (approval.status !== 'PENDING') throw ApprovalAlready({ status: approval.status.toLowerCase() });
  if (approval.requestedById !== null && approval.requestedById === viewer.id) throw ApprovalOwn({});
}
