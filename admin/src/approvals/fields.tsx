import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { labelOf } from './factsOf.ts';
import type { Approval, ApprovalRow } from './queries.ts';

/** The record that is asked about, by the name that people call it. */
export const Subject = ({ of }: { of: { subject: string; subjectLabel: string | null; facts: unknown } }) => (
  <ReferenceLink value={{ id: of.subject, name: labelOf(of) }} />
);

export const approvalFields: readonly Field<ApprovalRow>[] = [
  { name: 'kind', kind: 'enum', enumName: 'ApprovalKind', filter: true, card: 'title' },
  {
    name: 'subjectLabel',
    kind: 'text',
    render: (approval) => <Subject of={approval} />,
    csv: labelOf,
    card: 'detail',
  },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'status', kind: 'enum', enumName: 'ApprovalStatus', sort: true, filter: true, card: 'detail' },
  { name: 'reason', kind: 'text', filter: true },
  { name: 'requestedByName', kind: 'text', filter: true },
  { name: 'requestedAt', kind: 'instant', sort: true, filter: true },
  { name: 'age', kind: 'integer', filter: true },
  { name: 'deciders', kind: 'text' },
  { name: 'decidedByName', kind: 'text', filter: true, hidden: true },
  { name: 'decidedAt', kind: 'instant', filter: true, hidden: true },
];

export const approvalFacts: readonly Field<Approval>[] = [
  { name: 'subjectLabel', kind: 'text', render: (approval) => <Subject of={approval} /> },
  { name: 'amount', kind: 'money' },
  { name: 'requestedByName', kind: 'text' },
  { name: 'requestedAt', kind: 'instant' },
  { name: 'age', kind: 'integer' },
  { name: 'deciders', kind: 'text' },
  { name: 'decidedByName', kind: 'text' },
  { name: 'decidedAt', kind: 'instant' },
];
