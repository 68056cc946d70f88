import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useT } from '../../i18n/useT.ts';
import { LedgerEffect } from './LedgerEffect.tsx';
import type { EffectLine } from '../../data/ledgerEffect.ts';

type Props = {
  title: string;
  text: string;
  danger?: boolean;
  pending: boolean;
  /** Name and record (for the cache), and what fetches the lines that the posting would write. */
  preview?: [name: string, id: string, load: (signal: AbortSignal) => Promise<EffectLine[]>] | undefined;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once; before a posting it shows the ledger lines, and posts only what has been seen. */
export function ConfirmDialog({ title, text, danger = false, pending, preview, onConfirm, onClose }: Props) {
  const t = useT();
  const translate = useTranslate();
  const [name, id, load] = preview ?? [];
  const { data, error, isFetching } = useQuery({
    queryKey: ['preview', name, id],
    queryFn: ({ signal }) => load?.(signal) ?? [],
    enabled: load !== undefined,
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Dialog open onClose={onClose} maxWidth={preview ? 'sm' : 'xs'} fullWidth aria-labelledby="confirm-title">
      <DialogTitle id="confirm-title">{title}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: preview ? 2 : 0 }}>{text}</Typography>
        {preview && error && <Typography role="alert" color="error">{translate(error.message)}</Typography>}
        {preview && !error && <LedgerEffect lines={data} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('app.cancel')}
        </Button>
        <Button
          variant="contained"
          color={danger ? 'error' : 'primary'}
          loading={pending}
          disabled={Boolean(preview) && (isFetching || Boolean(error))}
          onClick={onConfirm}
        >
          {title}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
