import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useListContext, useNotify } from 'ra-core';
import { useEffect, useState } from 'react';
import { fetchAll } from '../../data/list.ts';
import type { ListParams } from '../../data/list.ts';
import { today } from '../../data/session.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { csvRow, saveCsv } from './csv.ts';
import { csvLine } from './csvCell.ts';
import type { AnyField } from './context.ts';

type Props = { resource: string; fields: readonly AnyField[]; params: ListParams; onClose: () => void };

/** Fetches all matching records page by page and saves them as CSV; can be stopped at any time. */
export function ExportDialog({ resource, fields, params, onClose }: Props) {
  const t = useT();
  const notify = useNotify();
  const { fieldLabel, resourceName, enumLabel } = useLabels();
  const { total } = useListContext();
  const [done, setDone] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    const run = async () => {
      const lines = [csvLine(fields.map(({ name }) => fieldLabel(resource, name)))];
      for await (const rows of fetchAll(resource, { filter: params.filter, sort: params.sort }, abort.signal)) {
        lines.push(...rows.map((row) => csvRow(fields, row, enumLabel)));
        setDone(lines.length - 1);
      }
      if (abort.signal.aborted) return;
      saveCsv(`${resourceName(resource)} ${today()}`, lines);
      notify('list.exported', { type: 'success', messageArgs: { count: lines.length - 1 } });
      onClose();
    };
    run().catch((error: Error) => {
      if (abort.signal.aborted) return;
      notify(error.message, { type: 'error' });
      onClose();
    });
    return () => abort.abort();
    // One export per opening: what changes behind the dialog must not restart it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="export-title">
      <DialogTitle id="export-title">{t('list.exporting')}</DialogTitle>
      <DialogContent>
        <Typography role="status" sx={{ mb: 1 }}>
          {t('list.exportProgress', { done, total: total ?? 0 })}
        </Typography>
        <LinearProgress
          aria-label={t('list.exporting')}
          variant={total ? 'determinate' : 'indeterminate'}
          value={total ? Math.min(100, (done / total) * 100) : 0}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}
