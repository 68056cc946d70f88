import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../shared/time.ts';

/** Journal lines (alias l) with effect up to a day, as known at a time (null: now). */
export const journalUpTo = (on: Day, knownAt: Date | null): Sql => (knownAt
  ? sql`l."effectiveOn" <= ${on} AND l."recordedAt" < ${knownAt}` : sql`l."effectiveOn" <= ${on}`);
