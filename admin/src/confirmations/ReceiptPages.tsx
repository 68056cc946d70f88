import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import type { PaymentReceipt, ReceiptRow } from './receiptQueries.ts';

const fields: readonly Field<ReceiptRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'payment', kind: 'reference', reference: 'payments', filter: true },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'issuedByName', kind: 'text', filter: true, hidden: true },
  { name: 'onAccount', kind: 'money', filter: true }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const PaymentReceiptList = () => <RecordList fields={fields} sort={{ field: 'issuedOn', order: 'DESC' }} />;

const facts: readonly Field<PaymentReceipt>[] = [{ name: 'amount', kind: 'money' }, { name: 'onAccount', kind: 'money' }, { name: 'issuedOn', kind: 'day' }, { name: 'customer', kind: 'reference' }];
const details: readonly Field<PaymentReceipt>[] = [{ name: 'payment', kind: 'reference', reference: 'payments' }, { name: 'issuedByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }];
export function PaymentReceiptShow() {
  const t = useT();
  return (
    <RecordPage<PaymentReceipt> facts={facts}>
      {(receipt) => (
        <>
          <Section title={t('payments.details')}><FieldGrid fields={details} record={receipt} /></Section>
          <Section title={t('confirmations.applied')}>
            <ReportTable
              name={t('confirmations.applied')} empty={t('confirmations.notApplied')} columns={[{ label: t('confirmations.document') }, { label: t('payments.amount'), numeric: true }]}
              rows={receipt.lines.map(({ id, number, invoice, amount }) => ({ key: id, cells: [invoice ? <ReferenceLink key="invoice" value={invoice} /> : number, amount] }))}
            />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
