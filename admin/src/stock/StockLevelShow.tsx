import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ProjectedChart, projectionOf } from '../replenishment/ProjectedChart.tsx';
import { adjustStock, AdjustDialog } from './AdjustDialog.tsx';
import { layerFields } from './costQueries.tsx';
import { levelFields, ownMoveFields } from './fields.ts';
import type { StockLevel } from './queries.ts';
import { Reservations } from './reservations.tsx';
import { PlacesOfLevel } from '../warehousing/PlacesOfLevel.tsx';
import { RelatedList } from '../shared/record/RelatedList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import type { Field } from '../shared/field.tsx';

const actions: readonly RecordAction<StockLevel>[] = [
  {
    name: 'adjustStock', document: adjustStock, input: () => ({}), permission: 'stock.manage',
    dialog: ({ product, warehouse }, close) => <AdjustDialog productId={product.id} warehouseId={warehouse.id} unit={product.unit.code} onClose={close} />,
  },
];
const figures = ['onHand', 'reserved', 'available', 'backordered', 'incoming', 'projected', 'value'];
const facts = levelFields.filter(({ name }) => figures.includes(name));
const place: readonly Field<StockLevel>[] = [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'lastMoveOn', kind: 'day' },
  { name: 'costingMethod', kind: 'enum', enumName: 'CostingMethod' },
];

export function StockLevelShow() {
  const t = useT();
  return (
    <RecordPage<StockLevel>
      facts={facts}
      actions={actions}
      tabs={[
        {
          key: 'moves', label: t('stock.moves'),
          content: ({ product, warehouse }) => (
            <RelatedList resource="stockMoves" fields={ownMoveFields} sort="effectiveOn DESC" filter={{ product: { is: product.id }, warehouse: { is: warehouse.id } }} />
          ),
        },
        ...(may('replenishment.read') ? [{
          key: 'ahead', label: t('replenishment.projected'), asks: (id: string) => [projectionOf({ stockLevelId: id })], content: ({ id }: StockLevel) => <ProjectedChart of={{ stockLevelId: id }} />,
        }] : []),
        ...(may('moves.read') ? [{
          key: 'places', label: t('warehousing.places'),
          content: ({ id, product, warehouse }: StockLevel) => <PlacesOfLevel levelId={id} productId={product.id} warehouseId={warehouse.id} />,
        }] : []),
        ...(may('costs.read') ? [{
          key: 'layers', label: t('stock.layers'),
          content: ({ product, warehouse }: StockLevel) => <RelatedList resource="stockLayers" fields={layerFields} sort="effectiveOn ASC" filter={{ product: { is: product.id }, warehouse: { is: warehouse.id } }} />,
        }] : []),
        { key: 'reservations', label: t('stock.reservations'), content: ({ product, warehouse }) => <Reservations productId={product.id} warehouseId={warehouse.id} /> },
      ]}
    >
      {(level) => (
        <Section title={t('stock.place')}>
          <FieldGrid fields={place} record={level} />
        </Section>
      )}
    </RecordPage>
  );
}
