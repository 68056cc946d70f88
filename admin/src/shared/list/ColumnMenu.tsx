import ArrowDown from '@mui/icons-material/KeyboardArrowDown';
import ArrowUp from '@mui/icons-material/KeyboardArrowUp';
import ViewColumn from '@mui/icons-material/ViewColumnOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useResourceContext } from 'ra-core';
import { useState } from 'react';
import { useLabels, useT } from '../../i18n/useT.ts';
import type { Columns } from './useColumns.ts';

/** Which columns are shown and in what order. */
export function ColumnMenu({ columns }: { columns: Columns }) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        startIcon={<ViewColumn />}
        color="inherit"
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)}
      >
        {t('list.columns')}
      </Button>
      <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }} slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.columns') } }}>
        <Box sx={{ p: 1.5, minWidth: 260 }}>
          {columns.ordered.map(({ name }, index) => {
            const label = fieldLabel(resource, name);
            return (
              <Box key={name} sx={{ display: 'flex', alignItems: 'center' }}>
                <FormControlLabel
                  sx={{ flex: 1, m: 0 }}
                  control={<Checkbox checked={columns.isVisible(name)} onChange={() => columns.toggle(name)} />}
                  label={label}
                />
                <IconButton size="small" disabled={index === 0} onClick={() => columns.move(name, -1)} aria-label={t('list.moveUp', { name: label })}>
                  <ArrowUp fontSize="inherit" />
                </IconButton>
                <IconButton size="small" disabled={index === columns.ordered.length - 1} onClick={() => columns.move(name, 1)} aria-label={t('list.moveDown', { name: label })}>
                  <ArrowDown fontSize="inherit" />
                </IconButton>
              </Box>
            );
          })}
          <Button onClick={columns.reset}>{t('list.resetColumns')}</Button>
        </Box>
      </Popover>
    </>
  );
}
