import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { instantText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { disputeInvoice } from './disputeQueries.ts';
import { confirmInvoice, createInvoiceLink, invoiceProofQuery, revokeInvoiceLinks } from './reportQueries.ts';

interface OfInvoice { id: string; proofState: string; actions: readonly { name: string; allowed: boolean }[]; disputes?: readonly { id: string; number: string; status: string }[] }

function LinkDialog({ invoiceId, onClose, onMade }: { invoiceId: string; onClose: () => void; onMade: (path: string) => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.createInvoiceLink')} document={createInvoiceLink} onClose={onClose} onDone={({ path }) => onMade(String(path))} initial={{ days: '90', language: '' }} input={({ days, language }) => ({ invoiceId, days: Number(days), language: language || null })}>
      <IntegerInput source="days" label={t('confirmations.validDays')} required />
      <EnumInput source="language" enumName="Language" label={t('confirmations.language')} help={t('confirmations.languageHelp')} />
    </ActionDialog>
  );
}

function MadeLink({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useT();
  const url = new URL(path, window.location.origin).href;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="made-link">
      <DialogTitle id="made-link">{t('confirmations.linkMade')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="info">{t('confirmations.linkOnce')}</Alert>
        <Box component="code" dir="ltr" data-testid="invoice-link" sx={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{url}</Box>
        <Box><CopyButton text={url} label={t('confirmations.copy')} /></Box>
      </DialogContent>
      <DialogActions><Button variant="contained" onClick={onClose}>{t('app.close')}</Button></DialogActions>
    </Dialog>
  );
}

function Buttons({ invoice }: { invoice: OfInvoice }) {
  const t = useT();
  const refresh = useRefresh();
  const notify = useNotify();
  const [dialog, setDialog] = useState<'confirm' | 'dispute' | 'link'>();
  const [path, setPath] = useState<string>();
  const [revoke, { pending }] = useAction(revokeInvoiceLinks);
  const close = () => setDialog(undefined);
  const can = (name: string) => invoice.actions.some((each) => each.name === name && each.allowed);
  const end = async () => {
    if (!await revoke({ input: { invoiceId: invoice.id } })) return;
    notify('done.revokeInvoiceLinks', { type: 'success' });
    refresh();
  };
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mb: 2 }}>
      {may('invoices.confirm') && can('confirmInvoice') && <Button variant="outlined" onClick={() => setDialog('confirm')}>{t('action.confirmInvoice')}</Button>}
      {may('invoices.confirm') && can('disputeInvoice') && <Button variant="outlined" onClick={() => setDialog('dispute')}>{t('action.disputeInvoice')}</Button>}
      {may('mail.send') && can('createInvoiceLink') && <Button variant="outlined" onClick={() => setDialog('link')}>{t('action.createInvoiceLink')}</Button>}
      {may('mail.send') && can('revokeInvoiceLinks') && <Button variant="outlined" color="error" loading={pending} onClick={() => void end()}>{t('action.revokeInvoiceLinks')}</Button>}
      {dialog === 'confirm' && (
        <ActionDialog title={t('action.confirmInvoice')} document={confirmInvoice} onClose={close} onDone={refresh} initial={{ personName: '', note: '' }} input={({ personName, note }) => ({ invoiceId: invoice.id, personName, note: note || null })}>
          <TextInput source="personName" label={t('confirmations.person')} help={t('confirmations.personHelp')} required />
          <TextInput source="note" label={t('confirmations.note')} multiline />
        </ActionDialog>
      )}
      {dialog === 'dispute' && (
        <ActionDialog
          title={t('action.disputeInvoice')} document={disputeInvoice} onClose={close} onDone={refresh} danger initial={{ personName: '', reason: 'QUANTITY', text: '', amount: '', ownerId: '' }}
          input={({ amount, ownerId, ...typed }) => ({ ...typed, invoiceId: invoice.id, amount: amount || null, ownerId: ownerId || null })}
        >
          <TextInput source="personName" label={t('confirmations.person')} required />
          <EnumInput source="reason" enumName="DisputeReason" label={t('confirmations.reason')} required />
          <TextInput source="text" label={t('confirmations.what')} required multiline />
          <MoneyInput source="amount" label={t('confirmations.amount')} help={t('confirmations.amountHelp')} />
          {may('tasks.read') && <ReferenceInput source="ownerId" reference="colleagues" label={t('confirmations.owner')} />}
        </ActionDialog>
      )}
      {dialog === 'link' && <LinkDialog invoiceId={invoice.id} onClose={close} onMade={(made) => { setPath(made); refresh(); }} />}
      {path && <MadeLink path={path} onClose={() => setPath(undefined)} />}
    </Box>
  );
}

const steps = ['QUEUED', 'SENT', 'BOUNCED', 'FAILED', 'LINKED', 'REVOKED', 'FETCHED', 'OPENED', 'DOCUMENT_OPENED', 'CONFIRMED', 'DISPUTED'] as const;

/** An invoice's way to the customer: sent, opened, confirmed or disputed, each with when and by whom. */
export function ProofTab({ invoice }: { invoice: OfInvoice }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(invoiceProofQuery, { invoiceId: invoice.id });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return null;
  return (
    <>
      <Buttons invoice={invoice} />
      <Typography sx={{ mb: 1 }}>{t('confirmations.state', { state: enumLabel('ProofState', invoice.proofState) })}</Typography>
      {invoice.disputes && invoice.disputes.length > 0 && (
        <Typography component="div" sx={{ mb: 1, display: 'flex', gap: 1, flexWrap: 'wrap' }}>{t('confirmations.disputes')}: {invoice.disputes.map((dispute) => <ReferenceLink key={dispute.id} value={dispute} />)}</Typography>
      )}
      <ReportTable
        name={t('confirmations.proof')} empty={t('confirmations.nothingYet')}
        columns={[{ label: t('confirmations.at') }, { label: t('confirmations.step') }, { label: t('confirmations.who') }, { label: t('confirmations.channel') }, { label: t('confirmations.note') }]}
        rows={data.invoiceProof.steps.map((step, index) => {
          const what = steps.find((each) => each === step.what);
          return { key: `${step.at} ${step.what} ${String(index)}`, cells: [instantText(step.at), what ? t(`confirmations.step.${what}`) : step.what, step.personName ?? step.detail ?? '', step.channel ? enumLabel('ProofChannel', step.channel) : '', step.note ?? ''] };
        })}
      />
    </>
  );
}
