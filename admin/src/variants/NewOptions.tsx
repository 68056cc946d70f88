import Add from '@mui/icons-material/Add';
import DeleteOutline from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MuiTextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useController, useFieldArray } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';

interface TypedValue { name: string; code?: string }
interface TypedOption { name: string; values: TypedValue[] }

const OPTIONS_MOST = 3;

/** "S, M, Large=L" as values; a code stands behind "=". */
const valuesIn = (text: string): TypedValue[] => text.split(',').map((each) => each.trim()).filter(Boolean).map((each) => {
  const [name = '', code = ''] = each.split('=').map((part) => part.trim());
  return { name, ...(code ? { code } : {}) };
});
const textOf = (values: readonly TypedValue[]): string => values.map(({ name, code }) => (code ? `${name}=${code}` : name)).join(', ');

/** The options of a new template: up to three, each with its values as a list. */
export function NewOptions() {
  const t = useT();
  const { fields, append, remove } = useFieldArray<{ options: TypedOption[] }>({ name: 'options' });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {fields.map(({ id }, index) => (
        <Box key={id} sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 2fr auto' }, alignItems: 'start' }}>
          <OptionName at={index} />
          <OptionValues at={index} />
          <IconButton onClick={() => remove(index)} disabled={fields.length === 1} aria-label={t('variants.removeOption', { no: index + 1 })}><DeleteOutline /></IconButton>
        </Box>
      ))}
      {fields.length < OPTIONS_MOST && (
        <Button startIcon={<Add />} sx={{ justifySelf: 'start' }} onClick={() => append({ name: '', values: [] })}>{t('variants.addOption')}</Button>
      )}
    </Box>
  );
}

function OptionName({ at }: { at: number }) {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState: { error } } = useController<Record<string, string>>({ name: `options.${at}.name` });
  return (
    <MuiTextField
      label={t('variants.optionName', { no: at + 1 })} value={field.value ?? ''} onChange={field.onChange} onBlur={field.onBlur} required
      error={!!error} helperText={error?.message ? translate(error.message) : t('variants.optionNameHelp')} slotProps={{ htmlInput: { name: `options.${at}.name` } }}
    />
  );
}

function OptionValues({ at }: { at: number }) {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState: { error } } = useController<Record<string, TypedValue[]>>({ name: `options.${at}.values` });
  const [text, setText] = useState(() => textOf(field.value ?? []));
  // What the server says of one of the values stands below its list.
  const faults = error ? [error, ...Object.values(error).flatMap((each) => (each && typeof each === 'object' ? Object.values(each) : []))] : [];
  const message = faults.map((each) => (each as { message?: string } | null)?.message).find(Boolean);
  return (
    <MuiTextField
      label={t('variants.optionValues', { no: at + 1 })} value={text} required error={!!message} helperText={message ? translate(message) : t('variants.optionValuesHelp')} onBlur={field.onBlur}
      onChange={(event) => {
        setText(event.target.value);
        field.onChange(valuesIn(event.target.value));
      }}
      slotProps={{ htmlInput: { name: `options.${at}.values` } }}
    />
  );
}
