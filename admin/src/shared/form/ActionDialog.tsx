import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useNotify } from 'ra-core';
import { useId, useRef } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { isApiError } from '../../data/apiError.ts';
import type { TadaDocumentNode } from '../../data/graphql.ts';
import { mutationOf, postingOf } from '../../data/ledgerEffect.ts';
import type { Values } from '../../data/resource.ts';
import { useAction } from '../../data/useAction.ts';
import { useT } from '../../i18n/useT.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import { LiveEffect } from './LiveEffect.tsx';

type Props = {
  title: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables; input() makes them
  document: TadaDocumentNode<any, any>;
  /** The mutation's input, from what was typed. */
  input: (values: Values) => Values;
  initial?: Values;
  /** Refusals that belong to an input: its `source` by their code. */
  faultAt?: Readonly<Record<string, string>>;
  danger?: boolean;
  onClose: () => void;
  onDone?: (payload: Values) => void;
  children: ReactNode;
};

/**
 * An action that needs words or figures first: a small form whose refusals and field errors show where they belong.
 * One that posts shows what it would write to the ledger.
 */
export function ActionDialog({ title, document, input, initial = {}, faultAt = {}, danger = false, onClose, onDone, children }: Props) {
  const t = useT();
  const notify = useNotify();
  const id = useId();
  const element = useRef<HTMLFormElement>(null);
  const form = useForm<Values>({ defaultValues: initial, reValidateMode: 'onSubmit', shouldFocusError: false });
  const [run, { pending }] = useAction(document);
  const posting = postingOf(document);
  const refused = (error: unknown) => {
    if (!isApiError(error)) throw error;
    const { faults = [] } = error.facts;
    for (const { path, message } of faults) form.setError(path.join('.') || 'root', { type: 'server', message });
    if (faults.length === 0) form.setError(faultAt[error.facts.code] ?? 'root', { type: 'server', message: error.message });
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const submit = async (values: Values) => {
    const payload = await run({ input: input(values) }, refused);
    if (!payload) return;
    const isAsked = (payload as { change?: unknown }).change != null; // a second person was asked instead
    notify(isAsked ? 'customers.control.asked' : `done.${mutationOf(document)}`, { type: 'success', messageArgs: { _: t('app.done', { action: title }) } });
    onClose();
    onDone?.(payload as Values); // the payload's shape is the mutation's own
  };
  // What the server said of the last try, also of what is no field by itself (a list), does not stand in the way of the next.
  const onSubmit = (event: FormEvent) => {
    form.clearErrors();
    void form.handleSubmit(submit)(event);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={id}>
      <FormProvider {...form}>
        <Box component="form" ref={element} noValidate onSubmit={onSubmit} sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
          <DialogTitle id={id}>{title}</DialogTitle>
          <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
            <ErrorSummary />
            {children}
          </DialogContent>
          {posting && <LiveEffect mutation={posting} input={input} />}
          <DialogActions>
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button type="submit" variant="contained" color={danger ? 'error' : 'primary'} loading={pending}>
              {title}
            </Button>
          </DialogActions>
        </Box>
      </FormProvider>
    </Dialog>
  );
}
