// The record that a task, a comment or a file is about: any record that events speak of, and that the viewer may see.
import sql, { type Sql } from 'sql-template-tag';
import { recordTypes } from '../events/recordTypes.ts';
import { ofVisibleSubjects } from '../events/visibleSubjects.ts';
import type { Queryable } from '../shared/db.ts';
import { col, entities, quote, visible } from '../shared/entity.ts';
import { uuidOf, type InputKind } from '../shared/input.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Viewer } from '../shared/viewer.ts';

export interface Subject { type: string; uuid: string }

const closed: readonly string[] = ['User', 'ApiKey'];
const subjectTypes: readonly string[] = recordTypes.filter((type) => !closed.includes(type));
const besidesTasks = subjectTypes.filter((type) => type !== 'Task');

/** The global id of a record that can be spoken of, whatever its type; undefined where it is none. */
export function subjectOf(globalId: string): Subject | undefined {
  const found = uuidOf(globalId);
  return found && subjectTypes.includes(found.type) && entities.has(found.type) ? found : undefined;
}

export const anyRecord = (): InputKind<Subject> => ({
  shape: { scalar: 'ID' }, optional: false,
  read: (value, path, { issues }) => {
    const found = subjectOf(String(value));
    if (found) return found;
    issues.push({ path, code: 'record_unknown' });
    return { type: '', uuid: '' }; // never seen: a reading with issues is refused before it is used
  },
});

/** Whether a viewer may see a record that is there. */
export async function maySee(db: Queryable, { type, uuid }: Subject, viewer: Viewer): Promise<boolean> {
  const entity = entities.get(type);
  if (!entity || !viewer.permissions.has(entity.permission)) return false;
  const rows = await db.rows(sql`SELECT 1 FROM ${quote(entity.table)} record_ WHERE record_.id = ${uuid} AND ${visible(entity, 'record_', viewer)}`);
  return rows.length > 0;
}

/** Refuses NOT_FOUND where the record is not there for the viewer. */
export async function demandSubject(db: Queryable, subject: Subject, viewer: Viewer): Promise<void> {
  if (!await maySee(db, subject, viewer)) throw NotFound({ type: subject.type, id: subject.uuid });
}

/** Of rows with `subjectType` and `subjectId`: those about records that a viewer may see; undefined: all. */
export const aboutVisible = (alias: string, viewer: Viewer): Sql | undefined => ofVisibleSubjects(alias, viewer, subjectTypes);

/** The same of tasks, which need no record, and may be a record that is spoken of themselves. */
export function tasksVisible(alias: string, viewer: Viewer): Sql | undefined {
  const about = ofVisibleSubjects(alias, viewer, besidesTasks);
  return about && sql`(${col(alias, 'subjectId')} IS NULL OR ${about})`;
}
