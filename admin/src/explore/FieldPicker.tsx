import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { AskableField } from './queries.ts';

type Props = { label: string; fields: readonly AskableField[]; value?: AskableField | null; onPick: (field: AskableField) => void; width?: number };

const lastStep = (label: string): string => label.split(' › ').at(-1) ?? label;
const fromWhere = (label: string): string => label.split(' › ').slice(0, -1).join(' › ');

/** Chooses a field of the dataset; those of related records stand under the relation's name. */
export function FieldPicker({ label, fields, value = null, onPick, width = 240 }: Props) {
  return (
    <Autocomplete
      options={[...fields]}
      value={value}
      groupBy={({ label: path }) => fromWhere(path)}
      getOptionLabel={({ label: path }) => path}
      renderOption={(props, { path, label: whole }) => (
        <li {...props} key={path}>
          {lastStep(whole)}
        </li>
      )}
      isOptionEqualToValue={(option, chosen) => option.path === chosen.path}
      onChange={(_, field) => field && onPick(field)}
      blurOnSelect
      clearOnBlur
      disableClearable={value !== null}
      sx={{ width, maxWidth: '100%' }}
      renderInput={(params) => <TextField {...params} label={label} />}
    />
  );
}
