import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import type { DocumentKind } from '../generated/rows.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { choice, day, email, id, globalId, optional, text } from '../shared/input.ts';
import { col, column, entity, expression, extend, lines, words, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { setCustomerCorrespondence, setSupplierCorrespondence } from './correspondence.ts';
import { anyOf } from './issue.ts';
import { documentKinds, pathOf } from './kinds.ts';
import { previewMail } from './previewMail.ts';
import { demandRunning, printDocuments, stopDocumentRun } from './runs.ts';
import { sendDocument, sendDocuments } from './sendDocuments.ts';
import { setDocumentText, setLetterhead } from './settings.ts';

const pathTo = (kind: DocumentKind, recordId: unknown) => `/documents/${pathOf(kind)}/${encodeURIComponent(globalId(documentKinds[kind].entity, String(recordId)))}.pdf`;
const describe = 'Where its PDF is read, under the same rights; ?lang=en|zh|ar|fa|sw names a language.';
const printed: readonly (readonly [entity: string, columns: string[], kindOf: (row: Record<string, unknown>) => DocumentKind | undefined])[] = [
  ['Quotation', ['id'], () => 'QUOTATION'], ['Order', ['id'], () => 'ORDER_CONFIRMATION'], ['Shipment', ['id'], () => 'DELIVERY_NOTE'],
  ['Invoice', ['id', 'kind'], ({ kind }) => (kind === 'INVOICE' ? 'INVOICE' : 'CREDIT_NOTE')], ['PickList', ['id'], () => 'PICK_LIST'], ['Customer', ['id'], () => 'STATEMENT'],
  ['PurchaseOrder', ['id'], () => 'PURCHASE_ORDER'], ['QuoteRequest', ['id'], () => 'QUOTE_REQUEST'], ['Charge', ['id'], () => 'CHARGE'], ['PaymentReceipt', ['id'], () => 'RECEIPT'], ['DepositRequest', ['id'], () => 'DEPOSIT_REQUEST'], ['DepositInvoice', ['id'], () => 'DEPOSIT_INVOICE'],
];
for (const [name, columns, kindOf] of printed) {
  extend(name, {
    fields: { pdfPath: words(columns, (row) => { const kind = kindOf(row); return kind ? pathTo(kind, row['id']) : ''; }, { describe }) },
    manies: { mails: pages('Mail', 'subjectId', { describe: 'Mails about it.' }) },
  });
}

entity('Letterhead', {
  permission: 'company.read', describe: 'The head of the firm\'s papers since an instant.',
  fields: {
    language: column(), paper: column(), address: column(), contact: column(), bankDetails: column(), colour: column(), showsBarcode: column(), recordedByName: column(), recordedAt: column(),
    logo: column(undefined, { askable: false, describe: 'As base64.' }), logoType: column(undefined, { askable: false }),
  },
});
entity('DocumentText', {
  permission: 'company.read', describe: 'The firm\'s own words on its papers since an instant.',
  fields: { kind: column(), language: column(), intro: column(), closing: column(), payment: column(), footer: column(), recordedByName: column(), recordedAt: column() },
});
const newest = (alias: string) => sql`${col(alias, 'recordedAt')} DESC`;
recordsQuery('letterheads', { describe: 'The head of the firm\'s papers that stands, or none yet.', entity: 'Letterhead', args: {}, most: 1, where: (alias) => sql`${col(alias, 'id')} IS NOT NULL`, order: newest });
recordsQuery('documentTexts', {
  describe: 'The words that stand on papers in a language.', entity: 'DocumentText', args: { language: choice('Language') }, most: 50,
  where: (alias, { language }) => sql`${col(alias, 'language')} = ${language}::"Language" AND NOT EXISTS (SELECT FROM "DocumentText" n WHERE n.language = ${col(alias, 'language')}
    AND n.kind IS NOT DISTINCT FROM ${col(alias, 'kind')} AND (n."recordedAt", n.id) > (${col(alias, 'recordedAt')}, ${col(alias, 'id')}))`,
  order: (alias) => col(alias, 'kind'),
});

const count = (alias: string, condition: string) => sql`(SELECT count(*)::int FROM "DocumentRunItem" i WHERE i."runId" = ${col(alias, 'id')} AND ${raw(condition)})`;
entity('DocumentRun', {
  permission: 'documents.print', describe: 'Many documents printed at once. Seen by who asked for them.',
  rows: (alias, { kind, id: asker }) => (kind === 'SYSTEM' ? undefined : sql`${col(alias, 'askedById')} = ${asker}::uuid`),
  fields: {
    kind: column(), form: column(), language: column(), status: column(), askedByName: column(), createdAt: column(), finishedAt: column(), version: column(),
    total: expression('int', (alias) => count(alias, 'TRUE')), done: expression('int', (alias) => count(alias, 'i."isDone"')), failed: expression('int', (alias) => count(alias, 'i.problem IS NOT NULL')),
    hasFile: expression('boolean', (alias) => sql`(${col(alias, 'status')} <> 'RUNNING' AND EXISTS (SELECT FROM "DocumentFile" f WHERE f."runId" = ${col(alias, 'id')}))`, { describe: 'Files are kept for seven days.' }),
    path: words(['id'], ({ id: runId }) => `/documents/runs/${encodeURIComponent(globalId('DocumentRun', String(runId)))}`, { describe: 'Where its file is read.' }),
  },
  manies: { problems: lines('DocumentRunItem', 'runId', 'no', { where: (alias) => sql`${col(alias, 'problem')} IS NOT NULL`, describe: 'What could not be printed.' }), timeline: timelineOf() },
  listing: { field: 'documentRuns', orderBy: { CREATED_AT: 'createdAt', STATUS: 'status', KIND: 'kind' }, defaultOrder: 'CREATED_AT_DESC', describe: 'Many documents printed at once.' },
});
entity('DocumentRunItem', { permission: 'documents.print', describe: 'A document of a run.', fields: { no: column(), label: column(), isDone: column(), problem: column() } });
recordActions('DocumentRun', { run: itself('DocumentRun') }, ({ run }) => [recordAction('stopDocumentRun', 'documents.print', () => demandRunning(run))]);

for (const name of ['Customer', 'Supplier']) extend(name, { manies: { correspondence: lines('Correspondence', 'partyId', 'id', { describe: 'How it is written to: one, or none yet.' }) } });

reportType('MailPreview', 'A mail as it would be sent now.', {
  to: 'text?', copyTo: 'text?', language: 'enum:Language', subject: 'text', body: 'text', html: 'text', fileName: 'text', documentPath: 'text', picturePath: 'text',
});
reportQuery('mailPreview', {
  describe: 'A document\'s mail as it would be sent now: to whom, in which language and words. Nothing is sent.', permission: 'mail.send', type: 'MailPreview',
  args: {
    kind: choice('DocumentKind'), recordId: anyOf(Object.values(documentKinds).map(({ entity: name }) => name)), language: optional(choice('Language')), subject: optional(text({ max: 300 })),
    body: optional(text({ max: 10_000, lines: true })), toAddress: optional(email()), supplierId: optional(id('Supplier')), fromDay: optional(day()), toDay: optional(day()),
  },
  resolve: previewMail,
});

mutations(printDocuments, stopDocumentRun, sendDocument, sendDocuments, setLetterhead, setDocumentText, setCustomerCorrespondence, setSupplierCorrespondence);
