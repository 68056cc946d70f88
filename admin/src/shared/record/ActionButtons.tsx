import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import { useResourceContext } from 'ra-core';
import { useId } from 'react';
import { mayDo } from '../../data/authProvider.ts';
import type { Row } from '../../data/list.ts';
import { may } from '../../data/session.ts';
import { DeleteDraft } from '../form/DeleteDraft.tsx';
import { arranged, BESIDE } from './arranged.ts';
import type { Offer } from './arranged.ts';
import { MoreActions } from './MoreActions.tsx';
import { useActionPress } from './useActionPress.tsx';
import type { RecordAction } from './types.ts';

type Offered = { name: string; allowed: boolean; reason?: string | null };

/** The record's next steps: those that fit it now as buttons, where there are many the others in a menu. What is not allowed says why. */
export function ActionButtons<Record_ extends Row>({ record, actions }: { record: Record_; actions: readonly RecordAction<Record_>[] }) {
  const resource = useResourceContext() ?? '';
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  // Records with a state machine carry `actions { name allowed reason }` (docs/api.md); others allow all.
  const offered = record['actions'] as readonly Offered[] | undefined;
  const offers = actions
    .filter(({ permission, when, undoable }) => may(permission) && (when?.(record) ?? true) && (!undoable || mayDo(resource, 'delete')))
    .map((action) => ({ action, offer: offered?.find(({ name }) => name === action.name) }))
    .filter(({ action, offer }) => action.always || offered === undefined || offer !== undefined)
    .map(({ action, offer }): Offer<RecordAction<Record_>> => ({ action, reason: offer?.allowed === false ? (offer.reason ?? '') : undefined }));
  const { beside, more } = arranged(offers, isPhone ? 1 : BESIDE);
  return (
    <Box sx={{ display: 'flex', gap: 1, maxWidth: 1, flexWrap: 'wrap' }}>
      {beside.map((offer) => <ActionButton key={offer.action.name} record={record} offer={offer} />)}
      {more.length > 0 && <MoreActions record={record} offers={more} />}
    </Box>
  );
}

function ActionButton<Record_ extends Row>({ record, offer }: { record: Record_; offer: Offer<RecordAction<Record_>> }) {
  const { action, reason } = offer;
  const reasonId = useId();
  const resource = useResourceContext() ?? '';
  const { label, pending, press, dialog } = useActionPress(record, offer);
  const refused = reason !== undefined;
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
      {dialog}
    </>
  );
}

/** Looks disabled, yet keeps its place in the tab order so that the reason can be read. */
const disabledLook = {
  cursor: 'not-allowed',
  boxShadow: 'none',
  '&, &:hover': { bgcolor: 'quiet.wash', color: 'text.secondary', borderColor: 'divider', borderStyle: 'solid', borderWidth: 1 },
};
