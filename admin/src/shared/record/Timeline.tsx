import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchTimeline } from '../../data/timeline.ts';
import type { TimelineEvent } from '../../data/timeline.ts';
import { useResourceContext } from 'ra-core';
import { useLabels, useT } from '../../i18n/useT.ts';
import { plainText } from '../field.tsx';
import { CopyButton } from '../CopyButton.tsx';
import { instantText } from '../days.ts';

/** Everything that happened to a record: what changed, who did it, through which channel, in which request. */
export function Timeline({ subject }: { subject: string }) {
  const t = useT();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['timeline', subject],
    queryFn: ({ pageParam, signal }) => fetchTimeline(subject, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const events = data.pages.flatMap(({ nodes }) => nodes);
  if (events.length === 0) return <Typography color="textSecondary">{t('timeline.none')}</Typography>;
  return (
    <>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {events.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </Box>
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}

/** `{ field: [before, after] }` as lines; values as the record's fields would show them in plain text. */
function changesOf(changes: unknown): { field: string; before: string; after: string }[] {
  if (typeof changes !== 'object' || changes === null) return [];
  return Object.entries(changes).map(([field, pair]) => {
    const [before, after] = Array.isArray(pair) ? (pair as unknown[]) : [undefined, pair];
    return { field, before: plainText(before), after: plainText(after) };
  });
}

function Entry({ event: { kindLabel, recordedAt, actorName, channel, requestId, reason, changes } }: { event: TimelineEvent }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const resource = useResourceContext() ?? '';
  const through = enumLabel('Channel', channel);
  return (
    <Paper component="li" variant="outlined" sx={{ px: 1.5, py: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {kindLabel}
        </Typography>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          {t('timeline.by', { name: actorName ?? '', channel: through })} · <time dateTime={recordedAt}>{instantText(recordedAt)}</time>
        </Typography>
        {requestId && <CopyButton iconOnly text={requestId} label={t('timeline.requestId', { id: requestId })} />}
      </Box>
      {reason && <Typography variant="body2">{reason}</Typography>}
      <Box component="dl" sx={diff}>
        {changesOf(changes).map(({ field, before, after }) => (
          <Change key={field} {...{ resource, field, before, after }} />
        ))}
      </Box>
    </Paper>
  );
}

function Change({ resource, field, before, after }: { resource: string; field: string; before: string; after: string }) {
  const t = useT();
  const { looseFieldLabel } = useLabels();
  return (
    <Box sx={{ display: 'contents' }}>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {looseFieldLabel(resource, field)}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {before && (
          <>
            <del>
              <bdi>{before}</bdi>
            </del>{' '}
            <span aria-hidden>→</span>
            <span style={{ position: 'absolute', clipPath: 'inset(50%)' }}>{t('timeline.to')}</span>{' '}
          </>
        )}
        <ins style={{ textDecoration: 'none', fontWeight: 560 }}>
          <bdi>{after || '–'}</bdi>
        </ins>
      </Box>
    </Box>
  );
}

const diff = {
  m: 0,
  mt: 0.5,
  display: 'grid',
  gridTemplateColumns: 'minmax(90px, auto) 1fr',
  columnGap: 2,
  fontSize: '0.8125rem',
  '&:empty': { display: 'none' },
};
