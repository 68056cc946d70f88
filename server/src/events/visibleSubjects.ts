import sql, { join, raw, type Sql } from 'sql-template-tag';
import { col, entities, quote } from '../shared/entity.ts';
import type { Viewer } from '../shared/viewer.ts';

/** Types whose events are for the auditor alone. */
const guarded = ['User', 'Session', 'ApiKey', 'Event'];

/** Types that are about a record and never one that is spoken of themselves. */
const asides = ['Comment', 'CommentRevision', 'CommentMention', 'Attachment', 'Notification'];

// Some records are themselves about others (a task about an order): each level has an alias of its own, and what would lie
// deeper is seen by the auditor alone.
const levels = ['subject', 'matter'];
let level = 0;

/**
 * Of rows with `subjectType` and `subjectId`: those that a viewer may see, as an SQL condition; undefined: all.
 * An event may be seen by who may see its subject; the auditor sees all. `types` narrows to what is asked for anyway.
 */
export function ofVisibleSubjects(alias: string, viewer: Viewer, types?: readonly string[]): Sql | undefined {
  if (viewer.permissions.has('audit.read')) return undefined;
  const as = levels[level];
  if (as === undefined) return sql`FALSE`;
  level += 1;
  try {
    const readable = [...entities.values()].filter(({ name, permission }) =>
      !guarded.includes(name) && !asides.includes(name) && viewer.permissions.has(permission) && (!types || types.includes(name)));
    const conditions = readable.map(({ name, table, rows }) => ({ name, table, condition: rows?.(as, viewer) }));
    const free = conditions.filter(({ condition }) => !condition).map(({ name }) => name);
    const narrowed = conditions.flatMap(({ name, table, condition }) => (condition ? [sql`(${col(alias, 'subjectType')} = ${name}
      AND EXISTS (SELECT FROM ${quote(table)} ${raw(as)} WHERE ${col(as, 'id')} = ${col(alias, 'subjectId')} AND (${condition})))`] : []));
    return sql`(${join([sql`${col(alias, 'subjectType')} = ANY(${free}::text[])`, ...narrowed], ' OR ')})`;
  } finally {
    level -= 1;
  }
}
