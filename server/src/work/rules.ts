// Pure: questions that a second person answers, from asking to use.
import type { ApprovalKind, ApprovalLimitRow, ApprovalRow, Json } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { ApprovalAlready, ApprovalBeyondLimit, ApprovalOwn, ApprovalPending } from './refusals.ts';

export interface ApprovalDraft {
  kind: ApprovalKind;
  subject: { type: string; id: string };
  /** What it is decided on, as people read it. */
  facts: Record<string, Json>;
  /** Up to how much it covers; null where it is no matter of money. */
  amount: Minor | null;
  /** The same as a fraction, where that is judged, too. */
  rate?: Rate;
  reason: string;
  /** Somebody beside who asks who may not answer it: who has drafted what is asked about. */
  draftedById?: string | null;
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
        status: 'PENDING', facts: draft.facts, amountMinor: draft.amount, rate: draft.rate ?? null, currencyCode: ctx.company.currencyCode,
        reason: draft.reason, requestedById: ctx.viewer.id, requestedAt: ctx.now, draftedById: draft.draftedById ?? null, decidedById: null, decidedAt: null,
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
export function demandDecidable(approval: Pick<ApprovalRow, 'status' | 'requestedById' | 'draftedById'>, viewer: Viewer): void {
  if (approval.status !== 'PENDING') throw ApprovalAlready({ status: approval.status.toLowerCase() });
  if (viewer.id !== null && [approval.requestedById, approval.draftedById].includes(viewer.id)) throw ApprovalOwn({});
}

/** Takes back what waits or was given, as the subject is not what it was. */
export function withdrawRows(known: readonly ApprovalRow[]): { rows: Change[]; events: EventDraft[] } {
  const open = known.filter(({ status }) => status === 'PENDING' || status === 'APPROVED');
  return {
    rows: open.map(({ id }) => update('Approval', id, { status: 'WITHDRAWN' })),
    events: open.map(({ id, kind }) => ({ kind: 'approvalWithdrawn', subjectType: 'Approval', subjectId: id, data: { kind } })),
  };
}

type Limited = Pick<Viewer, 'role'> & Partial<Pick<Viewer, 'id'>>;

/** Somebody's limit: the person's own, else that of the role; undefined: none. */
export const limitRowOf = (limits: readonly ApprovalLimitRow[], kind: ApprovalKind, { id, role }: Limited): ApprovalLimitRow | undefined =>
  limits.find((each) => each.kind === kind && each.userId !== null && each.userId === id) ?? limits.find((each) => each.kind === kind && each.userId === null && each.role === role);

/** Up to how much somebody needs nobody, and may answer others; undefined: no limit. */
export const limitOf = (limits: readonly ApprovalLimitRow[], kind: ApprovalKind, viewer: Limited): Minor | undefined => limitRowOf(limits, kind, viewer)?.amountMinor;

/** Nobody gives more than the own limit, in money and, where the limit tells it, as a fraction. `able`: who could. */
export function demandWithinLimit(approval: Pick<ApprovalRow, 'kind' | 'amountMinor' | 'rate' | 'currencyCode'>, limits: readonly ApprovalLimitRow[], viewer: Viewer, able = ''): void {
  const limit = limitRowOf(limits, approval.kind, viewer);
  if (limit === undefined || approval.amountMinor === null) return;
  if (approval.amountMinor <= limit.amountMinor && (limit.rate === null || approval.rate === null || approval.rate <= limit.rate)) return;
  const { currencyCode } = approval;
  throw ApprovalBeyondLimit({ amount: { minor: approval.amountMinor, currencyCode }, limit: { minor: limit.amountMinor, currencyCode }, able });
}
