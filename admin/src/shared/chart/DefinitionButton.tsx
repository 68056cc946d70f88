import InfoOutlined from '@mui/icons-material/InfoOutlined';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useT } from '../../i18n/useT.ts';

/** How a figure is computed, on request. */
export function DefinitionButton({ name, text }: { name: string; text: string }) {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton size="small" onClick={(event) => setAnchor(event.currentTarget)} aria-label={t('chart.definition', { name })}>
        <InfoOutlined sx={{ fontSize: 16 }} />
      </IconButton>
      <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }} slotProps={{ paper: { role: 'dialog', 'aria-label': name } }}>
        <Typography variant="body2" sx={{ p: 2, maxWidth: 320 }}>
          {text}
        </Typography>
      </Popover>
    </>
  );
}
