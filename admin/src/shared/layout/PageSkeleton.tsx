import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useT } from '../../i18n/useT.ts';

/** A page's outline while its code or record loads; the same height as the page, so that nothing jumps. */
export function PageSkeleton() {
  const t = useT();
  return (
    <Box role="status" aria-label={t('app.loading')} sx={{ display: 'grid', gap: 2, minHeight: '60vh', alignContent: 'start' }}>
      <Skeleton variant="rounded" width="32%" height={28} />
      <Skeleton variant="rounded" height={40} />
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} variant="rounded" height={30} />
      ))}
    </Box>
  );
}
