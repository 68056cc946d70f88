import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import MuiTextField from '@mui/material/TextField';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { UrlFilter } from '../../data/filter.ts';
import type { Row } from '../../data/list.ts';
import { currentViewer } from '../../data/session.ts';
import { enumValues } from '../../i18n/messages.ts';
import { useLabels } from '../../i18n/useT.ts';
import { DayField } from '../input/DayField.tsx';
import { DecimalField } from '../input/DecimalField.tsx';
import { ReferencePicker } from '../input/ReferencePicker.tsx';
import { currencyDigits } from '../numbers.ts';
import { useField } from './useField.ts';
import type { InputProps } from './useField.ts';

/** Inputs side by side where there is room. */
export function Fields({ children }: { children: ReactNode }) {
  return <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))', alignItems: 'start' }}>{children}</Box>;
}

type TextProps = InputProps & { type?: 'text' | 'email' | 'tel' | 'password' | 'url'; multiline?: boolean; autoComplete?: string };

export function TextInput({ type = 'text', multiline = false, autoComplete = 'off', ...props }: TextProps) {
  const { text, value: _, change, ...field } = useField(props);
  // Codes, phones and addresses of the net read left to right in every language.
  const dir = type === 'text' ? 'auto' : 'ltr';
  return (
    <MuiTextField
      {...field}
      value={text}
      multiline={multiline}
      {...(multiline ? { minRows: 3 } : {})}
      type={type === 'email' || type === 'url' ? 'text' : type}
      onChange={(event) => change(event.target.value)}
      slotProps={{ htmlInput: { dir, autoComplete, inputMode: type === 'text' || type === 'password' ? undefined : type } }}
    />
  );
}

/** An amount in the company's currency, or in the given one. */
export function MoneyInput({ currencyCode, ...props }: InputProps & { currencyCode?: string }) {
  const { text, value: _, change, ...field } = useField(props);
  const currency = currencyCode ?? currentViewer()?.company?.currencyCode ?? 'USD';
  return (
    <DecimalField {...field} value={text} onChange={change} digitsMin={currencyDigits(currency)} digitsMax={currencyDigits(currency)} adornment={currency} inputProps={{ name: props.source }} />
  );
}

export function QuantityInput({ unit, ...props }: InputProps & { unit?: string }) {
  const { text, value: _, change, ...field } = useField(props);
  return <DecimalField {...field} value={text} onChange={change} digitsMax={6} {...(unit ? { adornment: unit } : {})} inputProps={{ name: props.source }} />;
}

/** A unit price: up to eight places. */
export function PriceInput(props: InputProps) {
  const { text, value: _, change, ...field } = useField(props);
  return <DecimalField {...field} value={text} onChange={change} digitsMax={8} inputProps={{ name: props.source }} />;
}

export function IntegerInput(props: InputProps) {
  const { text, value: _, change, ...field } = useField(props);
  return (
    <DecimalField {...field} value={text} onChange={(typed) => change(/^-?\d+$/.test(typed) ? Number(typed) : typed)} digitsMax={0} inputProps={{ name: props.source }} />
  );
}

export function DayInput(props: InputProps) {
  const { text, value: _, change, ...field } = useField(props);
  return <DayField {...field} value={text} onChange={change} inputProps={{ name: props.source }} />;
}

export function EnumInput({ enumName, values, ...props }: InputProps & { enumName: string; values?: readonly string[] }) {
  const { text, value: _, change, ...field } = useField(props);
  const { enumLabel } = useLabels();
  return (
    <MuiTextField {...field} select value={text} onChange={(event) => change(event.target.value)}>
      {!props.required && <MenuItem value="">–</MenuItem>}
      {(values ?? enumValues(enumName)).map((value) => (
        <MenuItem key={value} value={value}>
          {enumLabel(enumName, value)}
        </MenuItem>
      ))}
    </MuiTextField>
  );
}

export function BooleanInput(props: InputProps) {
  const { value, change, label, error, helperText, id, name, onBlur, disabled } = useField(props);
  return (
    <FormControl error={error}>
      <FormControlLabel
        control={<Checkbox id={id} name={name} checked={value === true} disabled={disabled} onBlur={onBlur} onChange={(_, checked) => change(checked)} />}
        label={label}
      />
      {helperText && <FormHelperText>{helperText}</FormHelperText>}
    </FormControl>
  );
}

type ReferenceProps = InputProps & { reference: string; filter?: UrlFilter; onPick?: (record: Row | undefined) => void };

/** Chooses a record by code or name; the value is its id. */
export function ReferenceInput({ reference, filter, onPick, ...props }: ReferenceProps) {
  const { text, change, label, error, helperText, required, disabled, id, onBlur, name } = useField(props);
  return (
    <ReferencePicker
      {...{ label, error, helperText, required, disabled, id, onBlur, name }}
      resource={reference}
      {...(filter ? { filter } : {})}
      value={text}
      onChange={(next, record) => {
        change(next);
        onPick?.(record);
      }}
    />
  );
}
