import BookmarkAdd from '@mui/icons-material/BookmarkAddOutlined';
import Edit from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Tooltip from '@mui/material/Tooltip';
import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import type { SkipToken } from '@tanstack/react-query';
import { useListContext } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { countKey, countQuestion } from '../../data/list.ts';
import { askAll } from '../../data/questions.ts';
import { may } from '../../data/session.ts';
import type { UrlFilter } from '../../data/filter.ts';
import type { SavedView } from '../../data/savedViews.ts';
import { useT } from '../../i18n/useT.ts';
import { integerText } from '../numbers.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import type { Sort, View } from './context.ts';
import type { Columns } from './useColumns.ts';

type Shown = { key: string; label: string; filter: UrlFilter; sort: Sort; saved?: SavedView };
type Props = { resource: string; views: readonly View[]; sort: Sort; columns: Columns };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** "balance_ASC" as kept with a saved view. */
const parseSort = (text: string | null, otherwise: Sort): Sort => {
  const match = /^(.+)_(ASC|DESC)$/.exec(text ?? '');
  return match ? { field: match[1] ?? '', order: match[2] === 'ASC' ? 'ASC' : 'DESC' } : otherwise;
};

/** Named filters as tabs with counts: those of the resource, then the person's own and shared ones. */
export function Views({ resource, views, sort, columns }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const { filterValues } = useListContext();
  const [editing, setEditing] = useState<'new' | SavedView>();
  const { data: saved = [] } = useQuery<SavedView[]>({ queryKey: ['savedViews', resource], queryFn: skipToken });
  const shown: Shown[] = [
    { key: 'all', label: t('list.all'), filter: {}, sort },
    ...views.map((view) => ({ key: view.key, label: t(view.label), filter: view.filter, sort: view.sort ?? sort })),
    ...saved.map((view) => ({
      key: view.id,
      label: view.name,
      // A saved view's filter was written by this console from a URL filter.
      filter: (view.filter ?? {}) as UrlFilter,
      sort: parseSort(view.orderBy, sort),
      saved: view,
    })),
  ];
  // The counts of the resource's own views come with the list; what is saved is known only then, and counted together.
  const counts = useQueries({
    queries: shown.map(({ filter }) => ({ queryKey: countKey(resource, filter), queryFn: skipToken as SkipToken | (() => number | null) })),
  });
  useQuery({
    queryKey: [resource, 'savedCounts', saved.map(({ id, filter }) => [id, filter])],
    queryFn: ({ signal }) => askAll(shown.flatMap(({ saved: own, filter }) => (own ? [countQuestion(resource, filter)] : [])), signal),
    enabled: saved.length > 0,
    staleTime: 30_000,
  });
  const current = shown.find(({ filter }) => same(filter, filterValues));
  const open = (view: Shown) => {
    if (view.saved?.columns) columns.show(view.saved.columns);
    const query = new URLSearchParams({
      filter: JSON.stringify(view.filter),
      sort: view.sort.field,
      order: view.sort.order,
      page: '1',
      perPage: '25',
    });
    void navigate(`/${resource}?${query.toString()}`);
  };
  const countText = (count: number | null | undefined) =>
    count === undefined ? '' : count === null ? t('list.tenThousandPlus') : integerText(count);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', borderBlockEnd: '1px solid', borderColor: 'divider', minWidth: 0 }}>
      <Tabs value={current?.key ?? false} variant="scrollable" scrollButtons="auto" aria-label={t('list.views')} sx={{ minWidth: 0 }}>
        {shown.map((view, index) => (
          <Tab
            key={view.key}
            value={view.key}
            onClick={() => open(view)}
            label={
              <span>
                {view.label} <Count text={countText(counts[index]?.data)} />
              </span>
            }
          />
        ))}
      </Tabs>
      {!current && may('views.manage') && (
        <Tooltip title={t('list.saveView')}>
          <IconButton onClick={() => setEditing('new')} aria-label={t('list.saveView')}>
            <BookmarkAdd fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      {current?.saved?.mine && (
        <Tooltip title={t('list.editView')}>
          <IconButton onClick={() => setEditing(current.saved)} aria-label={t('list.editView')}>
            <Edit fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      {editing && <SaveViewDialog {...{ resource, columns, editing, onClose: () => setEditing(undefined) }} />}
    </Box>
  );
}

function Count({ text }: { text: string }) {
  return (
    // Room for three digits from the start, so that the tabs stay where they are when the counts come.
    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem', marginInlineStart: 0.5, fontWeight: 500, display: 'inline-block', minWidth: '3.2ch', textAlign: 'start' }}>
      {text}
    </Box>
  );
}
