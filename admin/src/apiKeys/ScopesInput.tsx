import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useController, useWatch } from 'react-hook-form';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { rolesQuery } from './queries.ts';

/** Permissions of the chosen role to which the key is narrowed; none means all of them. */
export function ScopesInput() {
  const t = useT();
  const { data } = useAsk(rolesQuery, {});
  const role: unknown = useWatch({ name: 'role' });
  const { field, fieldState } = useController({ name: 'scopes' });
  const permissions = data?.roles.find((each) => each.role === role)?.permissions ?? [];
  const chosen = field.value as string[]; // the form's own initial value is a list
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      options={permissions}
      value={permissions.filter(({ name }) => chosen.includes(name))}
      onChange={(_, next) => field.onChange(next.map(({ name }) => name))}
      getOptionLabel={({ label }) => label}
      isOptionEqualToValue={(a, b) => a.name === b.name}
      renderInput={(params) => (
        <TextField {...params} label={t('apiKeys.scopes')} error={fieldState.error !== undefined} helperText={fieldState.error?.message ?? t('apiKeys.scopesHelp')} />
      )}
    />
  );
}
