// Changes of customers that a second person answers: what beyond the own role's limit is asked waits, and is applied when it is allowed.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import type { ApprovalKind, ApprovalLimitRow, ApprovalRow, CreditAccountRow, CustomerChangeRow, CustomerField, CustomerRow, Json } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id, text } from '../shared/input.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { limitOf, requestApprovalRows, useApprovalRows, withdrawRows } from '../work/rules.ts';
import { loadCredit } from './loadCredit.ts';
import { readCustomer } from './loadCustomer.ts';
import { ChangeSettled, ChangeWaits } from './refusals.ts';

/** The question that is asked about a field. */
const approvalOf = { CREDIT_LIMIT: 'CREDIT_LIMIT', PAYMENT_TERMS: 'PAYMENT_TERMS', BANK: 'CUSTOMER_BANK' } as const satisfies Record<CustomerField, ApprovalKind>;

type Columns = Record<string, string | number | null>;
/** The columns of a field, in the form in which a change keeps them. */
export const columnsOf = (field: CustomerField, customer: CustomerRow, account: CreditAccountRow): Columns => {
  if (field === 'CREDIT_LIMIT') return { limitMinor: account.limitMinor === null ? null : String(account.limitMinor) };
  if (field === 'PAYMENT_TERMS') return { paymentTermDays: customer.paymentTermDays, paymentTermId: customer.paymentTermId };
  return { bankHolder: customer.bankHolder, bankAccount: customer.bankAccount, bankCode: customer.bankCode };
};

interface Wanted {
  field: CustomerField; customer: CustomerRow; account: CreditAccountRow; wanted: Columns; before: string; after: string; reason: string;
  /** What is at stake: beyond the own role's limit it takes a second person; null: always, where the role has a limit. Undefined: never, as nothing is risked. */
  stake: Minor | null | undefined;
}
export interface Controls { limits: ApprovalLimitRow[]; waiting: CustomerChangeRow[]; approvals: ApprovalRow[]; days: number }

export async function loadControls(tx: Tx, customerId: string, field: CustomerField): Promise<Controls> {
  const waiting = await selectRows(tx, 'CustomerChange', sql`t."customerId" = ${customerId} AND t.field = ${field}::"CustomerField" AND t.status = 'PENDING'`, { lock: true });
  const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
  return {
    limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = ${approvalOf[field]}::"ApprovalKind"`), waiting, days: policy?.changeDays ?? 14,
    approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${customerId} AND t.kind = ${approvalOf[field]}::"ApprovalKind"`, { lock: true }),
  };
}

/** Whether somebody needs a second person for a change. */
export function needsSecond(field: CustomerField, stake: Minor | null | undefined, limits: readonly ApprovalLimitRow[], viewer: Viewer): boolean {
  const limit = limitOf(limits, approvalOf[field], viewer);
  return stake !== undefined && limit !== undefined && (stake === null || stake > limit);
}

/** The rows that put a change into force. */
function applied(field: CustomerField, wanted: Columns, customer: CustomerRow, account: CreditAccountRow): Change {
  return field === 'CREDIT_LIMIT'
    ? update('CreditAccount', account.id, { limitMinor: wanted['limitMinor'] === null ? null : minor(BigInt(String(wanted['limitMinor']))), version: account.version + 1 })
    : update('Customer', customer.id, { ...wanted, version: customer.version + 1 });
}

/** The last four signs of an account: history is read by more people than accounts are. */
const masked = (text: string): string | null => (text ? `…${text.slice(-4)}` : null);

/** The event of a field's change, by its own name. */
const changed = (field: CustomerField, customerId: string, before: string, after: string, reason: string, more: Record<string, Json> = {}) => ({
  kind: { CREDIT_LIMIT: 'creditLimitSet', PAYMENT_TERMS: 'paymentTermsSet', BANK: 'customerBankSet' }[field], subjectType: 'Customer', subjectId: customerId, reason, data: more,
  ...(before === after ? {} : { changes: { [{ CREDIT_LIMIT: 'creditLimit', PAYMENT_TERMS: 'paymentTerms', BANK: 'bankAccount' }[field]]: [before, after].map((text) => (field === 'BANK' ? masked(text) : text || null)) as [Json, Json] } }),
});

/** Changes at once, or asks a second person: `change` is then the question's record, and nothing is changed yet. Refuses CHANGE_WAITS while one is open. */
export function controlled({ field, customer, account, wanted, before, after, reason, stake }: Wanted, { limits, waiting, approvals, days }: Controls, ctx: DecideContext): Decision {
  const [open] = waiting;
  if (open) throw ChangeWaits({ change: open.id, customerName: customer.name, after: open.afterText });
  if (!needsSecond(field, stake, limits, ctx.viewer)) {
    return { rows: [applied(field, wanted, customer, account)], events: [changed(field, customer.id, before, after, reason)], result: { customer: customer.id, change: null } };
  }
  const asked = requestApprovalRows({
    kind: approvalOf[field], subject: { type: 'Customer', id: customer.id }, amount: stake ?? null, reason, facts: { customer: customer.name, before, after },
  }, approvals, ctx);
  const change = ctx.newId();
  return {
    rows: [...asked.rows, insert('CustomerChange', {
      id: change, companyId: ctx.company.id, customerId: customer.id, field, status: 'PENDING', wanted, known: columnsOf(field, customer, account), beforeText: before, afterText: after, reason,
      approvalId: asked.id, askedById: ctx.viewer.id, askedByName: ctx.viewer.name, expiresOn: addDays(ctx.today, days), settledAt: null, outcome: null,
    })],
    events: [...asked.events, { kind: 'customerChangeAsked', subjectType: 'Customer', subjectId: customer.id, reason, data: { field, after: field === 'BANK' ? null : after } }],
    result: { customer: customer.id, change },
  };
}

/** Limit and terms of a customer as a second person has allowed them elsewhere (an application): the rows and events of the same changes. */
export function approvedChange(customer: CustomerRow, account: CreditAccountRow, { limit, termDays }: { limit: Minor; termDays: number }, reason: string, ctx: DecideContext): Pick<Decision, 'rows' | 'events'> {
  const { currencyCode, locale } = ctx.company;
  const days = (count: number) => message(locale, 'terms.days', { days: count });
  return {
    rows: [applied('CREDIT_LIMIT', { limitMinor: String(limit) }, customer, account), applied('PAYMENT_TERMS', { paymentTermDays: termDays, paymentTermId: null }, customer, account)],
    events: [
      changed('CREDIT_LIMIT', customer.id, account.limitMinor === null ? '' : printMoney(account.limitMinor, currencyCode), printMoney(limit, currencyCode), reason),
      changed('PAYMENT_TERMS', customer.id, days(customer.paymentTermDays), days(termDays), reason),
    ],
  };
}

const settled = (change: CustomerChangeRow, status: CustomerChangeRow['status'], outcome: string | null, now: Date): Change =>
  update('CustomerChange', change.id, { status, outcome, settledAt: now, version: change.version + 1 });

/** Not offered: what a second person has said is done. What has become something else meanwhile is not. */
const settleChange = action({
  name: 'settleChange', permission: 'credit.manage', describe: 'Applies or ends a change that was answered.',
  input: { approvalId: id('Approval') }, refusals: [], payload: { settled: 'int' },
  load: async (tx, { approvalId }) => {
    const [change] = await selectRows(tx, 'CustomerChange', sql`t."approvalId" = ${approvalId} AND t.status = 'PENDING'`, { lock: true });
    if (!change) return undefined;
    const customer = await lockRow(tx, 'Customer', change.customerId);
    return { change, customer, approval: await lockRow(tx, 'Approval', approvalId), account: await loadCredit(tx, customer.id) };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return { rows: [], events: [], result: { settled: 0 } };
    const { change, customer, approval, account } = facts;
    const about = { subjectType: 'Customer', subjectId: customer.id };
    if (approval.status === 'REJECTED') return { rows: [settled(change, 'REJECTED', approval.decisionReason, ctx.now)], events: [{ kind: 'customerChangeRejected', ...about, reason: approval.decisionReason, data: { field: change.field } }], result: { settled: 1 } };
    if (approval.status !== 'APPROVED') return { rows: [], events: [], result: { settled: 0 } };
    const now = columnsOf(change.field, customer, account);
    const known = change.known as Columns; // as columnsOf has made it
    if (Object.keys(now).some((column) => (now[column] ?? null) !== (known[column] ?? null))) {
      const outcome = message(ctx.company.locale, 'change.overtaken');
      return { rows: [settled(change, 'WITHDRAWN', outcome, ctx.now), ...useApprovalRows(approval)], events: [{ kind: 'customerChangeWithdrawn', ...about, reason: outcome, data: { field: change.field } }], result: { settled: 1 } };
    }
    return {
      rows: [applied(change.field, change.wanted as Columns, customer, account), settled(change, 'APPLIED', approval.decisionReason, ctx.now), ...useApprovalRows(approval)],
      events: [changed(change.field, customer.id, change.beforeText, change.afterText, change.reason, { askedBy: change.askedByName })], result: { settled: 1 },
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
    await readCustomer(tx, change.customerId, ctx);
    return { change, approval: await readRow(tx, 'Approval', change.approvalId) };
  },
  decide: ({ change, approval }, { reason }, ctx) => {
    demandWaiting(change);
    const withdrawn = withdrawRows([approval]);
    return {
      rows: [settled(change, 'WITHDRAWN', reason, ctx.now), ...withdrawn.rows],
      events: [...withdrawn.events, { kind: 'customerChangeWithdrawn', subjectType: 'Customer', subjectId: change.customerId, reason, data: { field: change.field } }], result: { change: change.id },
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
      events: [...withdrawn.events, { kind: 'customerChangeExpired', subjectType: 'Customer', subjectId: change.customerId, data: { field: change.field } }], result: { expired: 1 },
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
