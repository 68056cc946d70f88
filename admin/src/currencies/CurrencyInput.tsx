import { currentViewer } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import type { InputProps } from '../shared/form/useField.ts';
import { tradedQuery } from './queries.ts';

/** One of the currencies that the firm trades in, its own among them; nothing to choose where it has only that. */
export function CurrencyInput(props: InputProps) {
  const { data } = useAsk(tradedQuery, {});
  const codes = (data?.tradingCurrencies.nodes ?? []).map(({ code }) => code);
  if (codes.length === 0) return null;
  return <ChoiceInput {...props} choices={[currentViewer()?.company?.currencyCode ?? '', ...codes].map((code) => ({ value: code, label: code }))} />;
}
