import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';

export const acceptBillExceptions = graphql(`
  mutation AcceptBillExceptions($input: AcceptBillExceptionsInput!) {
    acceptBillExceptions(input: $input) {
      __typename
      ... on AcceptBillExceptionsPayload { bill { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Lets a bill be paid although it is not what was ordered or received. */
export function AcceptDialog({ bill, onClose }: { bill: { id: string }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.acceptBillExceptions')} document={acceptBillExceptions} input={({ reason }) => ({ billId: bill.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}
