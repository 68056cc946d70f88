import MenuItem from '@mui/material/MenuItem';
import MuiTextField from '@mui/material/TextField';
import { useField } from './useField.ts';
import type { InputProps } from './useField.ts';

/** One of a few that the screen knows, such as the lines of a document. */
export function ChoiceInput({ choices, onPick, ...props }: InputProps & { choices: readonly { value: string; label: string }[]; onPick?: (value: string) => void }) {
  const { text, value: _, change, ...field } = useField(props);
  return (
    <MuiTextField
      {...field} select value={text}
      onChange={(event) => {
        change(event.target.value);
        onPick?.(event.target.value);
      }}
    >
      {!props.required && <MenuItem value="">–</MenuItem>}
      {choices.map(({ value, label }) => (
        <MenuItem key={value} value={value}>{label}</MenuItem>
      ))}
    </MuiTextField>
  );
}
