import type { Field } from '../shared/field.tsx';
import type { CustomerRow } from './queries.ts';

export const customerFields: readonly Field<CustomerRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'city', kind: 'text', filter: true, card: 'detail' },
  { name: 'country', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true },
  { name: 'receivable', kind: 'money', permission: 'credit.read', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'overdue', kind: 'money', permission: 'openItems.read', sort: true, filter: true, total: true },
  { name: 'exposure', kind: 'money', permission: 'credit.read', sort: true, filter: true, total: true, hidden: true },
  { name: 'creditLimit', kind: 'money', permission: 'credit.read', filter: true },
  { name: 'isOnHold', kind: 'boolean', filter: true, hidden: true },
  { name: 'isShipHeld', kind: 'boolean', filter: true, hidden: true },
  { name: 'isCreditHeld', kind: 'boolean', filter: 'only' },
  { name: 'isIncomplete', kind: 'boolean', filter: 'only' },
  { name: 'isMerged', kind: 'boolean', filter: 'only' },
  { name: 'isOverLimit', kind: 'boolean', filter: true, hidden: true, permission: 'credit.read' },
  { name: 'creditRisk', kind: 'enum', enumName: 'CreditRisk', filter: 'only', permission: 'credit.read' },
  { name: 'isReviewDue', kind: 'boolean', filter: 'only', permission: 'credit.read' },
  { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
  { name: 'contactName', kind: 'text', filter: true, hidden: true },
  { name: 'paymentTermDays', kind: 'integer', sort: true, filter: true, hidden: true },
  { name: 'lastOrderOn', kind: 'day', filter: true, hidden: true },
  { name: 'openOrderCount', kind: 'integer', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
