import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Breadcrumbs } from '../layout/Breadcrumbs.tsx';
import { ErrorPage } from '../layout/ErrorPages.tsx';
import { PageSkeleton } from '../layout/PageSkeleton.tsx';
import { useTitle } from '../layout/title.tsx';

type Props = {
  title: string;
  /** What the figures are, in one sentence. */
  about?: string | undefined;
  /** Days, pickers and buttons above the report. */
  controls?: ReactNode;
  error?: Error | null;
  onRetry?: () => void;
  /** Shows a skeleton until there is something. */
  loading?: boolean;
  children: ReactNode;
};

/** Inputs of one width, buttons as wide as their words. */
const controlsLook = {
  p: 1.5, display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start',
  '& > *': { flex: { xs: '1 1 100%', sm: '0 1 240px' }, minWidth: 0 },
  '& > .MuiButton-root': { flex: '0 0 auto', minHeight: 36 },
};

/** A report: title, controls, figures. Its parameters belong in the URL (`useReportParams`). */
export function ReportPage({ title, about, controls, error, onRetry, loading = false, children }: Props) {
  const t = useT();
  useTitle(title);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
      <Box>
        <Breadcrumbs crumbs={[{ label: t('app.home'), to: '/' }, { label: title }]} />
        <Typography variant="h1">{title}</Typography>
        {about && <Typography color="textSecondary">{about}</Typography>}
      </Box>
      {controls && (
        <Paper variant="outlined" sx={controlsLook}>
          {controls}
        </Paper>
      )}
      {error ? <ErrorPage error={error} {...(onRetry ? { onRetry } : {})} /> : loading ? <PageSkeleton /> : children}
    </Box>
  );
}
