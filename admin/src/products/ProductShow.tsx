import Alert from '@mui/material/Alert';
import Chip from '@mui/material/Chip';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { ownLevelFields, ownMoveFields } from '../stock/fields.ts';
import { Reservations } from '../stock/reservations.tsx';
import { productActions, removeBarcode } from './actions.tsx';
import { Prices, Supply } from './ProductTabs.tsx';
import type { Product } from './queries.ts';

const facts: readonly Field<Product>[] = [
  { name: 'onHand', kind: 'quantity' }, { name: 'available', kind: 'quantity' }, { name: 'incoming', kind: 'quantity' },
  { name: 'backordered', kind: 'quantity' }, { name: 'projected', kind: 'quantity' }, { name: 'stockValue', kind: 'money', permission: 'costs.read' }, { name: 'currentPrice', kind: 'price' },
];
const details: readonly Field<Product>[] = [
  { name: 'sku', kind: 'text' }, { name: 'category', kind: 'reference' }, { name: 'unit', kind: 'reference' }, { name: 'taxCode', kind: 'reference' },
  { name: 'reorderPoint', kind: 'quantity' }, { name: 'reserved', kind: 'quantity' }, { name: 'isStocked', kind: 'boolean' },
  { name: 'isDiscontinued', kind: 'boolean' }, { name: 'description', kind: 'text' },
];

export function ProductShow() {
  const t = useT();
  const tabs: RelatedTab<Product>[] = [
    { key: 'levels', label: t('products.levels'), related: { resource: 'stockLevels', filter: ({ id }) => ({ product: { is: id } }), fields: ownLevelFields, sort: 'warehouse ASC' } },
    { key: 'moves', label: t('stock.moves'), related: { resource: 'stockMoves', filter: ({ id }) => ({ product: { is: id } }), fields: ownMoveFields, sort: 'effectiveOn DESC' } },
    { key: 'reservations', label: t('stock.reservations'), content: ({ id }) => <Reservations productId={id} /> },
    { key: 'prices', label: t('products.prices'), content: ({ id }) => <Prices productId={id} /> },
    ...(may('purchasing.read') ? [{ key: 'supply', label: t('products.supply'), content: ({ id }: Product) => <Supply productId={id} /> }] : []),
  ];
  return (
    <RecordPage<Product> facts={facts} actions={productActions} tabs={tabs}>
      {(product) => (
        <>
          <Warnings product={product} />
          <Section title={t('products.identity')}>
            <FieldGrid fields={details} record={product} />
          </Section>
          <Barcodes product={product} />
        </>
      )}
    </RecordPage>
  );
}

function Warnings({ product: { isLow, isShort, isDiscontinued } }: { product: Product }) {
  const t = useT();
  const key = isLow ? 'products.isLow' : isShort ? 'products.isShort' : undefined;
  return (
    <>
      {isDiscontinued && <Alert severity="info">{t('products.isDiscontinued')}</Alert>}
      {key && <Alert severity="warning">{t(key)}</Alert>}
    </>
  );
}

function Barcodes({ product: { barcodes } }: { product: Product }) {
  const t = useT();
  const [run, { pending }] = useAction(removeBarcode);
  const free = may('catalogue.manage') && !pending;
  return (
    <Section title={t('products.barcodes')}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {barcodes.length === 0 && <Typography color="textSecondary">{t('products.noBarcodes')}</Typography>}
        {barcodes.map(({ id, code }) => (
          <Chip
            key={id}
            label={<bdi className="figure">{code}</bdi>}
            {...(free ? { onDelete: () => void run({ input: { barcodeId: id } }), 'aria-label': t('products.removeBarcode', { code }) } : {})}
          />
        ))}
      </Box>
    </Section>
  );
}
