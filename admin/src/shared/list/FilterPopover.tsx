import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useListContext, useResourceContext } from 'ra-core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useLabels, useT } from '../../i18n/useT.ts';
import { FilterValue } from './FilterValue.tsx';
import { operatorOf, operatorsOf } from './operators.ts';
import type { Operator } from './operators.ts';
import type { AnyField } from './context.ts';

type Props = { field: AnyField; anchor: HTMLElement; onClose: () => void };

/** Edits one condition: operator, then value; applied as a whole, into the URL. */
export function FilterPopover({ field, anchor, onClose }: Props) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const { filterValues, setFilters } = useListContext();
  const old: unknown = filterValues[field.name];
  const [operator, setOperator] = useState<Operator>(() => (old === undefined ? (operatorsOf(field)[0] ?? 'is') : operatorOf(field, old)));
  const [value, setValue] = useState<unknown>(old);
  const label = fieldLabel(resource, field.name);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const { [field.name]: _, ...rest } = filterValues;
    const next = operator === 'empty' ? { empty: true } : operator === 'notEmpty' ? { empty: false } : value;
    const isSet = next !== undefined && next !== null && JSON.stringify(next) !== '{}';
    setFilters(isSet ? { ...rest, [field.name]: next } : rest, undefined, false);
    onClose();
  };
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': label } }}
    >
      <Box component="form" onSubmit={apply} sx={{ p: 2, display: 'grid', gap: 1.5, width: 320, maxWidth: '90vw' }}>
        {operatorsOf(field).length > 1 && (
          <TextField
            select
            label={label}
            value={operator}
            onChange={(event) => {
              setOperator(event.target.value as Operator); // the options below are all operators
              setValue(undefined);
            }}
          >
            {operatorsOf(field).map((known) => (
              <MenuItem key={known} value={known}>
                {t(`operator.${known}`)}
              </MenuItem>
            ))}
          </TextField>
        )}
        <FilterValue {...{ field, operator, value, setValue, label }} />
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('list.apply')}
          </Button>
        </Box>
      </Box>
    </Popover>
  );
}
