import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, TextInput } from '../shared/form/inputs.tsx';

export const rescheduleOrder = graphql(`
  mutation RescheduleOrder($input: RescheduleOrderInput!) {
    rescheduleOrder(input: $input) {
      __typename
      ... on RescheduleOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Another day on which a placed order is wanted. */
export function RescheduleDialog({ order, onClose }: { order: { id: string; requiredOn: string | null }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.rescheduleOrder')} document={rescheduleOrder} onClose={onClose}
      input={(values) => ({ ...values, orderId: order.id })} initial={{ requiredOn: order.requiredOn ?? '', reason: '' }}
    >
      <p>{t('replenishment.rescheduleText')}</p>
      <DayInput source="requiredOn" label={t('replenishment.wantedOn')} required />
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}
