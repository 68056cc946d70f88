import Box from '@mui/material/Box';
import { RecordContextProvider, ShowBase, useResourceContext, useShowContext } from 'ra-core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import type { ScreenMeta } from '../../data/dataProvider.ts';
import { countQuestion } from '../../data/list.ts';
import type { Row } from '../../data/list.ts';
import { Beside } from '../../data/questions.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels } from '../../i18n/useT.ts';
import { ErrorPage } from '../layout/ErrorPages.tsx';
import { PageSkeleton } from '../layout/PageSkeleton.tsx';
import { useTitle } from '../layout/title.tsx';
import type { AnyField } from '../list/context.ts';
import { rememberRecent } from '../recent.ts';
import { asides } from './asides.ts';
import { addedTabs, useAddedTool } from './extras.ts';
import { Pipeline } from './Pipeline.tsx';
import { RecordHeader } from './RecordHeader.tsx';
import { RecordTabs, tabQuestions } from './RecordTabs.tsx';
import type { RecordAction, RelatedTab, SmartButton, Step } from './types.ts';

export type RecordPageProps<Record_> = {
  /** Fields of key figures and facts under the title. */
  facts?: readonly AnyField[];
  /** The field and enum of the status chip. */
  status?: { field: string; enumName: string };
  pipeline?: (record: Record_) => { steps: readonly Step[]; current: string };
  actions?: readonly RecordAction<Record_>[];
  smart?: readonly SmartButton[];
  tabs?: readonly RelatedTab<Record_>[];
  /** False for a record that has no history of its own. */
  history?: boolean;
  children: (record: Record_) => ReactNode;
};

/** A record: header, pipeline, actions, facts, its own content, related lists and history. See admin/README.md. */
export function RecordPage<Record_ extends Row>(props: RecordPageProps<Record_>) {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { smart = [], history = true } = props;
  const tabs = withAsides(props, useResourceContext() ?? '');
  // The record, all counts and what its open tab shows are one request.
  const buttons = smart.filter(({ resource }) => mayDo(resource, 'list')).map(({ resource, filter }) => countQuestion(resource, filter({ id })));
  const meta: ScreenMeta & { quiet: true } = { quiet: true, beside: new Beside([...buttons, ...tabQuestions(id, tabs, search.get('tab'), history)]) };
  return (
    <ShowBase<Record_> disableAuthentication={false} queryOptions={{ meta, onError: () => undefined }}>
      <Content {...props} />
    </ShowBase>
  );
}

/** The record's own tabs, those that other domains add to its type, and those that every record with a history has. */
const withAsides = <Record_ extends { id: string }>({ tabs = [], history = true }: RecordPageProps<Record_>, resource: string): readonly RelatedTab<Record_>[] =>
  (history ? [...tabs, ...addedTabs(resourceSpec(resource).type), ...asides()] : tabs);

function Content<Record_ extends Row>({ facts = [], status, pipeline, actions = [], smart = [], tabs: own = [], history = true, children }: RecordPageProps<Record_>) {
  const resource = useResourceContext() ?? '';
  const tabs = withAsides({ tabs: own, history, children }, resource);
  const { record, error, isPending, refetch } = useShowContext<Record_>();
  const { resourceName } = useLabels();
  const spec = resourceSpec(resource);
  const label = record ? spec.label(record) : undefined;
  const id = record?.id;
  const tool = useAddedTool(spec.type);
  useTitle(label, resourceName(resource));
  useEffect(() => {
    if (id) rememberRecent(resource, id);
  }, [resource, id]);
  if (error) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  if (isPending || !record || tool === undefined) return <PageSkeleton />;
  const line = pipeline?.(record);
  return (
    <RecordContextProvider value={record}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
        <RecordHeader {...{ record, resource, status, facts, actions, smart, tool }} />
        {line && <Pipeline {...line} />}
        {children(record)}
        {(history || tabs.length > 0) && <RecordTabs record={record} tabs={tabs} />}
      </Box>
    </RecordContextProvider>
  );
}
