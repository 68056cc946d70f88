import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useResourceContext } from 'ra-core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import type { Row } from '../../data/list.ts';
import type { Values } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { Breadcrumbs } from '../layout/Breadcrumbs.tsx';
import { useTitle } from '../layout/title.tsx';
import { rowPath } from '../list/useListKeys.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { SaveBar } from './SaveBar.tsx';
import { UnsavedGuard } from './UnsavedGuard.tsx';
import { useSave } from './useSave.ts';

type Props = { record?: Row; initial: Values; title: string; children: ReactNode };

/** The form itself: fields, error summary, save bar, guard against losing text, and conflicts. */
export function FormBody({ record, initial, title, children }: Props) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const navigate = useNavigate();
  const { resourceName } = useLabels();
  const form = useForm<Values>({ defaultValues: initial, mode: 'onSubmit', reValidateMode: 'onSubmit', shouldFocusError: false });
  const { submit, conflict, resolve, leaving, pending } = useSave({ resource, record, form });
  const element = useRef<HTMLFormElement>(null);
  const { isSubmitting, submitCount } = form.formState;
  useTitle(title, resourceName(resource));
  useEffect(() => {
    if (submitCount > 0 && !isSubmitting) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [submitCount, isSubmitting]);
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      element.current?.requestSubmit();
    };
    document.addEventListener('keydown', save);
    return () => document.removeEventListener('keydown', save);
  }, []);
  const back = record ? rowPath(resource, record.id) : `/${resource}`;
  const crumbs = [
    { label: t('app.home'), to: '/' },
    { label: resourceName(resource), to: `/${resource}` },
    ...(record ? [{ label: title, to: back }, { label: t('record.edit') }] : [{ label: title }]),
  ];
  return (
    <FormProvider {...form}>
      <Box component="form" ref={element} noValidate onSubmit={(event) => void form.handleSubmit(submit)(event)} sx={{ display: 'grid', gap: 2, minWidth: 0, maxWidth: 1080 }}>
        <Box>
          <Breadcrumbs crumbs={crumbs} />
          <Typography variant="h1">{title}</Typography>
        </Box>
        <ErrorSummary />
        {children}
        <SaveBar creating={record === undefined} pending={pending} onCancel={() => void navigate(back)} />
      </Box>
      <UnsavedGuard leaving={leaving} />
      {conflict && <ConflictDialog conflict={conflict} onResolve={resolve} />}
    </FormProvider>
  );
}
