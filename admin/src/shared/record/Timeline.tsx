import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { fetchComments } from '../../data/comments.ts';
import type { Comment } from '../../data/comments.ts';
import { onNews } from '../../data/live.ts';
import { may } from '../../data/session.ts';
import { fetchTimeline } from '../../data/timeline.ts';
import type { TimelineEvent } from '../../data/timeline.ts';
import { useResourceContext } from 'ra-core';
import { useLabels, useT } from '../../i18n/useT.ts';
import { plainText } from '../field.tsx';
import { CopyButton } from '../CopyButton.tsx';
import { instantText } from '../days.ts';
import { CommentEntry } from './CommentEntry.tsx';

const Composer = lazy(async () => ({ default: (await import('./Composer.tsx')).Composer }));
// Kept free until it is there, so that what stands below does not move.
const COMPOSER_HEIGHT = 118;

// What is said is shown as such, with all its wordings.
const isOfComment = ({ kind }: TimelineEvent): boolean => /^comment[A-Z]/.test(kind);
const isAside = (kind: string): boolean => /^(comment|file|task)[A-Z]/.test(kind);

type Shown = { at: string; event?: TimelineEvent; comment?: Comment };

/** Both in one order, the newest first; not beyond where one of them is not known yet. */
function together(events: readonly TimelineEvent[], comments: readonly Comment[], more: { events: boolean; comments: boolean }): Shown[] {
  const ends = [more.events ? events.at(-1)?.recordedAt : undefined, more.comments ? comments.at(-1)?.createdAt : undefined].filter((each) => each !== undefined);
  const all: Shown[] = [
    ...events.filter((event) => !isOfComment(event)).map((event) => ({ at: event.recordedAt, event })),
    ...comments.map((comment) => ({ at: comment.createdAt, comment })),
  ];
  return all.filter(({ at }) => ends.every((end) => at >= end)).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Everything that happened to a record, and what was said of it: what changed, who did it, through which channel, in which request. */
export function Timeline({ subject }: { subject: string }) {
  const t = useT();
  const client = useQueryClient();
  const events = useInfiniteQuery({
    queryKey: ['timeline', subject],
    queryFn: ({ pageParam, signal }) => fetchTimeline(subject, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  });
  const mayRead = may('comments.read');
  const comments = useInfiniteQuery({
    queryKey: ['comments', subject],
    queryFn: ({ pageParam, signal }) => fetchComments(subject, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
    enabled: mayRead,
  });
  // What others say shows by itself.
  useEffect(() => onNews(({ changes }) => {
    if (!changes.some(({ id, kind, isOwn }) => id === subject && !isOwn && isAside(kind))) return;
    for (const key of ['timeline', 'comments']) void client.invalidateQueries({ queryKey: [key, subject] });
  }), [client, subject]);
  const error = events.error ?? comments.error;
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!events.data || (mayRead && !comments.data)) return <Skeleton variant="rounded" height={160} />;
  const said = comments.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const shown = together(events.data.pages.flatMap(({ nodes }) => nodes), said, { events: events.hasNextPage, comments: comments.hasNextPage });
  const hasMore = events.hasNextPage || comments.hasNextPage;
  const older = () => {
    if (events.hasNextPage) void events.fetchNextPage();
    if (comments.hasNextPage) void comments.fetchNextPage();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {mayRead && may('comments.write') && (
        <Box sx={{ minHeight: COMPOSER_HEIGHT }}>
          <Suspense fallback={<Skeleton variant="rounded" height={COMPOSER_HEIGHT} />}>
            <Composer subject={subject} />
          </Suspense>
        </Box>
      )}
      {shown.length === 0 && <Typography color="textSecondary">{t('timeline.none')}</Typography>}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {shown.map(({ event, comment }) => (comment
          ? <CommentEntry key={comment.id} subject={subject} comment={comment} />
          : event && <Entry key={event.id} event={event} />))}
      </Box>
      {hasMore && (
        <Button onClick={older} loading={events.isFetchingNextPage || comments.isFetchingNextPage} sx={{ justifySelf: 'start' }}>
          {t('timeline.more')}
        </Button>
      )}
    </Box>
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
