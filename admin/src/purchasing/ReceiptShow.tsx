import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { receiptActions } from './actions.tsx';
import { inspectionFields, supplierReturnFields } from './fields.tsx';
import type { Receipt } from './queries.ts';

const facts: readonly Field<Receipt>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'purchaseOrder', kind: 'reference' }, { name: 'warehouse', kind: 'reference' },
  { name: 'receivedOn', kind: 'day' }, { name: 'value', kind: 'money' }, { name: 'isBilled', kind: 'boolean' }, { name: 'reversedOn', kind: 'day' },
];
const lineFields: readonly Field<Receipt['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'lots', kind: 'text' }, { name: 'value', kind: 'money' }, { name: 'isBilled', kind: 'boolean' },
];

export function ReceiptShow() {
  const t = useT();
  const tabs: RelatedTab<Receipt>[] = [
    { key: 'inspections', label: t('purchasing.inspections'), related: { resource: 'inspections', filter: ({ id }) => ({ receipt: { is: id } }), fields: inspectionFields.filter(({ name }) => name !== 'supplier'), sort: 'openedOn DESC' } },
    { key: 'returns', label: t('purchasing.returns'), related: { resource: 'supplierReturns', filter: ({ id }) => ({ receipt: { is: id } }), fields: supplierReturnFields.filter(({ name }) => name !== 'supplier' && name !== 'receipt'), sort: 'returnedOn DESC' } },
  ];
  return (
    <RecordPage<Receipt> status={{ field: 'status', enumName: 'PostingStatus' }} facts={facts} actions={receiptActions} tabs={tabs}>
      {(receipt) => (
        <Section title={t('purchasing.lines')}>
          <LinesTable resource="receiptLines" label={t('chart.tableOf', { title: t('purchasing.lines') })} fields={lineFields} rows={receipt.lines} />
          {receipt.status === 'POSTED' && !receipt.isBilled && may('payables.post') && (
            <Button component={Link} to={`/bills/create?${new URLSearchParams({ supplier: receipt.supplier.id, receipt: receipt.id }).toString()}`} variant="contained" sx={{ mt: 2 }}>
              {t('purchasing.recordBill')}
            </Button>
          )}
          {receipt.status === 'POSTED' && may('landedCosts.post') && (
            <Button component={Link} to={`/landedCosts/create?${new URLSearchParams({ receipt: receipt.id }).toString()}`} sx={{ mt: 2, marginInlineStart: 1 }}>
              {t('landedCosts.forReceipt')}
            </Button>
          )}
        </Section>
      )}
    </RecordPage>
  );
}
