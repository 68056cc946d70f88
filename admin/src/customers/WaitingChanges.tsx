import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { Customer } from './queries.ts';

type Change = NonNullable<Customer['waitingChanges']>[number];

const withdrawCustomerChange = graphql(`
  mutation WithdrawCustomerChange($input: WithdrawCustomerChangeInput!) {
    withdrawCustomerChange(input: $input) {
      __typename
      ... on WithdrawCustomerChangePayload { change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Who may make such a change takes it back. */
const rights: Record<Change['field'], string> = {
  CREDIT_LIMIT: 'credit.manage', HOLD: 'credit.manage', PAYMENT_TERMS: 'customers.manage', BANK: 'customers.bank', PRICE: 'prices.manage', PRICE_LIST: 'prices.manage', LIST_ASSIGNMENT: 'prices.manage', CUSTOMER_GROUP: 'prices.manage',
  PROMOTION: 'promotions.manage', FRAMEWORK: 'frameworks.manage',
};

/** What waits for a second person, and can be taken back. */
export function WaitingChanges({ changes }: { changes: readonly Change[] }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [taking, setTaking] = useState<string>();
  return (
    <>
      {changes.map(({ id, field, before, after, askedByName, reason }) => (
        <Alert
          key={id} severity="info" role="status"
          action={may(rights[field]) && <Button color="inherit" onClick={() => setTaking(id)} aria-label={`${t('action.withdrawCustomerChange')} ${enumLabel('CustomerField', field)}`}>{t('action.withdrawCustomerChange')}</Button>}
        >
          {t('customers.control.waits', { field: enumLabel('CustomerField', field), before: before || t('customers.noLimit'), after: after || t('customers.noLimit'), name: askedByName, reason })}
        </Alert>
      ))}
      {taking && (
        <ActionDialog title={t('action.withdrawCustomerChange')} document={withdrawCustomerChange} input={({ reason }) => ({ changeId: taking, reason })} initial={{ reason: '' }} onClose={() => setTaking(undefined)}>
          <TextInput source="reason" label={t('customers.reason')} required multiline />
        </ActionDialog>
      )}
    </>
  );
}
