import sql, { join, type Sql } from 'sql-template-tag';
import { col, column, entities, entity, expression, extend, quote, visible, words } from '../shared/entity.ts';
import { hasMessage, message } from '../shared/messages.ts';
import type { Viewer } from '../shared/viewer.ts';
import './consumersFace.ts';
import { subjectLabel } from './subjectLabel.ts';
import { timelineOf } from './timeline.ts';

/** Types whose events are for the auditor alone. */
const guarded = ['User', 'Session', 'ApiKey', 'Event'];

/** An event may be seen by who may see its subject; the auditor sees all. */
function ofVisibleSubjects(alias: string, viewer: Viewer): Sql | undefined {
  if (viewer.permissions.has('audit.read')) return undefined;
  const readable = [...entities.values()]
    .filter(({ name, permission }) => !guarded.includes(name) && viewer.permissions.has(permission));
  const free = readable.filter((each) => !each.rows?.('subject', viewer)).map(({ name }) => name);
  const narrowed = readable.filter((each) => each.rows?.('subject', viewer)).map((each) => sql`(${col(alias, 'subjectType')} = ${each.name}
    AND EXISTS (SELECT FROM ${quote(each.table)} subject WHERE subject.id = ${col(alias, 'subjectId')} AND ${visible(each, 'subject', viewer)}))`);
  return join([sql`${col(alias, 'subjectType')} = ANY(${free}::text[])`, ...narrowed], ' OR ');
}

/** What changed, with values that name a person only for those who may read customers. */
const changes = (alias: string, viewer: Viewer): Sql => (viewer.permissions.has('customers.read')
  ? sql`(SELECT nullif(coalesce(${col(alias, 'changes')}, '{}') || coalesce(p.changes, '{}'), '{}')
      FROM (VALUES (1)) one LEFT JOIN "EventPersonal" p ON p."eventId" = ${col(alias, 'id')})`
  : col(alias, 'changes'));

/** "orderPlaced" → "Order placed", where the catalogue has no better words. */
function kindLabel(kind: string, locale: string): string {
  if (hasMessage(`event.${kind}`)) return message(locale, `event.${kind}`);
  const spaced = kind.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

entity('Event', {
  permission: 'events.read',
  describe: 'What happened: who did what to which record, when, through what, and why.',
  rows: ofVisibleSubjects,
  fields: {
    sequence: column(), recordedAt: column(), kind: column(),
    kindLabel: words((event, { locale }) => kindLabel(String(event.kind), locale), { describe: 'The kind in words.' }),
    subjectType: column(), subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it happened to.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    actorKind: column(), actorId: column(), actorName: column(), channel: column(), requestId: column(), reason: column(),
    changes: expression('json', changes, { nullable: true, askable: false, describe: '{ field: [before, after] }.' }),
    data: column(undefined, { askable: false, permission: 'audit.read' }),
  },
  listing: {
    field: 'events', orderBy: { SEQUENCE: 'sequence', RECORDED_AT: 'recordedAt' }, defaultOrder: 'SEQUENCE_DESC',
    search: ['kind', 'actorName', 'reason', 'subjectType'], describe: 'The audit trail: events of records that the viewer may see.',
  },
});

for (const name of ['User', 'ApiKey']) extend(name, { manies: { timeline: timelineOf() } });
