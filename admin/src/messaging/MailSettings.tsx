import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { Fields, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';

const query = graphql(`
  query MailSettings($kind: MailKind!, $language: Language!) {
    mailRules { id kind isOn }
    mailSenders { id name address replyTo }
    mailWords(kind: $kind, language: $language) { kind language subject body names template { id } }
  }
`);
const setMailRule = graphql(`
  mutation SetMailRule($input: SetMailRuleInput!) { setMailRule(input: $input) { __typename ... on SetMailRulePayload { mailRule { id isOn } } ... on Refusal { code message } } }
`);
const setMailSender = graphql(`
  mutation SetMailSender($input: SetMailSenderInput!) {
    setMailSender(input: $input) { __typename ... on SetMailSenderPayload { mailSender { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const saveMailTemplate = graphql(`
  mutation SaveMailTemplate($input: SaveMailTemplateInput!) {
    saveMailTemplate(input: $input) { __typename ... on SaveMailTemplatePayload { mailTemplate { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const removeMailTemplate = graphql(`
  mutation RemoveMailTemplate($input: RemoveMailTemplateInput!) { removeMailTemplate(input: $input) { __typename ... on RemoveMailTemplatePayload { removed } ... on Refusal { code message } } }
`);
type Settings = ResultOf<typeof query>;
type Words = Settings['mailWords'];
type Kind = Words['kind'];
type Language = Words['language'];

/** Kinds that something that happens can send. */
const automatic = ['QUOTATION', 'ORDER_CONFIRMATION', 'SHIPMENT_NOTE', 'INVOICE', 'CREDIT_NOTE', 'PARCEL_NOTICE', 'PARCEL_ALERT'] as const;

/** As whom the firm writes, what is sent by itself, and in which words. */
export function MailSettings() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [kind, setKind] = useState<Kind>('ORDER_CONFIRMATION');
  const [language, setLanguage] = useState<Language>('EN');
  const { data, error, refetch } = useAsk(query, { kind, language });
  return (
    <ReportPage title={t('mails.settings')} about={t('mails.settingsAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {data && (
        <>
          <Sender sender={data.mailSenders[0]} />
          <Rules rules={data.mailRules} />
          <Section title={t('mails.words')}>
            <Fields>
              <TextField select size="small" label={t('mails.kind')} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
                {enumValues('MailKind').map((each) => <MenuItem key={each} value={each}>{enumLabel('MailKind', each)}</MenuItem>)}
              </TextField>
              <TextField select size="small" label={t('documents.language')} value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
                {enumValues('Language').map((each) => <MenuItem key={each} value={each}>{enumLabel('Language', each)}</MenuItem>)}
              </TextField>
            </Fields>
            <Template words={data.mailWords} />
          </Section>
        </>
      )}
    </ReportPage>
  );
}

function Sender({ sender }: { sender: Settings['mailSenders'][number] | undefined }) {
  const t = useT();
  const [changing, setChanging] = useState(false);
  return (
    <Section title={t('mails.sender')}>
      <Typography sx={{ overflowWrap: 'anywhere' }}>{sender ? `${sender.name} <${sender.address}>` : t('mails.noSender')}</Typography>
      {sender?.replyTo && <Typography color="textSecondary">{t('mails.replyTo', { to: sender.replyTo })}</Typography>}
      {may('mail.manage') && <Button variant="outlined" sx={{ mt: 1 }} onClick={() => setChanging(true)}>{t('mails.changeSender')}</Button>}
      {changing && (
        <ActionDialog
          title={t('mails.changeSender')} document={setMailSender} onClose={() => setChanging(false)} initial={{ name: sender?.name ?? '', address: sender?.address ?? '', replyTo: sender?.replyTo ?? '' }}
          input={({ name, address, replyTo }) => ({ name, address, replyTo: replyTo || null })}
        >
          <TextInput source="name" label={t('mails.senderName')} required />
          <TextInput source="address" label={t('mails.senderAddress')} type="email" required />
          <TextInput source="replyTo" label={t('mails.answersTo')} type="email" />
        </ActionDialog>
      )}
    </Section>
  );
}

function Rules({ rules }: { rules: Settings['mailRules'] }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [run, { pending }] = useAction(setMailRule);
  return (
    <Section title={t('mails.automatic')}>
      <Typography color="textSecondary" sx={{ mb: 1 }}>{t('mails.automaticAbout')}</Typography>
      <Box sx={{ display: 'grid' }}>
        {automatic.map((kind) => (
          <FormControlLabel
            key={kind} label={t(`mails.when.${kind}`, { kind: enumLabel('MailKind', kind) })} disabled={!may('mail.manage') || pending}
            control={<Switch checked={rules.some((rule) => rule.kind === kind && rule.isOn)} onChange={(_, isOn) => void run({ input: { kind, isOn } })} />}
          />
        ))}
      </Box>
    </Section>
  );
}

function Template({ words }: { words: Words }) {
  const t = useT();
  const [changing, setChanging] = useState(false);
  const [reset, { pending }] = useAction(removeMailTemplate);
  const { template } = words;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="caption" color="textSecondary">{t(template ? 'mails.ownWords' : 'mails.builtIn')}</Typography>
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }} dir="auto">{words.subject}</Typography>
      <Typography sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', my: 1 }} dir="auto">{words.body}</Typography>
      <Typography variant="body2" color="textSecondary">{t('mails.names', { names: words.names.map((name) => `{${name}}`).join(' ') })}</Typography>
      {may('mail.manage') && (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1 }}>
          <Button variant="outlined" onClick={() => setChanging(true)}>{t('mails.changeWords')}</Button>
          {template && <Button loading={pending} onClick={() => void reset({ input: { mailTemplateId: template.id } })}>{t('mails.resetWords')}</Button>}
        </Box>
      )}
      {changing && (
        <ActionDialog
          title={t('mails.changeWords')} document={saveMailTemplate} onClose={() => setChanging(false)} initial={{ subject: words.subject, body: words.body }}
          input={({ subject, body }) => ({ kind: words.kind, language: words.language, subject, body })}
        >
          <TextInput source="subject" label={t('documents.subject')} required />
          <TextInput source="body" label={t('documents.body')} required multiline />
          <Typography variant="body2" color="textSecondary">{t('mails.names', { names: words.names.map((name) => `{${name}}`).join(' ') })}</Typography>
        </ActionDialog>
      )}
    </Box>
  );
}
