import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { paymentFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'received', label: 'payments.view.received', filter: { direction: ['IN'] } },
  { key: 'onAccount', label: 'payments.view.onAccount', filter: { direction: ['IN'], unapplied: { min: '0.01' } } },
  { key: 'paid', label: 'payments.view.paid', filter: { direction: ['OUT'] } },
  { key: 'reversed', label: 'payments.view.reversed', filter: { status: ['REVERSED'] } },
];

export const PaymentList = () => <RecordList fields={paymentFields} views={views} sort={{ field: 'paidOn', order: 'DESC' }} />;
