import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useListContext, useResourceContext } from 'ra-core';
import { Link } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';

/** Nothing here: either nothing matches, or there is none yet, and then what it is and how to begin. */
export function EmptyList() {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { nameWithin } = useLabels();
  const { filterValues, setFilters, page, setPage } = useListContext();
  const spec = resourceSpec(resource);
  const Icon = spec.icon;
  const filtered = Object.keys(filterValues).length > 0;
  const name = nameWithin(resource);
  return (
    <Paper variant="outlined" role="status" sx={{ textAlign: 'center', px: 3, py: 8 }}>
      <Icon sx={{ fontSize: 40, color: 'text.secondary', mb: 1 }} />
      <Typography variant="h2" gutterBottom>
        {filtered ? t('list.noMatch') : page > 1 ? t('list.pastEnd') : t('list.none', { name })}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 2, maxWidth: 440, marginInline: 'auto' }}>
        {filtered ? t('list.noMatchText') : page > 1 ? '' : <About resource={resource} />}
      </Typography>
      {filtered && (
        <Button variant="outlined" onClick={() => setFilters({}, {}, false)}>
          {t('list.clearFilters')}
        </Button>
      )}
      {!filtered && page > 1 && (
        <Button variant="outlined" onClick={() => setPage(1)}>
          {t('list.firstPage')}
        </Button>
      )}
      {!filtered && page === 1 && spec.pages.create && mayDo(resource, 'create') && (
        <Button component={Link} to={`/${resource}/create`} variant="contained">
          {t('list.create', { name: nameWithin(resource, 1) })}
        </Button>
      )}
    </Paper>
  );
}

/** `resources.<name>.about`: one sentence on what these records are. */
function About({ resource }: { resource: string }) {
  const { about } = useLabels();
  return <>{about(resource)}</>;
}
