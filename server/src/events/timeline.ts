import { pages, type Many } from '../shared/entity.ts';

/** The events of a record, newest first: `manies: { timeline: timelineOf() }` on every type that events speak of. */
export const timelineOf = (): Many =>
  pages('Event', 'subjectId', { permission: 'events.read', describe: 'What happened to this record, newest first.' });
