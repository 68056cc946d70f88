import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLabels } from '../i18n/useT.ts';
import { integerText } from '../shared/numbers.ts';
import type { Import } from './queries.ts';

const shown = [
  ['wouldCreate', 'WOULD_CREATE'], ['wouldChange', 'WOULD_CHANGE'], ['created', 'CREATED'], ['changed', 'CHANGED'], ['unchanged', 'UNCHANGED'], ['failed', 'FAILED'], ['skipped', 'SKIPPED'], ['setAside', 'SET_ASIDE'],
] as const;

/** How many rows came, or would come, to what. */
export function Counts({ row }: { row: Import }) {
  const { enumLabel } = useLabels();
  const told = shown.filter(([name]) => row[name] > 0);
  return (
    <Box component="dl" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1 }}>
      {told.map(([name, status]) => (
        <Box key={name}>
          <Typography component="dt" variant="caption" color="textSecondary">{enumLabel('ImportLineStatus', status)}</Typography>
          <Typography component="dd" variant="h2" sx={{ m: 0, color: name === 'failed' ? 'error.main' : undefined }}>
            <bdi className="figure">{integerText(row[name])}</bdi>
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
