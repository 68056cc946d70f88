import Button from '@mui/material/Button';
import { companyCode, isForeign } from '../currencies/ownCurrency.ts';
import { request } from '../data/client.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { AskDialog, reason, type Asked } from './AskDialog.tsx';
import { cancelRefund, payRefund, requestRefundApproval, reverseRefund } from './mutations.ts';
import type { Refund } from './queries.ts';
import { refundFileQuery } from './reportQueries.ts';

const asks = (document: typeof cancelRefund | typeof reverseRefund | typeof requestRefundApproval, danger = false) => function Asks({ id }: Refund, close: () => void) {
  return <AskDialog danger={danger} document={document} inputs={[reason]} input={(values) => ({ refundId: id, ...values })} onClose={close} />;
};
const actions: readonly RecordAction<Refund>[] = [
  {
    name: 'payRefund', document: payRefund, input: () => ({}), permission: 'refunds.pay', primary: true,
    dialog: ({ id, amount }, close) => (
      <AskDialog
        document={payRefund} input={(values) => ({ refundId: id, ...values })} onClose={close}
        inputs={[
          { source: 'paidOn', kind: 'day', label: 'resources.refunds.fields.paidOn', initial: today() },
          ...(isForeign(amount) ? [{ source: 'companyAmount', kind: 'money', currencyCode: companyCode(), label: 'payments.companyAmountOut', help: 'currencies.companyAmountHelp' } satisfies Asked] : []),
        ]}
      />
    ),
  },
  { name: 'requestRefundApproval', document: requestRefundApproval, input: () => ({}), permission: 'refunds.draft', dialog: asks(requestRefundApproval) },
  { name: 'cancelRefund', document: cancelRefund, input: () => ({}), permission: 'refunds.draft', danger: true, dialog: asks(cancelRefund, true) },
  { name: 'reverseRefund', document: reverseRefund, input: () => ({}), permission: 'refunds.pay', danger: true, dialog: asks(reverseRefund, true) },
];
const facts: readonly Field<Refund>[] = [{ name: 'amount', kind: 'money' }, { name: 'customer', kind: 'reference' }, { name: 'reason', kind: 'enum', enumName: 'RefundReason' }, { name: 'method', kind: 'enum', enumName: 'PaymentMethod' }, { name: 'paidOn', kind: 'day' }];
const details: readonly Field<Refund>[] = [
  { name: 'paidFrom', kind: 'text' }, { name: 'worth', kind: 'money' }, { name: 'note', kind: 'text' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'paidByName', kind: 'text' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' },
];
const parts: readonly Field<Refund['parts'][number]>[] = [{ name: 'credit', kind: 'text', render: ({ credit }) => credit?.number ?? '' }, { name: 'amount', kind: 'money' }];

/** The file for the bank, as a download. */
async function download(id: string): Promise<void> {
  const { refundFile } = await request(refundFileQuery, { refundIds: [id], asCsv: true });
  if (!refundFile) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([refundFile.content]));
  link.download = refundFile.fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function RefundShow() {
  const t = useT();
  return (
    <RecordPage<Refund> facts={facts} status={{ field: 'status', enumName: 'RefundStatus' }} actions={actions} tabs={may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }) => <LedgerTab documentId={id} /> }] : []}>
      {(refund) => (
        <>
          <Section title={t('charges.ofCredits')}><LinesTable resource="refundParts" label={t('chart.tableOf', { title: t('charges.ofCredits') })} fields={parts} rows={refund.parts} /></Section>
          <Section title={t('charges.details')}><FieldGrid fields={details} record={refund} />{may('refunds.pay') && ['DRAFT', 'PAID'].includes(refund.status) && <Button onClick={() => void download(refund.id)}>{t('charges.bankFile')}</Button>}</Section>
        </>
      )}
    </RecordPage>
  );
}
