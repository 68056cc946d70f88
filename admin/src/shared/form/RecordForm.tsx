import { useQuery } from '@tanstack/react-query';
import { useDataProvider, useResourceContext } from 'ra-core';
import { use } from 'react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { mayDo } from '../../data/authProvider.ts';
import { toForm } from '../../data/dataProvider.ts';
import type { Row } from '../../data/list.ts';
import { queriesOf, resourceSpec } from '../../data/resource.ts';
import type { Values } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { ErrorPage, ForbiddenPage } from '../layout/ErrorPages.tsx';
import { PageSkeleton } from '../layout/PageSkeleton.tsx';
import { FormBody } from './FormBody.tsx';

/** The edit page of a record: sends only what changed, with its version. */
export function EditForm({ children }: { children: ReactNode }) {
  const resource = useResourceContext() ?? '';
  const { id = '' } = useParams();
  const provider = useDataProvider();
  // Its own cache entry, never kept and never refetched under the person's hands: a form starts from the record as it
  // is now, with all fields, and not from the few that a list happened to read.
  const { data, error, refetch } = useQuery({
    queryKey: ['form', resource, id],
    queryFn: async ({ signal }) => (await provider.getOne<Row>(resource, { id, signal })).data,
    gcTime: 0,
    staleTime: Infinity,
  });
  if (!mayDo(resource, 'edit')) return <ForbiddenPage />;
  if (error) return <ErrorPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <FormBody key={id} record={data} initial={toForm(resource, data)} title={resourceSpec(resource).label(data)}>
      {children}
    </FormBody>
  );
}

/** The create page; `initial` fills in what is usual. */
export function CreateForm({ initial = {}, children }: { initial?: Values; children: ReactNode }) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { nameWithin } = useLabels();
  if (!mayDo(resource, 'create')) return <ForbiddenPage />;
  use(queriesOf(resource)); // what of the form is sent
  return (
    <FormBody initial={initial} title={t('list.create', { name: nameWithin(resource, 1) })}>
      {children}
    </FormBody>
  );
}
