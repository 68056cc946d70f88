import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { currentViewer } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { IntegerInput } from '../shared/form/inputs.tsx';

const daysQuery = graphql(`
  query ExpiryAlertDays($id: ID!) {
    node(id: $id) { ... on Company { id expiryNoticeDays expiryUrgentDays } }
  }
`);
const setExpiryAlerts = graphql(`
  mutation SetExpiryAlerts($input: SetExpiryAlertsInput!) {
    setExpiryAlerts(input: $input) {
      __typename
      ... on SetExpiryAlertsPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** How many days ahead the company wants to be told. */
export function AlertDays() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>{t('action.setExpiryAlerts')}</Button>
      {open && <DaysDialog companyId={currentViewer()?.company?.id ?? ''} onClose={() => setOpen(false)} />}
    </>
  );
}

function DaysDialog({ companyId, onClose }: { companyId: string; onClose: () => void }) {
  const t = useT();
  const { data } = useAsk(daysQuery, { id: companyId });
  const company = data?.node && 'expiryNoticeDays' in data.node ? data.node : undefined;
  if (!company) return null;
  return (
    <ActionDialog
      title={t('action.setExpiryAlerts')} document={setExpiryAlerts} onClose={onClose} input={({ noticeDays, urgentDays }) => ({ noticeDays, urgentDays })}
      initial={{ noticeDays: company.expiryNoticeDays, urgentDays: company.expiryUrgentDays }}
    >
      <IntegerInput source="noticeDays" label={t('lots.noticeDays')} help={t('lots.noticeDaysHelp')} required />
      <IntegerInput source="urgentDays" label={t('lots.urgentDays')} help={t('lots.urgentDaysHelp')} required />
    </ActionDialog>
  );
}
