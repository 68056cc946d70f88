import InventoryOutlined from '@mui/icons-material/InventoryOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { deliveryActions } from './DeliveryActions.tsx';
import type { Delivery, DeliveryLine } from './queries.ts';

const facts: readonly Field<Delivery>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'plannedOn', kind: 'day' }, { name: 'warehouse', kind: 'reference' }, { name: 'shippedOn', kind: 'day' }, { name: 'deliveredOn', kind: 'day' },
];
const details: readonly Field<Delivery>[] = [
  { name: 'carrier', kind: 'text' }, { name: 'trackingNumber', kind: 'text' }, { name: 'pickList', kind: 'reference' }, { name: 'weight', kind: 'quantity' },
  { name: 'pickedAt', kind: 'instant' }, { name: 'packedAt', kind: 'instant' }, { name: 'receivedBy', kind: 'text' }, { name: 'note', kind: 'text' },
];
const lineFields: readonly Field<DeliveryLine>[] = [
  { name: 'order', kind: 'reference' }, { name: 'sku', kind: 'text' }, { name: 'description', kind: 'text' }, { name: 'planned', kind: 'quantity' }, { name: 'picked', kind: 'quantity' },
  { name: 'packed', kind: 'quantity' }, { name: 'unitCode', kind: 'text' }, { name: 'shortReason', kind: 'enum', enumName: 'PickShortReason' },
];
type Parcel = Delivery['parcels'][number];
const sizeOf = ({ length, width, height }: Parcel) => [length, width, height].filter(Boolean).join(' × ');
const parcelFields: readonly Field<Parcel>[] = [
  { name: 'no', kind: 'integer' }, { name: 'packaging', kind: 'text' },
  { name: 'contents', kind: 'text', render: ({ lines }) => lines.map(({ quantity, deliveryLine, lot }) => `${quantity} ${deliveryLine.unitCode} ${deliveryLine.description}${lot ? ` (${lot.code})` : ''}`).join(', ') },
  { name: 'weight', kind: 'quantity' }, { name: 'size', kind: 'text', render: sizeOf }, { name: 'trackingNumber', kind: 'text' },
];

function useSteps() {
  const { enumLabel } = useLabels();
  return (delivery: Delivery) => {
    const way = delivery.status === 'CANCELLED' ? ['DRAFT', 'CANCELLED'] : ['DRAFT', 'PICKED', 'PACKED', 'SHIPPED', 'DELIVERED'];
    const days: Record<string, string | null> = { DRAFT: delivery.createdAt, PICKED: delivery.pickedAt, PACKED: delivery.packedAt, SHIPPED: delivery.shippedOn, DELIVERED: delivery.deliveredOn };
    return { current: delivery.status, steps: way.map((name) => ({ name, label: enumLabel('DeliveryStatus', name), on: days[name] ?? null })) };
  };
}

export function DeliveryShow() {
  const t = useT();
  const pipeline = useSteps();
  return (
    <RecordPage<Delivery> facts={facts} status={{ field: 'status', enumName: 'DeliveryStatus' }} pipeline={pipeline} actions={deliveryActions}>
      {(delivery) => (
        <>
          {delivery.status === 'PICKED' && may('shipments.post') && (
            <Box><Button component={Link} to={`/packing?delivery=${encodeURIComponent(delivery.id)}`} variant="contained" startIcon={<InventoryOutlined />}>{t('fulfilment.toBench')}</Button></Box>
          )}
          <Section title={t('fulfilment.lines')}>
            <LinesTable resource="deliveryLines" label={t('fulfilment.lines')} fields={lineFields} rows={delivery.lines} />
          </Section>
          {delivery.parcels.length > 0 && (
            <Section title={t('fulfilment.parcels')}>
              <LinesTable resource="parcels" label={t('fulfilment.parcels')} fields={parcelFields} rows={delivery.parcels} />
            </Section>
          )}
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '2fr 1fr' } }}>
            <Section title={t('fulfilment.details')}>
              <FieldGrid fields={details} record={delivery} />
            </Section>
            <Section title={t('fulfilment.shipTo')}>
              <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>{delivery.shipTo}</Box>
              {delivery.shipments.length > 0 && (
                <Box sx={{ mt: 1, display: 'flex', gap: 1, flexWrap: 'wrap' }}>{delivery.shipments.map((shipment) => <ReferenceLink key={shipment.id} value={shipment} />)}</Box>
              )}
            </Section>
          </Box>
        </>
      )}
    </RecordPage>
  );
}
