import MuiBreadcrumbs from '@mui/material/Breadcrumbs';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { useT } from '../../i18n/useT.ts';

export type Crumb = { label: string; to?: string };

/** Where the page stands; the last crumb is the page itself. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useT();
  return (
    <MuiBreadcrumbs aria-label={t('app.breadcrumbs')} sx={{ fontSize: '0.75rem', minHeight: 24 }}>
      {crumbs.map(({ label, to }) =>
        to ? (
          <Link key={label} component={RouterLink} to={to} sx={{ color: 'text.secondary', py: 0.5 }}>
            {label}
          </Link>
        ) : (
          <Typography key={label} variant="caption" color="textPrimary" aria-current="page">
            {label}
          </Typography>
        ),
      )}
    </MuiBreadcrumbs>
  );
}
