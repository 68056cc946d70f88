import Alert from '@mui/material/Alert';
import Chip from '@mui/material/Chip';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ruleFields } from '../replenishment/fields.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { ownLotFields } from '../lots/fields.ts';
import { ownLevelFields, ownMoveFields } from '../stock/fields.ts';
import { Reservations } from '../stock/reservations.tsx';
import { productActions, removeBarcode } from './actions.tsx';
import { Kit } from './Kit.tsx';
import { Prices, Supply } from './ProductTabs.tsx';
import type { Product } from './queries.ts';
import { OfTemplate } from './Variant.tsx';
import { productRecipeQuery, productUnitsQuery, RecipeOfProduct, Units } from './UnitsTab.tsx';

const facts: readonly Field<Product>[] = [
  { name: 'onHand', kind: 'quantity' }, { name: 'available', kind: 'quantity' }, { name: 'kitAvailable', kind: 'quantity' }, { name: 'incoming', kind: 'quantity' },
  { name: 'backordered', kind: 'quantity' }, { name: 'projected', kind: 'quantity' }, { name: 'stockValue', kind: 'money', permission: 'costs.read' }, { name: 'currentPrice', kind: 'price' },
];
const details: readonly Field<Product>[] = [
  { name: 'sku', kind: 'text' }, { name: 'category', kind: 'reference' }, { name: 'unit', kind: 'reference' }, { name: 'taxCode', kind: 'reference' },
  { name: 'reorderPoint', kind: 'quantity' }, { name: 'reserved', kind: 'quantity' }, { name: 'isStocked', kind: 'boolean' }, { name: 'isKit', kind: 'boolean' }, { name: 'dropSupplier', kind: 'reference', permission: 'purchasing.read' },
  { name: 'tracking', kind: 'enum', enumName: 'Tracking' }, { name: 'shelfLifeDays', kind: 'integer' },
  { name: 'isDiscontinued', kind: 'boolean' }, { name: 'description', kind: 'text' },
];

export function ProductShow() {
  const t = useT();
  const tabs: RelatedTab<Product>[] = [
    { key: 'levels', label: t('products.levels'), related: { resource: 'stockLevels', filter: ({ id }) => ({ product: { is: id } }), fields: ownLevelFields, sort: 'warehouse ASC' } },
    { key: 'moves', label: t('stock.moves'), related: { resource: 'stockMoves', filter: ({ id }) => ({ product: { is: id } }), fields: ownMoveFields, sort: 'effectiveOn DESC' } },
    { key: 'reservations', label: t('stock.reservations'), content: ({ id }) => <Reservations productId={id} /> },
    { key: 'lots', label: t('resources.lots.name', { smart_count: 2 }), related: { resource: 'lots', filter: ({ id }) => ({ product: { is: id }, onHand: { min: '0.000001' } }), fields: ownLotFields, sort: 'goodUntil ASC' } },
    { key: 'components', label: t('promise.components'), content: (product) => <Kit product={product} /> },
    { key: 'prices', label: t('products.prices'), content: ({ id }) => <Prices productId={id} /> },
    { key: 'units', label: t('units.tab'), content: ({ id }) => <Units productId={id} />, asks: (id) => [asking(productUnitsQuery, { id })] },
    ...(may('supplies.read') ? [{ key: 'recipe', label: t('units.recipe'), content: ({ id }: Product) => <RecipeOfProduct productId={id} />, asks: (id: string) => [asking(productRecipeQuery, { id })] }] : []),
    ...(may('purchasing.read') ? [{ key: 'supply', label: t('products.supply'), content: ({ id }: Product) => <Supply productId={id} /> }] : []),
    ...(may('replenishment.read') ? [{
      key: 'rules', label: t('resources.reorderRules.name', { smart_count: 2 }), related: { resource: 'reorderRules', filter: ({ id }: { id: string }) => ({ product: { is: id } }), fields: ruleFields.filter(({ name }) => name !== 'product'), sort: 'warehouse ASC' },
    }] : []),
  ];
  return (
    <RecordPage<Product> facts={facts} actions={productActions} tabs={tabs}>
      {(product) => (
        <>
          <Warnings product={product} />
          <Section title={t('products.identity')}>
            <FieldGrid fields={details} record={product} />
          </Section>
          <OfTemplate product={product} />
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
        {barcodes.map(({ id, code, unit }) => (
          <Chip
            key={id}
            label={<><bdi className="figure">{code}</bdi>{unit && ` · ${unit.code}`}</>}
            {...(free ? { onDelete: () => void run({ input: { barcodeId: id } }), 'aria-label': t('products.removeBarcode', { code }) } : {})}
          />
        ))}
      </Box>
    </Section>
  );
}
