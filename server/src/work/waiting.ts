// What waits for somebody: each domain says by one statement what of its own it is; the bell counts and lists all of it.
import sql, { join, type Sql } from 'sql-template-tag';
import type { Viewer } from '../shared/viewer.ts';

interface Waiting {
  /** approval, task, stockWarning, …: label `waiting.<kind>` in the catalogue. */
  kind: string;
  permission: string;
  /**
   * Rows that wait for the viewer, with the columns itemId kind subjectType subjectId label detail actorName since dueOn isUrgent. `subjectType` and `subjectId` name the record that it
   * leads to. `detail` is text, or a key of the catalogue. `since`: what was seen before that is unread again.
   */
  rows: (viewer: Viewer) => Sql;
}



const declared: Waiting[] = [];
/** Declares something that may wait for somebody. */
export const declareWaiting = (waiting: Waiting): void => { declared.push(waiting); };

/** The viewer in SQL: text in one lane, a slot in the other. */
export const me = (viewer: Viewer): Sql => sql`${viewer.id}::uuid`;

/** All that waits for a viewer, and whether it was seen; undefined where nothing can. */
export function waitingFor(viewer: Viewer): Sql | undefined {
  const parts = declared.filter(({ permission }) => viewer.permissions.has(permission)).map(({ rows }) => rows(viewer));
  if (parts.length === 0) return undefined;
  return sql`SELECT w.*, (r."readAt" IS NULL OR r."readAt" < date_trunc('milliseconds', w.since)) AS "isUnread"
    FROM (${join(parts, ' UNION ALL ')}) w LEFT JOIN "BellRead" r ON r."userId" = ${me(viewer)} AND r.kind = w.kind AND r."itemId" = w."itemId"`;
}
