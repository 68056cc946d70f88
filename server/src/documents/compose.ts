// A mail about a document: whom it goes to, in which words.
import type { DocumentKind, Json, Language, LetterheadRow, MailTemplateRow } from '../generated/rows.ts';
import type { MailDraft } from '../messaging/mailRows.ts';
import { filled, wordsOf, type MailWords } from '../messaging/templates.ts';
import type { Context } from '../shared/viewer.ts';
import { documentKinds } from './kinds.ts';
import { languageOf } from './languages.ts';
import { fileNameOf } from './layOut.ts';
import { mailKindOf, mailValues, type MailFacts } from './mailFacts.ts';

/** What the firm says of all its letters. */
export interface House { head: LetterheadRow | undefined; templates: readonly MailTemplateRow[] }
type Firm = Pick<Context, 'company' | 'today'>;

export const mailLanguage = (facts: MailFacts, { head }: House, { company }: Firm): Language => facts.language ?? head?.language ?? languageOf(company.locale);

/** The words of a mail with its facts, by the template or as given. */
export function composed(kind: DocumentKind, facts: MailFacts, language: Language, { templates }: House, { company, today }: Firm, given: Partial<MailWords> = {}): MailWords {
  const mailKind = mailKindOf[kind];
  if (!mailKind) throw new Error(`No mail brings a ${kind}.`);
  const words = wordsOf(templates, mailKind, language);
  const values = mailValues(facts, language, company, today);
  return { subject: given.subject ?? filled(words.subject, values), body: given.body ?? filled(words.body, values) };
}

interface Letter { kind: DocumentKind; id: string; facts: MailFacts; to: string; copyTo: string | null; language: Language; words: MailWords; causeKey: string | null; options: Json }

export function mailDraft({ kind, id, facts, to, copyTo, language, words, causeKey, options }: Letter): MailDraft {
  const mailKind = mailKindOf[kind];
  if (!mailKind) throw new Error(`No mail brings a ${kind}.`);
  return {
    kind: mailKind, causeKey, subject: { type: documentKinds[kind].entity, id }, party: { type: facts.partyType, id: facts.partyId, name: facts.partyName }, to, copyTo, language,
    title: words.subject, body: words.body, attachments: [{ fileName: fileNameOf({ kind, number: facts.number }), documentKind: kind, documentId: id, options }],
  };
}
