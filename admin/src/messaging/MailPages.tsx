import Alert from '@mui/material/Alert';
import { useT, useLabels } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { mailFacts, mailFields } from './fields.tsx';
import { LetterView } from './LetterView.tsx';
import { cancelMailMutation, reportBounceMutation, resendMailMutation } from './queries.ts';
import type { Mail } from './queries.ts';

const views: readonly View[] = [
  { key: 'waiting', label: 'mails.view.waiting', filter: { status: ['QUEUED'] } },
  { key: 'failed', label: 'mails.view.failed', filter: { status: ['FAILED', 'BOUNCED'] } },
];

/** What was sent, waits to be, or could not be. */
export const MailList = () => <RecordList fields={mailFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;

const input = ({ id }: Mail) => ({ mailId: id });
const actions: readonly RecordAction<Mail>[] = [
  { name: 'resendMail', document: resendMailMutation, permission: 'mail.send', input, primary: true, when: ({ status }) => status !== 'QUEUED', dialog: (mail, close) => <Resend mail={mail} onClose={close} /> },
  { name: 'cancelMail', document: cancelMailMutation, permission: 'mail.send', input, danger: true, when: ({ status }) => status === 'QUEUED', confirm: { kind: 'plain' } },
  { name: 'reportBounce', document: reportBounceMutation, permission: 'mail.send', input, when: ({ status }) => status === 'SENT', dialog: (mail, close) => <Bounce mail={mail} onClose={close} /> },
];

function Resend({ mail, onClose }: { mail: Mail; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.resendMail')} document={resendMailMutation} input={({ toAddress }) => ({ mailId: mail.id, toAddress })} initial={{ toAddress: mail.toAddress }} onClose={onClose}>
      <TextInput source="toAddress" label={t('documents.toAddress')} type="email" required />
    </ActionDialog>
  );
}

function Bounce({ mail, onClose }: { mail: Mail; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reportBounce')} document={reportBounceMutation} input={({ reason }) => ({ mailId: mail.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('mails.bounceReason')} required />
    </ActionDialog>
  );
}

export function MailShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <RecordPage<Mail> facts={mailFacts} status={{ field: 'status', enumName: 'MailStatus' }} actions={actions}>
      {(mail) => (
        <>
          {mail.problem && <Alert severity="warning">{mail.problem}</Alert>}
          <Section title={t('mails.letter')}><LetterView letter={mail} /></Section>
          <Section title={t('mails.log')}>
            <ReportTable
              name={t('mails.log')} columns={[{ label: t('mails.try'), numeric: true }, { label: t('mails.at') }, { label: t('mails.outcome') }, { label: t('mails.response') }]} empty={t('mails.notTried')}
              rows={mail.log.map(({ id, no, recordedAt, outcome, response }) => ({ key: id, cells: [String(no), instantText(recordedAt), enumLabel('MailOutcome', outcome), response ?? ''] }))}
            />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
