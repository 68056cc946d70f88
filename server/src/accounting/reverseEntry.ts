import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { holdPeriod, loadAccounts } from './books.ts';
import { entryRows, mirrored } from './post.ts';
import { EntryNotReversible, postingRefusals } from './refusals.ts';
import { demandReversible } from './rules.ts';

export const reverseEntry = action({
  name: 'reverseEntry', describe: 'Posts the mirror of a manual entry, dated today or a day from the entry\'s on.', permission: 'journal.post',
  input: { entryId: id('JournalEntry'), effectiveOn: optional(day()), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, EntryNotReversible], payload: { entry: 'record:JournalEntry' },
  load: async (tx, { entryId, effectiveOn }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, effectiveOn ?? ctx.today);
    // The entry itself cannot be locked, as nobody may change it: its reversals wait for each other here.
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reverse ${entryId}`}, 0))`);
    const entry = await readRow(tx, 'JournalEntry', entryId);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entryId}`, { orderBy: sql`t.no` });
    const reversals = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ${entryId}`);
    return { accounts, entry, lines, isReversed: reversals.length > 0 };
  },
  decide: ({ accounts, entry, lines, isReversed }, input, ctx) => {
    demandReversible(entry, isReversed);
    const effectiveOn = input.effectiveOn ?? ctx.today;
    if (effectiveOn < entry.effectiveOn) throw fieldRefused(['effectiveOn'], 'day_before', { day: entry.effectiveOn });
    const id = ctx.newId();
    return {
      rows: entryRows(accounts, {
        kind: 'REVERSAL', effectiveOn, source: { type: 'JournalEntry', id: entry.id }, memo: input.reason.slice(0, 500),
        reversesEntryId: entry.id, lines: mirrored(lines),
      }, ctx, id),
      events: [{ kind: 'entryReversed', subjectType: 'JournalEntry', subjectId: entry.id, reason: input.reason }],
      result: { entry: id },
    };
  },
});
