import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Mail, MailRow } from './queries.ts';

export const mailFields: readonly Field<MailRow>[] = [
  { name: 'subject', kind: 'text', filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'MailStatus', sort: true, filter: true, card: 'figure' },
  { name: 'kind', kind: 'enum', enumName: 'MailKind', sort: true, filter: true },
  { name: 'aboutLabel', kind: 'text', render: ({ about, aboutLabel }) => <ReferenceLink value={{ id: about, name: aboutLabel ?? '…' }} /> },
  { name: 'partyName', kind: 'text', filter: true, card: 'detail' },
  { name: 'toAddress', kind: 'text', sort: true, filter: true },
  { name: 'isAutomatic', kind: 'boolean', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
  { name: 'sentAt', kind: 'instant', sort: true, filter: true },
  { name: 'attempts', kind: 'integer', filter: true, hidden: true },
  { name: 'problem', kind: 'text', filter: true, hidden: true },
  { name: 'language', kind: 'enum', enumName: 'Language', filter: true, hidden: true },
  { name: 'requestedByName', kind: 'text', filter: true, hidden: true },
];

/** Of a record's own mails: what it is about is known. */
export const recordMailFields = mailFields.filter(({ name }) => ['subject', 'status', 'toAddress', 'sentAt', 'createdAt'].includes(name));

export const mailFacts: readonly Field<Mail>[] = [
  { name: 'kind', kind: 'enum', enumName: 'MailKind' },
  { name: 'aboutLabel', kind: 'text', render: ({ about, aboutLabel }) => <ReferenceLink value={{ id: about, name: aboutLabel ?? '…' }} /> },
  { name: 'partyName', kind: 'text', render: ({ party, partyName }) => <ReferenceLink value={{ id: party, name: partyName }} /> },
  { name: 'toAddress', kind: 'text' }, { name: 'copyTo', kind: 'text' }, { name: 'language', kind: 'enum', enumName: 'Language' },
  { name: 'sentAt', kind: 'instant' }, { name: 'dueAt', kind: 'instant' }, { name: 'requestedByName', kind: 'text' },
];
