import sql, { join, type Sql } from 'sql-template-tag';
import { col, entities, quote, visible } from '../shared/entity.ts';
import type { Viewer } from '../shared/viewer.ts';

/** Types whose events are for the auditor alone. */
const guarded = ['User', 'Session', 'ApiKey', 'Event'];

/**
 * Of rows with `subjectType` and `subjectId`: those that a viewer may see, as an SQL condition; undefined: all.
 * An event may be seen by who may see its subject; the auditor sees all. `types` narrows to what is asked for anyway.
 */
export function ofVisibleSubjects(alias: string, viewer: Viewer, types?: readonly string[]): Sql | undefined {
  if (viewer.permissions.has('audit.read')) return undefined;
  const readable = [...entities.values()].filter(({ name, permission }) =>
    !guarded.includes(name) && viewer.permissions.has(permission) && (!types || types.includes(name)));
  const free = readable.filter((each) => !each.rows?.('subject', viewer)).map(({ name }) => name);
  const narrowed = readable.filter((each) => each.rows?.('subject', viewer)).map((each) => sql`(${col(alias, 'subjectType')} = ${each.name}
    AND EXISTS (SELECT FROM ${quote(each.table)} subject WHERE subject.id = ${col(alias, 'subjectId')} AND ${visible(each, 'subject', viewer)}))`);
  return join([sql`${col(alias, 'subjectType')} = ANY(${free}::text[])`, ...narrowed], ' OR ');
}
