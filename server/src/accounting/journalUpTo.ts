import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../shared/time.ts';

/** Journal lines (alias l) with effect up to a day, as known at a time (null: now). */
export const journalUpTo = (on: Day, knownAt: Date | null): Sql => (knownAt
  ? sql`l."effectiveOn" <= ${on} AND l."recordedAt" < ${knownAt}` : sql`l."effectiveOn" <= ${on}`);

/** Journal lines (alias l) but for those that carried a year's result to retained earnings: what revenue and expense were. */
export const beforeClosing: Sql = sql`NOT EXISTS (SELECT FROM "YearClose" closing WHERE closing."entryId" = l."entryId")`;
