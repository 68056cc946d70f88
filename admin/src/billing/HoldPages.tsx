import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { currentViewer, may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { acceptInvoiceHold, invoiceChecksQuery, recheckInvoiceHolds, setInvoiceChecks, takeInvoiceHold } from './holdQueries.ts';
import type { InvoiceHold, InvoiceHoldRow } from './holdQueries.ts';

const fields: readonly Field<InvoiceHoldRow>[] = [
  { name: 'description', kind: 'text', filter: true, card: 'title' },
  { name: 'rule', kind: 'enum', enumName: 'InvoiceRule', sort: true, filter: true, card: 'detail' },
  { name: 'expected', kind: 'text' }, { name: 'actual', kind: 'text' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true },
  { name: 'shipment', kind: 'reference', reference: 'shipments', filter: true },
  { name: 'owner', kind: 'text', render: ({ owner }) => owner?.name ?? null, csv: ({ owner }) => owner?.name ?? '' },
  { name: 'ownerRole', kind: 'enum', enumName: 'Role', filter: true },
  { name: 'raisedAt', kind: 'instant', sort: true, filter: true },
  { name: 'ageDays', kind: 'integer', filter: true, card: 'figure' },
  { name: 'status', kind: 'enum', enumName: 'InvoiceHoldStatus', sort: true, filter: true },
];
const views: readonly View[] = [
  { key: 'open', label: 'billing.view.open', filter: { status: ['OPEN'] } },
  { key: 'accepted', label: 'billing.view.accepted', filter: { status: ['ACCEPTED'] }, sort: { field: 'raisedAt', order: 'DESC' } },
];

function ChecksDialog({ companyId, onClose }: { companyId: string; onClose: () => void }) {
  const t = useT();
  const { data } = useAsk(invoiceChecksQuery, { id: companyId });
  const company = data?.node && 'invoicePriceRate' in data.node ? data.node : undefined;
  if (!company) return null;
  return (
    <ActionDialog
      title={t('billing.checks')} document={setInvoiceChecks} onClose={onClose}
      input={({ priceRate, discountRate, quantityRate, checksUnits }) => ({ priceRate: priceRate || null, discountRate: discountRate || null, quantityRate: quantityRate || null, checksUnits: checksUnits === true })}
      initial={{ priceRate: company.invoicePriceRate ?? '', discountRate: company.invoiceDiscountRate ?? '', quantityRate: company.invoiceQuantityRate ?? '', checksUnits: company.checksInvoiceUnits }}
    >
      <PercentInput source="priceRate" label={t('billing.priceRate')} help={t('billing.checksHelp')} />
      <PercentInput source="discountRate" label={t('billing.discountRate')} />
      <PercentInput source="quantityRate" label={t('billing.quantityRate')} />
      <BooleanInput source="checksUnits" label={t('billing.checksUnits')} />
    </ActionDialog>
  );
}

function HoldButtons() {
  const t = useT();
  const notify = useNotify();
  const [isOpen, setOpen] = useState(false);
  const [recheck, { pending }] = useAction(recheckInvoiceHolds);
  const companyId = currentViewer()?.company?.id;
  const run = async () => {
    const done = await recheck({ input: {} });
    if (done) notify('billing.rechecked', { type: 'success', messageArgs: { count: done.checked } });
  };
  return (
    <>
      {may('invoices.post') && <Button variant="outlined" loading={pending} onClick={() => void run()}>{t('action.recheckInvoiceHolds')}</Button>}
      {may('company.manage') && <Button variant="outlined" onClick={() => setOpen(true)}>{t('billing.checks')}</Button>}
      {isOpen && companyId && <ChecksDialog companyId={companyId} onClose={() => setOpen(false)} />}
    </>
  );
}

export const InvoiceHoldList = () => <RecordList fields={fields} views={views} sort={{ field: 'raisedAt', order: 'ASC' }} actions={<HoldButtons />} />;

function AcceptDialog({ hold, onClose }: { hold: InvoiceHold; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.acceptInvoiceHold')} document={acceptInvoiceHold} input={({ reason }) => ({ invoiceHoldId: hold.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('billing.reason')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<InvoiceHold>[] = [
  { name: 'acceptInvoiceHold', document: acceptInvoiceHold, input: () => ({}), permission: 'invoices.release', primary: true, dialog: (hold, close) => <AcceptDialog hold={hold} onClose={close} /> },
  { name: 'takeInvoiceHold', document: takeInvoiceHold, input: ({ id }) => ({ invoiceHoldId: id }), permission: 'invoices.release' },
];
const facts: readonly Field<InvoiceHold>[] = [
  { name: 'rule', kind: 'enum', enumName: 'InvoiceRule' }, { name: 'expected', kind: 'text' }, { name: 'actual', kind: 'text' }, { name: 'customer', kind: 'reference' }, { name: 'ageDays', kind: 'integer' },
];
const details: readonly Field<InvoiceHold>[] = [
  { name: 'description', kind: 'text' }, { name: 'order', kind: 'reference' }, { name: 'shipment', kind: 'reference' }, { name: 'owner', kind: 'text', render: ({ owner }) => owner?.name ?? null }, { name: 'ownerRole', kind: 'enum', enumName: 'Role' },
  { name: 'raisedAt', kind: 'instant' }, { name: 'decidedAt', kind: 'instant' }, { name: 'decidedByName', kind: 'text' }, { name: 'reason', kind: 'text' },
];
export function InvoiceHoldShow() {
  const t = useT();
  return (
    <RecordPage<InvoiceHold> facts={facts} status={{ field: 'status', enumName: 'InvoiceHoldStatus' }} actions={actions}>
      {(hold) => <Section title={t('billing.heldLine')}><FieldGrid fields={details} record={hold} /></Section>}
    </RecordPage>
  );
}
