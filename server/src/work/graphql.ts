import sql, { raw } from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { timelineOf } from '../events/timeline.ts';
import { column, entity, entities, expression, money, one, quote, visible } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { mutations } from '../mutations.ts';
import { removeApprovalLimit, setApprovalLimit } from './approvalLimits.ts';
import { companyDaySql, todaySql } from '../shared/today.ts';
import { decideApproval } from './decideApproval.ts';
import { deciders } from './deciders.ts';
import { demandDecidable } from './rules.ts';

entity('Approval', {
  permission: 'approvals.read',
  describe: 'A question that a second person answers.',
  // Who may not see the subject may not see the question.
  rows: (alias, viewer) => {
    const order = entities.get('Order');
    const hidden = ['PurchaseOrder', 'Bill', 'PaymentRun', 'Refund', 'WriteOff', 'ManualJournal', 'CreditApplication', 'Promotion', 'Framework'].filter((type) => {
      const subject = entities.get(type);
      return subject && !viewer.permissions.has(subject.permission);
    });
    // An override tells what a customer owes, and a change what is to be theirs.
    if (!viewer.permissions.has('credit.read')) hidden.push('Order', 'Customer', 'CreditApplication', 'PriceList', 'Promotion', 'Framework');
    const open = hidden.length > 0 ? sql`${raw(`${alias}."subjectType"`)} NOT IN (${raw(hidden.map((type) => `'${type}'`).join(', '))})` : undefined;
    // One of a margin tells what goods cost.
    const costly = viewer.permissions.has('costs.read') ? undefined : sql`${raw(`${alias}.kind`)} <> 'MARGIN_OVERRIDE'`;
    const seen = open && costly ? sql`${open} AND ${costly}` : open ?? costly;
    return !order?.rows?.('about', viewer) ? seen : sql`${raw(`${alias}."subjectType"`)} = 'Order' ${costly ? sql`AND ${costly}` : sql``}
      AND EXISTS (SELECT FROM ${quote(order.table)} about WHERE about.id = ${raw(`${alias}."subjectId"`)} AND ${visible(order, 'about', viewer)})`;
  },
  fields: {
    kind: column(), status: column(), subjectType: column(),
    subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it is about.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    facts: column(undefined, { askable: false, describe: 'What it is decided on, as it was when asked.' }),
    amount: money(undefined, { describe: 'Up to how much it covers.' }),
    reason: column(), requestedAt: column(), decidedAt: column(), decisionReason: column(),
    deciders: expression('text', deciders, { nullable: true, askable: false, describe: 'Who may answer it while it waits.' }),
    age: expression('int', (alias) => sql`(coalesce(${companyDaySql(raw(`${alias}."decidedAt"`))}, ${todaySql}) - ${companyDaySql(raw(`${alias}."requestedAt"`))})`, { describe: 'Days that it waits, or waited.' }),
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

entity('ApprovalLimit', {
  permission: 'approvals.read', describe: 'Up to how much somebody of a role needs nobody\'s approval, and may give it to others.',
  fields: { kind: column(), role: column(undefined, { describe: 'Null where it is one person\'s.' }), personName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${raw(`${alias}."userId"`)})`, { nullable: true, describe: 'Whose own it is; null: of the role.' }), currencyCode: column(), amount: money(), rate: column(undefined, { describe: 'The same as a fraction; null: only the amount counts.' }), version: column() },
  listing: { field: 'approvalLimits', orderBy: { KIND: 'kind', ROLE: 'role', AMOUNT: 'amount' }, defaultOrder: 'KIND_ASC' },
});

mutations(decideApproval, setApprovalLimit, removeApprovalLimit);
