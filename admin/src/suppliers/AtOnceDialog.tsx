import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput } from '../shared/form/inputs.tsx';
import type { Supplier } from './queries.ts';

export const setDropShipsAtOnce = graphql(`
  mutation SetDropShipsAtOnce($input: SetDropShipsAtOnceInput!) {
    setDropShipsAtOnce(input: $input) {
      __typename
      ... on SetDropShipsAtOncePayload { supplier { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Whether what a supplier sends straight to customers is ordered by itself. */
export function AtOnceDialog({ supplier, onClose }: { supplier: Supplier; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setDropShipsAtOnce')} document={setDropShipsAtOnce} onClose={onClose}
      input={({ dropShipsAtOnce }) => ({ supplierId: supplier.id, dropShipsAtOnce })} initial={{ dropShipsAtOnce: supplier.dropShipsAtOnce }}
    >
      <BooleanInput source="dropShipsAtOnce" label={t('promise.atOnce')} />
    </ActionDialog>
  );
}
