import MenuItem from '@mui/material/MenuItem';
import MuiTextField from '@mui/material/TextField';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { useField } from '../shared/form/useField.ts';
import type { InputProps } from '../shared/form/useField.ts';
import { shiftPoint } from '../shared/numbers.ts';

const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

/** A fraction, typed as a percentage. */
export function PercentInput(props: InputProps) {
  const { text, value: _, change, ...field } = useField(props);
  return (
    <DecimalField
      {...field} value={isNumber(text) ? shiftPoint(text, 2) : text} onChange={(typed) => change(isNumber(typed) ? shiftPoint(typed, -2) : typed)} digitsMax={4} adornment="%" inputProps={{ name: props.source }}
    />
  );
}

/** One of a few words that are no enum of the API. */
export function ChoiceInput({ choices, empty, ...props }: InputProps & { choices: readonly { value: string; label: string }[]; empty: string }) {
  const { text, value: _, change, ...field } = useField(props);
  return (
    <MuiTextField {...field} select value={text} onChange={(event) => change(event.target.value)}>
      <MenuItem value="">{empty}</MenuItem>
      {choices.map(({ value, label }) => <MenuItem key={value} value={value}>{label}</MenuItem>)}
    </MuiTextField>
  );
}
