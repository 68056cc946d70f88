// Entries written by hand come into the books, and accruals out of them again.
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, type LineDraft } from '../accounting/post.ts';
import { ControlAccount, EntryUnbalanced, JournalApprovalNeeded, postingRefusals } from '../accounting/refusals.ts';
import { demandEntry } from '../accounting/rules.ts';
import sql from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import { systemContext } from '../context.ts';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { useApprovalRows } from '../work/rules.ts';
import { asGiven, loadJournalApprovals, loadJournalLimits, loadJournalLines, loadNamed } from './journalInput.ts';
import { ManualJournalState } from './refusals.ts';
import { demandApproved, demandLegal } from './rules.ts';

export const postManualJournal = action({
  name: 'postManualJournal', permission: 'journal.post',
  describe: 'Posts an entry written by hand on its day. One beyond what the own role may post alone takes the approval of a second person.',
  input: { manualJournalId: id('ManualJournal') },
  refusals: [...postingRefusals, ManualJournalState, JournalApprovalNeeded, ControlAccount, EntryUnbalanced], payload: { manualJournal: 'record:ManualJournal', entry: 'record:JournalEntry' },
  load: async (tx, { manualJournalId }, ctx) => {
    const { effectiveOn } = await readRow(tx, 'ManualJournal', manualJournalId);
    await holdPeriod(tx, ctx, effectiveOn);
    const journal = await lockRow(tx, 'ManualJournal', manualJournalId);
    if (journal.effectiveOn !== effectiveOn) await holdPeriod(tx, ctx, journal.effectiveOn);
    demandLegal(journal, 'postManualJournal');
    const lines = await loadJournalLines(tx, journal.id);
    return {
      journal, lines, named: await loadNamed(tx, ctx, lines), accounts: await loadAccounts(tx, ctx), approvals: await loadJournalApprovals(tx, journal.id),
      limits: await loadJournalLimits(tx), number: await takeNumber(tx, ctx, 'JRN', journal.effectiveOn),
    };
  },
  decide: ({ journal, lines, named, accounts, approvals, limits, number }, _input, ctx) => {
    demandEntry(asGiven(lines), named, journal.currencyCode);
    const approval = demandApproved(journal, limits, approvals, ctx.viewer);
    const entryId = ctx.newId();
    const drafts = lines.map(({ accountId, amountMinor, customerId, supplierId, orderId, productId, taxCodeId, costCategoryId }): LineDraft =>
      ({ accountId, amount: amountMinor, customerId, supplierId, orderId, productId, taxCodeId, costCategoryId }));
    return {
      rows: [
        ...entryRows(accounts, { kind: 'MANUAL', effectiveOn: journal.effectiveOn, memo: journal.memo, source: { type: 'ManualJournal', id: journal.id }, lines: drafts }, ctx, entryId),
        update('ManualJournal', journal.id, { status: 'POSTED', number, entryId, version: journal.version + 1 }), ...(approval ? useApprovalRows(approval) : []),
      ],
      events: [{ kind: 'manualJournalPosted', subjectType: 'ManualJournal', subjectId: journal.id, data: { number, effectiveOn: journal.effectiveOn } }],
      result: { manualJournal: journal.id, entry: entryId },
    };
  },
});

/** By itself: an accrual's mirror on its day; nothing where it was reversed by hand before. */
const reverseDueJournal = action({
  name: 'reverseDueJournal', describe: 'Reverses an accrual on its day.', permission: 'journal.post',
  input: { manualJournalId: id('ManualJournal') }, refusals: postingRefusals, payload: { reversed: 'int' },
  load: async (tx, { manualJournalId }, ctx) => {
    const { reverseOn, entryId } = await readRow(tx, 'ManualJournal', manualJournalId);
    if (reverseOn) await holdPeriod(tx, ctx, reverseOn);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reverse ${entryId}`}, 0))`);
    const journal = await lockRow(tx, 'ManualJournal', manualJournalId);
    const [known] = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ${journal.entryId}`);
    return { journal, known, accounts: await loadAccounts(tx, ctx), lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${journal.entryId}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ journal, known, accounts, lines }, _input, ctx) => {
    const { reverseOn, entryId, reversalEntryId } = journal;
    if (!reverseOn || !entryId || reversalEntryId || reverseOn > ctx.today) return { rows: [], events: [], result: { reversed: 0 } };
    if (known) return { rows: [update('ManualJournal', journal.id, { reversalEntryId: known.id, version: journal.version + 1 })], events: [], result: { reversed: 0 } };
    const reversal = ctx.newId();
    return {
      rows: [
        ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: reverseOn, memo: journal.memo, source: { type: 'JournalEntry', id: entryId }, reversesEntryId: entryId, lines: mirrored(lines) }, ctx, reversal),
        update('ManualJournal', journal.id, { reversalEntryId: reversal, version: journal.version + 1 }),
      ],
      events: [{ kind: 'manualJournalReversed', subjectType: 'ManualJournal', subjectId: journal.id, data: { effectiveOn: reverseOn } }],
      result: { reversed: 1 },
    };
  },
});

/** Reverses the accruals whose day has come; one whose period is locked waits. Gives how many were. */
export async function reverseDueJournals(db: Db, now: Date): Promise<number> {
  const ctx = await systemContext(db, now, 'JOB');
  const due = await db.rows<{ id: string }>(sql`SELECT id FROM "ManualJournal" WHERE status = 'POSTED' AND "reversalEntryId" IS NULL AND "reverseOn" <= ${ctx.today} ORDER BY "reverseOn", id LIMIT 1000`);
  let count = 0;
  for (const { id: manualJournalId } of due) {
    try {
      count += Number((await perform(reverseDueJournal, { manualJournalId }, ctx)).result['reversed']);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return count;
}
