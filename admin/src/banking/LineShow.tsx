import Button from '@mui/material/Button';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { useAction } from '../data/useAction.ts';
import { may } from '../data/session.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { acceptProposals, bookLine, undoBooking } from './actions.ts';
import { BookDialog } from './BookDialog.tsx';
import { Proposals } from './Proposals.tsx';
import type { Booking, Line } from './queries.ts';

const facts: readonly Field<Line>[] = [{ name: 'amount', kind: 'money' }, { name: 'left', kind: 'money' }, { name: 'bookedOn', kind: 'day' }, { name: 'collectionAccount', kind: 'reference' }];
const details: readonly Field<Line>[] = [
  { name: 'payerName', kind: 'text' }, { name: 'payerAccount', kind: 'text' }, { name: 'text', kind: 'text' }, { name: 'bankReference', kind: 'text' }, { name: 'endToEndId', kind: 'text' }, { name: 'code', kind: 'text' },
  { name: 'valueOn', kind: 'day' }, { name: 'statement', kind: 'reference' },
];
const bookingFields: readonly Field<Booking>[] = [
  { name: 'kind', kind: 'enum', enumName: 'MatchKind' }, { name: 'amount', kind: 'money' }, { name: 'payment', kind: 'reference' }, { name: 'entry', kind: 'reference', permission: 'journal.read' }, { name: 'bookedByName', kind: 'text' },
  { name: 'bookedAt', kind: 'instant' }, { name: 'isAutomatic', kind: 'boolean' }, { name: 'reasons', kind: 'text' }, { name: 'undoneAt', kind: 'instant' }, { name: 'undoReason', kind: 'text' },
];
const actions: readonly RecordAction<Line>[] = [
  { name: 'bookLine', document: bookLine, input: () => ({}), permission: 'banking.match', when: ({ status }) => status === 'OPEN', dialog: (line, close) => <BookDialog line={line} onClose={close} /> },
];

/** A line of a statement: what it may be, and what it was booked as. */
export function LineShow() {
  const t = useT();
  const [undone, setUndone] = useState<string>();
  const [rank, setRank] = useState(1);
  const [accept, { pending }] = useAction(acceptProposals);
  return (
    <RecordPage<Line> facts={facts} status={{ field: 'status', enumName: 'BankLineStatus' }} actions={actions}>
      {(line) => (
        <>
          <Section title={t('banking.line')}><FieldGrid fields={details} record={line} /></Section>
          {line.status === 'OPEN' && (
            <Section title={t('banking.proposals')}>
              <Proposals proposals={line.proposals} chosen={rank} onChoose={setRank} />
              {may('banking.match') && line.proposals.length > 0 && (
                <Button variant="contained" sx={{ mt: 1.5 }} loading={pending} onClick={() => void accept({ input: { lines: [{ lineId: line.id, rank }] } })}>{t('action.acceptProposals')}</Button>
              )}
            </Section>
          )}
          <Section title={t('banking.bookings')}>
            <LinesTable
              resource="lineBookings" label={t('banking.bookings')} fields={bookingFields} rows={line.bookings}
              buttons={({ id, actions: legal }) => (legal.some((each) => each.name === 'undoBooking' && each.allowed) ? <Button size="small" color="error" onClick={() => setUndone(id)}>{t('action.undoBooking')}</Button> : null)}
            />
          </Section>
          {undone && (
            <ActionDialog title={t('action.undoBooking')} document={undoBooking} danger initial={{ reason: '' }} onClose={() => setUndone(undefined)} input={({ reason }) => ({ bookingId: undone, reason })}>
              <TextInput source="reason" label={t('banking.why')} required multiline />
            </ActionDialog>
          )}
        </>
      )}
    </RecordPage>
  );
}
