import type { ReorderProposalRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, text } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { demandOpen } from './proposals.ts';
import { ProposalState } from './refusals.ts';

const load = async (tx: Tx, { proposalId }: { proposalId: string }) => {
  const proposal = await lockRow(tx, 'ReorderProposal', proposalId);
  return { proposal, product: await readRow(tx, 'Product', proposal.productId) };
};
const event = (kind: string, { id: subjectId }: ReorderProposalRow, reason?: string) =>
  ({ kind, subjectType: 'ReorderProposal', subjectId, ...(reason ? { reason } : {}) });

export const dismissProposal = action({
  name: 'dismissProposal', describe: 'Puts a proposal aside until a day, with a reason. It is computed on, and comes back on that day if it is still right.',
  permission: 'replenishment.manage',
  input: { proposalId: id('ReorderProposal'), until: day(), reason: text({ max: 1000, lines: true }) },
  refusals: [ProposalState], payload: { proposal: 'record:ReorderProposal' },
  load: (tx, input) => load(tx, input),
  decide: ({ proposal, product }, { until, reason }, ctx) => {
    demandOpen(proposal, product.name);
    if (until <= ctx.today) throw fieldRefused(['until'], 'day_before', { day: addDays(ctx.today, 1) });
    return {
      rows: [update('ReorderProposal', proposal.id, { status: 'DISMISSED', dismissedUntil: until, dismissReason: reason, version: proposal.version + 1 })],
      events: [event('reorderDismissed', proposal, reason)],
      result: { proposal: proposal.id },
    };
  },
});

export const reopenProposal = action({
  name: 'reopenProposal', describe: 'Takes a proposal that was put aside up again.', permission: 'replenishment.manage',
  input: { proposalId: id('ReorderProposal') },
  refusals: [ProposalState], payload: { proposal: 'record:ReorderProposal' },
  load: (tx, input) => load(tx, input),
  decide: ({ proposal, product }) => {
    demandOpen(proposal, product.name, ['DISMISSED']);
    return {
      rows: [update('ReorderProposal', proposal.id, { status: 'OPEN', dismissedUntil: null, dismissReason: null, version: proposal.version + 1 })],
      events: [event('reorderReopened', proposal)],
      result: { proposal: proposal.id },
    };
  },
});
