import MuiTextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useController, useFormContext } from 'react-hook-form';
import type { UrlFilter } from '../../data/filter.ts';
import type { Row } from '../../data/list.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { DayField } from '../input/DayField.tsx';
import { DecimalField } from '../input/DecimalField.tsx';
import { ReferencePicker } from '../input/ReferencePicker.tsx';
import { shiftPoint } from '../numbers.ts';

export type LineColumn = {
  /** The key in the line's input. */
  source: string;
  kind: 'reference' | 'quantity' | 'price' | 'money' | 'percent' | 'text' | 'day' | 'yesNo' | 'enum';
  /** Of an enum: its name and values; the first is meant where nothing is chosen. */
  enumName?: string;
  values?: readonly string[];
  reference?: string;
  filter?: UrlFilter;
  width?: number | string;
  /** Must be filled in, unless its line and all after it are blank. */
  required?: boolean;
  /** What else a picked record sets in its line, such as the list price. */
  onPick?: (record: Row) => Record<string, unknown>;
};

const DIGITS = { quantity: 6, price: 8, money: 4, percent: 4 } as const;
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

/** One cell of a line, named for screen readers as "Quantity, line 2". */
export function LineCell({ column, path, line, label }: { column: LineColumn; path: string; line: number; label: string }) {
  const t = useT();
  const translate = useTranslate();
  const { enumLabel } = useLabels();
  const { setValue, getValues } = useFormContext();
  const name = `${path}.${column.source}`;
  const isFilled = (given: unknown) => given !== undefined && given !== null && given !== '';
  const isNeeded = () => {
    const lines = getValues(path.replace(/\.\d+$/, '')) as Record<string, unknown>[]; // the grid's own field array
    return lines.slice(line - 1).some((each) => Object.values(each).some(isFilled));
  };
  const rules = column.required ? { validate: (given: unknown) => isFilled(given) || !isNeeded() || t('input.required') } : {};
  const { field, fieldState } = useController({ name, rules });
  const value = field.value === undefined || field.value === null ? '' : String(field.value);
  const message = fieldState.error?.message;
  const shared = { error: message !== undefined, helperText: message ? translate(message) : undefined, onBlur: field.onBlur, fullWidth: true };
  const inputProps = { 'aria-label': t('lines.cell', { field: label, line }), name };
  switch (column.kind) {
    case 'reference':
      return (
        <ReferencePicker
          {...{ error: shared.error, helperText: shared.helperText, onBlur: field.onBlur, name }}
          label=""
          ariaLabel={inputProps['aria-label']}
          resource={column.reference ?? ''}
          {...(column.filter ? { filter: column.filter } : {})}
          value={value}
          onChange={(id, record) => {
            field.onChange(id);
            const more = record ? (column.onPick?.(record) ?? {}) : {};
            for (const [key, next] of Object.entries(more)) setValue(`${path}.${key}`, next, { shouldDirty: true });
          }}
        />
      );
    case 'text':
      return <MuiTextField {...shared} value={value} onChange={field.onChange} slotProps={{ htmlInput: inputProps }} />;
    case 'yesNo':
      return (
        <MuiTextField {...shared} select value={field.value === true ? 'yes' : field.value === false ? 'no' : ''} onChange={({ target }) => field.onChange(target.value === '' ? null : target.value === 'yes')} slotProps={{ htmlInput: inputProps, select: { native: true } }}>
          <option value="">{t('lines.asUsual')}</option>
          <option value="yes">{t('app.yes')}</option>
          <option value="no">{t('app.no')}</option>
        </MuiTextField>
      );
    case 'enum':
      return (
        <MuiTextField {...shared} select value={value || (column.values?.[0] ?? '')} onChange={field.onChange} slotProps={{ htmlInput: inputProps, select: { native: true } }}>
          {column.values?.map((each) => <option key={each} value={each}>{each === '' ? t('lines.asUsual') : enumLabel(column.enumName ?? '', each)}</option>)}
        </MuiTextField>
      );
    case 'day':
      return <DayField {...shared} value={value} onChange={field.onChange} inputProps={inputProps} />;
    case 'percent':
      return (
        <DecimalField
          {...shared}
          value={isNumber(value) ? shiftPoint(value, 2) : value}
          onChange={(typed) => field.onChange(isNumber(typed) ? shiftPoint(typed, -2) : typed)}
          digitsMax={DIGITS.percent}
          adornment="%"
          inputProps={inputProps}
        />
      );
    default:
      return <DecimalField {...shared} value={value} onChange={field.onChange} digitsMax={DIGITS[column.kind]} inputProps={inputProps} />;
  }
}
