import Refresh from '@mui/icons-material/Refresh';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useListContext, useResourceContext } from 'ra-core';
import type { Row } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { useNews } from './useNews.ts';

const screaming = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/** "1 new · 2 changed" above an open list; pressing it shows them, in place, and counts anew. */
export function ListNews() {
  const t = useT();
  const client = useQueryClient();
  const resource = useResourceContext() ?? '';
  const { data, isFetching = false } = useListContext<Row>();
  const type = screaming(resourceSpec(resource).type);
  const { changes, stale } = useNews((change) => change.type === type, isFetching);
  const fresh = new Set(changes.filter(({ isNew }) => isNew).map(({ id }) => id));
  const shown = new Set(data?.map(({ id }) => id));
  const changed = new Set(changes.map(({ id }) => id).filter((id) => !fresh.has(id) && shown.has(id)));
  const parts = [
    ...(fresh.size > 0 ? [t('live.new', { count: fresh.size })] : []),
    ...(changed.size > 0 ? [t('live.changed', { count: changed.size })] : []),
    ...(stale && fresh.size + changed.size === 0 ? [t('live.stale')] : []),
  ];
  return (
    <Box role="status" sx={{ flex: 1, display: 'flex', justifyContent: 'center', minWidth: 0 }}>
      {parts.length > 0 && (
        <Button size="small" variant="outlined" startIcon={<Refresh />} title={t('live.show')} onClick={() => void client.invalidateQueries({ queryKey: [resource] })} sx={{ borderRadius: 99, whiteSpace: 'nowrap' }}>
          {parts.join(' · ')}
        </Button>
      )}
    </Box>
  );
}
