import { DecimalField } from '../shared/input/DecimalField.tsx';
import { useField } from '../shared/form/useField.ts';
import type { InputProps } from '../shared/form/useField.ts';
import { shiftPoint } from '../shared/numbers.ts';

const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

/** A fraction, typed and shown as a percentage. */
export function PercentInput(props: InputProps) {
  const { text, value: _, change, ...field } = useField(props);
  return (
    <DecimalField
      {...field} value={isNumber(text) ? shiftPoint(text, 2) : text} onChange={(typed) => change(isNumber(typed) ? shiftPoint(typed, -2) : typed)} digitsMax={4} adornment="%" inputProps={{ name: props.source }}
    />
  );
}
