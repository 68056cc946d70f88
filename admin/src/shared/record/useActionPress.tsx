import { useNotify, useTranslate } from 'ra-core';
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { fetchLedgerEffect, postingOf } from '../../data/ledgerEffect.ts';
import type { Row } from '../../data/list.ts';
import { useAction } from '../../data/useAction.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import type { Offer } from './arranged.ts';
import type { RecordAction } from './types.ts';

/** What happens when an action of a record is pressed, and the dialog that it may open. */
export function useActionPress<Record_ extends Row>(record: Record_, { action, reason }: Offer<RecordAction<Record_>>): { label: string; pending: boolean; press: () => void; dialog: ReactNode } {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const [run, { pending }] = useAction(action.document);
  const [open, setOpen] = useState(false);
  const label = translate(`action.${action.name}`);
  const posting = postingOf(action.document);
  const asks = action.confirm !== undefined || posting !== undefined;
  const close = () => setOpen(false);
  const perform = async () => {
    const payload = await run({ input: action.input(record) });
    close();
    if (!payload) return;
    notify(`done.${action.name}`, { type: 'success', messageArgs: { _: translate('app.done', { action: label }) } });
    // The payload's shape is the mutation's own.
    const path = action.then?.(payload as Record<string, unknown>);
    if (path) void navigate(path);
  };
  const press = () => {
    if (reason !== undefined || pending) return;
    if (asks || action.dialog) setOpen(true);
    else void perform();
  };
  // A dialog may be a chunk of its own.
  const dialog = open && (action.dialog ? <Suspense>{action.dialog(record, close)}</Suspense> : (
    <ConfirmDialog
      title={label}
      text={translate(`confirm.${action.name}`, { _: translate('app.confirm') })}
      danger={action.danger ?? false}
      pending={pending}
      preview={posting ? [posting, record.id, (signal) => fetchLedgerEffect(posting, action.input(record), signal)] : undefined}
      onConfirm={() => void perform()}
      onClose={close}
    />
  ));
  return { label, pending, press, dialog };
}
