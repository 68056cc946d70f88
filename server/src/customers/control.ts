// Changes of customers that a second person answers: what beyond the own role's limit is asked waits, and is applied when it is allowed.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import type { ApprovalKind, ApprovalLimitRow, ApprovalRow, CreditAccountRow, CustomerChangeRow, CustomerField, CustomerHoldRow, CustomerRow, Json } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id, text } from '../shared/input.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { Forbidden, perform } from '../shared/perform.ts';
import type { Rate } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { limitOf, requestApprovalRows, useApprovalRows, withdrawRows } from '../work/rules.ts';
import { touchCredit } from './credit.ts';
import { loadCredit } from './loadCredit.ts';
import { readCustomer } from './loadCustomer.ts';
import { ChangeSettled, ChangeWaits } from './refusals.ts';

/** The question that is asked about a field. */
const approvalOf = {
  CREDIT_LIMIT: 'CREDIT_LIMIT', PAYMENT_TERMS: 'PAYMENT_TERMS', BANK: 'CUSTOMER_BANK', HOLD: 'HOLD_RELEASE', PRICE: 'CUSTOMER_PRICE', PRICE_LIST: 'CUSTOMER_PRICE', LIST_ASSIGNMENT: 'CUSTOMER_PRICE', CUSTOMER_GROUP: 'CUSTOMER_PRICE',
} as const satisfies Record<CustomerField, ApprovalKind>;
/** What stands on the customer's own record or account. */
type OwnField = 'CREDIT_LIMIT' | 'PAYMENT_TERMS' | 'BANK';

type Columns = Record<string, string | number | null>;
/** The columns of a field, in the form in which a change keeps them. */
export const columnsOf = (field: OwnField, customer: CustomerRow, account: CreditAccountRow): Columns => {
  if (field === 'CREDIT_LIMIT') return { limitMinor: account.limitMinor === null ? null : String(account.limitMinor) };
  if (field === 'PAYMENT_TERMS') return { paymentTermDays: customer.paymentTermDays, paymentTermId: customer.paymentTermId };
  return { bankHolder: customer.bankHolder, bankAccount: customer.bankAccount, bankCode: customer.bankCode };
};

interface Wanted {
  field: OwnField; customer: CustomerRow; account: CreditAccountRow; wanted: Columns; before: string; after: string; reason: string;
  /** What is at stake: beyond the own role's limit it takes a second person; null: always, where the role has a limit. Undefined: never, as nothing is risked. */
  stake: Minor | null | undefined;
}
export interface Controls { limits: ApprovalLimitRow[]; waiting: CustomerChangeRow[]; approvals: ApprovalRow[]; days: number }

/** Whose change it is, and which of several; of a price list alone no customer. */
export interface About { field: CustomerField; customerId: string | null; priceListId?: string | null; about?: string }

/** The change that waits already, who needs a second person, and how long that is waited for. */
export async function loadWaiting(tx: Tx, { field, customerId, priceListId = null, about = '' }: About): Promise<Omit<Controls, 'approvals'>> {
  const waiting = await selectRows(tx, 'CustomerChange', sql`t."customerId" IS NOT DISTINCT FROM ${customerId}::uuid AND t."priceListId" IS NOT DISTINCT FROM ${priceListId}::uuid AND t.about = ${about}
    AND t.field = ${field}::"CustomerField" AND t.status = 'PENDING'`, { lock: true });
  const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
  return { limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = ${approvalOf[field]}::"ApprovalKind"`), waiting, days: policy?.changeDays ?? 14 };
}

export async function loadControls(tx: Tx, customerId: string, field: OwnField): Promise<Controls> {
  return {
    ...await loadWaiting(tx, { field, customerId }),
    approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${customerId} AND t.kind = ${approvalOf[field]}::"ApprovalKind"`, { lock: true }),
  };
}

/** Whether somebody needs a second person for a change. */
export function needsSecond(field: CustomerField, stake: Minor | null | undefined, limits: readonly ApprovalLimitRow[], viewer: Viewer): boolean {
  const limit = limitOf(limits, approvalOf[field], viewer);
  return stake !== undefined && limit !== undefined && (stake === null || stake > limit);
}

/** The rows that put a change into force. */
function applied(field: OwnField, wanted: Columns, customer: CustomerRow, account: CreditAccountRow): Change {
  return field === 'CREDIT_LIMIT'
    ? update('CreditAccount', account.id, { limitMinor: wanted['limitMinor'] === null ? null : minor(BigInt(String(wanted['limitMinor']))), version: account.version + 1 })
    : update('Customer', customer.id, { ...wanted, version: customer.version + 1 });
}

/** The last four signs of an account: history is read by more people than accounts are. */
const masked = (text: string): string | null => (text ? `…${text.slice(-4)}` : null);

/** The event of a field's change, by its own name. */
const changed = (field: OwnField, customerId: string, before: string, after: string, reason: string, more: Record<string, Json> = {}) => ({
  kind: { CREDIT_LIMIT: 'creditLimitSet', PAYMENT_TERMS: 'paymentTermsSet', BANK: 'customerBankSet' }[field], subjectType: 'Customer', subjectId: customerId, reason, data: more,
  ...(before === after ? {} : { changes: { [{ CREDIT_LIMIT: 'creditLimit', PAYMENT_TERMS: 'paymentTerms', BANK: 'bankAccount' }[field]]: [before, after].map((text) => (field === 'BANK' ? masked(text) : text || null)) as [Json, Json] } }),
});

/** What is asked of a second person: the change as it is kept, and what they see of it. */
export interface Asking extends About {
  name: string; wanted: Json; known: Json; before: string; after: string; reason: string;
  /** Up to how much the answer covers, where that is a matter of money, and as a fraction. */
  amount: Minor | null; rate?: Rate; facts?: Record<string, Json>;
}

const TEXT = 300;

/** Refuses while a change of the same waits. */
export function demandNoneWaits(waiting: readonly CustomerChangeRow[], name: string): void {
  const [open] = waiting;
  if (open) throw ChangeWaits({ change: open.id, customerName: name, after: open.afterText });
}

/** The rows of asking a second person; nothing is changed by them. */
export function askedChange({ field, customerId, priceListId = null, about = '', name, wanted, known, before, after, reason, amount, rate, facts = {} }: Asking, approvals: ApprovalRow[], days: number, ctx: DecideContext): Pick<Decision, 'rows' | 'events'> & { id: string } {
  const subject = customerId ? { type: 'Customer', id: customerId } : { type: 'PriceList', id: priceListId ?? '' };
  const asked = requestApprovalRows({
    kind: approvalOf[field], subject, amount, reason, ...(rate === undefined ? {} : { rate }), facts: { [customerId ? 'customer' : 'priceList']: name, before, after, ...facts },
  }, approvals, ctx);
  const id = ctx.newId();
  return {
    id,
    rows: [...asked.rows, insert('CustomerChange', {
      id, companyId: ctx.company.id, customerId, priceListId, field, about, status: 'PENDING', wanted, known, beforeText: before.slice(0, TEXT), afterText: after.slice(0, TEXT), reason,
      approvalId: asked.id, askedById: ctx.viewer.id, askedByName: ctx.viewer.name, expiresOn: addDays(ctx.today, days), settledAt: null, outcome: null,
    })],
    events: [...asked.events, { kind: 'customerChangeAsked', subjectType: subject.type, subjectId: subject.id, reason, data: { field, after: field === 'BANK' ? null : after } }],
  };
}

/** Changes at once, or asks a second person: `change` is then the question's record, and nothing is changed yet. Refuses CHANGE_WAITS while one is open. */
export function controlled({ field, customer, account, wanted, before, after, reason, stake }: Wanted, { limits, waiting, approvals, days }: Controls, ctx: DecideContext): Decision {
  demandNoneWaits(waiting, customer.name);
  if (!needsSecond(field, stake, limits, ctx.viewer)) {
    return { rows: [applied(field, wanted, customer, account)], events: [changed(field, customer.id, before, after, reason)], result: { customer: customer.id, change: null } };
  }
  const { rows, events, id: change } = askedChange({ field, customerId: customer.id, name: customer.name, wanted, known: columnsOf(field, customer, account), before, after, reason, amount: stake ?? null }, approvals, days, ctx);
  return { rows, events, result: { customer: customer.id, change } };
}

/** The rows of letting a customer go of a hold. */
export const releasedHold = (hold: CustomerHoldRow, account: CreditAccountRow, { byId, reason }: { byId: string | null; reason: string }, now: Date): Change[] => [
  update('CustomerHold', hold.id, { releasedAt: now, releasedById: byId, releaseReason: reason,
    // The rule does not put it back while its cause lasts.
    isWaived: hold.ruleId !== null }), touchCredit(account)];

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

export const settled = (change: CustomerChangeRow, status: CustomerChangeRow['status'], outcome: string | null, now: Date): Change =>
  update('CustomerChange', change.id, { status, outcome, settledAt: now, version: change.version + 1 });

/** The record whose history tells of a change. */
export const subjectOf = ({ customerId, priceListId }: Pick<CustomerChangeRow, 'customerId' | 'priceListId'>) =>
  (customerId ? { subjectType: 'Customer', subjectId: customerId } : { subjectType: 'PriceList', subjectId: priceListId ?? '' });

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
    else if (!ctx.viewer.permissions.has('prices.manage')) throw new Forbidden('prices.manage');
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
