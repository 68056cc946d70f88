import { useEffect } from 'react';
import { useFormContext } from 'react-hook-form';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { useT } from '../i18n/useT.ts';
import { usePaperCurrency, useTheirs } from '../payables/PaperMoney.tsx';
import { TextInput } from '../shared/form/inputs.tsx';

/** The currency of an order, the supplier's to begin with, and a rate that is not the one of the day. */
export function OrderMoney() {
  const t = useT();
  const { setValue } = useFormContext();
  const code = usePaperCurrency();
  useTheirs();
  useEffect(() => {
    if (code) return;
    setValue('exchangeRate', '');
    setValue('rateSource', '');
  }, [code, setValue]);
  return (
    <>
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('purchasing.currencyHelp')} />
      {code && <TextInput source="exchangeRate" label={t('currencies.rateOf', { code })} help={t('purchasing.rateHelp')} />}
      {code && <TextInput source="rateSource" label={t('payables.rateSource')} help={t('purchasing.rateSourceHelp')} />}
    </>
  );
}
