import { useWatch } from 'react-hook-form';
import { companyCode, isForeign } from '../currencies/ownCurrency.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { recordRecovery } from '../badDebts/mutations.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { EnumInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { Money } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { AskDialog, reason } from './AskDialog.tsx';
import { chargeLate, createCharge, createRefund, waiveLate } from './mutations.ts';
import { openCreditsQuery } from './reportQueries.ts';

/** What of each open credit a customer gets back. */
function RefundDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  const { data } = useAsk(openCreditsQuery, { customerId });
  if (!data) return null;
  const credits = data.unappliedItems.nodes;
  const codes = [...new Set(credits.map(({ unapplied }) => unapplied.currencyCode))].toSorted((a, b) => Number(a !== companyCode()) - Number(b !== companyCode()));
  return (
    <ActionDialog
      title={t('action.createRefund')} document={createRefund} onClose={onClose} initial={{ currencyCode: codes[0] ?? '', accountId: '', reason: 'OVERPAYMENT', note: '', method: 'BANK', ...Object.fromEntries(credits.map(({ unapplied }, at) => [`part${at}`, unapplied.amount])) }}
      input={({ currencyCode, accountId, reason: why, note, method, ...amounts }) => ({
        customerId, currencyCode: currencyCode || null, accountId: accountId || null, reason: why, note: note === '' ? null : note, method,
        parts: credits.flatMap(({ openItem, unapplied }, at) => (amounts[`part${at}`] && unapplied.currencyCode === currencyCode ? [{ creditItemId: openItem.id, amount: amounts[`part${at}`] }] : [])),
      })}
    >
      {codes.length > 1 && <ChoiceInput source="currencyCode" label={t('currencies.currency')} choices={codes.map((code) => ({ value: code, label: code }))} required />}
      <OfCredits credits={credits} />
      <EnumInput source="reason" enumName="RefundReason" label={t('charges.reason')} required />
      <EnumInput source="method" enumName="PaymentMethod" label={t('charges.method')} required />
      <TextInput source="note" label={t('charges.note')} multiline />
    </ActionDialog>
  );
}

/** What of each credit in the chosen currency; money of another than the books' may leave an account in either. */
function OfCredits({ credits }: { credits: { id: string; number: string; unapplied: Money }[] }) {
  const t = useT();
  const code: unknown = useWatch({ name: 'currencyCode' });
  const currencyCode = typeof code === 'string' && code !== '' ? code : companyCode();
  return (
    <>
      {credits.map(({ id, number, unapplied }, at) => unapplied.currencyCode === currencyCode && <MoneyInput key={id} source={`part${at}`} label={t('charges.creditOf', { number })} currencyCode={currencyCode} />)}
      {may('accounts.read') && <ReferenceInput source="accountId" reference="accounts" filter={{ isCash: true }} label={t('payments.accountOut')} help={t(isForeign({ currencyCode }) ? 'payments.accountOutHelp' : 'charges.accountHelp')} />}
    </>
  );
}

type Customer = { id: string };
export const moneyActions: readonly RecordAction<Customer>[] = [
  {
    name: 'createCharge', document: createCharge, input: () => ({}), permission: 'charges.post',
    dialog: ({ id }, close) => (
      <AskDialog
        document={createCharge} onClose={close} inputs={[{ source: 'description', kind: 'text', label: 'charges.description', required: true }, { source: 'currencyCode', kind: 'currency', label: 'charges.currency', help: 'charges.currencyHelp' }, { source: 'amount', kind: 'money', label: 'charges.amount', required: true }, { source: 'dueOn', kind: 'day', label: 'charges.dueOn' }, { ...reason, required: false }]}
        input={({ description, amount, ...values }) => ({ customerId: id, lines: [{ description, amount }], ...values })}
      />
    ),
  },
  { name: 'chargeLate', document: chargeLate, input: ({ id }) => ({ customerId: id }), permission: 'charges.post' },
  { name: 'waiveLate', document: waiveLate, input: () => ({}), permission: 'charges.waive', dialog: ({ id }, close) => <AskDialog document={waiveLate} inputs={[reason]} input={(values) => ({ customerId: id, ...values })} onClose={close} /> },
  { name: 'createRefund', document: createRefund, input: () => ({}), permission: 'refunds.draft', dialog: ({ id }, close) => <RefundDialog customerId={id} onClose={close} /> },
  {
    name: 'recordRecovery', document: recordRecovery, input: () => ({}), permission: 'badDebts.recover',
    dialog: ({ id }, close) => (
      <AskDialog
        document={recordRecovery} onClose={close} inputs={[{ source: 'amount', kind: 'money', label: 'charges.amount', required: true }, { source: 'method', kind: 'enum', enumName: 'PaymentMethod', label: 'charges.method', initial: 'BANK' }, { source: 'recoveredOn', kind: 'day', label: 'charges.on' }, { source: 'note', kind: 'lines', label: 'charges.note' }]}
        input={(values) => ({ customerId: id, ...values })}
      />
    ),
  },
];
