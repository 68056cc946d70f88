import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
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

type Money = { amount: string };

function MoneyOut() {
  const t = useT();
  return (
    <>
      <MoneyInput source="amount" label={t('payments.amount')} required />
      <DayInput source="paidOn" label={t('payments.paidOutOn')} required />
      <EnumInput source="method" enumName="PaymentMethod" label={t('payments.method')} required />
      <TextInput source="reference" label={t('payments.reference')} help={t('payments.referenceOutHelp')} />
    </>
  );
}

/** Pays one bill, whole or in part. */
export function PayBillDialog({ bill, onClose }: { bill: { id: string; supplier: { id: string }; open: Money }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.paySupplier')}
      document={paySupplierMutation}
      input={({ amount, ...values }) => ({ ...values, amount, supplierId: bill.supplier.id, allocations: [{ billId: bill.id, amount }] })}
      initial={{ amount: bill.open.amount, paidOn: today(), method: 'BANK', reference: '' }}
      onClose={onClose}
    >
      <MoneyOut />
    </ActionDialog>
  );
}

/** Pays a supplier: the oldest bills first, or those chosen; the rest is paid ahead. */
export function PaySupplierDialog({ supplier, onClose }: { supplier: { id: string; owed?: Money | undefined }; onClose: () => void }) {
  const t = useT();
  const owed = supplier.owed?.amount ?? '';
  return (
    <ActionDialog
      title={t('action.paySupplier')}
      document={paySupplierMutation}
      input={({ oldestFirst, allocations, ...values }) => ({ ...values, supplierId: supplier.id, ...(oldestFirst ? { oldestFirst } : { allocations }) })}
      initial={{ amount: /^\d*\.?\d*[1-9]/.test(owed) ? owed : '', paidOn: today(), method: 'BANK', reference: '', oldestFirst: true, allocations: [] }}
      onClose={onClose}
    >
      <MoneyOut />
      <BooleanInput source="oldestFirst" label={t('payments.oldestBillsFirst')} />
      <BillChoice supplierId={supplier.id} />
    </ActionDialog>
  );
}

/** The open bills of a supplier in a dialog of money for them: what each gets, or where it is typed. */
export function BillChoice({ supplierId, amount }: { supplierId: string; amount?: string }) {
  const t = useT();
  const typed: unknown = useWatch({ name: 'amount' });
  const oldestFirst: unknown = useWatch({ name: 'oldestFirst' });
  const spent = amount ?? (typeof typed === 'string' && /^\d+(\.\d{1,4})?$/.test(typed) ? typed : '0');
  const { data } = useAsk(previewSupplierPaymentQuery, { supplierId, amount: spent });
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
