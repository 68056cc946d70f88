import Paper from '@mui/material/Paper';
import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import { ListBase, useListContext, useResourceContext } from 'ra-core';
import { useEffect, useMemo } from 'react';
import { toListParams } from '../../data/dataProvider.ts';
import type { ScreenMeta } from '../../data/dataProvider.ts';
import { countQuestion } from '../../data/list.ts';
import type { Row } from '../../data/list.ts';
import { Beside } from '../../data/questions.ts';
import { savedViewsQuestion } from '../../data/savedViews.ts';
import { may } from '../../data/session.ts';
import { useLabels } from '../../i18n/useT.ts';
import { ErrorPage } from '../layout/ErrorPages.tsx';
import { useTitle } from '../layout/title.tsx';
import { Cards } from './Cards.tsx';
import { Chips } from './Chips.tsx';
import { EmptyList } from './EmptyList.tsx';
import { Header } from './Header.tsx';
import { rememberList } from './lastList.ts';
import { Pager } from './Pager.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { Table } from './Table.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useColumns } from './useColumns.ts';
import { useListKeys } from './useListKeys.ts';
import { Views } from './Views.tsx';
import type { RecordListProps } from './context.ts';

/**
 * A list of records: filters in the URL, chips, views, search, sort, columns, totals, keyset pages, selection, export.
 * See admin/README.md. Everything shown follows from `fields`.
 */
export function RecordList(props: RecordListProps) {
  const resource = useResourceContext() ?? '';
  const views = useMemo(() => (props.views ?? []).filter(({ permission }) => may(permission)), [props.views]);
  // The page, its sums, the counts of the views and the saved views are one request.
  const counted = [{}, ...views.map(({ filter }) => filter)].map((filter) => countQuestion(resource, filter));
  const beside = new Beside([...counted, ...(may('views.manage') ? [savedViewsQuestion(resource)] : [])]);
  const meta: ScreenMeta = { beside, totals: props.fields.some(({ total, permission }) => total && may(permission)) };
  return (
    <ListBase sort={props.sort} perPage={25} exporter={false} storeKey={false} queryOptions={{ onError: () => undefined, meta }}>
      <Content {...props} views={views} />
    </ListBase>
  );
}

function Content({ fields: declared, views = [], bulkActions, actions, searchable = true, selectable = Boolean(bulkActions), sort }: RecordListProps) {
  const resource = useResourceContext() ?? '';
  const fields = useMemo(() => declared.filter(({ permission }) => may(permission)), [declared]);
  const list = useListContext<Row>();
  const columns = useColumns(resource, fields);
  const { resourceName } = useLabels();
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const { data, error, filterValues, page, perPage, sort: current, hasNextPage, isPending } = list;
  const active = useListKeys(selectable);
  useTitle(resourceName(resource));
  useEffect(() => {
    if (!data) return;
    const params = toListParams({ filter: filterValues, pagination: { page, perPage }, sort: current });
    rememberList(resource, { params, ids: data.map(({ id }) => id), hasNextPage: hasNextPage ?? false });
  }, [resource, data, filterValues, page, perPage, current, hasNextPage]);
  const empty = !isPending && !error && data?.length === 0;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, minWidth: 0 }}>
      <Header resource={resource} columns={columns} actions={actions} />
      <Views resource={resource} views={views} sort={sort} columns={columns} />
      <Toolbar fields={fields} columns={columns} searchable={searchable} />
      <Chips fields={fields} />
      {selectable && <SelectionBar bulkActions={bulkActions} />}
      {error && !data ? <ErrorPage error={error} onRetry={() => void list.refetch()} /> : null}
      {empty && <EmptyList />}
      {!empty && !(error && !data) && (
        <Paper variant="outlined" sx={{ overflow: 'hidden', minWidth: 0 }}>
          {phone ? (
            <Cards fields={fields} selectable={selectable} />
          ) : (
            <Table fields={columns.visible} active={active} selectable={selectable} />
          )}
          <Pager />
        </Paper>
      )}
    </Box>
  );
}
