import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput } from '../shared/form/inputs.tsx';
import { dayText } from '../shared/days.ts';
import { LinesTable } from '../stock/LinesTable.tsx';

const pricesQuery = graphql(`
  query ListPricesOfProduct($filter: ListPriceFilter) {
    listPrices(first: 100, filter: $filter, orderBy: VALID_FROM_DESC) {
      nodes { id version unitPrice currencyCode validFrom validTo isCurrent actions { name allowed } }
    }
  }
`);
const endListPrice = graphql(`
  mutation EndListPrice($input: EndListPriceInput!) {
    endListPrice(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
type Price = ResultOf<typeof pricesQuery>['listPrices']['nodes'][number];
const priceFields: readonly Field<Price>[] = [
  { name: 'unitPrice', kind: 'price' }, { name: 'currencyCode', kind: 'text' }, { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' },
  { name: 'isCurrent', kind: 'boolean' },
];

export function Prices({ productId }: { productId: string }) {
  const t = useT();
  const [ending, setEnding] = useState<Price>();
  const { data } = useAsk(pricesQuery, { filter: { product: { is: productId } } });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const mayEnd = ({ actions }: Price) => actions.some(({ name, allowed }) => name === 'endListPrice' && allowed);
  const buttons = (price: Price) => mayEnd(price) && (
    <Button size="small" onClick={() => setEnding(price)} aria-label={t('products.endPriceFrom', { day: dayText(price.validFrom) })}>
      {t('products.endPrice')}
    </Button>
  );
  return (
    <>
      <LinesTable
        resource="listPrices" label={t('products.prices')} fields={priceFields} rows={data.listPrices.nodes} empty={t('products.noPrices')}
        {...(may('prices.manage') ? { buttons } : {})}
      />
      {ending && <EndDialog price={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

/** The last day on which a price is asked. */
function EndDialog({ price, onClose }: { price: Price; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('products.endPrice')}
      document={endListPrice}
      input={({ validTo }) => ({ listPriceId: price.id, version: price.version, validTo })}
      initial={{ validTo: price.validFrom > today() ? price.validFrom : today() }}
      faultAt={{ PRICE_ENDED: 'validTo' }}
      onClose={onClose}
    >
      <DayInput source="validTo" label={t('products.validTo')} required />
    </ActionDialog>
  );
}

const suppliersQuery = graphql(`
  query SuppliersOfProduct($filter: SupplierProductFilter) {
    supplierProducts(first: 100, filter: $filter, orderBy: SUPPLIER_ASC) {
      nodes { id unitCost currencyCode leadTimeDays isPreferred supplier { id name } }
    }
  }
`);
type Supply = ResultOf<typeof suppliersQuery>['supplierProducts']['nodes'][number];
const supplyFields: readonly Field<Supply>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'unitCost', kind: 'price' }, { name: 'currencyCode', kind: 'text' },
  { name: 'leadTimeDays', kind: 'integer' }, { name: 'isPreferred', kind: 'boolean' },
];

const expectedQuery = graphql(`
  query ExpectedGoods($filter: PurchaseOrderLineFilter) {
    purchaseOrderLines(first: 100, filter: $filter, orderBy: EXPECTED_ON_ASC) {
      nodes { id quantity received open purchaseOrder { id number expectedOn supplier { id name } } }
    }
  }
`);
type Expected = ResultOf<typeof expectedQuery>['purchaseOrderLines']['nodes'][number];
const expectedFields: readonly Field<Expected>[] = [
  { name: 'purchaseOrder', kind: 'reference' },
  { name: 'quantity', kind: 'quantity' }, { name: 'received', kind: 'quantity' }, { name: 'open', kind: 'quantity' },
];

/** From whom it comes at what cost, and what is on its way. */
export function Supply({ productId }: { productId: string }) {
  const t = useT();
  const { data: supply } = useAsk(suppliersQuery, { filter: { product: { is: productId } } });
  const { data: expected } = useAsk(expectedQuery, { filter: { product: { is: productId }, isExpected: true } });
  if (!supply || !expected) return <Skeleton variant="rounded" height={160} />;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <LinesTable resource="supplierProducts" label={t('products.suppliers')} fields={supplyFields} rows={supply.supplierProducts.nodes} empty={t('products.noSuppliers')} />
      <Button component={Link} to={`/compareSuppliers?${new URLSearchParams({ product: productId }).toString()}`} sx={{ justifySelf: 'start' }}>{t('sourcing.compare')}</Button>
      <LinesTable resource="purchaseOrderLines" label={t('products.expected')} fields={expectedFields} rows={expected.purchaseOrderLines.nodes} empty={t('products.noneExpected')} />
    </div>
  );
}
