import Button from '@mui/material/Button';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { releaseDeferrals } from './billingQueries.ts';
import type { ContractBillingRow, DeferralRow, ReleaseRow } from './billingQueries.ts';
import { contractFields } from './fields.ts';

const contractViews: readonly View[] = [
  { key: 'active', label: 'contracts.view.active', filter: { state: ['ACTIVE', 'PAUSED', 'PLANNED'] }, sort: { field: 'nextOn', order: 'ASC' } },
  { key: 'held', label: 'contracts.view.held', filter: { isHeld: true } },
  { key: 'ending', label: 'contracts.view.ending', filter: { endsSoon: true }, sort: { field: 'endsOn', order: 'ASC' } },
  { key: 'ended', label: 'contracts.view.ended', filter: { state: ['ENDED'] }, sort: { field: 'endsOn', order: 'DESC' } },
];
export const ContractList = () => <RecordList fields={contractFields} views={contractViews} sort={{ field: 'number', order: 'DESC' }} />;

const billingFields: readonly Field<ContractBillingRow>[] = [
  { name: 'periodFrom', kind: 'day', filter: true, card: 'title' },
  { name: 'periodTo', kind: 'day', filter: true },
  { name: 'contract', kind: 'reference', reference: 'contracts', filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'ContractBillingKind', filter: true },
  { name: 'billedOn', kind: 'day', sort: true, filter: true },
  { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true, permission: 'invoices.read' },
  { name: 'net', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const ContractBillingList = () => <RecordList fields={billingFields} sort={{ field: 'billedOn', order: 'DESC' }} />;

const deferralFields: readonly Field<DeferralRow>[] = [
  { name: 'month', kind: 'day', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true },
  { name: 'account', kind: 'reference', reference: 'accounts', filter: true, hidden: true },
  { name: 'isReleased', kind: 'boolean', filter: true },
  { name: 'release', kind: 'reference', reference: 'deferralReleases', filter: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'companyAmount', kind: 'money', hidden: true },
];
const deferralViews: readonly View[] = [{ key: 'waiting', label: 'contracts.view.waiting', filter: { isReleased: false } }];

function Release() {
  const t = useT();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  if (!may('journal.post')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.releaseDeferrals')}</Button>
      {open && (
        <ActionDialog title={t('action.releaseDeferrals')} document={releaseDeferrals} onClose={() => setOpen(false)} onDone={() => refresh()} initial={{ month: today() }} input={({ month }) => ({ month })}>
          <p>{t('contracts.releaseText')}</p>
          <Fields><DayInput source="month" label={t('contracts.monthOf')} required /></Fields>
        </ActionDialog>
      )}
    </>
  );
}
export const DeferralList = () => <RecordList fields={deferralFields} views={deferralViews} sort={{ field: 'month', order: 'ASC' }} actions={<Release />} />;

const releaseFields: readonly Field<ReleaseRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'month', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'effectiveOn', kind: 'day', filter: true },
  { name: 'reversedOn', kind: 'day', filter: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const DeferralReleaseList = () => <RecordList fields={releaseFields} sort={{ field: 'month', order: 'DESC' }} />;
