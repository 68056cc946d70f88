import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { ResourceContextProvider, useNotify, useRefresh } from 'ra-core';
import { useEffect } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { isApiError } from '../data/apiError.ts';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ErrorSummary } from '../shared/form/ErrorSummary.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import type { Field } from '../shared/field.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { ReasonInput } from './ReasonInput.tsx';

const pricesQuery = graphql(`
  query PricesOfList($filter: PriceListPriceFilter) {
    priceListPrices(first: 100, filter: $filter, orderBy: PRODUCT_ASC) {
      totalCount
      nodes { id fromQuantity unitPrice rate validFrom validTo isCurrent product { id name } category { id name } template { id name } }
    }
  }
`);
const setPrices = graphql(`
  mutation SetPrices($input: SetPricesInput!) {
    setPrices(input: $input) {
      __typename
      ... on SetPricesPayload { priceList { id priceCount } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Price = ResultOf<typeof pricesQuery>['priceListPrices']['nodes'][number];
type Line = Record<'productId' | 'categoryId' | 'templateId' | 'fromQuantity' | 'unitPrice' | 'rate' | 'validFrom' | 'validTo', string> & { priceId?: string };

const ofList = (priceListId: string) => ({ filter: { priceList: { is: priceListId } } });
/** What the grid of a list asks for, to be asked with the list. */
export const pricesOf = (priceListId: string) => asking(pricesQuery, ofList(priceListId));

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '22%' }, { source: 'fromQuantity', kind: 'quantity', width: 90 }, { source: 'unitPrice', kind: 'price', width: 105 }, { source: 'rate', kind: 'percent', width: 100 },
  { source: 'validFrom', kind: 'day', width: 145 }, { source: 'validTo', kind: 'day', width: 145 }, { source: 'categoryId', kind: 'reference', reference: 'categories', width: '14%' },
];
const blank = (): Line => ({ productId: '', categoryId: '', templateId: '', fromQuantity: '', unitPrice: '', rate: '', validFrom: today(), validTo: '' });
const lineOf = ({ id, product, category, template, fromQuantity, unitPrice, rate, validFrom, validTo }: Price): Line => ({
  priceId: id, productId: product?.id ?? '', categoryId: category?.id ?? '', templateId: template?.id ?? '', fromQuantity: fromQuantity === '0' ? '' : fromQuantity,
  unitPrice: unitPrice ?? '', rate: rate ?? '', validFrom, validTo: validTo ?? '',
});
const isFilled = ({ productId, categoryId, unitPrice, rate }: Line) => [productId, categoryId, unitPrice, rate].some(Boolean);
const keyOf = ({ productId, categoryId, templateId, fromQuantity, validFrom }: Line) => [productId, categoryId, templateId, fromQuantity || '0', validFrom].join(' ');
const orNull = (text: string | undefined) => text || null;

const fields: readonly Field<Price>[] = [
  { name: 'product', kind: 'reference' }, { name: 'category', kind: 'reference' }, { name: 'fromQuantity', kind: 'quantity' }, { name: 'unitPrice', kind: 'price' }, { name: 'rate', kind: 'percent' },
  { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' }, { name: 'isCurrent', kind: 'boolean' },
];

/** The prices of a list as a grid into which rows of a spreadsheet may be pasted; a table for who may not set them. */
export function PriceGrid({ priceListId }: { priceListId: string }) {
  const t = useT();
  const { data } = useAsk(pricesQuery, ofList(priceListId));
  if (!data) return <Skeleton variant="rounded" height={200} />;
  const { nodes, totalCount } = data.priceListPrices;
  if (!may('prices.manage')) return <LinesTable resource="priceListPrices" label={t('pricing.prices')} fields={fields} rows={nodes} empty={t('pricing.noPrices')} />;
  return (
    <>
      {(totalCount === null || totalCount > nodes.length) && <Alert severity="info" sx={{ mb: 1 }}>{t('pricing.firstHundred')}</Alert>}
      <Grid priceListId={priceListId} prices={nodes} />
    </>
  );
}

function Grid({ priceListId, prices }: { priceListId: string; prices: readonly Price[] }) {
  const t = useT();
  const notify = useNotify();
  const refresh = useRefresh();
  const client = useQueryClient();
  const [run, { pending }] = useAction(setPrices);
  const form = useForm<{ prices: Line[]; reason: string }>({ defaultValues: { prices: prices.map(lineOf), reason: '' }, reValidateMode: 'onSubmit', shouldFocusError: false });
  // What was saved, here or elsewhere, is what the grid begins with.
  useEffect(() => form.reset({ prices: prices.map(lineOf), reason: '' }), [form, prices]);
  const refused = (error: unknown) => {
    if (!isApiError(error)) throw error;
    const { faults = [] } = error.facts;
    for (const { path, message } of faults) form.setError(path.join('.') as 'prices', { type: 'server', message });
    if (faults.length === 0) form.setError('root', { type: 'server', message: error.message });
  };
  const save = async ({ prices: typed, reason }: { prices: Line[]; reason: string }) => {
    const given = typed.filter(isFilled);
    const kept = new Set(given.map(keyOf));
    const input = {
      priceListId, reason: orNull(reason), removedIds: prices.filter((each) => !kept.has(keyOf(lineOf(each)))).map(({ id }) => id),
      prices: given.map(({ productId, categoryId, templateId, fromQuantity, unitPrice, rate, validFrom, validTo }) => ({
        productId: orNull(productId), categoryId: orNull(categoryId), templateId: orNull(templateId), fromQuantity: orNull(fromQuantity), unitPrice: orNull(unitPrice), rate: orNull(rate),
        validFrom: orNull(validFrom), validTo: orNull(validTo),
      })),
    };
    const done = await run({ input }, refused);
    if (!done) return;
    notify(done.change ? 'customers.control.asked' : 'done.setPrices', { type: 'success' });
    await client.invalidateQueries({ queryKey: ['ask', 'PricesOfList'] });
    refresh();
  };
  const { isDirty } = form.formState;
  return (
    <ResourceContextProvider value="priceLists">
      <FormProvider {...form}>
        <Box component="form" noValidate aria-label={t('pricing.prices')} onSubmit={(event) => { form.clearErrors(); void form.handleSubmit(save)(event); }}>
          <ErrorSummary />
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>{t('pricing.pasteHelp')}</Typography>
          <LineGrid source="prices" columns={columns} blank={blank()} />
          {isDirty && <ReasonInput />}
          <Box sx={{ display: 'flex', gap: 1, mt: 2 }}>
            <Button type="submit" variant="contained" loading={pending} disabled={!isDirty}>{t('action.setPrices')}</Button>
            <Button onClick={() => form.reset()} disabled={!isDirty}>{t('pricing.undo')}</Button>
          </Box>
        </Box>
      </FormProvider>
    </ResourceContextProvider>
  );
}
