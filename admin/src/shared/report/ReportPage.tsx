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
        <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(min(210px, 100%), 1fr))', alignItems: 'start' }}>
          {controls}
        </Paper>
      )}
      {error ? <ErrorPage error={error} {...(onRetry ? { onRetry } : {})} /> : loading ? <PageSkeleton /> : children}
    </Box>
  );
}
