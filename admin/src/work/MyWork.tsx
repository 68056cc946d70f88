import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'react-router-dom';
import { bellQuery, markBellReadMutation } from '../data/bell.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ErrorPage } from '../shared/layout/ErrorPages.tsx';
import { PageSkeleton } from '../shared/layout/PageSkeleton.tsx';
import { useTitle } from '../shared/layout/title.tsx';
import { WaitingEntry } from '../shared/layout/WaitingEntry.tsx';

const MOST = 500;

/** All that waits for me, by kind, unread, urgent; the filter is in the URL. */
export function MyWork() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const { data, error, refetch } = useAsk(bellQuery, { first: MOST });
  const [mark, { pending }] = useAction(markBellReadMutation);
  useTitle(t('work.mine'));
  if (error) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const items = data.bell?.items ?? [];
  const kinds = [...new Map(items.map(({ kind, kindLabel }) => [kind, kindLabel]))];
  const [kind, only] = [search.get('kind'), search.get('only')];
  const shown = items.filter((item) => (!kind || item.kind === kind) && (only !== 'unread' || item.isUnread) && (only !== 'urgent' || item.isUrgent));
  const oldestFirst = search.get('sort') === 'age';
  const sorted = oldestFirst ? shown.toSorted((a, b) => (a.since < b.since ? -1 : 1)) : shown;
  const choose = (name: string, value: string | null) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value === null || before.get(name) === value) next.delete(name);
    else next.set(name, value);
    return next;
  }, { replace: true });
  const chip = (name: string, value: string, label: string, count: number) => (
    <Chip
      key={value} component="button" clickable label={t('work.count', { label, count })} aria-pressed={search.get(name) === value}
      color={search.get(name) === value ? 'primary' : 'default'} variant={search.get(name) === value ? 'filled' : 'outlined'} onClick={() => choose(name, value)}
    />
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, minWidth: 0, maxWidth: 900 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Typography variant="h1" sx={{ flex: 1 }}>{t('work.mine')}</Typography>
        <Button variant="outlined" loading={pending} disabled={!data.bell?.unread} onClick={() => void mark({ input: { all: true } })}>{t('bell.readAll')}</Button>
      </Box>
      <Box role="group" aria-label={t('work.filter')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {kinds.map(([name, label]) => chip('kind', name, label, items.filter((item) => item.kind === name).length))}
        {items.length > 0 && chip('only', 'unread', t('work.unread'), items.filter(({ isUnread }) => isUnread).length)}
        {items.length > 0 && chip('only', 'urgent', t('work.urgent'), items.filter(({ isUrgent }) => isUrgent).length)}
        {items.length > 0 && <Chip component="button" clickable label={t('work.oldest')} aria-pressed={oldestFirst} color={oldestFirst ? 'primary' : 'default'} variant={oldestFirst ? 'filled' : 'outlined'} onClick={() => choose('sort', 'age')} />}
      </Box>
      {sorted.length === 0 && <Typography color="textSecondary">{t(items.length === 0 ? 'bell.nothing' : 'work.noneSo')}</Typography>}
      {sorted.length > 0 && (
        <Paper variant="outlined" component="ul" aria-label={t('work.mine')} sx={{ listStyle: 'none', m: 0, p: 0, '& > li:last-of-type': { border: 0 } }}>
          {sorted.map((item) => <WaitingEntry key={item.key} item={item} onRead={() => void mark({ input: { keys: [item.key] } })} />)}
        </Paper>
      )}
      {(data.bell?.total ?? 0) > MOST && <Typography color="textSecondary">{t('work.more', { shown: MOST, total: data.bell?.total ?? 0 })}</Typography>}
    </Box>
  );
}
