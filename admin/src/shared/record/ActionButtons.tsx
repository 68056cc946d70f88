import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useNotify, useResourceContext, useTranslate } from 'ra-core';
import { Suspense, useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Row } from '../../data/list.ts';
import { may } from '../../data/session.ts';
import { fetchLedgerEffect, postingOf } from '../../data/ledgerEffect.ts';
import { useAction } from '../../data/useAction.ts';
import { DeleteDraft } from '../form/DeleteDraft.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import type { RecordAction } from './types.ts';

type Offered = { name: string; allowed: boolean; reason?: string | null };

/** The record's next steps. One that is not allowed now stays visible and says why. */
export function ActionButtons<Record_ extends Row>({ record, actions }: { record: Record_; actions: readonly RecordAction<Record_>[] }) {
  // Records with a state machine carry `actions { name allowed reason }` (docs/api.md); others allow all.
  const offered = record['actions'] as readonly Offered[] | undefined;
  const shown = actions
    .filter(({ permission, when }) => may(permission) && (when?.(record) ?? true))
    .map((action) => ({ action, offer: offered?.find(({ name }) => name === action.name) }))
    .filter(({ action, offer }) => action.always || offered === undefined || offer !== undefined);
  return (
    // On a phone one line that is swiped, so that what the record says is not pushed off the screen.
    <Box sx={{ display: 'flex', gap: 1, maxWidth: 1, flexWrap: { xs: 'nowrap', sm: 'wrap' }, overflowX: { xs: 'auto', sm: 'visible' }, '& > *': { flexShrink: 0 } }}>
      {shown.map(({ action, offer }) => (
        <ActionButton key={action.name} record={record} action={action} reason={offer?.allowed === false ? (offer.reason ?? '') : undefined} />
      ))}
    </Box>
  );
}

type Props<Record_> = { record: Record_; action: RecordAction<Record_>; reason: string | undefined };

function ActionButton<Record_ extends Row>({ record, action, reason }: Props<Record_>) {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const reasonId = useId();
  const [run, { pending }] = useAction(action.document);
  const [open, setOpen] = useState(false);
  const label = translate(`action.${action.name}`);
  const resource = useResourceContext() ?? '';
  const refused = reason !== undefined;
  const posting = postingOf(action.document);
  const asks = action.confirm !== undefined || posting !== undefined;
  const perform = async () => {
    const payload = await run({ input: action.input(record) });
    setOpen(false);
    if (!payload) return;
    notify(`done.${action.name}`, { type: 'success', messageArgs: { _: translate('app.done', { action: label }) } });
    // The payload's shape is the mutation's own.
    const path = action.then?.(payload as Record<string, unknown>);
    if (path) void navigate(path);
  };
  const press = () => {
    if (refused) return;
    if (asks || action.dialog) setOpen(true);
    else void perform();
  };
  if (action.undoable && !refused) return <DeleteDraft record={record} resource={resource} label={label} />;
  return (
    <>
      <Tooltip title={reason ?? ''} describeChild>
        <Button
          variant={action.primary ? 'contained' : 'outlined'}
          color={action.danger ? 'error' : 'primary'}
          aria-disabled={refused}
          aria-describedby={refused ? reasonId : undefined}
          loading={pending}
          onClick={press}
          sx={refused ? disabledLook : undefined}
        >
          {label}
        </Button>
      </Tooltip>
      {refused && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
      {/* A dialog may be a chunk of its own. */}
      {open && <Suspense>{action.dialog?.(record, () => setOpen(false))}</Suspense>}
      {open && asks && !action.dialog && (
        <ConfirmDialog
          title={label}
          text={translate(`confirm.${action.name}`, { _: translate('app.confirm') })}
          danger={action.danger ?? false}
          pending={pending}
          preview={posting ? [posting, record.id, (signal) => fetchLedgerEffect(posting, action.input(record), signal)] : undefined}
          onConfirm={() => void perform()}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Looks disabled, yet keeps its place in the tab order so that the reason can be read. */
const disabledLook = {
  cursor: 'not-allowed',
  boxShadow: 'none',
  '&, &:hover': { bgcolor: 'quiet.wash', color: 'text.secondary', borderColor: 'divider', borderStyle: 'solid', borderWidth: 1 },
};
