// What becomes of changes that wait for a second person: done, refused, overtaken by somebody else, taken back or expired.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import type { ApprovalRow, CustomerChangeRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { id, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { Forbidden, perform } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { useApprovalRows, withdrawRows } from '../work/rules.ts';
import { applied, changed, columnsOf, rightOver, subjectOf, type Columns, type OwnField } from './control.ts';
import { loadCredit } from './loadCredit.ts';
import { readCustomer } from './loadCustomer.ts';
import { ChangeSettled } from './refusals.ts';
import { releasedHold } from './rules.ts';

export const settled = (change: CustomerChangeRow, status: CustomerChangeRow['status'], outcome: string | null, now: Date): Change =>
  update('CustomerChange', change.id, { status, outcome, settledAt: now, version: change.version + 1 });

/** What an answer comes to without the change itself: refused, or overtaken. */
export const ended = (change: CustomerChangeRow, approval: ApprovalRow, ctx: DecideContext): Decision => {
  const isRefused = approval.status === 'REJECTED';
  const outcome = isRefused ? approval.decisionReason : message(ctx.company.locale, 'change.overtaken');
  return {
    rows: [settled(change, isRefused ? 'REJECTED' : 'WITHDRAWN', outcome, ctx.now), ...(isRefused ? [] : useApprovalRows(approval))],
    events: [{ kind: isRefused ? 'customerChangeRejected' : 'customerChangeWithdrawn', ...subjectOf(change), reason: outcome, data: { field: change.field } }], result: { settled: 1 },
  };
};
export const nothingSettled: Decision = { rows: [], events: [], result: { settled: 0 } };

/** Not offered: what a second person has said is done. What has become something else meanwhile is not. */
const settleChange = action({
  name: 'settleChange', permission: 'credit.manage', describe: 'Applies or ends a change that was answered.',
  input: { approvalId: id('Approval') }, refusals: [], payload: { settled: 'int' },
  load: async (tx, { approvalId }) => {
    const [change] = await selectRows(tx, 'CustomerChange', sql`t."approvalId" = ${approvalId} AND t.status = 'PENDING' AND t.field IN ('CREDIT_LIMIT', 'PAYMENT_TERMS', 'BANK', 'HOLD')`, { lock: true });
    if (!change?.customerId) return undefined;
    const customer = await lockRow(tx, 'Customer', change.customerId);
    const account = await loadCredit(tx, customer.id);
    const hold = change.field === 'HOLD' ? await lockRow(tx, 'CustomerHold', change.about) : null;
    return { change, customer, hold, approval: await lockRow(tx, 'Approval', approvalId), account };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return nothingSettled;
    const { change, customer, hold, approval, account } = facts;
    if (approval.status === 'REJECTED') return ended(change, approval, ctx);
    if (approval.status !== 'APPROVED') return nothingSettled;
    const done = [settled(change, 'APPLIED', approval.decisionReason, ctx.now), ...useApprovalRows(approval)];
    if (hold) {
      if (hold.releasedAt) return ended(change, approval, ctx);
      return {
        rows: [...releasedHold(hold, account, { byId: change.askedById, reason: change.reason }, ctx.now), ...done],
        events: [{ kind: 'holdReleased', subjectType: 'Customer', subjectId: customer.id, reason: change.reason, data: { scope: hold.scope, askedBy: change.askedByName } }], result: { settled: 1 },
      };
    }
    const field = change.field as OwnField; // as it was loaded
    const now = columnsOf(field, customer, account);
    const known = change.known as Columns; // as columnsOf has made it
    if (Object.keys(now).some((column) => (now[column] ?? null) !== (known[column] ?? null))) return ended(change, approval, ctx);
    return {
      rows: [applied(field, change.wanted as Columns, customer, account), ...done],
      events: [changed(field, customer.id, change.beforeText, change.afterText, change.reason, { askedBy: change.askedByName })], result: { settled: 1 },
    };
  },
});
for (const kind of ['approvalGiven', 'approvalRefused']) {
  consume(kind, 'settleChanges', ({ subjectType, data }) => {
    const { approvalId } = data as { approvalId?: string };
    return subjectType === 'Customer' && approvalId ? [task(settleChange, { approvalId })] : [];
  });
}

/** Refuses what is answered or ended already. */
export function demandWaiting(change: Pick<CustomerChangeRow, 'status'>): void {
  if (change.status !== 'PENDING') throw ChangeSettled({ status: change.status.toLowerCase() });
}

export const withdrawCustomerChange = action({
  name: 'withdrawCustomerChange', permission: 'credit.read', describe: 'Takes back a change that waits for a second person.',
  input: { changeId: id('CustomerChange'), reason: text({ max: 1000, lines: true }) }, refusals: [ChangeSettled], payload: { change: 'record:CustomerChange' },
  load: async (tx, { changeId }, ctx) => {
    const change = await lockRow(tx, 'CustomerChange', changeId);
    if (change.customerId) await readCustomer(tx, change.customerId, ctx);
    const needed = rightOver[change.field];
    if (!ctx.viewer.permissions.has(needed)) throw new Forbidden(needed);
    return { change, approval: await readRow(tx, 'Approval', change.approvalId) };
  },
  decide: ({ change, approval }, { reason }, ctx) => {
    demandWaiting(change);
    const withdrawn = withdrawRows([approval]);
    return {
      rows: [settled(change, 'WITHDRAWN', reason, ctx.now), ...withdrawn.rows],
      events: [...withdrawn.events, { kind: 'customerChangeWithdrawn', ...subjectOf(change), reason, data: { field: change.field } }], result: { change: change.id },
    };
  },
});

/** Not offered: ends what nobody has answered in time. */
const expireChange = action({
  name: 'expireChange', permission: 'credit.manage', describe: 'Ends a change that waited too long.', input: { changeId: id('CustomerChange') }, refusals: [], payload: { expired: 'int' },
  load: async (tx, { changeId }) => {
    const change = await lockRow(tx, 'CustomerChange', changeId);
    return { change, approval: await lockRow(tx, 'Approval', change.approvalId) };
  },
  decide: ({ change, approval }, _input, ctx) => {
    if (change.status !== 'PENDING' || approval.status !== 'PENDING' || (change.expiresOn as Day) >= ctx.today) return { rows: [], events: [], result: { expired: 0 } };
    const withdrawn = withdrawRows([approval]);
    return {
      rows: [settled(change, 'EXPIRED', null, ctx.now), ...withdrawn.rows],
      events: [...withdrawn.events, { kind: 'customerChangeExpired', ...subjectOf(change), data: { field: change.field } }], result: { expired: 1 },
    };
  },
});

/** By itself, each day. */
export async function expireChanges(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  let count = 0;
  for (const { id: changeId } of await db.rows<{ id: string }>(sql`SELECT id FROM "CustomerChange" WHERE status = 'PENDING' AND "expiresOn" < ${ctx.today} ORDER BY id LIMIT 1000`)) count += Number((await perform(expireChange, { changeId }, ctx)).result['expired']);
  return count === 0 ? '' : `${count} changes of customers expired.`;
}
