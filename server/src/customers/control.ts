// Changes of customers that a second person answers: what beyond the own role's limit is asked waits. `answeredChange.ts` tells what becomes of it.
import sql from 'sql-template-tag';
import type { Permission } from '../access/policy.ts';
import type { ApprovalKind, ApprovalLimitRow, ApprovalRow, CreditAccountRow, CustomerChangeRow, CustomerField, CustomerRow, Json } from '../generated/rows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import type { Rate } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { limitOf, requestApprovalRows } from '../work/rules.ts';
import { ChangeWaits } from './refusals.ts';

/** The question that is asked about a field. */
const approvalOf = {
  CREDIT_LIMIT: 'CREDIT_LIMIT', PAYMENT_TERMS: 'PAYMENT_TERMS', BANK: 'CUSTOMER_BANK', HOLD: 'HOLD_RELEASE', PRICE: 'CUSTOMER_PRICE', PRICE_LIST: 'CUSTOMER_PRICE', LIST_ASSIGNMENT: 'CUSTOMER_PRICE', CUSTOMER_GROUP: 'CUSTOMER_PRICE',
  PROMOTION: 'CUSTOMER_PRICE', FRAMEWORK: 'CUSTOMER_PRICE',
} as const satisfies Record<CustomerField, ApprovalKind>;
/** Who may make such a change, and take it back while it waits. */
export const rightOver = {
  CREDIT_LIMIT: 'credit.manage', PAYMENT_TERMS: 'customers.manage', BANK: 'customers.bank', HOLD: 'credit.manage', PRICE: 'prices.manage', PRICE_LIST: 'prices.manage', LIST_ASSIGNMENT: 'prices.manage', CUSTOMER_GROUP: 'prices.manage',
  PROMOTION: 'promotions.manage', FRAMEWORK: 'frameworks.manage',
} as const satisfies Record<CustomerField, Permission>;
/** What stands on the customer's own record or account. */
export type OwnField = 'CREDIT_LIMIT' | 'PAYMENT_TERMS' | 'BANK';

export type Columns = Record<string, string | number | null>;
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

/** Whose change it is, and which of several; of a price list or a promotion alone no customer. */
export interface About { field: CustomerField; customerId: string | null; priceListId?: string | null; promotionId?: string | null; frameworkId?: string | null; about?: string }

/** The record that a second person is asked about, and whose history tells of the change. */
export function subjectOf({ customerId, priceListId, promotionId, frameworkId }: Omit<About, 'field' | 'about'>): { subjectType: string; subjectId: string } {
  if (frameworkId) return { subjectType: 'Framework', subjectId: frameworkId };
  if (customerId) return { subjectType: 'Customer', subjectId: customerId };
  return promotionId ? { subjectType: 'Promotion', subjectId: promotionId } : { subjectType: 'PriceList', subjectId: priceListId ?? '' };
}

/** The change that waits already, who needs a second person, and how long that is waited for. */
export async function loadWaiting(tx: Tx, { field, customerId, priceListId = null, promotionId = null, frameworkId = null, about = '' }: About): Promise<Omit<Controls, 'approvals'>> {
  const waiting = await selectRows(tx, 'CustomerChange', sql`t."customerId" IS NOT DISTINCT FROM ${customerId}::uuid AND t."priceListId" IS NOT DISTINCT FROM ${priceListId}::uuid
    AND t."promotionId" IS NOT DISTINCT FROM ${promotionId}::uuid AND t."frameworkId" IS NOT DISTINCT FROM ${frameworkId}::uuid AND t.about = ${about}
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
export function applied(field: OwnField, wanted: Columns, customer: CustomerRow, account: CreditAccountRow): Change {
  return field === 'CREDIT_LIMIT'
    ? update('CreditAccount', account.id, { limitMinor: wanted['limitMinor'] === null ? null : minor(BigInt(String(wanted['limitMinor']))), version: account.version + 1 })
    : update('Customer', customer.id, { ...wanted, version: customer.version + 1 });
}

/** The last four signs of an account: history is read by more people than accounts are. */
const masked = (text: string): string | null => (text ? `…${text.slice(-4)}` : null);

/** The event of a field's change, by its own name. */
export const changed = (field: OwnField, customerId: string, before: string, after: string, reason: string, more: Record<string, Json> = {}) => ({
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
export function askedChange({ field, customerId, priceListId = null, promotionId = null, frameworkId = null, about = '', name, wanted, known, before, after, reason, amount, rate, facts = {} }: Asking, approvals: ApprovalRow[], days: number, ctx: DecideContext): Pick<Decision, 'rows' | 'events'> & { id: string } {
  const subject = subjectOf({ customerId, priceListId, promotionId, frameworkId });
  const asked = requestApprovalRows({
    kind: approvalOf[field], subject: { type: subject.subjectType, id: subject.subjectId }, amount, reason, ...(rate === undefined ? {} : { rate }),
    facts: { [customerId ? 'customer' : promotionId ? 'promotion' : 'priceList']: name, before, after, ...facts },
  }, approvals, ctx);
  const id = ctx.newId();
  return {
    id,
    rows: [...asked.rows, insert('CustomerChange', {
      id, companyId: ctx.company.id, customerId, priceListId, promotionId, frameworkId, field, about, status: 'PENDING', wanted, known, beforeText: before.slice(0, TEXT), afterText: after.slice(0, TEXT), reason,
      approvalId: asked.id, askedById: ctx.viewer.id, askedByName: ctx.viewer.name, expiresOn: addDays(ctx.today, days), settledAt: null, outcome: null,
    })],
    events: [...asked.events, { kind: 'customerChangeAsked', ...subject, reason, data: { field, after: field === 'BANK' ? null : after } }],
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
