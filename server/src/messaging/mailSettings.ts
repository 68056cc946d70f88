// Whose words, from whom, and what is sent by itself.
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, choice, email, id, list, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';
import { demandNames } from './templates.ts';

const permission = 'mail.manage';

export const saveMailTemplate = action({
  name: 'saveMailTemplate', permission, describe: 'The firm\'s own words for a kind of mail in a language. Names in braces stand for the facts of each mail.',
  input: { kind: choice('MailKind'), language: choice('Language'), subject: text({ max: 300 }), body: text({ max: 5000, lines: true }) },
  refusals: [], payload: { mailTemplate: 'record:MailTemplate' },
  load: (tx, { kind, language }, { company }) => selectRows(tx, 'MailTemplate', sql`t."companyId" = ${company.id} AND t.kind = ${kind}::"MailKind" AND t.language = ${language}::"Language"`, { lock: true }),
  decide: ([known], { kind, language, subject, body }, ctx) => {
    demandNames(kind, 'subject', subject);
    demandNames(kind, 'body', body);
    const mailTemplate = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('MailTemplate', known.id, { subject, body, version: known.version + 1 }) : insert('MailTemplate', { id: mailTemplate, companyId: ctx.company.id, kind, language, subject, body })],
      events: [{ kind: 'mailTemplateSaved', subjectType: 'Company', subjectId: ctx.company.id, data: { mail: kind, language } }],
      result: { mailTemplate },
    };
  },
});

export const removeMailTemplate = action({
  name: 'removeMailTemplate', permission, describe: 'Goes back to the built-in words.',
  input: { mailTemplateId: id('MailTemplate') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { mailTemplateId }) => lockRow(tx, 'MailTemplate', mailTemplateId),
  decide: (row, _input, ctx) => ({
    rows: [remove('MailTemplate', row.id)],
    events: [{ kind: 'mailTemplateRemoved', subjectType: 'Company', subjectId: ctx.company.id, data: { mail: row.kind, language: row.language } }],
    result: { removed: row.id },
  }),
});

export const setMailRule = action({
  name: 'setMailRule', permission, describe: 'Whether a kind of mail is sent by itself when what it tells of happens: a quotation is sent, an order is placed, goods leave, an invoice or credit note is posted, a parcel is late or lost.',
  input: { kind: choice('MailKind'), isOn: boolean() }, refusals: [], payload: { mailRule: 'record:MailRule' },
  load: (tx, { kind }, { company }) => selectRows(tx, 'MailRule', sql`t."companyId" = ${company.id} AND t.kind = ${kind}::"MailKind"`, { lock: true }),
  decide: ([known], { kind, isOn }, ctx) => {
    const mailRule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('MailRule', known.id, { isOn, version: known.version + 1 }) : insert('MailRule', { id: mailRule, companyId: ctx.company.id, kind, isOn })],
      events: [{ kind: 'mailRuleSet', subjectType: 'Company', subjectId: ctx.company.id, data: { mail: kind, isOn } }],
      result: { mailRule },
    };
  },
});

export const setMailSender = action({
  name: 'setMailSender', permission, describe: 'As whom the firm writes, and where answers go.',
  input: { name: text({ max: 200 }), address: email(), replyTo: optional(email()) }, refusals: [], payload: { mailSender: 'record:MailSender' },
  load: (tx, _input, { company }) => selectRows(tx, 'MailSender', sql`t."companyId" = ${company.id}`, { lock: true }),
  decide: ([known], { name, address, replyTo }, ctx) => {
    const mailSender = known?.id ?? ctx.newId();
    const columns = { name, address, replyTo: replyTo ?? null };
    return {
      rows: [known ? update('MailSender', known.id, { ...columns, version: known.version + 1 }) : insert('MailSender', { id: mailSender, companyId: ctx.company.id, ...columns })],
      events: [{ kind: 'mailSenderSet', subjectType: 'Company', subjectId: ctx.company.id, data: { address } }],
      result: { mailSender },
    };
  },
});

/** What a customer or supplier wants of letters; the record is demanded by who offers the action. */
export const correspondenceInput = {
  language: { ...optional(choice('Language')), describe: 'Null: the firm\'s.' }, email: { ...optional(email()), describe: 'Null: the master\'s.' }, copyTo: optional(email()),
  declined: { ...optional(list(choice('MailKind'), { max: 20 })), describe: 'Kinds of mail that are not sent to it by themselves.' },
};
