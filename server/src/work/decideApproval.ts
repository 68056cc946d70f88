import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, id, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { deciders } from './deciders.ts';
import { notificationRow } from './notifications.ts';
import { ApprovalAlready, ApprovalBeyondLimit, ApprovalOwn } from './refusals.ts';
import { demandDecidable, demandWithinLimit } from './rules.ts';

export const decideApproval = action({
  name: 'decideApproval', describe: 'Answers a request for approval. Nobody answers a request of their own.', permission: 'approvals.decide',
  input: { approvalId: id('Approval'), approve: boolean(), reason: text({ max: 1000, lines: true }) },
  refusals: [ApprovalOwn, ApprovalAlready, ApprovalBeyondLimit], payload: { approval: 'record:Approval' },
  load: async (tx, { approvalId }) => {
    const approval = await lockRow(tx, 'Approval', approvalId);
    const [asker] = approval.requestedById === null ? [] : await selectRows(tx, 'User', sql`t.id = ${approval.requestedById}::uuid`);
    const [able] = await tx.rows<{ names: string | null }>(sql`SELECT ${deciders('a')} AS names FROM "Approval" a WHERE a.id = ${approval.id}`);
    return { approval, asker, able: able?.names ?? '–', limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = ${approval.kind}::"ApprovalKind"`) };
  },
  decide: ({ approval, asker, able, limits }, { approve, reason }, ctx) => {
    demandDecidable(approval, ctx.viewer);
    if (approve) demandWithinLimit(approval, limits, ctx.viewer, able);
    const status = approve ? 'APPROVED' : 'REJECTED';
    const kind = approve ? 'approvalGiven' : 'approvalRefused';
    const data = { approvalId: approval.id, kind: approval.kind };
    return {
      rows: [
        update('Approval', approval.id, { status, decidedById: ctx.viewer.id, decidedAt: ctx.now, decisionReason: reason }),
        ...(asker ? [notificationRow({ userId: asker.id, kind, subject: { type: 'Approval', id: approval.id }, sourceId: approval.id }, ctx)] : []),
      ],
      events: [
        { kind, subjectType: 'Approval', subjectId: approval.id, reason, data },
        { kind, subjectType: approval.subjectType, subjectId: approval.subjectId, reason, data },
      ],
      result: { approval: approval.id },
    };
  },
});
