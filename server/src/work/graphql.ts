import sql, { raw } from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { timelineOf } from '../events/timeline.ts';
import { column, entity, entities, expression, money, one, quote, visible } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { mutations } from '../mutations.ts';
import { decideApproval } from './decideApproval.ts';
import { demandDecidable } from './rules.ts';

entity('Approval', {
  permission: 'approvals.read',
  describe: 'A question that a second person answers.',
  // Who may not see the subject may not see the question.
  rows: (alias, viewer) => {
    const order = entities.get('Order');
    return order?.rows?.('about', viewer) && sql`${raw(`${alias}."subjectType"`)} = 'Order'
      AND EXISTS (SELECT FROM ${quote(order.table)} about WHERE about.id = ${raw(`${alias}."subjectId"`)} AND ${visible(order, 'about', viewer)})`;
  },
  fields: {
    kind: column(), status: column(), subjectType: column(),
    subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it is about.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    facts: column(undefined, { askable: false, describe: 'What it is decided on, as it was when asked.' }),
    amount: money(undefined, { describe: 'Up to how much it covers.' }),
    reason: column(), requestedAt: column(), decidedAt: column(), decisionReason: column(),
    requestedByName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${raw(`${alias}."requestedById"`)})`, { nullable: true }),
    decidedByName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${raw(`${alias}."decidedById"`)})`, { nullable: true }),
  },
  ones: {
    requestedBy: one('User', 'requestedById', { permission: 'access.read' }),
    decidedBy: one('User', 'decidedById', { permission: 'access.read' }),
  },
  manies: { timeline: timelineOf() },
  listing: {
    field: 'approvals', orderBy: { REQUESTED_AT: 'requestedAt', AMOUNT: 'amount', STATUS: 'status' }, defaultOrder: 'REQUESTED_AT_DESC',
    totals: ['amount'], search: ['reason', 'requestedByName'], describe: 'Questions that wait for a second person, or were answered.',
  },
});

recordActions('Approval', { approval: itself('Approval') }, ({ approval }, ctx) =>
  [recordAction('decideApproval', 'approvals.decide', () => demandDecidable(approval, ctx.viewer))]);

mutations(decideApproval);
