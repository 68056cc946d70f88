import sql from 'sql-template-tag';
import { ofVisibleSubjects } from '../events/visibleSubjects.ts';
import { subjectLabel } from '../events/subjectLabel.ts';
import { timelineOf } from '../events/timeline.ts';
import type { Language } from '../generated/rows.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { choice, globalId } from '../shared/input.ts';
import { col, column, entity, expression, lines, one, words } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { cancelMail, demandOver, demandQueued, demandSent, reportBounce, resendMail } from './changeMails.ts';
import { removeMailTemplate, saveMailTemplate, setMailRule, setMailSender } from './mailSettings.ts';
import { mailHtml, ownWords, variablesOf } from './templates.ts';

const ofMail = (alias: string, viewer: Parameters<typeof ofVisibleSubjects>[1]) => {
  const seen = ofVisibleSubjects('m', viewer);
  return seen && sql`EXISTS (SELECT FROM "Mail" m WHERE m.id = ${col(alias, 'mailId')} AND (${seen}))`;
};

entity('Mail', {
  permission: 'mail.read', describe: 'A mail to a customer or supplier: waiting, sent, or failed. Seen by who may see what it is about.',
  rows: (alias, viewer) => ofVisibleSubjects(alias, viewer),
  fields: {
    kind: column(), status: column(), subjectType: column(),
    about: column('subjectId', { typeColumn: 'subjectType', describe: 'The record that it is about.' }),
    aboutLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    partyType: column(), party: column('partyId', { typeColumn: 'partyType', describe: 'The customer or supplier.' }), partyName: column(),
    toAddress: column(), copyTo: column(), language: column(), subject: column(), body: column(undefined, { askable: false, describe: 'Plain text.' }),
    // Both are columns of the mail.
    html: words(['body', 'language'], ({ body, language }) => mailHtml(String(body), language as Language), { describe: 'The same as HTML.' }),
    messageId: column(), attempts: column(undefined, { describe: 'Tries so far.' }), dueAt: column(undefined, { describe: 'When it is tried next; null: nothing is left to do.' }), sentAt: column(), transport: column(),
    problem: column(undefined, { describe: 'Why the last try failed, or why it came back.' }), requestedByName: column(), createdAt: column(),
    isAutomatic: expression('boolean', (alias) => sql`${col(alias, 'causeKey')} IS NOT NULL`, { describe: 'Sent by itself, as something happened.' }),
  },
  ones: { resends: one('Mail', 'resendsMailId', { describe: 'The mail that it repeats.' }) },
  manies: { attachments: lines('MailAttachment', 'mailId'), log: lines('MailAttempt', 'mailId'), timeline: timelineOf() },
  listing: {
    field: 'mails', orderBy: { CREATED_AT: 'createdAt', SENT_AT: 'sentAt', STATUS: 'status', KIND: 'kind', PARTY: 'partyName', TO: 'toAddress' }, defaultOrder: 'CREATED_AT_DESC',
    search: ['subject', 'toAddress', 'partyName'], describe: 'Mails that were sent or wait to be.',
  },
});
entity('MailAttachment', {
  permission: 'mail.read', rows: ofMail, describe: 'A document of a mail, as it was sent.',
  fields: {
    no: column(), fileName: column(), documentKind: column(), bytes: column(undefined, { describe: 'Null: not made yet.' }), hash: column(undefined, { describe: 'SHA-256 of what was sent.' }),
    path: words(['id'], ({ id }) => `/documents/mails/${encodeURIComponent(globalId('MailAttachment', String(id)))}`, { describe: 'Where it is read, under the same rights.' }),
  },
});
entity('MailAttempt', {
  permission: 'mail.read', rows: ofMail, describe: 'A try to send a mail.',
  fields: { no: column(), outcome: column(), transport: column(), response: column(undefined, { describe: 'What the mail server said.' }), recordedAt: column() },
});
entity('MailTemplate', { permission: 'mail.read', describe: 'The firm\'s own words for a kind of mail.', fields: { kind: column(), language: column(), subject: column(), body: column(), version: column() } });
entity('MailRule', { permission: 'mail.read', describe: 'Whether a kind of mail is sent by itself.', fields: { kind: column(), isOn: column(), version: column() } });
entity('MailSender', { permission: 'mail.read', describe: 'As whom the firm writes.', fields: { name: column(), address: column(), replyTo: column(), version: column() } });
entity('Correspondence', {
  permission: 'mail.read', describe: 'How a customer or supplier is written to.',
  fields: { partyType: column(), party: column('partyId', { typeColumn: 'partyType' }), language: column(), email: column(), copyTo: column(), declined: column(undefined, { describe: 'Kinds of mail that are not sent by themselves.' }), version: column() },
});
const all = (alias: string) => sql`${col(alias, 'id')} IS NOT NULL`;
recordsQuery('mailRules', { describe: 'What is sent by itself.', entity: 'MailRule', args: {}, most: 50, where: all, order: (alias) => col(alias, 'kind') });
recordsQuery('mailSenders', { describe: 'As whom the firm writes: one, or none yet.', entity: 'MailSender', args: {}, most: 1, where: all, order: (alias) => col(alias, 'id') });

interface Words { subject: string; body: string }
reportType('MailWords', 'The words of a kind of mail in a language.', {
  kind: 'enum:MailKind', language: 'enum:Language', subject: 'text', body: 'text', template: 'record:MailTemplate?', builtInSubject: 'text', builtInBody: 'text', names: 'texts',
});
reportQuery('mailWords', {
  describe: 'The words of a kind of mail in a language: the firm\'s own or the built-in ones, and the names that may stand in braces.', permission: 'mail.read', type: 'MailWords',
  report: report({
    args: { kind: choice('MailKind'), language: choice('Language') },
    statement: ({ kind, language }, { company }) => sql`SELECT t.id AS template, t.subject, t.body FROM "MailTemplate" t
      WHERE t."companyId" = ${company.id} AND t.kind = ${kind}::"MailKind" AND t.language = ${language}::"Language"`,
    make: ([own]: (Words & { template: string })[], { kind, language }) => {
      const builtIn = ownWords(kind, language);
      return { kind, language, subject: own?.subject ?? builtIn.subject, body: own?.body ?? builtIn.body, template: own?.template ?? null, builtInSubject: builtIn.subject, builtInBody: builtIn.body, names: [...variablesOf[kind]] };
    },
  }),
});

recordActions('Mail', { mail: itself('Mail') }, ({ mail }) => [
  recordAction('cancelMail', 'mail.send', () => demandQueued(mail)),
  recordAction('resendMail', 'mail.send', () => demandOver(mail)),
  recordAction('reportBounce', 'mail.send', () => demandSent(mail)),
]);
mutations(cancelMail, resendMail, reportBounce, saveMailTemplate, removeMailTemplate, setMailRule, setMailSender);
