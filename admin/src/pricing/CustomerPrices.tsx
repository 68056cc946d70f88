import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { ReasonInput } from './ReasonInput.tsx';

const query = graphql(`
  query PricesOfCustomer($id: ID!, $filter: CustomerPriceFilter) {
    customerPrices(first: 100, filter: $filter, orderBy: PRODUCT_ASC) { nodes { id unitPrice fromQuantity taxIncluded validFrom validTo note isCurrent product { id name } } }
    node(id: $id) {
      ... on Customer {
        id taxTreatment taxReason
        group { id name priceLists(first: 50) { nodes { id priority priceList { id name } } } }
        priceLists(first: 50) { nodes { id priority priceList { id name } } }
      }
    }
  }
`);
export const setCustomerPrice = graphql(`
  mutation SetCustomerPrice($input: SetCustomerPriceInput!) {
    setCustomerPrice(input: $input) {
      __typename
      ... on SetCustomerPricePayload { customerPrice { id } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const removeCustomerPrice = graphql(`
  mutation RemoveCustomerPrice($input: RemoveCustomerPriceInput!) {
    removeCustomerPrice(input: $input) {
      __typename
      ... on RemoveCustomerPricePayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setCustomerGroup = graphql(`
  mutation SetCustomerGroup($input: SetCustomerGroupInput!) {
    setCustomerGroup(input: $input) {
      __typename
      ... on SetCustomerGroupPayload { customer { id } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setCustomerTax = graphql(`
  mutation SetCustomerTax($input: SetCustomerTaxInput!) {
    setCustomerTax(input: $input) {
      __typename
      ... on SetCustomerTaxPayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Price = ResultOf<typeof query>['customerPrices']['nodes'][number];
const ofCustomer = (id: string) => ({ id, filter: { customer: { is: id } } });
/** What the tab of a customer's prices asks for, to be asked with the customer. */
export const customerPricesOf = (id: string) => asking(query, ofCustomer(id));

type DialogProps = { customerId: string; onClose: () => void };

export function CustomerPriceDialog({ customerId, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setCustomerPrice')} document={setCustomerPrice} onClose={onClose} initial={{ productId: '', unitPrice: '', fromQuantity: '', validFrom: '', validTo: '', taxIncluded: false, note: '', reason: '' }}
      input={({ productId, unitPrice, fromQuantity, validFrom, validTo, taxIncluded, note, reason }) =>
        ({ customerId, productId, unitPrice, taxIncluded, fromQuantity: fromQuantity || null, validFrom: validFrom || null, validTo: validTo || null, note: note || null, reason: reason || null })}
    >
      <ReferenceInput source="productId" reference="products" label={t('pricing.product')} required />
      <Fields>
        <PriceInput source="unitPrice" label={t('pricing.price')} required />
        <QuantityInput source="fromQuantity" label={t('pricing.fromQuantity')} help={t('pricing.anyQuantity')} />
        <DayInput source="validFrom" label={t('pricing.validFrom')} help={t('pricing.fromToday')} />
        <DayInput source="validTo" label={t('pricing.validTo')} />
      </Fields>
      <BooleanInput source="taxIncluded" label={t('pricing.taxIncluded')} />
      <TextInput source="note" label={t('pricing.note')} help={t('pricing.noteHelp')} />
      <ReasonInput />
    </ActionDialog>
  );
}

export function CustomerGroupDialog({ customerId, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setCustomerGroup')} document={setCustomerGroup} onClose={onClose} initial={{ groupId: '', reason: '' }} input={({ groupId, reason }) => ({ customerId, groupId: groupId || null, reason: reason || null })}>
      <ReferenceInput source="groupId" reference="customerGroups" label={t('pricing.group')} help={t('pricing.groupHelp')} />
      <ReasonInput />
    </ActionDialog>
  );
}

export function CustomerTaxDialog({ customerId, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setCustomerTax')} document={setCustomerTax} onClose={onClose} initial={{ taxTreatment: 'STANDARD', taxReason: '' }} input={({ taxTreatment, taxReason }) => ({ customerId, taxTreatment, taxReason: taxReason || null })}>
      <EnumInput source="taxTreatment" enumName="TaxTreatment" label={t('pricing.treatment')} required />
      <TextInput source="taxReason" label={t('pricing.taxReason')} help={t('pricing.taxReasonHelp')} />
    </ActionDialog>
  );
}

const fields: readonly Field<Price>[] = [
  { name: 'product', kind: 'reference' }, { name: 'fromQuantity', kind: 'quantity' }, { name: 'unitPrice', kind: 'price' }, { name: 'taxIncluded', kind: 'boolean' }, { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' },
  { name: 'isCurrent', kind: 'boolean' }, { name: 'note', kind: 'text' },
];

/** A customer's own prices, and the lists that count after them, in their order. */
export function CustomerPrices({ customerId }: { customerId: string }) {
  const t = useT();
  const { data } = useAsk(query, ofCustomer(customerId));
  const [remove, { pending }] = useAction(removeCustomerPrice);
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const customer = data.node && 'priceLists' in data.node ? data.node : undefined;
  const own = customer?.priceLists.nodes ?? [];
  const ofGroup = customer?.group?.priceLists.nodes ?? [];
  const buttons = (price: Price) => (
    <Button size="small" color="error" disabled={pending} onClick={() => void remove({ input: { customerPriceId: price.id } })} aria-label={t('pricing.removeOf', { name: price.product.name })}>{t('pricing.remove')}</Button>
  );
  return (
    <>
      <LinesTable resource="customerPrices" label={t('pricing.customerPrices')} fields={fields} rows={data.customerPrices.nodes} empty={t('pricing.noCustomerPrices')} {...(may('prices.manage') ? { buttons } : {})} />
      <Section title={t('pricing.listsOfCustomer')}>
        {own.length + ofGroup.length === 0 && <Typography color="textSecondary">{t('pricing.noLists')}</Typography>}
        <ol>
          {own.map(({ id, priceList }) => <li key={id}><ReferenceLink value={priceList} /></li>)}
          {ofGroup.map(({ id, priceList }) => <li key={id}><ReferenceLink value={priceList} /> {t('pricing.byGroup', { name: customer?.group?.name ?? '' })}</li>)}
        </ol>
      </Section>
    </>
  );
}
