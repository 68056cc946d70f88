import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, IntegerInput, PriceInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';

const productsQuery = graphql(`
  query ProductsOfSupplier($filter: SupplierProductFilter) {
    supplierProducts(first: 100, filter: $filter, orderBy: PRODUCT_ASC) {
      nodes { id unitCost currencyCode leadTimeDays isPreferred product { id sku name } }
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

const fields: readonly Field<Supply>[] = [
  { name: 'product', kind: 'reference' }, { name: 'unitCost', kind: 'price' }, { name: 'currencyCode', kind: 'text' },
  { name: 'leadTimeDays', kind: 'integer' }, { name: 'isPreferred', kind: 'boolean' },
];

const ofSupplier = (supplierId: string) => ({ filter: { supplier: { is: supplierId } } });

/** What the tab of a supplier's products asks for, to be asked with the supplier. */
export const productsOf = (supplierId: string) => asking(productsQuery, ofSupplier(supplierId));

/** At what cost and in how many days; for a product of the supplier's, or a new one. */
export function SupplyDialog({ supplierId, supply, onClose }: { supplierId: string; supply?: Supply; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setSupplierProduct')}
      document={setSupplierProduct}
      input={(values) => ({ supplierId, ...values })}
      initial={{ productId: supply?.product.id ?? '', unitCost: supply?.unitCost ?? '', leadTimeDays: supply?.leadTimeDays ?? 7, isPreferred: supply?.isPreferred ?? true }}
      onClose={onClose}
    >
      <ReferenceInput source="productId" reference="products" label={t('stock.product')} required disabled={supply !== undefined} />
      <PriceInput source="unitCost" label={t('stock.unitCost')} required />
      <IntegerInput source="leadTimeDays" label={t('suppliers.leadTimeDays')} />
      <BooleanInput source="isPreferred" label={t('suppliers.isPreferred')} />
    </ActionDialog>
  );
}

/** What a supplier delivers. */
export function SupplierProducts({ supplierId }: { supplierId: string }) {
  const t = useT();
  const [open, setOpen] = useState<Supply>();
  const [remove, { pending }] = useAction(removeSupplierProduct);
  const { data } = useAsk(productsQuery, ofSupplier(supplierId));
  if (!data) return <Skeleton variant="rounded" height={160} />;
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
