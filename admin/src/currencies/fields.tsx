import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { ConversionRow, CurrencyRow, RateRow, RevaluationRow } from './queries.ts';

/** A rate with all its places. */
export const rateText = (rate: string | null): string => (rate === null ? '–' : decimalText(rate, 10));

export const currencyFields: readonly Field<CurrencyRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'rate', kind: 'quantity', card: 'figure', render: ({ rate }) => rateText(rate), csv: ({ rate }) => rate ?? '' },
  { name: 'ratedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'isOld', kind: 'boolean', filter: true },
  { name: 'customers', kind: 'integer', filter: true },
  { name: 'isActive', kind: 'boolean', filter: true },
];
export const rateFields: readonly Field<RateRow>[] = [
  { name: 'currencyCode', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'ratedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'rate', kind: 'quantity', sort: true, card: 'figure', render: ({ rate }) => rateText(rate), csv: ({ rate }) => rate },
  { name: 'source', kind: 'enum', enumName: 'RateSource', filter: true },
  { name: 'isStanding', kind: 'boolean', filter: true },
  { name: 'enteredByName', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
  { name: 'fileName', kind: 'text', filter: true, hidden: true },
];
export const revaluationFields: readonly Field<RevaluationRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'valuedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'gain', kind: 'money', sort: true, filter: true, card: 'figure' },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'recordedByName', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', filter: true, hidden: true },
];
export const conversionFields: readonly Field<ConversionRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, card: 'detail' },
  { name: 'convertedOn', kind: 'day', sort: true, filter: true },
  { name: 'from', kind: 'money' },
  { name: 'amount', kind: 'money', card: 'figure' },
  { name: 'worth', kind: 'money' },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
];
