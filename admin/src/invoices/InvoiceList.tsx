import { AssignSelected } from '../confirmations/AssignSelected.tsx';
import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { invoiceFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'open', label: 'invoices.view.open', filter: { kind: ['INVOICE'], open: { min: '0.01' } }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'overdue', label: 'invoices.view.overdue', filter: { kind: ['INVOICE'], isOverdue: true }, sort: { field: 'overdueDays', order: 'DESC' } },
  { key: 'unconfirmed', label: 'confirmations.unconfirmed', filter: { kind: ['INVOICE'], open: { min: '0.01' }, isOverdue: false, proofState: ['NOT_SENT', 'SENT', 'BOUNCED', 'OPENED'] }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'thisMonth', label: 'invoices.view.thisMonth', filter: { issuedOn: { preset: 'thisMonth' } } },
  { key: 'credits', label: 'invoices.view.credits', filter: { kind: ['CREDIT_NOTE'] } },
];

export const InvoiceList = () => <RecordList fields={invoiceFields} views={views} sort={{ field: 'issuedOn', order: 'DESC' }} bulkActions={(chosen) => <><PrintSelected kind="INVOICE" {...chosen} /><AssignSelected {...chosen} /></>} />;
