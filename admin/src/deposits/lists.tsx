import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RequestDepositDialog } from './dialogs.tsx';
import { depositFields } from './fields.ts';
import type { DepositInvoiceRow } from './queries.ts';

const views: readonly View[] = [
  { key: 'toCome', label: 'deposits.view.toCome', filter: { state: ['ASKED', 'PART_PAID'] }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'overdue', label: 'deposits.view.overdue', filter: { isOverdue: true }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'held', label: 'deposits.view.held', filter: { held: { min: '0.01' } } },
  { key: 'idle', label: 'deposits.view.idle', filter: { isIdle: true } },
];
function Request() {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('deposits.write')) return null;
  return (
    <>
      <Button variant="contained" onClick={() => setOpen(true)}>{t('action.requestDeposit')}</Button>
      {open && <RequestDepositDialog onClose={() => setOpen(false)} />}
    </>
  );
}
export const DepositList = () => <RecordList fields={depositFields} views={views} sort={{ field: 'requestedOn', order: 'DESC' }} actions={<Request />} />;

const invoiceFields: readonly Field<DepositInvoiceRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'deposit', kind: 'reference', reference: 'deposits', filter: true },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true },
  { name: 'cancelledOn', kind: 'day', filter: true },
  { name: 'net', kind: 'money', filter: true, total: true },
  { name: 'tax', kind: 'money', filter: true, total: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const DepositInvoiceList = () => <RecordList fields={invoiceFields} sort={{ field: 'issuedOn', order: 'DESC' }} />;
