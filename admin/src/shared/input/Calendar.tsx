import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { addDays } from '../../data/presets.ts';
import { today } from '../../data/session.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { useT } from '../../i18n/useT.ts';
import { dayText, monthText } from '../days.ts';

const STEPS: Record<string, number> = { ArrowUp: -7, ArrowDown: 7 };
const weekday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7; // Monday is 0

/** One month; arrows move the day, Page Up and Down the month, Enter picks. */
export function Calendar({ value, onPick }: { value: string; onPick: (day: string) => void }) {
  const t = useT();
  const [focus, setFocus] = useState(value);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), [focus]);
  const month = focus.slice(0, 7);
  const first = addDays(`${month}-01`, -weekday(`${month}-01`));
  const days = Array.from({ length: 42 }, (_, index) => addDays(first, index));
  const turn = (by: -1 | 1) => setFocus(by === 1 ? addDays(`${month}-28`, 4).slice(0, 8) + '01' : addDays(`${month}-01`, -1).slice(0, 8) + '01');
  const names = new Intl.DateTimeFormat(currentLocale(), { weekday: 'narrow', timeZone: 'UTC' });
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === 'rtl' ? -1 : 1;
    const step = STEPS[event.key] ?? (event.key === 'ArrowRight' ? rtl : event.key === 'ArrowLeft' ? -rtl : 0);
    if (step !== 0) setFocus(addDays(focus, step));
    else if (event.key === 'PageUp') turn(-1);
    else if (event.key === 'PageDown') turn(1);
    else return;
    event.preventDefault();
  };
  return (
    <Box sx={{ p: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 0.5 }}>
        <IconButton size="small" onClick={() => turn(-1)} aria-label={t('input.previousMonth')}>
          <ChevronLeft fontSize="small" />
        </IconButton>
        <Typography aria-live="polite" variant="h3" component="p" sx={{ flex: 1, textAlign: 'center' }}>
          {monthText(month)}
        </Typography>
        <IconButton size="small" onClick={() => turn(1)} aria-label={t('input.nextMonth')}>
          <ChevronRight fontSize="small" />
        </IconButton>
      </Box>
      <Box ref={grid} role="group" aria-label={monthText(month)} onKeyDown={onKeyDown} sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, 32px)' }}>
        {days.slice(0, 7).map((day) => (
          <Typography key={day} variant="caption" color="textSecondary" aria-hidden sx={{ textAlign: 'center' }}>
            {names.format(new Date(`${day}T00:00:00Z`))}
          </Typography>
        ))}
        {days.map((day) => (
          <ButtonBase
            key={day}
            tabIndex={day === focus ? 0 : -1}
            aria-label={dayText(day)}
            aria-pressed={day === value}
            aria-current={day === today() ? 'date' : undefined}
            onClick={() => onPick(day)}
            sx={{
              height: 30,
              borderRadius: 1,
              fontSize: '0.8125rem',
              color: day.startsWith(month) ? 'text.primary' : 'text.disabled',
              fontWeight: day === today() ? 700 : 400,
              '&[aria-pressed=true]': { bgcolor: 'primary.main', color: 'primary.contrastText' },
              '&:hover': { bgcolor: 'primary.light', color: 'primary.dark' },
            }}
          >
            {Number(day.slice(8))}
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
}
