import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { bellQuery, markBellReadMutation } from '../../data/bell.ts';
import { useAction } from '../../data/useAction.ts';
import { useAsk } from '../../data/useAsk.ts';
import { useT } from '../../i18n/useT.ts';
import { WaitingEntry } from './WaitingEntry.tsx';

const SHOWN = 30;

/** What waits, the unread first; Escape leads back to the bell. */
export function BellPanel({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  const t = useT();
  const { data, error } = useAsk(bellQuery, { first: SHOWN });
  const [mark, { pending }] = useAction(markBellReadMutation);
  const bell = data?.bell;
  return (
    <Popover
      open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': t('bell.title'), sx: { width: 'min(420px, calc(100vw - 24px))', maxHeight: '75vh', display: 'flex', flexDirection: 'column' } } }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.5, py: 1, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>{t('bell.title')}</Typography>
        <Button size="small" loading={pending} disabled={!bell?.unread} onClick={() => void mark({ input: { all: true } })}>{t('bell.readAll')}</Button>
      </Box>
      {error && <Typography role="alert" sx={{ p: 1.5 }}>{error.message}</Typography>}
      {!bell && !error && <Skeleton variant="rectangular" height={120} />}
      {bell?.items.length === 0 && <Typography color="textSecondary" sx={{ p: 1.5 }}>{t('bell.nothing')}</Typography>}
      {bell && bell.items.length > 0 && (
        <Box component="ul" tabIndex={0} aria-label={t('bell.title')} sx={{ listStyle: 'none', m: 0, p: 0, overflowY: 'auto', flex: 1 }}>
          {bell.items.map((item) => (
            <WaitingEntry key={item.key} item={item} onOpen={onClose} onRead={() => void mark({ input: { keys: [item.key] } })} />
          ))}
        </Box>
      )}
      <Box sx={{ p: 1 }}>
        <Button component={Link} to="/my-work" onClick={onClose} size="small">{t('bell.all', { total: bell?.total ?? 0 })}</Button>
      </Box>
    </Popover>
  );
}
