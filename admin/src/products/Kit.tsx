import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Values } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Product } from './queries.ts';

const kitQuery = graphql(`
  query KitOf($productId: ID!, $filter: KitComponentFilter) {
    kitComponents(first: 100, filter: $filter, orderBy: COMPONENT_ASC) { nodes { id quantity makes component { id sku name } } }
    kitAvailability(productId: $productId) { available warehouse { id name } scarcest { id name } }
  }
`);
const setKitComponents = graphql(`
  mutation SetKitComponents($input: SetKitComponentsInput!) {
    setKitComponents(input: $input) {
      __typename
      ... on SetKitComponentsPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
type Component = ResultOf<typeof kitQuery>['kitComponents']['nodes'][number];
type Place = ResultOf<typeof kitQuery>['kitAvailability'][number] & { id: string };
const componentFields: readonly Field<Component>[] = [{ name: 'component', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'makes', kind: 'quantity' }];
const placeFields: readonly Field<Place>[] = [{ name: 'warehouse', kind: 'reference' }, { name: 'available', kind: 'quantity' }, { name: 'scarcest', kind: 'reference' }];
const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '65%', required: true }, { source: 'quantity', kind: 'quantity', width: 130, required: true },
];

/** What a kit is made of, and how many of it can be put together where. */
export function Kit({ product }: { product: Product }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useAsk(kitQuery, { productId: product.id, filter: { kit: { is: product.id } } });
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const components = data.kitComponents.nodes;
  const places = data.kitAvailability.map((each): Place => ({ ...each, id: each.warehouse.id }));
  return (
    <div style={{ display: 'grid', gap: 16, justifyItems: 'start' }}>
      {product.isKit && <Alert severity="info">{t('promise.kitAbout')}</Alert>}
      <div style={{ justifySelf: 'stretch' }}>
        <LinesTable resource="kitComponents" label={t('promise.components')} fields={componentFields} rows={components} empty={t('promise.noComponents')} />
      </div>
      {may('catalogue.manage') && <Button variant="outlined" onClick={() => setOpen(true)}>{t('action.setKitComponents')}</Button>}
      {product.isKit && (
        <div style={{ justifySelf: 'stretch' }}>
          <LinesTable resource="kitPlaces" label={t('promise.kitPlaces')} fields={placeFields} rows={places} />
        </div>
      )}
      {open && <KitDialog product={product} components={components} onClose={() => setOpen(false)} />}
    </div>
  );
}

function KitDialog({ product, components, onClose }: { product: Product; components: readonly Component[]; onClose: () => void }) {
  const t = useT();
  const blank = { productId: '', quantity: '1' };
  return (
    <ActionDialog
      title={t('action.setKitComponents')} document={setKitComponents} onClose={onClose}
      input={({ components: typed }) => ({
        productId: product.id, version: product.version,
        // The dialog's own grid; rows without a product say nothing.
        components: (typed as Values[]).filter((row) => row.productId).map(({ productId, quantity }) => ({ productId, quantity })),
      })}
      initial={{ components: components.length > 0 ? components.map(({ component, quantity }) => ({ productId: component.id, quantity })) : [blank] }}
    >
      <LineGrid source="components" columns={columns} blank={blank} />
    </ActionDialog>
  );
}
