import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';

/** A required day, marked in words when it was missed. */
export function LateMark({ day, isLate }: { day: string | null; isLate: boolean }) {
  const t = useT();
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'baseline', whiteSpace: 'nowrap' }}>
      <Value field={{ kind: 'day' }} value={day} />
      {isLate && (
        <Typography component="span" variant="caption" color="error" sx={{ fontWeight: 600 }}>
          {t('orders.late')}
        </Typography>
      )}
    </Box>
  );
}
