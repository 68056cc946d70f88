import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { eventFields } from './fields.tsx';

const views: readonly View[] = [
  { key: 'people', label: 'events.view.people', filter: { actorKind: ['STAFF'] } },
  { key: 'partners', label: 'events.view.partners', filter: { actorKind: ['PARTNER'] } },
  { key: 'itself', label: 'events.view.itself', filter: { actorKind: ['SYSTEM'] } },
  { key: 'access', label: 'events.view.access', filter: { subjectType: { in: ['User', 'ApiKey', 'Session'] } } },
];

export const EventList = () => <RecordList fields={eventFields} views={views} sort={{ field: 'recordedAt', order: 'DESC' }} />;
