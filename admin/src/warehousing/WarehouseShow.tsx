import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import type { AnyField } from '../shared/list/context.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import type { Warehouse } from '../stock/queries.ts';
import { ownLevelFields } from '../stock/fields.ts';
import { AddBins } from './AddBins.tsx';
import { binFields, stockCountFields, transferFields } from './fields.ts';
import { StartCountButton } from './StartCount.tsx';

const facts: readonly Field<Warehouse>[] = [
  { name: 'kind', kind: 'enum', enumName: 'WarehouseKind' }, { name: 'priority', kind: 'integer' }, { name: 'binCount', kind: 'integer' }, { name: 'isDefault', kind: 'boolean' }, { name: 'isActive', kind: 'boolean' },
];
const place: readonly Field<Warehouse>[] = [
  { name: 'city', kind: 'text' }, { name: 'region', kind: 'text' }, { name: 'postalCode', kind: 'text' }, { name: 'country', kind: 'text' }, { name: 'latitude', kind: 'quantity' }, { name: 'longitude', kind: 'quantity' },
];
const without = <F extends { name: string }>(fields: readonly F[], ...names: string[]) => fields.filter(({ name }) => !names.includes(name));
const levelFields: readonly AnyField[] = [{ name: 'product', kind: 'reference', reference: 'products' }, ...without(ownLevelFields, 'warehouse')];

/** A place of goods: what lies in it, its bins, what comes and goes, what was counted. */
export function WarehouseShow() {
  const t = useT();
  const tabs: RelatedTab<Warehouse>[] = [
    { key: 'levels', label: t('warehousing.stock'), related: { resource: 'stockLevels', filter: ({ id }) => ({ warehouse: { is: id }, onHand: { min: '0.000001' } }), fields: levelFields, sort: 'product ASC' } },
    ...(!may('moves.read') ? [] : [
      { key: 'bins', label: t('warehousing.bins'), related: { resource: 'bins', filter: ({ id }: { id: string }) => ({ warehouse: { is: id } }), fields: without(binFields, 'warehouse'), sort: 'sequence ASC' } },
      { key: 'out', label: t('warehousing.leaving'), related: { resource: 'transfers', filter: ({ id }: { id: string }) => ({ fromWarehouse: { is: id } }), fields: without(transferFields, 'fromWarehouse'), sort: 'createdAt DESC' } },
      { key: 'in', label: t('warehousing.coming'), related: { resource: 'transfers', filter: ({ id }: { id: string }) => ({ toWarehouse: { is: id } }), fields: without(transferFields, 'toWarehouse'), sort: 'createdAt DESC' } },
    ]),
    ...(may('counts.enter') ? [{ key: 'counts', label: t('warehousing.counts'), related: { resource: 'stockCounts', filter: ({ id }: { id: string }) => ({ warehouse: { is: id } }), fields: without(stockCountFields, 'warehouse'), sort: 'startedOn DESC' } }] : []),
  ];
  return (
    <RecordPage<Warehouse> facts={facts} tabs={tabs}>
      {(warehouse) => (
        <>
          {warehouse.kind === 'SITE' && (
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              <AddBins warehouseId={warehouse.id} />
              <StartCountButton warehouseId={warehouse.id} />
              {may('moves.read') && <Button component={Link} variant="outlined" to={`/warehouse-layout?${new URLSearchParams({ warehouse: warehouse.id }).toString()}`}>{t('warehousing.layout')}</Button>}
            </Box>
          )}
          <Section title={t('warehousing.place')}>
            <FieldGrid fields={place} record={warehouse} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
