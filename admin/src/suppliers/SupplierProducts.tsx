import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { ResourceContextProvider } from 'ra-core';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { BooleanInput, DayInput, Fields, IntegerInput, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { LinesTable } from '../stock/LinesTable.tsx';

const productsQuery = graphql(`
  query ProductsOfSupplier($filter: SupplierProductFilter) {
    supplierProducts(first: 100, filter: $filter, orderBy: PRODUCT_ASC) {
      nodes {
        id unitCost currencyCode leadTimeDays isPreferred supplierSku minimumQuantity orderMultiple validFrom validTo isExpired
        product { id sku name } prices { id minimumQuantity unitCost validFrom validTo }
      }
    }
  }
`);
export const setSupplierProduct = graphql(`
  mutation SetSupplierProduct($input: SetSupplierProductInput!) {
    setSupplierProduct(input: $input) {
      __typename
      ... on SetSupplierProductPayload { supplierProduct { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const removeSupplierProduct = graphql(`
  mutation RemoveSupplierProduct($input: RemoveSupplierProductInput!) {
    removeSupplierProduct(input: $input) {
      __typename
      ... on RemoveSupplierProductPayload { supplier { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Supply = ResultOf<typeof productsQuery>['supplierProducts']['nodes'][number];
type Price = { minimumQuantity?: string; unitCost?: string; validFrom?: string; validTo?: string };

const ofSupplier = (supplierId: string) => ({ filter: { supplier: { is: supplierId } } });

/** What the tab of a supplier's products asks for, to be asked with the supplier. */
export const productsOf = (supplierId: string) => asking(productsQuery, ofSupplier(supplierId));

const priceColumns: readonly LineColumn[] = [
  { source: 'minimumQuantity', kind: 'quantity', width: 110 }, { source: 'unitCost', kind: 'price', width: 120, required: true }, { source: 'validFrom', kind: 'day' }, { source: 'validTo', kind: 'day' },
];
const isPrice = ({ minimumQuantity, unitCost, validFrom, validTo }: Price) => [minimumQuantity, unitCost, validFrom, validTo].some(Boolean);

/** At what prices, in which quantities and in how many days; for a product of the supplier's, or a new one. */
export function SupplyDialog({ supplierId, supply, onClose }: { supplierId: string; supply?: Supply; onClose: () => void }) {
  const t = useT();
  const initial = supply ?? { unitCost: '', leadTimeDays: 7, isPreferred: true, supplierSku: '', currencyCode: '', minimumQuantity: '', orderMultiple: '', validFrom: '', validTo: '', prices: [], product: { id: '' } };
  const { product, prices, supplierSku, currencyCode, minimumQuantity, orderMultiple, validFrom, validTo, unitCost, leadTimeDays, isPreferred } = initial;
  return (
    <ResourceContextProvider value="suppliers">
      <ActionDialog
        title={t(supply ? 'suppliers.changeSupply' : 'action.setSupplierProduct')}
        document={setSupplierProduct}
        input={({ prices: typed, ...values }) => ({
          supplierId, ...values,
          prices: ((typed ?? []) as Price[]).filter(isPrice).map((each) => ({ ...each, minimumQuantity: each.minimumQuantity || null, validFrom: each.validFrom || null, validTo: each.validTo || null })),
        })}
        initial={{
          productId: product.id, unitCost, leadTimeDays, isPreferred, supplierSku, currencyCode, minimumQuantity, orderMultiple, validFrom, validTo,
          prices: prices.map((each) => ({ minimumQuantity: each.minimumQuantity === '0' ? '' : each.minimumQuantity, unitCost: each.unitCost, validFrom: each.validFrom ?? '', validTo: each.validTo ?? '' })),
        }}
        onClose={onClose}
      >
        <ReferenceInput source="productId" reference="products" label={t('stock.product')} required disabled={supply !== undefined} />
        <Fields>
          <PriceInput source="unitCost" label={t('stock.unitCost')} help={t('suppliers.anyQuantity')} required />
          <TextInput source="currencyCode" label={t('suppliers.currency')} help={t('suppliers.priceCurrencyHelp')} />
          <DayInput source="validFrom" label={t('products.validFrom')} />
          <DayInput source="validTo" label={t('products.validTo')} help={t('products.validToHelp')} />
          <IntegerInput source="leadTimeDays" label={t('suppliers.leadTimeDays')} />
          <TextInput source="supplierSku" label={t('suppliers.supplierSku')} />
          <QuantityInput source="minimumQuantity" label={t('suppliers.minimumQuantity')} help={t('suppliers.minimumHelp')} />
          <QuantityInput source="orderMultiple" label={t('suppliers.orderMultiple')} help={t('suppliers.multipleHelp')} />
        </Fields>
        <BooleanInput source="isPreferred" label={t('suppliers.isPreferred')} />
        <Typography variant="h3" component="h3">{t('suppliers.prices')}</Typography>
        <Typography variant="body2" color="textSecondary">{t('suppliers.pricesHelp')}</Typography>
        <LineGrid source="prices" columns={priceColumns} blank={{ minimumQuantity: '', unitCost: '', validFrom: '', validTo: '' }} />
      </ActionDialog>
    </ResourceContextProvider>
  );
}

/** What a supplier delivers. */
export function SupplierProducts({ supplierId }: { supplierId: string }) {
  const t = useT();
  const [open, setOpen] = useState<Supply>();
  const [remove, { pending }] = useAction(removeSupplierProduct);
  const { data } = useAsk(productsQuery, ofSupplier(supplierId));
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const fields: readonly Field<Supply>[] = [
    { name: 'product', kind: 'reference' }, ...(data.supplierProducts.nodes.some(({ supplierSku }) => supplierSku) ? [{ name: 'supplierSku', kind: 'text' } as const] : []),
    { name: 'unitCost', kind: 'price', render: ({ unitCost, isExpired }) => <>{decimalText(unitCost, 8, 2)} {isExpired && <Chip size="small" variant="outlined" color="warning" label={t('suppliers.expired')} />}</> },
    { name: 'currencyCode', kind: 'text' },
    { name: 'prices', kind: 'text', render: ({ prices }) => (prices.length === 0 ? <Value field={{ kind: 'text' }} value="" /> : prices.map(({ id, minimumQuantity, unitCost }) => <div key={id}>{t('suppliers.priceFrom', { quantity: decimalText(minimumQuantity), cost: decimalText(unitCost, 8, 2) })}</div>)) },
    { name: 'minimumQuantity', kind: 'quantity' }, { name: 'orderMultiple', kind: 'quantity' }, { name: 'validTo', kind: 'day' }, { name: 'leadTimeDays', kind: 'integer' }, { name: 'isPreferred', kind: 'boolean' },
  ];
  const buttons = (supply: Supply) => (
    <>
      <Button size="small" onClick={() => setOpen(supply)} aria-label={t('suppliers.change', { name: supply.product.name })}>
        {t('suppliers.changeShort')}
      </Button>
      <Button size="small" color="error" disabled={pending} onClick={() => void remove({ input: { supplierProductId: supply.id } })} aria-label={t('suppliers.remove', { name: supply.product.name })}>
        {t('suppliers.removeShort')}
      </Button>
    </>
  );
  return (
    <>
      <LinesTable
        resource="supplierProducts" label={t('suppliers.products')} fields={fields} rows={data.supplierProducts.nodes} empty={t('suppliers.noProducts')}
        {...(may('purchasing.manage') ? { buttons } : {})}
      />
      {open && <SupplyDialog supplierId={supplierId} supply={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
