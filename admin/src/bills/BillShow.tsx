import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AllocationsTab, allocationsOf } from '../invoices/AllocationsTab.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import { rateText } from '../currencies/fields.tsx';
import { PayBillDialog, paySupplierMutation } from '../payments/PaySupplierDialog.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { AcceptDialog, acceptBillExceptions } from './AcceptDialog.tsx';
import type { Bill } from './queries.ts';

const reverseBill = graphql(`
  mutation ReverseBill($input: ReverseBillInput!) {
    reverseBill(input: $input) {
      __typename
      ... on ReverseBillPayload { bill { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function ReverseDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseBill')} document={reverseBill} input={({ reason }) => ({ billId: bill.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<Bill>[] = [
  { name: 'paySupplier', document: paySupplierMutation, input: () => ({}), permission: 'payments.out', primary: true, dialog: (bill, close) => <PayBillDialog bill={bill} onClose={close} /> },
  {
    name: 'acceptBillExceptions', document: acceptBillExceptions, input: () => ({}), permission: 'payables.approve', when: ({ match }) => match === 'EXCEPTION',
    dialog: (bill, close) => <AcceptDialog bill={bill} onClose={close} />,
  },
  { name: 'reverseBill', document: reverseBill, input: () => ({}), permission: 'payables.post', danger: true, dialog: (bill, close) => <ReverseDialog bill={bill} onClose={close} /> },
];
const foreign: readonly Field<Bill>[] = [
  { name: 'exchangeRate', kind: 'quantity', render: ({ exchangeRate }) => rateText(exchangeRate) }, { name: 'rateSource', kind: 'text' }, { name: 'companyTotal', kind: 'money' }, { name: 'openWorth', kind: 'money' },
];
const facts: readonly Field<Bill>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'supplierReference', kind: 'text' }, { name: 'purchaseOrder', kind: 'reference' }, { name: 'billedOn', kind: 'day' },
  { name: 'dueOn', kind: 'day' }, { name: 'match', kind: 'enum', enumName: 'BillMatch' }, { name: 'recordedByName', kind: 'text' }, { name: 'recurringBill', kind: 'reference' }, { name: 'net', kind: 'money' }, { name: 'tax', kind: 'money' }, { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' },
];
type Line = Bill['lines'][number];
const lineFields: readonly Field<Line>[] = [
  { name: 'description', kind: 'text' },
  { name: 'receiptLine', kind: 'reference', render: ({ receiptLine }) => (receiptLine ? <ReferenceLink value={receiptLine.receipt} /> : '–') },
  { name: 'account', kind: 'reference' }, { name: 'landedCost', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'unitCost', kind: 'price' }, { name: 'orderedCost', kind: 'price' }, { name: 'net', kind: 'money' },
];
type Exception = Bill['exceptions'][number];
const exceptionFields: readonly Field<Exception>[] = [
  { name: 'rule', kind: 'enum', enumName: 'BillExceptionRule' },
  { name: 'product', kind: 'reference' }, { name: 'expected', kind: 'price' }, { name: 'actual', kind: 'price' }, { name: 'difference', kind: 'money' },
  { name: 'status', kind: 'enum', enumName: 'BillExceptionStatus' }, { name: 'ownerName', kind: 'text' }, { name: 'age', kind: 'integer' },
];

export function BillShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Bill>[] = [
    ...(may('payments.read') ? [{ key: 'settled', label: t('payments.allocations'), asks: (id: string) => [allocationsOf(id)], content: ({ id }: Bill) => <AllocationsTab documentId={id} side="debitItem" permission="payments.out" /> }] : []),
    ...(may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }: Bill) => <LedgerTab documentId={id} /> }] : []),
  ];
  return (
    <RecordPage<Bill> status={{ field: 'status', enumName: 'PostingStatus' }} facts={facts} actions={actions} tabs={tabs}>
      {(bill) => (
        <>
          {bill.status === 'POSTED' && !/[1-9]/.test(bill.open.amount) && <Alert severity="success">{t('bills.isPaid')}</Alert>}
          {bill.block === 'exception' && <Alert severity="error">{t('payables.blockedByException')}</Alert>}
          {bill.block === 'approval' && <Alert severity="warning">{t('payables.blockedByApproval')}</Alert>}
          {bill.isOverdue && <Alert severity="warning">{t('bills.isOverdue')}</Alert>}
          {bill.exceptions.length > 0 && (
            <Section title={t('payables.exceptions')}>
              <LinesTable resource="billExceptions" label={t('chart.tableOf', { title: t('payables.exceptions') })} fields={exceptionFields} rows={bill.exceptions} />
            </Section>
          )}
          {bill.exchangeRate && <Section title={t('currencies.worth')}><FieldGrid fields={foreign} record={bill} /></Section>}
          <Section title={t('bills.lines')}>
            <LinesTable resource="billLines" label={t('chart.tableOf', { title: t('bills.lines') })} fields={lineFields} rows={bill.lines} />
            {bill.status === 'POSTED' && may('payables.post') && (
              <Button component={Link} to={`/supplierCredits/create?${new URLSearchParams({ bill: bill.id, supplier: bill.supplier.id }).toString()}`} sx={{ mt: 1 }}>{t('payables.credit')}</Button>
            )}
          </Section>
        </>
      )}
    </RecordPage>
  );
}
