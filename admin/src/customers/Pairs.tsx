import Box from '@mui/material/Box';
import { ResourceContextProvider } from 'ra-core';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { mergeCustomers, MergeDialog } from './MergeDialog.tsx';
import { keepApart, suspectAgain } from './pairQueries.ts';
import type { Pair, PairRow } from './pairQueries.ts';
import { saidBy } from './saidBy.ts';

/** By what two are alike, in words. */
function Matches({ matches }: { matches: readonly string[] }) {
  const t = useT();
  return <>{matches.map((match) => (saidBy[match] ? t(saidBy[match]) : match)).join(', ')}</>;
}

const fields: readonly Field<PairRow>[] = [
  { name: 'first', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'title' },
  { name: 'second', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'matches', kind: 'text', render: ({ matches }) => <Matches matches={matches} />, csv: ({ matches }) => matches.join(' '), card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'PairStatus', filter: true },
  { name: 'foundAt', kind: 'instant', sort: true, filter: true },
  { name: 'decidedByName', kind: 'text', filter: true, hidden: true },
  { name: 'reason', kind: 'text', filter: true, hidden: true },
];

const views: readonly View[] = [
  { key: 'suspected', label: 'customers.pairs.suspected', filter: { status: ['SUSPECTED'] } },
  { key: 'distinct', label: 'customers.pairs.distinct', filter: { status: ['DISTINCT'] } },
  { key: 'merged', label: 'customers.pairs.merged', filter: { status: ['MERGED'] } },
];

export const PairList = () => <RecordList fields={fields} views={views} sort={{ field: 'foundAt', order: 'DESC' }} />;

function KeepApartDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.keepApart')} document={keepApart} input={({ reason }) => ({ pairId: pair.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('customers.reason')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<Pair>[] = [
  { name: 'mergeCustomers', document: mergeCustomers, input: () => ({}), permission: 'customers.merge', primary: true, when: ({ status }) => status === 'SUSPECTED',
    dialog: ({ first, second }, close) => (first && second ? <MergeDialog from={first} into={second} onClose={close} /> : null) },
  { name: 'keepApart', document: keepApart, input: () => ({}), permission: 'customers.manage', when: ({ status }) => status === 'SUSPECTED', dialog: (pair, close) => <KeepApartDialog pair={pair} onClose={close} /> },
  { name: 'suspectAgain', document: suspectAgain, input: ({ id }) => ({ pairId: id }), permission: 'customers.manage', when: ({ status }) => status === 'DISTINCT' },
];

type Side = NonNullable<Pair['first']>;
const about: readonly Field<Side>[] = [
  { name: 'code', kind: 'text' },
  { name: 'taxNumber', kind: 'text' },
  { name: 'email', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'city', kind: 'text' },
  { name: 'country', kind: 'text' },
  { name: 'createdAt', kind: 'instant' },
  { name: 'lastOrderOn', kind: 'day' },
  { name: 'openOrderCount', kind: 'integer' },
];
const facts: readonly Field<Pair>[] = [
  { name: 'matches', kind: 'text', render: ({ matches }) => <Matches matches={matches} /> },
  { name: 'foundAt', kind: 'instant' },
  { name: 'decidedByName', kind: 'text' },
  { name: 'reason', kind: 'text' },
];

export function PairShow() {
  return (
    <RecordPage<Pair> facts={facts} status={{ field: 'status', enumName: 'PairStatus' }} actions={actions}>
      {({ first, second }) => (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
          {[first, second].map((side) => side && (
            <Section key={side.id} title={side.name}>
              <ReferenceLink value={side} />
              <ResourceContextProvider value="customers">
                <FieldGrid fields={about} record={side} />
              </ResourceContextProvider>
            </Section>
          ))}
        </Box>
      )}
    </RecordPage>
  );
}
