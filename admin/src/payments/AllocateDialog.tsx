import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput } from '../shared/form/inputs.tsx';
import { OpenInvoices, previewPaymentQuery } from './OpenDebts.tsx';
import { BillChoice } from './PaySupplierDialog.tsx';

export const allocateMutation = graphql(`
  mutation Allocate($input: AllocateInput!) {
    allocate(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type Credit = { paymentId: string } | { creditItemId: string };
type Props = { credit: Credit; customerId: string; amount?: string; currencyCode?: string; onClose: () => void };

/** Applies money on account or a credit note to open invoices: oldest first, or as typed. */
export function AllocateDialog({ credit, customerId, amount = '0', currencyCode, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.allocate')}
      document={allocateMutation}
      input={({ oldestFirst, debts }) => ({ ...credit, ...(currencyCode ? { currencyCode } : {}), ...(oldestFirst ? { oldestFirst } : { debts }) })}
      initial={{ oldestFirst: true, debts: [] }}
      onClose={onClose}
    >
      <BooleanInput source="oldestFirst" label={t('payments.oldestFirst')} />
      <Choice customerId={customerId} amount={amount} credit={credit} {...(currencyCode ? { currencyCode } : {})} />
    </ActionDialog>
  );
}

/** Applies money paid ahead to the supplier's open bills: oldest first, or as typed. */
export function AllocateToBillsDialog({ paymentId, supplierId, amount, currencyCode, onClose }: { paymentId: string; supplierId: string; amount: string; currencyCode: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.allocate')}
      document={allocateMutation}
      input={({ oldestFirst, allocations }) => ({ paymentId, currencyCode, ...(oldestFirst ? { oldestFirst } : { bills: allocations }) })}
      initial={{ oldestFirst: true, allocations: [] }}
      onClose={onClose}
    >
      <BooleanInput source="oldestFirst" label={t('payments.oldestBillsFirst')} />
      <BillChoice supplierId={supplierId} amount={amount} currencyCode={currencyCode} />
    </ActionDialog>
  );
}

function Choice({ customerId, amount, credit, currencyCode }: { customerId: string; amount: string; credit: Credit; currencyCode?: string }) {
  const oldestFirst = useWatch<Record<string, boolean>>({ name: 'oldestFirst' });
  const { data } = useAsk(previewPaymentQuery, { customerId, amount, ...credit, ...(currencyCode ? { currencyCode } : {}) });
  return data?.previewPayment ? <OpenInvoices preview={data.previewPayment} chooses={oldestFirst === false} /> : null;
}
