import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import { Section } from '../shared/record/Section.tsx';
import { Counts } from './Counts.tsx';
import type { Import } from './queries.ts';

/** How far a check or run is. */
export function Progress({ row }: { row: Import }) {
  const t = useT();
  const isReading = row.roundTotal === 0;
  const title = t(row.status === 'CHECKING' ? 'imports.checking' : 'imports.running');
  return (
    <Section title={title}>
      <Typography role="status" sx={{ mb: 1 }}>
        {isReading ? t('imports.reading', { rows: row.rowsTotal }) : t('imports.progress', { done: row.roundDone, total: row.roundTotal })}
      </Typography>
      <LinearProgress aria-label={title} variant={isReading ? 'indeterminate' : 'determinate'} value={isReading ? 0 : Math.min(100, (row.roundDone / row.roundTotal) * 100)} sx={{ mb: 2 }} />
      <Counts row={row} />
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{t('imports.leave')}</Typography>
    </Section>
  );
}
