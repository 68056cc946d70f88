import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AllocateDialog, allocateMutation } from '../payments/AllocateDialog.tsx';
import { PayInvoiceDialog, recordPaymentMutation } from '../payments/PayInvoiceDialog.tsx';
import { debtActions } from '../badDebts/debtActions.tsx';
import { ProofTab } from '../confirmations/ProofTab.tsx';
import { discountActions } from '../earlyPayment/discountActions.tsx';
import type { Field } from '../shared/field.tsx';
import { LiveTotals } from '../shared/form/LiveTotals.tsx';
import { decimalText, percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { AllocationsTab, allocationsOf } from './AllocationsTab.tsx';
import { CreditDialog, creditInvoiceMutation, ReverseCreditDialog, reverseCreditNoteMutation } from './CreditDialog.tsx';
import { invoiceFields } from './fields.ts';
import { LedgerTab } from './LedgerTab.tsx';
import type { Invoice } from './queries.ts';

const facts: readonly Field<Invoice>[] = [
  { name: 'total', kind: 'money' },
  { name: 'open', kind: 'money' },
  { name: 'issuedOn', kind: 'day' },
  { name: 'dueOn', kind: 'day' },
  { name: 'overdueDays', kind: 'integer' },
  { name: 'customer', kind: 'reference' },
  { name: 'proofState', kind: 'enum', enumName: 'ProofState' },
];

const ofCreditNote: readonly Field<Invoice>[] = [
  { name: 'creditsInvoice', kind: 'reference' },
  { name: 'reversesNumber', kind: 'text' },
  { name: 'reversedByNumber', kind: 'text' },
  { name: 'reason', kind: 'text' },
];

const printed: readonly Field<Invoice>[] = [
  { name: 'order', kind: 'reference' },
  { name: 'customerReference', kind: 'text' },
  { name: 'paymentTermDays', kind: 'integer' },
  { name: 'currencyCode', kind: 'text' },
  { name: 'exchangeRate', kind: 'text', render: ({ exchangeRate }) => (exchangeRate === null ? '–' : decimalText(exchangeRate, 10)) },
  { name: 'companyTotal', kind: 'money' },
  { name: 'companyTax', kind: 'money' },
  { name: 'customerTaxNumber', kind: 'text' },
  { name: 'companyName', kind: 'text' },
  { name: 'companyTaxNumber', kind: 'text' },
  { name: 'recordedAt', kind: 'instant' },
];

const instalmentFields: readonly Field<Invoice['instalments'][number]>[] = [{ name: 'no', kind: 'integer' }, { name: 'dueOn', kind: 'day' }, { name: 'amount', kind: 'money' }, { name: 'open', kind: 'money' }];

const earlyFields: readonly Field<Invoice['earlyOffers'][number]>[] = [
  { name: 'lastOn', kind: 'day' }, { name: 'discountRate', kind: 'text', render: ({ discountRate }) => percentText(discountRate) }, { name: 'discount', kind: 'money' }, { name: 'tax', kind: 'money' }, { name: 'payable', kind: 'money' },
];

const actions: readonly RecordAction<Invoice>[] = [
  { name: 'recordPayment', document: recordPaymentMutation, input: () => ({}), permission: 'payments.post', primary: true, dialog: (invoice, close) => <PayInvoiceDialog invoice={invoice} onClose={close} /> },
  { name: 'creditInvoice', document: creditInvoiceMutation, input: () => ({}), permission: 'invoices.post', danger: true, dialog: (invoice, close) => <CreditDialog invoice={invoice} onClose={close} /> },
  { name: 'allocate', document: allocateMutation, input: () => ({}), permission: 'payments.post', primary: true, dialog: ({ openItem, customer, open }, close) => <AllocateDialog credit={{ creditItemId: openItem.id }} customerId={customer.id} currencyCode={open.currencyCode} onClose={close} /> },
  { name: 'reverseCreditNote', document: reverseCreditNoteMutation, input: () => ({}), permission: 'invoices.post', danger: true, dialog: (invoice, close) => <ReverseCreditDialog invoice={invoice} onClose={close} /> },
  ...discountActions,
  ...debtActions,
];

export function InvoiceShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Invoice>[] = [
    { key: 'settled', label: t('payments.allocations'), asks: (id) => [allocationsOf(id)], content: ({ id, kind }) => <AllocationsTab documentId={id} side={kind === 'INVOICE' ? 'debitItem' : 'creditItem'} /> },
    { key: 'credits', label: t('invoices.view.credits'), related: { resource: 'invoices', filter: ({ id }) => ({ creditsInvoice: { is: id } }), fields: invoiceFields.filter(({ name }) => ['number', 'issuedOn', 'total', 'open'].includes(name)), sort: 'issuedOn DESC' } },
    { key: 'proof', label: t('confirmations.proof'), content: (invoice) => (invoice.kind === 'INVOICE' ? <ProofTab invoice={invoice} /> : null) },
    ...(may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }: Invoice) => <LedgerTab documentId={id} /> }] : []),
  ];
  return (
    <RecordPage<Invoice> facts={facts} status={{ field: 'paymentState', enumName: 'InvoicePaymentState' }} actions={actions} tabs={tabs}>
      {(invoice) => (
        <>
          <Section title={t('invoices.printed')}>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '220px 1fr' } }}>
              <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>
                <Typography variant="caption" color="textSecondary" component="p">{t('invoices.billTo')}</Typography>
                {invoice.billTo}
              </Box>
              <FieldGrid fields={invoice.kind === 'INVOICE' ? printed : [...ofCreditNote, ...printed]} record={invoice} />
            </Box>
          </Section>
          {invoice.instalments.length > 0 && (
            <Section title={t('invoices.instalments')}>
              <LinesTable resource="invoiceInstalments" label={t('invoices.instalments')} fields={instalmentFields} rows={invoice.instalments} />
            </Section>
          )}
          {invoice.earlyOffers.length > 0 && (
            <Section title={t('earlyPayment.onInvoice')}>
              <LinesTable resource="invoiceEarlyOffers" label={t('earlyPayment.onInvoice')} fields={earlyFields} rows={invoice.earlyOffers} />
            </Section>
          )}
          <Lines invoice={invoice} />
        </>
      )}
    </RecordPage>
  );
}

function Lines({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const { lines, gross, discount, freight, net, tax, total } = invoice;
  return (
    <Section title={t('invoices.lines')}>
      <ReportTable
        name={t('invoices.lines')}
        columns={[
          { label: t('invoices.line') }, { label: t('invoices.quantity'), numeric: true }, { label: t('invoices.unitPrice'), numeric: true },
          { label: t('invoices.discount'), numeric: true }, { label: t('invoices.tax'), numeric: true }, { label: t('invoices.net'), numeric: true },
        ]}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [line.description, `${decimalText(line.quantity)} ${line.unitCode}`, decimalText(line.unitPrice, 8, 2), percentText(line.discountRate), line.tax, line.net],
        }))}
        empty={t('invoices.noLines')}
      />
      <Box sx={{ mt: 2 }}>
        <LiveTotals
          rows={[
            { label: t('invoices.gross'), value: gross }, { label: t('invoices.discount'), value: discount }, { label: t('invoices.net'), value: net },
            { label: t('invoices.freight'), value: freight }, { label: t('invoices.tax'), value: tax }, { label: t('invoices.total'), value: total, strong: true },
          ]}
        />
      </Box>
    </Section>
  );
}
