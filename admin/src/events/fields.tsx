import { CopyButton } from '../shared/CopyButton.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { EventRecord, EventRow } from './queries.ts';

const Subject = ({ of: { subject, subjectLabel } }: { of: { subject: string; subjectLabel: string | null } }) =>
  subjectLabel === null ? <span aria-hidden>–</span> : <ReferenceLink value={{ id: subject, name: subjectLabel }} />;

export const eventFields: readonly Field<EventRow>[] = [
  { name: 'kindLabel', kind: 'text', card: 'title' },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true, card: 'detail' },
  { name: 'actorName', kind: 'text', filter: true, card: 'detail' },
  { name: 'subjectType', kind: 'text', filter: true },
  { name: 'subjectLabel', kind: 'text', render: (event) => <Subject of={event} />, csv: ({ subjectLabel }) => subjectLabel ?? '', card: 'detail' },
  { name: 'channel', kind: 'enum', enumName: 'Channel', filter: true },
  { name: 'reason', kind: 'text', filter: true },
  { name: 'kind', kind: 'text', filter: true, hidden: true },
  { name: 'actorKind', kind: 'enum', enumName: 'ActorKind', filter: true, hidden: true },
  { name: 'requestId', kind: 'text', filter: true, hidden: true },
];

export const eventFacts: readonly Field<EventRecord>[] = [
  { name: 'recordedAt', kind: 'instant' },
  { name: 'actorName', kind: 'text' },
  { name: 'actorKind', kind: 'enum', enumName: 'ActorKind' },
  { name: 'channel', kind: 'enum', enumName: 'Channel' },
  { name: 'subjectType', kind: 'text' },
  { name: 'subjectLabel', kind: 'text', render: (event) => <Subject of={event} /> },
  { name: 'reason', kind: 'text' },
  { name: 'requestId', kind: 'text', render: ({ requestId }) => <><bdi>{requestId}</bdi> <CopyButton iconOnly text={requestId} label={requestId} /></> },
];
