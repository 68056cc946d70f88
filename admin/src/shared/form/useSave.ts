import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { isApiError } from '../../data/apiError.ts';
import type { Conflict } from '../../data/apiError.ts';
import { changedInput, toInput } from '../../data/dataProvider.ts';
import type { Row } from '../../data/list.ts';
import type { Values } from '../../data/resource.ts';
import { rowPath } from '../list/useListKeys.ts';

export type OpenConflict = { version: number | undefined; fields: readonly Conflict[] };
type Props = { resource: string; record: Row | undefined; form: UseFormReturn<Values> };

/**
 * Saving a form: one idempotency key per content, so that a repeat after a lost answer does nothing twice;
 * field errors go to their fields, a conflict opens the dialog, other refusals are shown.
 */
export function useSave({ resource, record, form }: Props) {
  const provider = useDataProvider();
  const client = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const leaving = useRef(false);
  const sent = useRef({ content: '', key: '' });
  const [conflict, setConflict] = useState<OpenConflict>();
  const [pending, setPending] = useState(false);

  const leave = (id: string) => {
    leaving.current = true;
    void client.invalidateQueries();
    void navigate(rowPath(resource, id));
  };

  const submit = async (values: Values, version?: number): Promise<void> => {
    if (pending) return;
    const input = record ? changedInput(resource, record, values) : toInput(resource, values, true);
    if (record && Object.keys(input).length === 0) return leave(record.id);
    const content = JSON.stringify([input, version]);
    if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
    const meta = { idempotencyKey: sent.current.key, ...(version === undefined ? {} : { version }) };
    setPending(true);
    try {
      const { data } = record
        ? await provider.update<Row>(resource, { id: record.id, data: values, previousData: record, meta })
        : await provider.create<Row>(resource, { data: values, meta });
      notify(record ? 'form.saved' : 'form.created', { type: 'success' });
      leave(data.id);
    } catch (error) {
      show(error);
    } finally {
      setPending(false);
    }
  };

  const show = (error: unknown) => {
    if (!isApiError(error)) throw error;
    const { faults = [], conflicts, version, code } = error.facts;
    if (code !== 'OFFLINE') sent.current = { content: '', key: '' };
    if (conflicts) return setConflict({ version, fields: conflicts });
    for (const { path, message } of faults) form.setError(path.join('.') || 'root', { type: 'server', message });
    if (faults.length === 0) form.setError('root', { type: 'server', message: error.message });
  };

  /** `theirs`: the fields in which the other person's value wins; undefined: do not save. */
  const resolve = (theirs: readonly Conflict[] | undefined) => {
    const open = conflict;
    setConflict(undefined);
    if (!open || !theirs) return;
    for (const { field, theirs: value } of theirs) form.setValue(field, value, { shouldDirty: true });
    void form.handleSubmit((values) => submit(values, open.version))();
  };

  return { submit: (values: Values) => submit(values), conflict, resolve, leaving, pending };
}
