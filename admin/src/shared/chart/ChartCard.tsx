import BarChartIcon from '@mui/icons-material/BarChartOutlined';
import TableChart from '@mui/icons-material/TableChartOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useId, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { ChartTable } from './ChartTable.tsx';
import type { ChartKind, Point, Series } from './types.ts';

const Plot = lazy(async () => ({ default: (await import('./Plot.tsx')).Plot }));

type Props = {
  title: string;
  /** What the chart says, in one sentence. */
  summary: string;
  kind: ChartKind;
  /** The heading of the first table column: what the points are. */
  axis: string;
  series: readonly Series[];
  points: readonly Point[] | undefined;
  height?: number;
};

/** A chart with title, summary and the same figures as a table; every point leads to the list behind it. */
export function ChartCard({ title, summary, kind, axis, series, points, height = 240 }: Props) {
  const t = useT();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <Paper component="section" variant="outlined" aria-labelledby={id} sx={{ p: 2, minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'start', mb: 1 }}>
        <Box sx={{ flex: 1 }}>
          <Typography id={id} variant="h2">
            {title}
          </Typography>
          <Typography variant="caption" color="textSecondary" component="p" sx={{ minHeight: '2.8em' }}>
            {summary}
          </Typography>
        </Box>
        <Button startIcon={asTable ? <BarChartIcon /> : <TableChart />} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'chart.asChart' : 'chart.asTable')}
        </Button>
      </Box>
      {!points ? (
        <Skeleton variant="rounded" height={height} />
      ) : asTable ? (
        <ChartTable caption={title} axis={axis} series={series} points={points} />
      ) : (
        <Suspense fallback={<Skeleton variant="rounded" height={height} />}>
          <Plot {...{ title, kind, series, points, height }} />
        </Suspense>
      )}
    </Paper>
  );
}
