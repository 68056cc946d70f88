import Link from '@mui/material/Link';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText, instantText } from './days.ts';
import { decimalText, integerText, moneyText, percentText } from './numbers.ts';
import type { Money } from './numbers.ts';
import { StatusChip } from './StatusChip.tsx';

export type Kind =
  | 'text'
  | 'enum'
  | 'boolean'
  | 'integer'
  | 'quantity'
  | 'percent'
  | 'price'
  | 'money'
  | 'day'
  | 'instant'
  | 'reference';

/** One field of a resource. Lists, chips, exports and record pages all read this declaration. */
export type Field<Record_ = never> = {
  /** The API's name of the field: label `resources.<resource>.fields.<name>`, filter key and sort key. */
  name: string;
  kind: Kind;
  /** Of an `enum`: its GraphQL name. */
  enumName?: string;
  /** Of a `reference`: the resource it points to. */
  reference?: string;
  /** May be sorted by (an `<NAME>_ASC` exists in the orderBy enum). */
  sort?: boolean;
  /** May be filtered by (the key exists in the filter input); `'only'` when it is no column. */
  filter?: boolean | 'only';
  /** `totals` has a sum of it. */
  total?: boolean;
  /** Not shown until chosen in the column menu. */
  hidden?: boolean;
  /** Shown on the phone's card: as its title, its second line, or its figure at the end. */
  card?: 'title' | 'detail' | 'figure';
  /** Who lacks this permission is not shown the field; its document leaves it out by `@include(if: $may…)`. */
  permission?: string;
  /** Another face than the kind's. */
  render?: (record: Record_) => ReactNode;
  /** The value as in a CSV file, if not the kind's. */
  csv?: (record: Record_) => string;
};

type Named = { id: string; name?: string; number?: string; code?: string };

const NUMERIC: readonly Kind[] = ['integer', 'quantity', 'percent', 'price', 'money'];
export const isNumeric = (kind: Kind): boolean => NUMERIC.includes(kind);
export const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'amount' in value;
export const referenceLabel = ({ name, number, code }: Partial<Named>): string => name ?? number ?? code ?? '';

/** A value in its kind's form; a dash where there is none. */
export function Value({ field, value }: { field: Pick<Field, 'kind' | 'enumName'>; value: unknown }) {
  const t = useT();
  const { enumLabel } = useLabels();
  if (value === null || value === undefined || value === '') return <span aria-label={t('app.none')}>–</span>;
  switch (field.kind) {
    case 'money':
      return isMoney(value) ? <MoneyValue value={value} /> : <bdi className="figure">{decimalText(String(value))}</bdi>;
    case 'quantity':
      return <bdi className="figure">{decimalText(String(value))}</bdi>;
    case 'price':
      return <bdi className="figure">{isMoney(value) ? moneyText(value) : decimalText(String(value), 8, 2)}</bdi>;
    case 'percent':
      return <bdi className="figure">{percentText(String(value))}</bdi>;
    case 'integer':
      return <bdi className="figure">{integerText(Number(value))}</bdi>;
    case 'day':
      return <time dateTime={String(value)}>{dayText(String(value))}</time>;
    case 'instant':
      return <time dateTime={String(value)}>{instantText(String(value))}</time>;
    case 'boolean':
      return t(value === true ? 'app.yes' : 'app.no');
    case 'enum':
      return /(status|state)$/i.test(field.enumName ?? '') ? (
        <StatusChip enumName={field.enumName ?? ''} value={String(value)} />
      ) : (
        enumLabel(field.enumName ?? '', String(value))
      );
    case 'reference':
      return <ReferenceLink value={value as Named} />;
    case 'text':
      return <bdi>{String(value)}</bdi>;
  }
}

function MoneyValue({ value }: { value: Money }) {
  const negative = value.amount.startsWith('-');
  return <bdi className="figure" style={{ whiteSpace: 'nowrap', fontWeight: negative ? 600 : undefined }}>{moneyText(value)}</bdi>;
}

export function ReferenceLink({ value }: { value: Named }) {
  const path = pathOfId(value.id);
  const label = <bdi>{referenceLabel(value)}</bdi>;
  if (!path) return label;
  return (
    <Link component={RouterLink} to={path} onClick={(event) => event.stopPropagation()}>
      {label}
    </Link>
  );
}

/** The field of a record: `render` if given, else by kind. */
export function FieldValue<Record_ extends object>({ field, record }: { field: Field<Record_>; record: Record_ }) {
  if (field.render) return <>{field.render(record)}</>;
  return <Value field={field} value={(record as Record<string, unknown>)[field.name]} />;
}

/** The raw text of a value for files: amounts and days as the API gives them. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isMoney(value)) return value.amount;
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value === 'object') return referenceLabel(value as Named);
  return String(value);
}
