import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { currentViewer, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { useSupplierCurrency } from '../payables/PaperMoney.tsx';
import { BooleanInput, DayInput, EnumInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { LiveTotals } from '../shared/form/LiveTotals.tsx';
import { OpenBills, previewSupplierPaymentQuery } from './OpenDebts.tsx';

export const paySupplierMutation = graphql(`
  mutation PaySupplier($input: PaySupplierInput!) {
    paySupplier(input: $input) {
      __typename
      ... on PaySupplierPayload { payment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type Money = { amount: string; currencyCode: string };
const own = () => currentViewer()?.company?.currencyCode;

/** `currencyCode`: of the money. In another than the firm's own the bank may have taken more or less than the day's rate says, from whichever account. */
function MoneyOut({ currencyCode }: { currencyCode: string | undefined }) {
  const t = useT();
  const isForeign = currencyCode !== undefined && currencyCode !== '' && currencyCode !== own();
  return (
    <>
      <MoneyInput source="amount" label={t('payments.amount')} required {...(isForeign ? { currencyCode } : {})} />
      {isForeign && <MoneyInput source="companyAmount" label={t('payments.companyAmountOut')} help={t('currencies.companyAmountHelp')} />}
      {isForeign && <ReferenceInput source="accountId" reference="accounts" filter={{ isCash: true }} label={t('payments.accountOut')} help={t('payments.accountOutHelp')} />}
      <DayInput source="paidOn" label={t('payments.paidOutOn')} required />
      <EnumInput source="method" enumName="PaymentMethod" label={t('payments.method')} required />
      <TextInput source="reference" label={t('payments.reference')} help={t('payments.referenceOutHelp')} />
    </>
  );
}

/** What is sent of a currency, and of what the bank took: nothing of that for the firm's own. */
const inCurrency = ({ companyAmount, accountId }: Record<string, unknown>, currencyCode: string) => (
  currencyCode === '' || currencyCode === own() ? { companyAmount: null, accountId: null, currencyCode: null } : { companyAmount: companyAmount || null, accountId: accountId || null, currencyCode });

/** Pays one bill, whole or in part. */
export function PayBillDialog({ bill, onClose }: { bill: { id: string; supplier: { id: string }; open: Money }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.paySupplier')}
      document={paySupplierMutation}
      input={({ amount, ...values }) => ({ ...values, ...inCurrency(values, bill.open.currencyCode), amount, supplierId: bill.supplier.id, allocations: [{ billId: bill.id, amount }] })}
      initial={{ amount: bill.open.amount, companyAmount: '', accountId: '', paidOn: today(), method: 'BANK', reference: '' }}
      onClose={onClose}
    >
      <MoneyOut currencyCode={bill.open.currencyCode} />
    </ActionDialog>
  );
}

/** Pays a supplier: the oldest bills first, or those chosen; the rest is paid ahead. */
export function PaySupplierDialog({ supplier, onClose }: { supplier: { id: string; owed?: Money | undefined }; onClose: () => void }) {
  const t = useT();
  const owed = supplier.owed?.amount ?? '';
  const theirs = useSupplierCurrency(supplier.id);
  return (
    <ActionDialog
      title={t('action.paySupplier')}
      document={paySupplierMutation}
      key={theirs}
      input={({ oldestFirst, allocations, currencyCode, ...values }) => ({ ...values, ...inCurrency(values, String(currencyCode ?? '')), supplierId: supplier.id, ...(oldestFirst ? { oldestFirst } : { allocations }) })}
      initial={{ amount: !theirs && /^\d*\.?\d*[1-9]/.test(owed) ? owed : '', currencyCode: theirs, companyAmount: '', accountId: '', paidOn: today(), method: 'BANK', reference: '', oldestFirst: true, allocations: [] }}
      onClose={onClose}
    >
      <Choice />
      <BooleanInput source="oldestFirst" label={t('payments.oldestBillsFirst')} />
      <Bills supplierId={supplier.id} />
    </ActionDialog>
  );
}

const useCurrency = (): string => {
  const code: unknown = useWatch({ name: 'currencyCode' });
  return typeof code === 'string' ? code : '';
};
function Choice() {
  const t = useT();
  const currencyCode = useCurrency();
  return (
    <>
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} />
      <MoneyOut currencyCode={currencyCode} />
    </>
  );
}
function Bills({ supplierId }: { supplierId: string }) {
  const currencyCode = useCurrency();
  return <BillChoice supplierId={supplierId} {...(currencyCode ? { currencyCode } : {})} />;
}

/** The open bills of a supplier in a dialog of money for them: what each gets, or where it is typed. */
export function BillChoice({ supplierId, amount, currencyCode }: { supplierId: string; amount?: string; currencyCode?: string }) {
  const t = useT();
  const typed: unknown = useWatch({ name: 'amount' });
  const oldestFirst: unknown = useWatch({ name: 'oldestFirst' });
  const spent = amount ?? (typeof typed === 'string' && /^\d+(\.\d{1,4})?$/.test(typed) ? typed : '0');
  const { data } = useAsk(previewSupplierPaymentQuery, { supplierId, amount: spent, ...(currencyCode ? { currencyCode } : {}) });
  const preview = data?.previewSupplierPayment;
  if (!preview) return null;
  return (
    <>
      <OpenBills preview={preview} chooses={oldestFirst === false} />
      {oldestFirst === true && (
        <LiveTotals
          rows={[
            { label: t('payments.payable'), value: preview.payable }, { label: t('payments.applied'), value: preview.applied },
            { label: t('payments.paidAhead'), value: preview.unapplied, strong: true },
          ]}
        />
      )}
    </>
  );
}
