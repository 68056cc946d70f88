import type { Field } from '../shared/field.tsx';
import { LateMark } from './LateMark.tsx';
import type { OrderRow } from './queries.ts';

export const orderFields: readonly Field<OrderRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'OrderStatus', sort: true, filter: true, card: 'detail' },
  { name: 'stage', kind: 'enum', enumName: 'OrderStage', filter: true, hidden: true },
  { name: 'chainStep', kind: 'enum', enumName: 'ChainStep', filter: 'only', permission: 'chain.read' },
  { name: 'isStuck', kind: 'boolean', filter: 'only', permission: 'chain.read' },
  { name: 'placedOn', kind: 'day', sort: true, filter: true },
  { name: 'requiredOn', kind: 'day', sort: true, filter: true, render: ({ requiredOn, isLate }) => <LateMark day={requiredOn} isLate={isLate} /> },
  { name: 'shippedOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'fulfilment', kind: 'percent', filter: true },
  { name: 'net', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'discount', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'freight', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'tax', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'open', kind: 'money', sort: true, filter: true, total: true, hidden: true },
  { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, hidden: true },
  { name: 'customerReference', kind: 'text', filter: true, hidden: true },
  { name: 'shipToCity', kind: 'text', filter: true, hidden: true },
  { name: 'shipToCountry', kind: 'text', filter: true, hidden: true },
  { name: 'carrier', kind: 'text', filter: true, hidden: true },
  { name: 'isLate', kind: 'boolean', filter: 'only' },
  { name: 'isShippedLate', kind: 'boolean', filter: 'only' },
  { name: 'isOpen', kind: 'boolean', filter: 'only' },
  { name: 'backordered', kind: 'quantity', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
