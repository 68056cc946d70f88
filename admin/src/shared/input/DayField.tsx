import CalendarToday from '@mui/icons-material/CalendarTodayOutlined';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { today } from '../../data/session.ts';
import { useT } from '../../i18n/useT.ts';
import { dayText, parseDay } from '../days.ts';
import { Calendar } from './Calendar.tsx';
import type { FieldProps } from './props.ts';

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** A day, typed ("16.12.26", "+30") or picked; hands on the ISO day. */
export function DayField({ value, onChange, onBlur, error, helperText, inputProps, ...rest }: FieldProps) {
  const t = useT();
  const shown = ISO.test(value) ? dayText(value) : value;
  const [text, setText] = useState(shown);
  const [typing, setTyping] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!typing) setText(shown);
  }, [shown, typing]);
  const read = text === shown && ISO.test(value) ? value : parseDay(text, today());
  const bad = text.trim() !== '' && read === undefined;
  return (
    <>
      <TextField
        {...rest}
        value={text}
        error={error || bad}
        helperText={bad ? t('input.notDay') : helperText}
        onFocus={() => setTyping(true)}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value.trim() === '' ? '' : (parseDay(event.target.value, today()) ?? event.target.value));
        }}
        onBlur={() => {
          setTyping(false);
          onBlur?.();
        }}
        slotProps={{
          htmlInput: { autoComplete: 'off', ...inputProps },
          input: {
            endAdornment: (
              <IconButton size="small" edge="end" aria-label={t('input.calendar')} onClick={(event) => setAnchor(event.currentTarget)}>
                <CalendarToday sx={{ fontSize: 16 }} />
              </IconButton>
            ),
          },
        }}
      />
      <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)} slotProps={{ paper: { role: 'dialog', 'aria-label': t('input.calendar') } }}>
        <Calendar
          value={ISO.test(value) ? value : today()}
          onPick={(day) => {
            onChange(day);
            setAnchor(null);
          }}
        />
      </Popover>
    </>
  );
}
