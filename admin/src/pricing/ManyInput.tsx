import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { useField } from '../shared/form/useField.ts';
import type { InputProps } from '../shared/form/useField.ts';

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Chooses several records; the value is their ids. */
export function ManyInput({ reference, ...props }: InputProps & { reference: string }) {
  const { value, change, label, error, helperText, disabled, id, onBlur, name } = useField(props);
  return <ReferencePicker {...{ label, error, helperText, disabled, id, onBlur, name }} resource={reference} multiple value={texts(value)} onChange={change} />;
}

/** Several texts, each ended by Enter; the value is a list. */
export function TextsInput({ options = [], optionLabel, ...props }: InputProps & { options?: readonly string[]; optionLabel?: (option: string) => string }) {
  const { value, change, label, error, helperText, disabled, id, onBlur, name } = useField(props);
  return (
    <Autocomplete<string, true, false, boolean>
      multiple id={id} freeSolo={options.length === 0} autoSelect={options.length === 0} options={[...options]} disabled={disabled} value={texts(value)} onBlur={onBlur} {...(optionLabel ? { getOptionLabel: optionLabel } : {})}
      onChange={(_, next) => change(next.map((each) => each.trim()).filter(Boolean))}
      renderInput={(params) => <TextField {...params} label={label} error={error} helperText={helperText} name={name} />}
    />
  );
}
