import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { instantText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { requestFields, webhookFields } from './fields.tsx';
import { renewWebhookSecret, setCarrierKey, testCarrier } from './mutations.ts';
import type { Carrier } from './queries.ts';

const facts: readonly Field<Carrier>[] = [{ name: 'adapter', kind: 'enum', enumName: 'CarrierAdapter' }, { name: 'underway', kind: 'integer' }, { name: 'lateCount', kind: 'integer' }, { name: 'waitingCount', kind: 'integer' }, { name: 'lastAnsweredAt', kind: 'instant' }];
const details: readonly Field<Carrier>[] = [
  { name: 'code', kind: 'text' }, { name: 'isActive', kind: 'boolean' }, { name: 'address', kind: 'text' }, { name: 'timeoutMs', kind: 'integer' }, { name: 'hasKey', kind: 'boolean' },
  { name: 'account', kind: 'reference' }, { name: 'supplier', kind: 'reference' }, { name: 'trackingUrl', kind: 'text' },
];
const refusalFields: readonly Field<Carrier['refusals'][number]>[] = [{ name: 'day', kind: 'day' }, { name: 'reason', kind: 'enum', enumName: 'WebhookRefusalReason' }, { name: 'count', kind: 'integer' }, { name: 'lastAt', kind: 'instant' }];

function KeyDialog({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setCarrierKey')} document={setCarrierKey} onClose={onClose} initial={{ apiKey: '' }} input={({ apiKey }) => ({ carrierId: carrier.id, apiKey: apiKey || null })}>
      <p>{t('carriers.keyText')}</p>
      <TextInput source="apiKey" label={t('carriers.key')} type="password" autoComplete="new-password" />
    </ActionDialog>
  );
}

/** Makes a new secret, and shows it this once. */
function SecretDialog({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const t = useT();
  const [renew, { pending }] = useAction(renewWebhookSecret);
  const [secret, setSecret] = useState<string>();
  const press = async () => {
    const payload = await renew({ input: { carrierId: carrier.id } });
    if (payload) setSecret(payload.secret ?? '');
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="webhook-secret" onClose={secret === undefined ? onClose : undefined}>
      <DialogTitle id="webhook-secret">{t('action.renewWebhookSecret')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {secret === undefined ? <p>{t('carriers.secretText')}</p> : (
          <>
            <Alert severity="warning">{t('carriers.secretMade')}</Alert>
            <Box component="code" dir="ltr" data-testid="webhook-secret" sx={{ overflowWrap: 'anywhere', p: 1, borderRadius: 1, border: '1px solid', borderColor: 'divider' }}>{secret}</Box>
            <Box><CopyButton text={secret} label={t('carriers.copySecret')} /></Box>
          </>
        )}
      </DialogContent>
      <DialogActions>
        {secret === undefined && <Button onClick={onClose}>{t('carriers.notNow')}</Button>}
        {secret === undefined ? <Button variant="contained" disabled={pending} onClick={() => void press()}>{t('carriers.makeSecret')}</Button> : <Button variant="contained" onClick={onClose}>{t('carriers.secretKept')}</Button>}
      </DialogActions>
    </Dialog>
  );
}

const permission = 'carriers.manage';
const input = ({ id }: Carrier) => ({ carrierId: id });
const actions: readonly RecordAction<Carrier>[] = [
  { name: 'testCarrier', document: testCarrier, input, permission, primary: true },
  { name: 'setCarrierKey', document: setCarrierKey, input, permission, when: ({ adapter }) => adapter === 'GATEWAY', dialog: (carrier, close) => <KeyDialog carrier={carrier} onClose={close} /> },
  { name: 'renewWebhookSecret', document: renewWebhookSecret, input, permission, dialog: (carrier, close) => <SecretDialog carrier={carrier} onClose={close} /> },
];

export function CarrierShow() {
  const t = useT();
  return (
    <RecordPage<Carrier>
      facts={facts} actions={actions}
      smart={[{ resource: 'parcelLabels', filter: ({ id }) => ({ carrier: { is: id } }) }, { resource: 'carrierBills', filter: ({ id }) => ({ carrier: { is: id } }) }, { resource: 'trackingEvents', filter: ({ id }) => ({ carrier: { is: id }, isAssigned: false }), label: t('carriers.view.unassigned') }]}
      tabs={[
        { key: 'requests', label: t('carriers.requests'), related: { resource: 'carrierRequests', filter: ({ id }) => ({ carrier: { is: id } }), fields: requestFields, sort: 'createdAt DESC' } },
        { key: 'webhooks', label: t('carriers.webhooks'), related: { resource: 'carrierWebhooks', filter: ({ id }) => ({ carrier: { is: id } }), fields: webhookFields, sort: 'recordedAt DESC' } },
      ]}
    >
      {(carrier) => (
        <>
          {carrier.pausedUntil && <Alert severity="error">{t('carriers.paused', { failures: carrier.failures, until: instantText(carrier.pausedUntil), problem: carrier.lastProblem ?? '' })}</Alert>}
          {!carrier.pausedUntil && carrier.lastProblem && <Alert severity="warning">{carrier.lastProblem}</Alert>}
          <Section title={t('carriers.details')}><FieldGrid fields={details} record={carrier} /></Section>
          <Section title={t('carriers.messages')}>
            <p>{t('carriers.messagesText')}</p>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
              <Box component="code" dir="ltr" sx={{ overflowWrap: 'anywhere' }}>{`${window.location.origin}${carrier.webhookPath}`}</Box>
              <CopyButton text={`${window.location.origin}${carrier.webhookPath}`} label={t('carriers.copyAddress')} />
            </Box>
            {!carrier.hasWebhookSecret && <Alert severity="info">{t('carriers.noSecret')}</Alert>}
            <LinesTable resource="webhookRefusals" label={t('carriers.refused')} fields={refusalFields} rows={carrier.refusals.toReversed()} empty={t('carriers.noneRefused')} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
