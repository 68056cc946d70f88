import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTitle } from '../shared/layout/title.tsx';

/** The frame of pages shown before anybody has signed in. */
export function PublicPage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  useTitle(title);
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 2 }}>
      <Paper variant="outlined" sx={{ width: '100%', maxWidth: 420, p: { xs: 2.5, sm: 4 }, borderRadius: 2 }}>
        <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', mb: 3 }}>
          <Box component="img" src="/favicon.svg" alt="" sx={{ width: 32, height: 32 }} />
          <Typography variant="h2" component="p">
            Hesabu
          </Typography>
        </Box>
        <Typography variant="h1">{title}</Typography>
        <Typography color="textSecondary" sx={{ mb: 3 }}>
          {text}
        </Typography>
        {children}
      </Paper>
    </Box>
  );
}
