import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { decimalText, parseDecimal } from '../numbers.ts';
import type { FieldProps } from './props.ts';

const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

type Props = FieldProps & { digitsMax?: number; digitsMin?: number; adornment?: string };

/**
 * A decimal as people type it: local separators, Arabic and Persian digits; hands on plain decimal text, never a float.
 * What cannot be read stays on screen with a message, and is handed on as typed so that the server refuses it too.
 */
export function DecimalField({ value, onChange, digitsMax = 6, digitsMin = 0, error, helperText, adornment, inputProps, ...rest }: Props) {
  const t = useT();
  const shown = (text: string) => (parseDecimal(text, 'en') === undefined ? text : decimalText(text, Math.max(digitsMax, placesOf(text)), digitsMin));
  const [text, setText] = useState(() => (value ? shown(value) : ''));
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setText(value ? shown(value) : '');
    // Only a new value from outside rewrites what is shown.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [value, typing]);
  const bad = text.trim() !== '' && parseDecimal(text) === undefined;
  return (
    <TextField
      {...rest}
      value={text}
      error={error || bad}
      helperText={bad ? t('input.notNumber') : helperText}
      onFocus={() => setTyping(true)}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value.trim() === '' ? '' : (parseDecimal(event.target.value) ?? event.target.value));
      }}
      onBlur={() => {
        setTyping(false);
        rest.onBlur?.();
      }}
      slotProps={{
        htmlInput: { dir: 'ltr', inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'end' }, ...inputProps },
        input: adornment ? { endAdornment: <span style={{ opacity: 0.75, fontSize: 12, marginInlineStart: 8 }}>{adornment}</span> } : {},
      }}
    />
  );
}
