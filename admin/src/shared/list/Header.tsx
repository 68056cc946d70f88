import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { Breadcrumbs } from '../layout/Breadcrumbs.tsx';
import { ListMenu } from './ListMenu.tsx';
import type { Columns } from './useColumns.ts';

export function Header({ resource, columns, actions }: { resource: string; columns: Columns; actions: ReactNode }) {
  const t = useT();
  const { nameWithin, resourceName } = useLabels();
  const creatable = resourceSpec(resource).pages.create && mayDo(resource, 'create');
  return (
    <Box sx={{ display: 'flex', alignItems: 'end', gap: 1, flexWrap: 'wrap' }}>
      <Box sx={{ flex: 1, minWidth: 160 }}>
        <Breadcrumbs crumbs={[{ label: t('app.home'), to: '/' }, { label: resourceName(resource) }]} />
        <Typography variant="h1">{resourceName(resource)}</Typography>
      </Box>
      {actions}
      <ListMenu resource={resource} columns={columns} />
      {creatable && (
        <Button component={Link} to={`/${resource}/create`} variant="contained" startIcon={<Add />}>
          {t('list.create', { name: nameWithin(resource, 1) })}
        </Button>
      )}
    </Box>
  );
}
