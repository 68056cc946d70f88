import { action } from '../shared/action.ts';
import { boolean, id, text } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { ApprovalAlready, ApprovalOwn } from './refusals.ts';
import { demandDecidable } from './rules.ts';

export const decideApproval = action({
  name: 'decideApproval', describe: 'Answers a request for approval. Nobody answers a request of their own.', permission: 'approvals.decide',
  input: { approvalId: id('Approval'), approve: boolean(), reason: text({ max: 1000, lines: true }) },
  refusals: [ApprovalOwn, ApprovalAlready], payload: { approval: 'record:Approval' },
  load: (tx, { approvalId }) => lockRow(tx, 'Approval', approvalId),
  decide: (approval, { approve, reason }, ctx) => {
    demandDecidable(approval, ctx.viewer);
    const status = approve ? 'APPROVED' : 'REJECTED';
    const kind = approve ? 'approvalGiven' : 'approvalRefused';
    const data = { approvalId: approval.id, kind: approval.kind };
    return {
      rows: [update('Approval', approval.id, { status, decidedById: ctx.viewer.id, decidedAt: ctx.now, decisionReason: reason })],
      events: [
        { kind, subjectType: 'Approval', subjectId: approval.id, reason, data },
        { kind, subjectType: approval.subjectType, subjectId: approval.subjectId, reason, data },
      ],
      result: { approval: approval.id },
    };
  },
});
