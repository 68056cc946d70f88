import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { isApiError } from '../data/apiError.ts';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { addDays } from '../data/presets.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { moneyText } from '../shared/numbers.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { BankDetailsDialog } from './BankDetailsDialog.tsx';
import { paymentRunFields } from './fields.ts';
import type { PaymentRun } from './runQueries.ts';

const views: readonly View[] = [{ key: 'draft', label: 'payables.view.proposed', filter: { status: ['DRAFT'] } }, { key: 'paid', label: 'payables.view.paid', filter: { status: ['EXECUTED'] } }];
export const PaymentRunList = () => <RecordList fields={paymentRunFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} selectable />;

export function PaymentRunCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ dueUntil: addDays(today(), 7), payOn: today(), accountId: '', currencyCode: '' }}>
      <Section title={t('payables.propose')}>
        <Fields>
          <DayInput source="dueUntil" help={t('payables.dueUntilHelp')} required />
          <DayInput source="payOn" required />
          <ReferenceInput source="accountId" reference="accounts" filter={{ isCash: true }} help={t('payables.accountHelp')} />
          <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('payables.runCurrencyHelp')} />
        </Fields>
      </Section>
    </CreateForm>
  );
}

const executePaymentRun = graphql(`
  mutation ExecutePaymentRun($input: ExecutePaymentRunInput!) {
    executePaymentRun(input: $input) {
      __typename
      ... on ExecutePaymentRunPayload { paymentRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updatePaymentRun = graphql(`
  mutation UpdatePaymentRun($input: UpdatePaymentRunInput!) {
    updatePaymentRun(input: $input) {
      __typename
      ... on UpdatePaymentRunPayload { paymentRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const requestRunApproval = graphql(`
  mutation RequestRunApproval($input: RequestRunApprovalInput!) {
    requestRunApproval(input: $input) {
      __typename
      ... on RequestRunApprovalPayload { approval { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const cancelPaymentRun = graphql(`
  mutation CancelPaymentRun($input: CancelPaymentRunInput!) {
    cancelPaymentRun(input: $input) {
      __typename
      ... on CancelPaymentRunPayload { paymentRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const file = graphql(`
  query PaymentRunFile($paymentRunId: ID!, $asCsv: Boolean) { paymentRunFile(paymentRunId: $paymentRunId, asCsv: $asCsv) { fileName content } }
`);

/** An amount for each bill; an emptied one is left out of the run. */
function AmountsDialog({ run, onClose }: { run: PaymentRun; onClose: () => void }) {
  const t = useT();
  const amounts = Object.fromEntries(run.lines.map((line) => [line.id, line.amount.amount]));
  return (
    <ActionDialog
      title={t('action.updatePaymentRun')} document={updatePaymentRun} initial={{ payOn: run.payOn, amounts }} onClose={onClose}
      input={(values) => ({
        paymentRunId: run.id, version: run.version, payOn: values['payOn'], currencyCode: run.total.currencyCode,
        lines: run.lines.flatMap((line) => {
          const amount = (values['amounts'] as Record<string, string>)[line.id]; // what the form edits
          return amount ? [{ billId: line.bill.id, amount }] : [];
        }),
      })}
    >
      <DayInput source="payOn" label={t('payables.payOn')} required />
      {run.lines.map((line) => (
        <MoneyInput key={line.id} source={`amounts.${line.id}`} currencyCode={line.amount.currencyCode} label={t('payables.amountOf', { supplier: line.supplier.name, number: line.bill.supplierReference })} />
      ))}
    </ActionDialog>
  );
}

const isForeign = ({ total, companyTotal }: PaymentRun) => total.currencyCode !== companyTotal.currencyCode;

/** Pays all of it; of a run in another currency, what the bank took for it in company money. */
function ExecuteDialog({ run, onClose }: { run: PaymentRun; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.executePaymentRun')} document={executePaymentRun} initial={{ companyAmount: '' }} onClose={onClose}
      input={({ companyAmount }) => ({ paymentRunId: run.id, companyAmount: companyAmount || null })}
    >
      <Typography>{t('confirm.executePaymentRun')}</Typography>
      {isForeign(run) && <MoneyInput source="companyAmount" currencyCode={run.companyTotal.currencyCode} label={t('payments.companyAmountOut')} help={t('payables.executeHelp', { worth: moneyText(run.companyTotal) })} />}
    </ActionDialog>
  );
}

function AskDialog({ run, onClose }: { run: PaymentRun; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.requestRunApproval')} document={requestRunApproval} input={({ reason }) => ({ paymentRunId: run.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const ofRun = ({ id }: PaymentRun) => ({ paymentRunId: id });
const isDraft = ({ status }: PaymentRun) => status === 'DRAFT';
const actions: readonly RecordAction<PaymentRun>[] = [
  { name: 'executePaymentRun', document: executePaymentRun, input: ofRun, permission: 'payments.out', primary: true, when: isDraft, dialog: (run, close) => <ExecuteDialog run={run} onClose={close} /> },
  { name: 'requestRunApproval', document: requestRunApproval, input: ofRun, permission: 'payments.out', when: isDraft, dialog: (run, close) => <AskDialog run={run} onClose={close} /> },
  { name: 'updatePaymentRun', document: updatePaymentRun, input: ofRun, permission: 'payments.out', when: isDraft, dialog: (run, close) => <AmountsDialog run={run} onClose={close} /> },
  { name: 'cancelPaymentRun', document: cancelPaymentRun, input: ofRun, permission: 'payments.out', when: isDraft, danger: true, confirm: { kind: 'plain' } },
];
const facts: readonly Field<PaymentRun>[] = [
  { name: 'payOn', kind: 'day' }, { name: 'account', kind: 'reference' }, { name: 'total', kind: 'money' }, { name: 'cashBefore', kind: 'money', permission: 'journal.read' }, { name: 'suppliers', kind: 'integer' }, { name: 'bills', kind: 'integer' },
];
const worth: readonly Field<PaymentRun>[] = [{ name: 'companyTotal', kind: 'money' }];
const details: readonly Field<PaymentRun>[] = [
  { name: 'dueUntil', kind: 'day' }, { name: 'createdByName', kind: 'text' }, { name: 'executedOn', kind: 'day' }, { name: 'executedByName', kind: 'text' },
];
const lineFields: readonly Field<PaymentRun['lines'][number]>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'bill', kind: 'reference' }, { name: 'supplierReference', kind: 'text', render: ({ bill }) => bill.supplierReference },
  { name: 'payment', kind: 'reference' }, { name: 'amount', kind: 'money' },
];

/** Files for the bank; who lacks bank details is said by name. */
function Files({ run }: { run: PaymentRun }) {
  const t = useT();
  const notify = useNotify();
  const [isAsking, setAsking] = useState(false);
  const save = async (asCsv: boolean) => {
    try {
      const { paymentRunFile } = await request(file, { paymentRunId: run.id, asCsv });
      if (!paymentRunFile) return;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([paymentRunFile.content]));
      link.download = paymentRunFile.fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      if (!isApiError(error)) throw error;
      notify(error.message, { type: 'error' });
    }
  };
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 2 }}>
      <Button variant="outlined" startIcon={<DownloadOutlined />} onClick={() => void save(false)}>{t('payables.sepa')}</Button>
      <Button variant="outlined" startIcon={<DownloadOutlined />} onClick={() => void save(true)}>{t('payables.csv')}</Button>
      <Button onClick={() => setAsking(true)}>{t('payables.ownBank')}</Button>
      {isAsking && <BankDetailsDialog about={{ accountId: run.account.id }} holder="" onClose={() => setAsking(false)} />}
    </Box>
  );
}

export function PaymentRunShow() {
  const t = useT();
  return (
    <RecordPage<PaymentRun> status={{ field: 'status', enumName: 'PaymentRunStatus' }} facts={facts} actions={actions} tabs={[]}>
      {(run) => (
        <>
          <Section title={t('payables.bills')}>
            <LinesTable resource="paymentRunLines" label={t('chart.tableOf', { title: t('payables.bills') })} fields={lineFields} rows={run.lines} />
            {may('payments.out') && <Files run={run} />}
          </Section>
          <Section title={t('payables.run')}>
            <FieldGrid fields={isForeign(run) ? [...worth, ...details] : details} record={run} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
