import type { Field } from '../shared/field.tsx';
import type { LineRow, PayoutRow, StatementRow } from './queries.ts';

export const statementFields: readonly Field<StatementRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, card: 'detail' }, { name: 'status', kind: 'enum', enumName: 'CommissionStatementStatus', filter: true },
  { name: 'startsOn', kind: 'day', filter: true }, { name: 'endsOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'opening', kind: 'money' }, { name: 'accrued', kind: 'money', total: true }, { name: 'clawedBack', kind: 'money', total: true },
  { name: 'paid', kind: 'money', total: true }, { name: 'closing', kind: 'money', sort: true, filter: true, card: 'figure' }, { name: 'approvedByName', kind: 'text', hidden: true },
];
export const lineFields: readonly Field<LineRow>[] = [
  { name: 'no', kind: 'integer', sort: true, card: 'detail' }, { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'causeNumber', kind: 'text', card: 'title', render: ({ accrual, payout }) => accrual?.causeNumber ?? payout?.number ?? '' },
  { name: 'order', kind: 'text', render: ({ accrual }) => accrual?.order?.number ?? '' }, { name: 'invoice', kind: 'text', render: ({ accrual }) => accrual?.invoice?.number ?? '' }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'isReverse', kind: 'boolean', filter: true, hidden: true }, { name: 'statement', kind: 'reference', reference: 'commissionStatements', filter: 'only' },
];
export const payoutFields: readonly Field<PayoutRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, card: 'detail' }, { name: 'status', kind: 'enum', enumName: 'CommissionPayoutStatus', sort: true, filter: true },
  { name: 'paidOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'requestedByName', kind: 'text', filter: true }, { name: 'decidedByName', kind: 'text', filter: true, hidden: true },
  { name: 'memo', kind: 'text', hidden: true },
];
