// Many documents at once: asked for by an action, printed by a job (workOnRun.ts).
import type { DocumentRunRow, Json } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, day, id, list, optional } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { anyOf, demandAllSeen } from './issue.ts';
import { documentKinds } from './kinds.ts';
import { DocumentRunOver } from './refusals.ts';

/** A merged file is set in one piece: so many sheets in it. */
const MERGED_MAX = 300;

export const printDocuments = action({
  name: 'printDocuments', permission: 'documents.print',
  describe: 'Begins to print the documents of many records: a PDF each in one ZIP, or (at most 300) one PDF. Each in the language of whom it is for, unless one is named. Goes on by itself.',
  input: {
    kind: choice('DocumentKind'), recordIds: list(anyOf(Object.values(documentKinds).map(({ entity }) => entity)), { min: 1, max: 1000 }), form: choice('DocumentRunForm'),
    language: optional(choice('Language')), fromDay: optional(day()), toDay: { ...optional(day()), describe: 'Of statements.' },
  },
  refusals: [], payload: { documentRun: 'record:DocumentRun' },
  load: (tx, { kind, recordIds, form }, ctx) => {
    if (form === 'MERGED' && recordIds.length > MERGED_MAX) throw fieldRefused(['recordIds'], 'list_long', { max: MERGED_MAX });
    return demandAllSeen(tx, kind, [...new Set(recordIds)], ctx);
  },
  decide: (labels, { kind, recordIds, form, language, fromDay, toDay }, ctx) => {
    const documentRun = ctx.newId();
    const choices: { [key: string]: Json } = { ...(fromDay ? { from: fromDay } : {}), ...(toDay ? { to: toDay } : {}) };
    return {
      rows: [
        insert('DocumentRun', {
          id: documentRun, companyId: ctx.company.id, kind, form, language: language ?? null, choices, askedById: ctx.viewer.id, askedByKind: ctx.viewer.kind, askedByName: ctx.viewer.name, finishedAt: null,
        }),
        ...[...new Set(recordIds)].map((documentId, index) => insert('DocumentRunItem', { id: ctx.newId(), runId: documentRun, no: index + 1, documentId, label: (labels.get(documentId) ?? '').slice(0, 60) })),
      ],
      events: [{ kind: 'documentsAsked', subjectType: 'DocumentRun', subjectId: documentRun, data: { document: kind, count: labels.size } }],
      result: { documentRun },
    };
  },
});

export function demandRunning({ status }: Pick<DocumentRunRow, 'status'>): void {
  if (status !== 'RUNNING') throw DocumentRunOver({ status });
}

export const stopDocumentRun = action({
  name: 'stopDocumentRun', permission: 'documents.print', describe: 'Stops printing many documents. What is printed can be fetched, where it is not one file.',
  input: { documentRunId: id('DocumentRun') }, refusals: [DocumentRunOver], payload: { documentRun: 'record:DocumentRun' },
  load: (tx, { documentRunId }) => lockRow(tx, 'DocumentRun', documentRunId),
  decide: (run, _input, ctx) => {
    demandRunning(run);
    return {
      rows: [update('DocumentRun', run.id, { status: 'STOPPED', finishedAt: ctx.now, version: run.version + 1 })],
      events: [{ kind: 'documentsStopped', subjectType: 'DocumentRun', subjectId: run.id, data: { document: run.kind } }],
      result: { documentRun: run.id },
    };
  },
});
