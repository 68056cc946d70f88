import { useEffect, useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { tradedQuery } from '../currencies/queries.ts';
import { graphql } from '../data/graphql.ts';
import { currentViewer } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { Fields, MoneyInput, TextInput } from '../shared/form/inputs.tsx';

const supplierCurrency = graphql(`
  query SupplierCurrency($id: ID!) { node(id: $id) { ... on Supplier { id currencyCode } } }
`);
const own = () => currentViewer()?.company?.currencyCode ?? '';

/** A supplier's currency where the firm trades in it; empty: the firm's own. */
export function useSupplierCurrency(supplierId: unknown): string {
  const id = typeof supplierId === 'string' ? supplierId : '';
  const { data } = useAsk(supplierCurrency, { id }, id !== '');
  const { data: traded } = useAsk(tradedQuery, {});
  const code = id && data?.node && 'currencyCode' in data.node ? data.node.currencyCode ?? '' : '';
  return traded?.tradingCurrencies.nodes.some((each) => each.code === code) ? code : '';
}

/** Gives a form the currency of its supplier, and anew whenever another is chosen; what a draft has stays until then. */
export function useTheirs(): void {
  const { setValue, getValues } = useFormContext();
  const supplierId: unknown = useWatch({ name: 'supplierId' });
  const theirs = useSupplierCurrency(supplierId);
  const kept = useRef<unknown>(getValues('currencyCode') ? supplierId : '');
  useEffect(() => {
    if (kept.current === supplierId) return;
    kept.current = undefined;
    setValue('currencyCode', theirs);
  }, [theirs, supplierId, setValue]);
}

/** The currency that a form's amounts are in; undefined where that is the firm's own. */
export function usePaperCurrency(): string | undefined {
  const code: unknown = useWatch({ name: 'currencyCode' });
  return typeof code === 'string' && code !== '' && code !== own() ? code : undefined;
}

/** The tax of a paper, in its currency. */
export function PaperTax() {
  const currencyCode = usePaperCurrency();
  return (
    <Fields>
      <MoneyInput source="tax" {...(currencyCode ? { currencyCode } : {})} />
    </Fields>
  );
}

/** What a form sends of currency and rate: nothing of them for the firm's own money. */
export const paperMoney = ({ currencyCode, exchangeRate, rateSource }: Record<string, unknown>): Record<string, unknown> => (
  typeof currencyCode !== 'string' || currencyCode === '' || currencyCode === own() ? {} : { currencyCode, exchangeRate: exchangeRate || null, rateSource: rateSource || null });

/** The currency of a supplier's paper, theirs to begin with, and a rate that is not the one of its day. */
export function PaperMoney() {
  const t = useT();
  const { setValue } = useFormContext();
  const supplierId: unknown = useWatch({ name: 'supplierId' });
  const theirs = useSupplierCurrency(supplierId);
  const code = usePaperCurrency();
  useEffect(() => {
    if (theirs) setValue('currencyCode', theirs);
  }, [theirs, setValue]);
  useEffect(() => {
    if (code) return;
    setValue('exchangeRate', '');
    setValue('rateSource', '');
  }, [code, setValue]);
  return (
    <>
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('payables.currencyHelp')} />
      {code && <TextInput source="exchangeRate" label={t('currencies.rateOf', { code })} help={t('payables.rateHelp')} />}
      {code && <TextInput source="rateSource" label={t('payables.rateSource')} help={t('payables.rateSourceHelp')} />}
    </>
  );
}
