import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Values } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { correspondenceQuery, setCustomerCorrespondenceMutation, setSupplierCorrespondenceMutation } from './mutations.ts';

/** What is sent to customers by itself, where the firm has switched it on. */
const automatic = ['QUOTATION', 'ORDER_CONFIRMATION', 'SHIPMENT_NOTE', 'INVOICE', 'CREDIT_NOTE', 'PARCEL_NOTICE'] as const;

/** How a customer or supplier is written to. */
export function CorrespondenceTab({ id, isCustomer }: { id: string; isCustomer: boolean }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [changing, setChanging] = useState(false);
  const { data } = useAsk(correspondenceQuery, { id });
  const found = data?.node && 'correspondence' in data.node ? data.node.correspondence[0] : undefined;
  const declined = found?.declined ?? [];
  const input = ({ language, email, copyTo, ...wants }: Values) => ({
    ...(isCustomer ? { customerId: id } : { supplierId: id }), language: language || null, email: email || null, copyTo: copyTo || null,
    declined: isCustomer ? automatic.filter((kind) => wants[kind] === false) : [],
  });
  return (
    <Section title={t('documents.correspondence')}>
      <ReportTable
        name={t('documents.correspondence')} columns={[{ label: t('documents.setting') }, { label: t('documents.value') }]} empty={t('app.none')}
        rows={[
          { key: 'language', cells: [t('documents.language'), found?.language ? enumLabel('Language', found.language) : t('documents.asFirm')] },
          { key: 'email', cells: [t('documents.toAddress'), found?.email ?? t('documents.asMaster')] },
          { key: 'copyTo', cells: [t('documents.copyTo'), found?.copyTo ?? '–'] },
          ...(isCustomer ? [{ key: 'declined', cells: [t('documents.declined'), declined.map((kind) => enumLabel('MailKind', kind)).join(', ') || '–'] }] : []),
        ]}
      />
      {may(isCustomer ? 'customers.manage' : 'purchasing.manage') && <Button variant="outlined" sx={{ mt: 2 }} onClick={() => setChanging(true)}>{t('documents.change')}</Button>}
      {changing && (
        <ActionDialog
          title={t('documents.correspondence')} document={isCustomer ? setCustomerCorrespondenceMutation : setSupplierCorrespondenceMutation} input={input} onClose={() => setChanging(false)}
          initial={{ language: found?.language ?? '', email: found?.email ?? '', copyTo: found?.copyTo ?? '', ...Object.fromEntries(automatic.map((kind) => [kind, !declined.includes(kind)])) }}
        >
          <EnumInput source="language" label={t('documents.language')} enumName="Language" help={t('documents.asFirm')} />
          <Fields>
            <TextInput source="email" label={t('documents.toAddress')} type="email" help={t('documents.asMaster')} />
            <TextInput source="copyTo" label={t('documents.copyTo')} type="email" />
          </Fields>
          {isCustomer && automatic.map((kind) => <BooleanInput key={kind} source={kind} label={t('documents.wants', { kind: enumLabel('MailKind', kind) })} />)}
        </ActionDialog>
      )}
    </Section>
  );
}
