import { resourceOfType } from '../data/resource.ts';
import { useLabels } from '../i18n/useT.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { EventRecord, EventRow } from './queries.ts';

/** The record, by the name that people call it; by its kind where it has no name. */
function Subject({ of: { subject, subjectLabel, subjectType } }: { of: Pick<EventRow, 'subject' | 'subjectLabel' | 'subjectType'> }) {
  const kind = useKindName(subjectType);
  return <ReferenceLink value={{ id: subject, name: subjectLabel ?? kind }} />;
}

/** A record's type in the words of the menu. */
function useKindName(type: string): string {
  const { resourceName } = useLabels();
  const resource = resourceOfType(type);
  return resource ? resourceName(resource, 1) : type;
}

const KindOfRecord = ({ type }: { type: string }) => useKindName(type);

export const eventFields: readonly Field<EventRow>[] = [
  { name: 'kindLabel', kind: 'text', card: 'title' },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true, card: 'detail' },
  { name: 'actorName', kind: 'text', filter: true, card: 'detail' },
  { name: 'subjectType', kind: 'text', filter: true, render: ({ subjectType }) => <KindOfRecord type={subjectType} />, csv: ({ subjectType }) => subjectType },
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
  { name: 'subjectType', kind: 'text', render: ({ subjectType }) => <KindOfRecord type={subjectType} /> },
  { name: 'subjectLabel', kind: 'text', render: (event) => <Subject of={event} /> },
  { name: 'reason', kind: 'text' },
  { name: 'requestId', kind: 'text', render: ({ requestId }) => <><bdi>{requestId}</bdi> <CopyButton iconOnly text={requestId} label={requestId} /></> },
];
