import { useEffect } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { request } from '../data/client.ts';
import type { Values } from '../data/resource.ts';
import { currentViewer, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, EnumInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { OpenInvoices, previewPaymentQuery } from './OpenDebts.tsx';
import type { PaymentPreview } from './OpenDebts.tsx';

const DECIMAL = /^\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

async function load({ customerId, amount, currencyCode, paidOn }: Values, signal: AbortSignal): Promise<PaymentPreview | null> {
  if (!customerId) return null;
  const asked = { ...(currencyCode ? { currencyCode: String(currencyCode) } : {}), customerId: String(customerId), amount: DECIMAL.test(String(amount)) ? String(amount) : '0', ...(DAY.test(String(paidOn)) ? { paidOn: String(paidOn) } : {}) };
  return (await request(previewPaymentQuery, asked, { signal })).previewPayment;
}

/** Money received: who paid how much, and which invoices it settles. */
export function PaymentCreate() {
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ customerId: search.get('customerId') ?? '', amount: search.get('amount') ?? '', currencyCode: search.get('currency') ?? '', companyAmount: '', paidOn: today(), method: 'BANK', reference: '', payerName: '', valueOn: '', chequeNumber: '', chequeBank: '', chequeOn: '', oldestFirst: true, debts: [] }}>
      <Inputs />
    </CreateForm>
  );
}

/** What a cheque says. */
function Cheque() {
  const t = useT();
  if (useWatch<Record<string, string>>({ name: 'method' }) !== 'CHEQUE') return null;
  return (
    <>
      <TextInput source="chequeNumber" label={t('payments.chequeNumber')} />
      <TextInput source="chequeBank" label={t('payments.chequeBank')} />
      <DayInput source="chequeOn" label={t('payments.chequeOn')} />
    </>
  );
}

function Inputs() {
  const t = useT();
  const { data: preview, problem, isFetching } = usePreview(['customerId', 'amount', 'currencyCode', 'paidOn'], load);
  const oldestFirst = useWatch<Record<string, boolean>>({ name: 'oldestFirst' });
  const currencyCode = useWatch<Record<string, string>>({ name: 'currencyCode' });
  const { setValue } = useFormContext();
  useEffect(() => {
    if (oldestFirst) setValue('debts', []);
    // The suggestion is where choosing by hand begins.
    else if (preview) setValue('debts', preview.allocations.flatMap(({ openItem, amount }) => (/[1-9]/.test(amount.amount) ? [{ openItemId: openItem.id, amount: amount.amount }] : [])));
    // Only switching rewrites what was typed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [oldestFirst]);
  return (
    <>
      <Section title={t('payments.received')}>
        <Fields>
          <ReferenceInput source="customerId" reference="customers" label={t('payments.customer')} required />
          <CurrencyInput source="currencyCode" label={t('currencies.currency')} />
          <MoneyInput source="amount" label={t('payments.amount')} required {...(currencyCode ? { currencyCode } : {})} />
          {currencyCode && currencyCode !== currentViewer()?.company?.currencyCode && <MoneyInput source="companyAmount" label={t('currencies.companyAmount')} help={t('currencies.companyAmountHelp')} />}
          <DayInput source="paidOn" label={t('payments.paidOn')} required />
          <EnumInput source="method" enumName="PaymentMethod" label={t('payments.method')} required />
          <TextInput source="reference" label={t('payments.reference')} help={t('payments.referenceHelp')} />
          <TextInput source="payerName" label={t('payments.payerName')} help={t('payments.payerHelp')} />
          <DayInput source="valueOn" label={t('payments.valueOn')} />
          <Cheque />
        </Fields>
      </Section>
      <Section title={t('payments.settles')}>
        <BooleanInput source="oldestFirst" label={t('payments.oldestFirst')} />
        {preview && <OpenInvoices preview={preview} chooses={oldestFirst === false} />}
        {preview && oldestFirst && (
          <LiveTotals
            problem={problem}
            busy={isFetching}
            rows={[
              { label: t('payments.receivable'), value: preview.receivable }, { label: t('payments.applied'), value: preview.applied },
              { label: t('payments.onAccount'), value: preview.unapplied, strong: true },
            ]}
          />
        )}
      </Section>
    </>
  );
}
