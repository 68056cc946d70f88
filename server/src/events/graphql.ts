import sql, { type Sql } from 'sql-template-tag';
import { col, column, entity, expression, extend, words } from '../shared/entity.ts';
import type { Viewer } from '../shared/viewer.ts';
import './consumersFace.ts';
import './feedFace.ts';
import { kindLabel } from './kindLabel.ts';
import { subjectLabel } from './subjectLabel.ts';
import { timelineOf } from './timeline.ts';
import { ofVisibleSubjects } from './visibleSubjects.ts';

/** What changed, with values that name a person only for those who may read customers. */
const changes = (alias: string, viewer: Viewer): Sql => (viewer.permissions.has('customers.read')
  ? sql`(SELECT nullif(coalesce(${col(alias, 'changes')}, '{}') || coalesce(p.changes, '{}'), '{}')
      FROM (VALUES (1)) one LEFT JOIN "EventPersonal" p ON p."eventId" = ${col(alias, 'id')})`
  : col(alias, 'changes'));

entity('Event', {
  permission: 'events.read',
  describe: 'What happened: who did what to which record, when, through what, and why.',
  rows: ofVisibleSubjects,
  fields: {
    sequence: column(), recordedAt: column(), kind: column(),
    kindLabel: words(['kind'], (event, { locale }) => kindLabel(String(event.kind), locale), { describe: 'The kind in words.' }),
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
