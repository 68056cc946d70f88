import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useShowContext } from 'ra-core';
import { useT } from '../../i18n/useT.ts';
import { useNews } from './useNews.ts';

// What is said of a record, and what hangs on it, shows by itself where it stands.
const isAside = (kind: string): boolean => /^(comment|file|task)[A-Z]/.test(kind);

/** "Changed by Nancy just now · Refresh" on an open record. */
export function RecordNews({ id }: { id: string }) {
  const t = useT();
  const client = useQueryClient();
  const { isFetching = false } = useShowContext();
  const { changes, stale } = useNews((change) => change.id === id && !isAside(change.kind), isFetching);
  const name = changes.at(-1)?.actorName;
  const isShown = changes.length > 0 || stale;
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, ...(isShown ? overPhone : {}) }}>
      {isShown && (
        <>
          <Typography variant="body2" color="textSecondary" noWrap>
            {changes.length === 0 ? t('live.stale') : name ? t('live.changedBy', { name }) : t('live.changedNow')}
          </Typography>
          <Button size="small" onClick={() => void client.invalidateQueries()}>
            {t('live.refresh')}
          </Button>
        </>
      )}
    </Box>
  );
}

// On a phone it lies over the end of the page: in the page it would push down what is being read.
const overPhone = {
  position: { xs: 'fixed', sm: 'static' },
  insetInline: 12,
  insetBlockEnd: 12,
  zIndex: { xs: 'appBar', sm: 'auto' },
  justifyContent: 'space-between',
  px: { xs: 2, sm: 0 },
  py: { xs: 1, sm: 0 },
  bgcolor: { xs: 'background.paper', sm: 'transparent' },
  border: { xs: '1px solid', sm: 'none' },
  borderColor: 'divider',
  borderRadius: 1,
} as const;
