import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AllocationsTab, allocationsOf } from '../invoices/AllocationsTab.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import { rateText } from '../currencies/fields.tsx';
import { BillChoice } from '../payments/PaySupplierDialog.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { supplierCreditFields } from './fields.ts';
import type { SupplierCredit } from './creditQueries.ts';

const views: readonly View[] = [
  { key: 'unapplied', label: 'payables.view.unapplied', filter: { unapplied: { min: '0.01' } }, sort: { field: 'creditedOn', order: 'ASC' } },
  { key: 'reversed', label: 'bills.view.reversed', filter: { status: ['REVERSED'] } },
];
export const SupplierCreditList = () => <RecordList fields={supplierCreditFields} views={views} sort={{ field: 'creditedOn', order: 'DESC' }} selectable />;

const reverseSupplierCredit = graphql(`
  mutation ReverseSupplierCredit($input: ReverseSupplierCreditInput!) {
    reverseSupplierCredit(input: $input) {
      __typename
      ... on ReverseSupplierCreditPayload { supplierCredit { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const applyCredit = graphql(`
  mutation ApplySupplierCredit($input: AllocateInput!) {
    allocate(input: $input) {
      __typename
      ... on AllocatePayload { openItem { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function ReverseDialog({ credit, onClose }: { credit: SupplierCredit; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseSupplierCredit')} document={reverseSupplierCredit} input={({ reason }) => ({ supplierCreditId: credit.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

function ApplyDialog({ credit, onClose }: { credit: SupplierCredit; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.applySupplierCredit')} document={applyCredit} initial={{ oldestFirst: true, allocations: [] }} onClose={onClose}
      input={({ oldestFirst, allocations }) => ({ creditItemId: credit.openItem.id, currencyCode: credit.unapplied.currencyCode, ...(oldestFirst ? { oldestFirst } : { bills: allocations }) })}
    >
      <BooleanInput source="oldestFirst" label={t('payments.oldestBillsFirst')} />
      <BillChoice supplierId={credit.supplier.id} amount={credit.unapplied.amount} currencyCode={credit.unapplied.currencyCode} />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<SupplierCredit>[] = [
  {
    name: 'applySupplierCredit', document: applyCredit, input: () => ({}), permission: 'payments.out', always: true, primary: true, when: ({ unapplied, status }) => status === 'POSTED' && /[1-9]/.test(unapplied.amount),
    dialog: (credit, close) => <ApplyDialog credit={credit} onClose={close} />,
  },
  { name: 'reverseSupplierCredit', document: reverseSupplierCredit, input: () => ({}), permission: 'payables.post', danger: true, dialog: (credit, close) => <ReverseDialog credit={credit} onClose={close} /> },
];
const facts: readonly Field<SupplierCredit>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'supplierReference', kind: 'text' }, { name: 'bill', kind: 'reference' }, { name: 'creditedOn', kind: 'day' }, { name: 'net', kind: 'money' },
  { name: 'tax', kind: 'money' }, { name: 'total', kind: 'money' }, { name: 'unapplied', kind: 'money' }, { name: 'reason', kind: 'text' },
];
const foreign: readonly Field<SupplierCredit>[] = [{ name: 'exchangeRate', kind: 'quantity', render: ({ exchangeRate }) => rateText(exchangeRate) }, { name: 'rateSource', kind: 'text' }, { name: 'companyTotal', kind: 'money' }];
const lineFields: readonly Field<SupplierCredit['lines'][number]>[] = [
  { name: 'description', kind: 'text' }, { name: 'product', kind: 'reference' }, { name: 'account', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'net', kind: 'money' },
];

export function SupplierCreditShow() {
  const t = useT();
  const tabs: readonly RelatedTab<SupplierCredit>[] = [
    ...(may('payments.read') ? [{ key: 'settled', label: t('payments.allocations'), asks: (id: string) => [allocationsOf(id)], content: ({ id }: SupplierCredit) => <AllocationsTab documentId={id} side="creditItem" permission="payments.out" /> }] : []),
    ...(may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }: SupplierCredit) => <LedgerTab documentId={id} /> }] : []),
  ];
  return (
    <RecordPage<SupplierCredit> status={{ field: 'status', enumName: 'PostingStatus' }} facts={facts} actions={actions} tabs={tabs}>
      {(credit) => (
        <>
        {credit.exchangeRate && <Section title={t('currencies.worth')}><FieldGrid fields={foreign} record={credit} /></Section>}
        <Section title={t('bills.lines')}>
          <LinesTable resource="supplierCreditLines" label={t('chart.tableOf', { title: t('bills.lines') })} fields={lineFields} rows={credit.lines} />
        </Section>
        </>
      )}
    </RecordPage>
  );
}
