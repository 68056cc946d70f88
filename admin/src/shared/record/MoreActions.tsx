import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useDeleteController, useResourceContext, useTranslate } from 'ra-core';
import { useEffect, useId, useRef, useState } from 'react';
import type { Row } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import type { Offer } from './arranged.ts';
import type { RecordAction } from './types.ts';
import { useActionPress } from './useActionPress.tsx';

type Presses = Map<string, () => void>;

/** The actions of a record that have no button of their own. Its dialogs stand beside the menu, which is gone once something is chosen. */
export function MoreActions<Record_ extends Row>({ record, offers }: { record: Record_; offers: readonly Offer<RecordAction<Record_>>[] }) {
  const t = useT();
  const translate = useTranslate();
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const presses = useRef<Presses>(new Map());
  const firstDanger = offers.find(({ action }) => action.danger);
  const choose = ({ action, reason }: Offer<RecordAction<Record_>>) => {
    if (reason !== undefined) return;
    setAnchor(null);
    presses.current.get(action.name)?.();
  };
  return (
    <>
      <Button
        variant="outlined" endIcon={<ArrowDropDown />} aria-label={t('record.moreActions')} aria-haspopup="menu" aria-expanded={anchor !== null} {...(anchor ? { 'aria-controls': menuId } : {})}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('record.more')}
      </Button>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { 'aria-label': t('record.moreActions') }, paper: { role: 'dialog', 'aria-label': t('record.moreActions') } }}>
        {offers.flatMap((offer, index) => {
          const { action, reason } = offer;
          return [
            ...(offer === firstDanger && index > 0 ? [<Divider key="danger" />] : []),
            <MenuItem
              key={action.name} onClick={() => choose(offer)} aria-disabled={reason !== undefined}
              sx={{ display: 'block', whiteSpace: 'normal', maxWidth: 420, color: reason !== undefined ? 'text.secondary' : action.danger ? 'error.main' : undefined, cursor: reason === undefined ? 'pointer' : 'not-allowed' }}
            >
              {translate(`action.${action.name}`)}
              {reason !== undefined && <Typography variant="caption" component="div">{reason}</Typography>}
            </MenuItem>,
          ];
        })}
      </Menu>
      {offers.map((offer) => {
        const Kept = offer.action.undoable ? KeptDelete : KeptAction;
        return <Kept key={offer.action.name} record={record} offer={offer as Offer<RecordAction<Row>>} presses={presses.current} />;
      })}
    </>
  );
}

type KeptProps = { record: Row; offer: Offer<RecordAction<Row>>; presses: Presses };

function KeptAction({ record, offer, presses }: KeptProps) {
  const { press, dialog } = useActionPress(record, offer);
  useEffect(() => { presses.set(offer.action.name, press); });
  return dialog;
}

/** Deletes a draft, with Undo for five seconds. */
function KeptDelete({ record, offer, presses }: KeptProps) {
  const resource = useResourceContext() ?? '';
  const { handleDelete } = useDeleteController({ record, resource, mutationMode: 'undoable', redirect: 'list' });
  useEffect(() => { presses.set(offer.action.name, handleDelete); });
  return null;
}
