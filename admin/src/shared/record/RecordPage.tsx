import Box from '@mui/material/Box';
import { RecordContextProvider, ShowBase, useResourceContext, useShowContext } from 'ra-core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Row } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels } from '../../i18n/useT.ts';
import { ErrorPage } from '../layout/ErrorPages.tsx';
import { PageSkeleton } from '../layout/PageSkeleton.tsx';
import { useTitle } from '../layout/title.tsx';
import type { AnyField } from '../list/context.ts';
import { rememberRecent } from '../recent.ts';
import { Pipeline } from './Pipeline.tsx';
import { RecordHeader } from './RecordHeader.tsx';
import { RecordTabs } from './RecordTabs.tsx';
import type { RecordAction, RelatedTab, SmartButton, Step } from './types.ts';

export type RecordPageProps<Record_> = {
  /** Fields of key figures and facts under the title. */
  facts?: readonly AnyField[];
  /** The field and enum of the status chip. */
  status?: { field: string; enumName: string };
  pipeline?: (record: Record_) => { steps: readonly Step[]; current: string };
  actions?: readonly RecordAction<Record_>[];
  smart?: readonly SmartButton<Record_>[];
  tabs?: readonly RelatedTab<Record_>[];
  /** False for a record that has no history of its own. */
  history?: boolean;
  children: (record: Record_) => ReactNode;
};

/** A record: header, pipeline, actions, facts, its own content, related lists and history. See admin/README.md. */
export function RecordPage<Record_ extends Row>(props: RecordPageProps<Record_>) {
  return (
    <ShowBase<Record_> disableAuthentication={false} queryOptions={{ meta: { quiet: true }, onError: () => undefined }}>
      <Content {...props} />
    </ShowBase>
  );
}

function Content<Record_ extends Row>({ facts = [], status, pipeline, actions = [], smart = [], tabs = [], history = true, children }: RecordPageProps<Record_>) {
  const resource = useResourceContext() ?? '';
  const { record, error, isPending, refetch } = useShowContext<Record_>();
  const { resourceName } = useLabels();
  const spec = resourceSpec(resource);
  const label = record ? spec.label(record) : undefined;
  const id = record?.id;
  useTitle(label, resourceName(resource));
  useEffect(() => {
    if (id) rememberRecent(resource, id);
  }, [resource, id]);
  if (error) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  if (isPending || !record) return <PageSkeleton />;
  const line = pipeline?.(record);
  return (
    <RecordContextProvider value={record}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
        <RecordHeader {...{ record, resource, status, facts, actions, smart }} />
        {line && <Pipeline {...line} />}
        {children(record)}
        {(history || tabs.length > 0) && <RecordTabs record={record} tabs={tabs} />}
      </Box>
    </RecordContextProvider>
  );
}
