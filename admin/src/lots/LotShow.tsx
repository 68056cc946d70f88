import Alert from '@mui/material/Alert';
import { useT } from '../i18n/useT.ts';
import { may } from '../data/session.ts';
import type { Field } from '../shared/field.tsx';
import { dayText } from '../shared/days.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { asking } from '../data/useAsk.ts';
import { ownHoldFields } from './fields.ts';
import { traceQuery, type Lot } from './queries.ts';
import { LotTrace } from './Trace.tsx';

const facts: readonly Field<Lot>[] = [
  { name: 'product', kind: 'reference' }, { name: 'goodUntil', kind: 'day' }, { name: 'daysLeft', kind: 'integer' }, { name: 'onHand', kind: 'quantity' },
  { name: 'available', kind: 'quantity' }, { name: 'reserved', kind: 'quantity' }, { name: 'held', kind: 'quantity' }, { name: 'value', kind: 'money', permission: 'costs.read' },
];
const details: readonly Field<Lot>[] = [
  { name: 'tracking', kind: 'enum', enumName: 'Tracking' }, { name: 'supplier', kind: 'reference', permission: 'purchasing.read' }, { name: 'supplierLot', kind: 'text' },
  { name: 'receivedOn', kind: 'day' }, { name: 'producedOn', kind: 'day' }, { name: 'bestBeforeOn', kind: 'day' }, { name: 'expiresOn', kind: 'day' }, { name: 'note', kind: 'text' },
];
type Place = Lot['levels'][number];
const placeFields: readonly Field<Place>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'onHand', kind: 'quantity' }, { name: 'reserved', kind: 'quantity' }, { name: 'held', kind: 'quantity' }, { name: 'available', kind: 'quantity' },
];

/** Batch or piece: its days, where it lies, where it came from and where it went. */
export function LotShow() {
  const t = useT();
  const tabs: RelatedTab<Lot>[] = [
    ...(may('moves.read') ? [{ key: 'trace', label: t('lots.trace'), content: ({ id }: Lot) => <LotTrace lotId={id} />, asks: (id: string) => [asking(traceQuery, { lotId: id })] }] : []),
    { key: 'holds', label: t('lots.holds'), related: { resource: 'stockHolds', filter: ({ id }) => ({ lot: { is: id } }), fields: ownHoldFields, sort: 'placedAt DESC' } },
  ];
  return (
    <RecordPage<Lot> facts={facts} tabs={tabs}>
      {(lot) => (
        <>
          {lot.isExpired && lot.onHand !== '0' && <Alert severity="error">{t('lots.expired', { day: dayText(lot.goodUntil ?? '') })}</Alert>}
          <Section title={t('lots.places')}>
            <LinesTable resource="lotLevels" label={t('lots.places')} fields={placeFields} rows={lot.levels} empty={t('lots.nowhere')} />
          </Section>
          <Section title={t('lots.identity')}>
            <FieldGrid fields={details} record={lot} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
