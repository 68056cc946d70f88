import sql, { raw } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, entityOf, expression, extend, lines, one, visible } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandWaiting, withdrawCustomerChange } from './answeredChange.ts';
import { rightOver } from './control.ts';
import { daysToPayFace } from './daysToPay.ts';
import { savePaymentTerm, setCustomerBank, setPaymentTerms } from './paymentTerms.ts';

entity('PaymentTerm', {
  permission: 'customers.read', describe: 'A way to pay: one part or several, each with its day.',
  fields: {
    code: column(), name: column(), isActive: column(), version: column(),
    customerCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "Customer" c WHERE c."paymentTermId" = ${col(alias, 'id')})`),
  },
  manies: { parts: lines('PaymentTermPart', 'termId') },
  listing: { field: 'paymentTerms', orderBy: { CODE: 'code', NAME: 'name' }, defaultOrder: 'CODE_ASC', search: ['code', 'name'] },
});
entity('PaymentTermPart', {
  permission: 'customers.read', fields: { no: column(), share: column(undefined, { describe: 'Of the total; the last part takes what rounding leaves.' }), basis: column(), days: column(), monthDay: column() },
  ones: { term: one('PaymentTerm', 'termId') },
});
entity('CustomerChange', {
  permission: 'credit.read', describe: 'A change of a customer that a second person answers.',
  rows: (alias, viewer) => {
    const customers = entityOf('Customer').rows?.('about', viewer) && sql`EXISTS (SELECT FROM "Customer" about WHERE about.id = ${col(alias, 'customerId')} AND ${visible(entityOf('Customer'), 'about', viewer)})`;
    // Where money goes is seen by who may change it, promotions and agreements by who may see them.
    const needs = { BANK: 'customers.bank', PROMOTION: 'promotions.read', FRAMEWORK: 'frameworks.read' };
    const hidden = Object.entries(needs).filter(([, permission]) => !viewer.permissions.has(permission)).map(([field]) => `'${field}'`);
    const open = hidden.length > 0 ? sql`${col(alias, 'field')}::text NOT IN (${raw(hidden.join(', '))})` : undefined;
    return customers && open ? sql`${customers} AND ${open}` : customers ?? open;
  },
  fields: {
    field: column(), status: column(), before: column('beforeText'), after: column('afterText'), reason: column(), askedByName: column(), askedAt: column(), expiresOn: column(), settledAt: column(), outcome: column(), version: column(),
  },
  ones: { customer: one('Customer', 'customerId'), approval: one('Approval', 'approvalId', { permission: 'approvals.read' }) },
  listing: { field: 'customerChanges', orderBy: { ASKED_AT: 'askedAt', EXPIRES_ON: 'expiresOn' }, defaultOrder: 'ASKED_AT_DESC', search: ['customer.name', 'reason', 'askedByName'] },
});
extend('Customer', {
  fields: {
    bankHolder: column(undefined, { permission: 'customers.bank' }), bankAccount: column(undefined, { permission: 'customers.bank', describe: 'Where money goes that is paid back.' }), bankCode: column(undefined, { permission: 'customers.bank' }),
  },
  ones: { paymentTerm: one('PaymentTerm', 'paymentTermId', { describe: 'How invoices fall due; without one, paymentTermDays after their day.' }) },
  manies: { waitingChanges: lines('CustomerChange', 'customerId', 'askedAt', { permission: 'credit.read', where: (alias) => sql`${col(alias, 'status')} = 'PENDING'::"CustomerChangeStatus"`, describe: 'Changes that wait for a second person.' }) },
});
recordActions('CustomerChange', { change: itself('CustomerChange') }, ({ change }) => [recordAction('withdrawCustomerChange', rightOver[change.field], () => demandWaiting(change))]);
recordActions('PaymentTerm', {}, () => [recordAction('savePaymentTerm', 'credit.terms', () => undefined)]);
recordActions('Customer', {}, () => [
  recordAction('setPaymentTerms', 'customers.manage', () => undefined),
  recordAction('setCustomerBank', 'customers.bank', () => undefined),
]);
daysToPayFace();
mutations(savePaymentTerm, setPaymentTerms, setCustomerBank, withdrawCustomerChange);
