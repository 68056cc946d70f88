// Entries written by hand before they are posted.
import { ControlAccount, EntryUnbalanced } from '../accounting/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { limitOf, requestApprovalRows, withdrawRows } from '../work/rules.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { journalFields, journalLineRows, loadJournalApprovals, loadJournalLimits, loadJournalLines, loadNamed } from './journalInput.ts';
import { JournalApprovalSuffices, ManualJournalState } from './refusals.ts';
import { demandApprovalOpen, demandLegal, sizeOf } from './rules.ts';

const refusals = [ControlAccount, EntryUnbalanced];
const permission = 'journal.post';

/** Refuses a reversal before its entry. */
export function demandAfter(effectiveOn: Day, reverseOn: Day | null | undefined): void {
  if (reverseOn && reverseOn <= effectiveOn) throw fieldRefused(['reverseOn'], 'day_before', { day: effectiveOn });
}

interface Head { effectiveOn: Day; memo: string; reverseOn?: Day | null | undefined; templateId?: string | null; total: Minor }

/** The row of a new draft. */
export const journalRow = (journalId: string, { effectiveOn, memo, reverseOn, templateId, total }: Head, ctx: DecideContext): Change => insert('ManualJournal', {
  id: journalId, companyId: ctx.company.id, number: null, status: 'DRAFT', effectiveOn, memo, reverseOn: reverseOn ?? null, currencyCode: ctx.company.currencyCode,
  totalMinor: total, templateId: templateId ?? null, entryId: null, reversalEntryId: null, createdById: ctx.viewer.id, createdByName: ctx.viewer.name,
});

export const createManualJournal = action({
  name: 'createManualJournal', describe: 'Drafts an entry on accounts that no document keeps; nothing is in the books before it is posted.', permission,
  input: journalFields, refusals, payload: { manualJournal: 'record:ManualJournal' },
  load: (tx, { lines }, ctx) => loadNamed(tx, ctx, lines),
  decide: (named, { effectiveOn, memo, reverseOn, lines }, ctx) => {
    demandAfter(effectiveOn, reverseOn);
    const manualJournal = ctx.newId();
    const total = sizeOf(lines);
    return {
      rows: [journalRow(manualJournal, { effectiveOn, memo, reverseOn, total }, ctx), ...journalLineRows(manualJournal, lines, named, ctx)],
      events: [{ kind: 'manualJournalCreated', subjectType: 'ManualJournal', subjectId: manualJournal, data: { memo, amount: printMoney(total, ctx.company.currencyCode) } }],
      result: { manualJournal },
    };
  },
});

export const updateManualJournal = action({
  name: 'updateManualJournal', describe: 'Changes a draft. Lines, when given, replace all lines. What was approved and is changed then must be approved again.', permission,
  input: { manualJournalId: id('ManualJournal'), version: integer(), effectiveOn: optional(journalFields.effectiveOn), memo: optional(journalFields.memo), reverseOn: journalFields.reverseOn, lines: optional(journalFields.lines) },
  refusals: [...refusals, ManualJournalState], payload: { manualJournal: 'record:ManualJournal' },
  load: async (tx, { manualJournalId, lines }, ctx) => ({
    journal: await lockRow(tx, 'ManualJournal', manualJournalId), before: await loadJournalLines(tx, manualJournalId),
    named: await loadNamed(tx, ctx, lines ?? []), approvals: await loadJournalApprovals(tx, manualJournalId),
  }),
  decide: ({ journal, before, named, approvals }, input, ctx) => {
    demandLegal(journal, 'updateManualJournal');
    const head = patchOf('ManualJournal', input, ['effectiveOn', 'memo', 'reverseOn']);
    demandAfter(head.effectiveOn ?? journal.effectiveOn, head.reverseOn === undefined ? journal.reverseOn : head.reverseOn);
    const after = { ...head, ...(input.lines ? { totalMinor: sizeOf(input.lines) } : {}) };
    demandVersion('ManualJournal', journal, input.version, after, ctx.company.currencyCode);
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [
        update('ManualJournal', journal.id, { ...after, version: journal.version + 1 }),
        ...(input.lines ? [...before.map((line) => remove('ManualJournalLine', line.id)), ...journalLineRows(journal.id, input.lines, named, ctx)] : []), ...withdrawn.rows,
      ],
      events: [{ kind: 'manualJournalUpdated', subjectType: 'ManualJournal', subjectId: journal.id, changes: changesOf('ManualJournal', journal, after, ctx.company.currencyCode) }, ...withdrawn.events],
      result: { manualJournal: journal.id },
    };
  },
});

export const copyManualJournal = action({
  name: 'copyManualJournal', describe: 'Drafts the same entry again, for today.', permission,
  input: { manualJournalId: id('ManualJournal') }, refusals: [], payload: { manualJournal: 'record:ManualJournal' },
  load: async (tx, { manualJournalId }) => ({ journal: await readRow(tx, 'ManualJournal', manualJournalId), lines: await loadJournalLines(tx, manualJournalId) }),
  decide: ({ journal, lines }, _input, ctx) => {
    const manualJournal = ctx.newId();
    return {
      rows: [
        journalRow(manualJournal, { effectiveOn: ctx.today, memo: journal.memo, total: journal.totalMinor }, ctx),
        ...lines.map((line) => insert('ManualJournalLine', { ...line, id: ctx.newId(), journalId: manualJournal })),
      ],
      events: [{ kind: 'manualJournalCreated', subjectType: 'ManualJournal', subjectId: manualJournal, data: { memo: journal.memo, copyOf: journal.number } }],
      result: { manualJournal },
    };
  },
});

export const deleteManualJournal = action({
  name: 'deleteManualJournal', describe: 'Drops a draft.', permission,
  input: { manualJournalId: id('ManualJournal') }, refusals: [ManualJournalState], payload: { deleted: 'text' },
  load: async (tx, { manualJournalId }) => ({ journal: await lockRow(tx, 'ManualJournal', manualJournalId), lines: await loadJournalLines(tx, manualJournalId), approvals: await loadJournalApprovals(tx, manualJournalId) }),
  decide: ({ journal, lines, approvals }) => {
    demandLegal(journal, 'deleteManualJournal');
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [...lines.map((line) => remove('ManualJournalLine', line.id)), remove('ManualJournal', journal.id), ...withdrawn.rows],
      events: [{ kind: 'manualJournalDeleted', subjectType: 'ManualJournal', subjectId: journal.id, data: { memo: journal.memo } }, ...withdrawn.events],
      result: { deleted: journal.id },
    };
  },
});

export const submitManualJournal = action({
  name: 'submitManualJournal', describe: 'Asks a second person to let an entry be posted whose amount is beyond what the own role may post alone. It stands as it is until it is answered or taken back.', permission,
  input: { manualJournalId: id('ManualJournal'), reason: text({ max: 1000, lines: true }) },
  refusals: [...refusals, ManualJournalState, JournalApprovalSuffices, ApprovalPending], payload: { manualJournal: 'record:ManualJournal', approval: 'record:Approval' },
  load: async (tx, { manualJournalId }) => ({
    journal: await lockRow(tx, 'ManualJournal', manualJournalId), approvals: await loadJournalApprovals(tx, manualJournalId), limits: await loadJournalLimits(tx),
  }),
  decide: ({ journal, approvals, limits }, { reason }, ctx) => {
    demandLegal(journal, 'submitManualJournal');
    demandApprovalOpen(journal, limits, approvals, ctx.viewer);
    const total = printMoney(journal.totalMinor, journal.currencyCode);
    const limit = limitOf(limits, 'JOURNAL', ctx.viewer);
    const asked = requestApprovalRows({
      kind: 'JOURNAL', subject: { type: 'ManualJournal', id: journal.id }, amount: journal.totalMinor, reason,
      facts: { memo: journal.memo, total, ...(limit === undefined ? {} : { limit: printMoney(limit, journal.currencyCode) }) },
    }, approvals, ctx);
    return {
      rows: [update('ManualJournal', journal.id, { status: 'SUBMITTED', version: journal.version + 1 }), ...asked.rows],
      events: [...asked.events, { kind: 'manualJournalSubmitted', subjectType: 'ManualJournal', subjectId: journal.id, reason, data: { total } }],
      result: { manualJournal: journal.id, approval: asked.id },
    };
  },
});

export const withdrawManualJournal = action({
  name: 'withdrawManualJournal', describe: 'Makes a submitted entry a draft again; what was asked or approved of it is void.', permission,
  input: { manualJournalId: id('ManualJournal') }, refusals: [ManualJournalState], payload: { manualJournal: 'record:ManualJournal' },
  load: async (tx, { manualJournalId }) => ({ journal: await lockRow(tx, 'ManualJournal', manualJournalId), approvals: await loadJournalApprovals(tx, manualJournalId) }),
  decide: ({ journal, approvals }) => {
    demandLegal(journal, 'withdrawManualJournal');
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [update('ManualJournal', journal.id, { status: 'DRAFT', version: journal.version + 1 }), ...withdrawn.rows],
      events: [{ kind: 'manualJournalWithdrawn', subjectType: 'ManualJournal', subjectId: journal.id }, ...withdrawn.events],
      result: { manualJournal: journal.id },
    };
  },
});

