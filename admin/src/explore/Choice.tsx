import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  width?: number;
};

/** One of a few. */
export function Choice<Value extends string>({ label, value, options, onChange, width = 150 }: Props<Value>) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => {
        const found = options.find((option) => option.value === event.target.value);
        if (found) onChange(found.value);
      }}
      sx={{ width, maxWidth: '100%' }}
    >
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
