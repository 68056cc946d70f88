// Documents by mail: one that a person has read through, many of a list, and those that events send by themselves.
import sql from 'sql-template-tag';
import { consumeTogether, task } from '../events/consumers.ts';
import type { DocumentKind, EventRow, Json } from '../generated/rows.ts';
import { attachmentsAreMadeBy } from '../messaging/attachments.ts';
import { mailRows } from '../messaging/mailRows.ts';
import { templatesOf } from '../messaging/templates.ts';
import { systemContext } from '../context.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, day, email, id, list, optional, text, type InputKind } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { composed, mailDraft, mailLanguage, type House } from './compose.ts';
import { anyOf, demandAllSeen, headOf, issue } from './issue.ts';
import { documentKinds } from './kinds.ts';
import type { Choices } from './loading.ts';
import { mailFacts, mailKindOf, type MailFacts } from './mailFacts.ts';
import { NoMailAddress } from './refusals.ts';

const houseOf = async (tx: Tx, kind: DocumentKind, { company }: Pick<Context, 'company'>): Promise<House> => ({
  head: await headOf(tx, company.id, null), templates: await templatesOf(tx, company.id, [mailKindOf[kind] ?? 'INVOICE']),
});

const record: InputKind<string> = { ...anyOf(Object.values(documentKinds).map(({ entity }) => entity)), describe: 'The record that the document is printed of.' };
const days = { fromDay: optional(day()), toDay: { ...optional(day()), describe: 'Of a statement.' } };
const choicesOf = (said: { fromDay?: Choices['from'] | null | undefined; toDay?: Choices['to'] | null | undefined; supplierId?: string | null | undefined }): { [key: string]: Json } => ({
  ...(said.fromDay ? { from: said.fromDay } : {}), ...(said.toDay ? { to: said.toDay } : {}), ...(said.supplierId ? { supplierId: said.supplierId } : {}),
});

function demandMailed(kind: DocumentKind): void {
  if (!mailKindOf[kind]) throw fieldRefused(['kind'], 'choice_unknown');
}

export const sendDocument = action({
  name: 'sendDocument', permission: 'mail.send',
  describe: 'Sends a document by mail: to the address, in the language and the words of whoever it is for, unless the input says others. It leaves within a minute.',
  input: {
    kind: choice('DocumentKind'), recordId: record, language: optional(choice('Language')), toAddress: optional(email()), copyTo: optional(email()),
    subject: optional(text({ max: 300 })), body: optional(text({ max: 10_000, lines: true })), supplierId: { ...optional(id('Supplier')), describe: 'Whom a request for quotation goes to.' }, ...days,
  },
  refusals: [NoMailAddress], payload: { mail: 'record:Mail' },
  load: async (tx, { kind, recordId, supplierId }, ctx) => {
    demandMailed(kind);
    await demandAllSeen(tx, kind, [recordId], ctx, false);
    const facts = (await mailFacts(tx, kind, [recordId], supplierId ?? undefined)).get(recordId);
    if (!facts) throw NotFound({ type: documentKinds[kind].entity, id: recordId });
    return { facts, house: await houseOf(tx, kind, ctx) };
  },
  decide: ({ facts, house }, { kind, recordId, language: asked, toAddress, copyTo, subject, body, ...said }, ctx) => {
    const to = toAddress ?? facts.email;
    if (!to) throw NoMailAddress({ name: facts.partyName });
    const language = asked ?? mailLanguage(facts, house, ctx);
    const words = composed(kind, facts, language, house, ctx, { ...(subject ? { subject } : {}), ...(body ? { body } : {}) });
    const made = mailRows(mailDraft({ kind, id: recordId, facts, to, copyTo: copyTo === undefined ? facts.copyTo : copyTo, language, words, causeKey: null, options: choicesOf(said) }), ctx);
    return { rows: made.rows, events: made.events, result: { mail: made.id } };
  },
});

interface Many { facts: Map<string, MailFacts>; house: House; known: ReadonlySet<string> }

/** Mails of many records: who has no address is left out. */
function decideMany({ facts, house, known }: Many, kind: DocumentKind, causeOf: (id: string) => string | null, options: Json, ctx: DecideContext, isWanted: (facts: MailFacts) => boolean = () => true): Decision {
  const mailed = [...facts].filter(([id, each]) => isWanted(each) && !known.has(causeOf(id) ?? ''));
  const made = mailed.flatMap(([id, each]) => {
    if (!each.email) return [];
    const language = mailLanguage(each, house, ctx);
    return [mailRows(mailDraft({ kind, id, facts: each, to: each.email, copyTo: each.copyTo, language, words: composed(kind, each, language, house, ctx), causeKey: causeOf(id), options }), ctx)];
  });
  const without = mailed.filter(([, { email: address }]) => !address);
  return {
    rows: made.flatMap(({ rows }) => rows),
    events: [...made.flatMap(({ events }) => events), ...without.map(([subjectId, { partyName }]) => ({
      kind: 'mailWithoutAddress', subjectType: documentKinds[kind].entity, subjectId, data: { mail: mailKindOf[kind] ?? null, name: partyName },
    }))],
    result: { queued: made.length, withoutAddress: without.length },
  };
}

export const sendDocuments = action({
  name: 'sendDocuments', permission: 'mail.send', describe: 'Sends the documents of many records by mail, each in the language and to the address of whom it is for; who has no address is counted.',
  input: { kind: choice('DocumentKind'), recordIds: list(record, { min: 1, max: 500 }), ...days }, refusals: [], payload: { queued: 'int', withoutAddress: 'int' },
  load: async (tx, { kind, recordIds }, ctx): Promise<Many> => {
    demandMailed(kind);
    if (kind === 'QUOTE_REQUEST') throw fieldRefused(['kind'], 'choice_unknown');
    const ids = [...new Set(recordIds)];
    await demandAllSeen(tx, kind, ids, ctx, false);
    return { facts: await mailFacts(tx, kind, ids), house: await houseOf(tx, kind, ctx), known: new Set() };
  },
  decide: (many, { kind, ...said }, ctx) => decideMany(many, kind, () => null, choicesOf(said), ctx),
});

/** Not offered: what an event sends by itself, once for each event and record. */
const announceDocuments = action({
  name: 'announceDocuments', permission: 'mail.send', describe: 'Sends the documents that events call for.',
  input: { kind: choice('DocumentKind'), recordIds: list(record, { max: 10_000 }) }, refusals: [], payload: { queued: 'int' },
  load: async (tx, { kind, recordIds }, ctx): Promise<Many> => {
    const keys = recordIds.map((recordId) => `${kind}:${recordId}`);
    const known = await tx.rows<{ key: string }>(sql`SELECT "causeKey" AS key FROM "Mail" WHERE "causeKey" = ANY(${keys}::text[])`);
    return { facts: await mailFacts(tx, kind, [...new Set(recordIds)]), house: await houseOf(tx, kind, ctx), known: new Set(known.map(({ key }) => key)) };
  },
  decide: (many, { kind }, ctx) => decideMany(many, kind, (recordId) => `${kind}:${recordId}`, {}, ctx, ({ declined }) => !declined.includes(mailKindOf[kind] ?? '')),
});

/** What is older is no news any more: after a long standstill nobody is written to about last week. */
const NEWS_MS = 3 * 86_400_000;

const announced: Record<string, { kind: DocumentKind; recordOf: (event: EventRow) => string | undefined }> = {
  quotationSent: { kind: 'QUOTATION', recordOf: ({ subjectId }) => subjectId },
  orderPlaced: { kind: 'ORDER_CONFIRMATION', recordOf: ({ subjectId }) => subjectId },
  orderShipped: { kind: 'DELIVERY_NOTE', recordOf: ({ data }) => (data as { shipmentId?: string } | null)?.shipmentId },
  invoicePosted: { kind: 'INVOICE', recordOf: ({ subjectId }) => subjectId },
  receiptIssued: { kind: 'RECEIPT', recordOf: ({ subjectId }) => subjectId },
  chargePosted: { kind: 'CHARGE', recordOf: ({ subjectId }) => subjectId },
  creditNotePosted: { kind: 'CREDIT_NOTE', recordOf: ({ subjectId }) => subjectId },
};

consumeTogether(Object.keys(announced), 'mailDocuments', async (events, { company, now }, tx) => {
  const rules = await selectRows(tx, 'MailRule', sql`t."companyId" = ${company.id} AND t."isOn"`);
  const isOn = (kind: DocumentKind) => rules.some((rule) => rule.kind === mailKindOf[kind]);
  const byKind = new Map<DocumentKind, string[]>();
  for (const event of events) {
    const { kind, recordOf } = announced[event.kind] ?? {};
    const recordId = recordOf?.(event);
    if (!kind || !recordId || !isOn(kind) || now.getTime() - event.recordedAt.getTime() > NEWS_MS) continue;
    byKind.set(kind, [...byKind.get(kind) ?? [], recordId]);
  }
  return [...byKind].map(([kind, recordIds]) => task(announceDocuments, { kind, recordIds }));
});

attachmentsAreMadeBy(async ({ documentKind, documentId, options }, { language }, db, now) => {
  const ctx = await systemContext(db, now, 'JOB');
  // Written by mailDraft.
  return (await issue({ kind: documentKind as DocumentKind, id: documentId, language, choices: options as Choices }, ctx)).file;
});
