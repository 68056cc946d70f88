import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, IntegerInput } from '../shared/form/inputs.tsx';

export const setInvoiceSchedule = graphql(`
  mutation SetInvoiceSchedule($input: SetInvoiceScheduleInput!) {
    setInvoiceSchedule(input: $input) {
      __typename
      ... on SetInvoiceSchedulePayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

interface Props { customer: { id: string; invoiceCycle: string; invoiceDay: number | null; isInvoicedTogether: boolean }; onClose: () => void }

/** When what is shipped to a customer is invoiced. */
export function ScheduleDialog({ customer, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setInvoiceSchedule')} document={setInvoiceSchedule} onClose={onClose}
      input={({ cycle, day, isConsolidated }) => ({ customerId: customer.id, cycle, isConsolidated: isConsolidated === true, day: ['WEEK', 'MONTH'].includes(String(cycle)) && day !== '' && day !== null ? Number(day) : null })}
      initial={{ cycle: customer.invoiceCycle, day: customer.invoiceDay ?? '', isConsolidated: customer.isInvoicedTogether }}
    >
      <EnumInput source="cycle" enumName="InvoiceCycle" label={t('billing.cycle')} help={t('billing.cycleHelp')} required />
      <IntegerInput source="day" label={t('billing.day')} help={t('billing.dayHelp')} />
      <BooleanInput source="isConsolidated" label={t('billing.together')} />
    </ActionDialog>
  );
}
