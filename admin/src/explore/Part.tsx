import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';

/** One part of the question: its name, what was chosen, and a way to choose more. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Box role="group" aria-labelledby={id} sx={{ mb: 2 }}>
      <Typography id={id} variant="h3" component="h2" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>{children}</Box>
    </Box>
  );
}

/** Something chosen, with a way to take it away. */
export function Chosen({ name, onRemove, children }: { name: string; onRemove: () => void; children: ReactNode }) {
  const t = useT();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, border: 1, borderColor: 'divider', borderRadius: 1, py: 0.75, paddingInlineStart: 1.5, paddingInlineEnd: 0.5 }}>
      {children}
      <IconButton size="small" aria-label={t('explore.remove', { name })} onClick={onRemove}>
        <Close sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  );
}
