import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { fixMutation, skipMutation } from './queries.ts';
import type { FailedLine, Import, Subject } from './queries.ts';
import { cellsOf, issuesOf, mappingOf, sheetsOf } from './types.ts';

type Props = { row: Import; line: FailedLine; subject: Subject; onClose: () => void };

/** A row's cells to be corrected, each beside what is wrong with it; what comes of it is said at once. */
export function FixLine({ row, line, subject, onClose }: Props) {
  const t = useT();
  const notify = useNotify();
  const [fix, { pending }] = useAction(fixMutation);
  const [skip, { pending: skipping }] = useAction(skipMutation);
  const [cells, setCells] = useState(cellsOf(line.cells));
  const [issues, setIssues] = useState(issuesOf(line.issues));
  const mapping = mappingOf(row);
  const columns = sheetsOf(row)[row.sheet]?.columns ?? [];
  const mapped = mapping.flatMap((field, column) => (field ? [{ field, column }] : []));
  const others = issues.filter(({ field }) => !mapping.includes(field));
  const save = async () => {
    const done = await fix({ input: { lineId: line.id, cells: mapped.map(({ column }) => ({ column, text: cells[column] ?? '' })) } });
    const fixed = done?.line;
    if (!fixed) return;
    if (fixed.status === 'FAILED') { setIssues(issuesOf(fixed.issues)); return; }
    notify(t('imports.corrected', { line: line.line }), { type: 'success' });
    onClose();
  };
  const leaveOut = async () => {
    if (await skip({ input: { importId: row.id, lineIds: [line.id] } })) onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="fix-title">
      <DialogTitle id="fix-title">{t('imports.correctLine', { line: line.line })}</DialogTitle>
      <DialogContent>
        {others.map(({ field, code, message }) => {
          const label = subject.fields.find(({ name }) => name === field)?.label;
          return <Alert key={`${field} ${code}`} severity="error" sx={{ mb: 1 }}>{label ? `${label}: ${message}` : message}</Alert>;
        })}
        <Box component="form" id="fix-line" onSubmit={(event: React.FormEvent) => { event.preventDefault(); void save(); }} sx={{ display: 'grid', gap: 2, pt: 1 }}>
          {mapped.map(({ field, column }) => {
            const wrong = issues.filter((issue) => issue.field === field);
            const label = subject.fields.find(({ name }) => name === field)?.label ?? field;
            const heading = columns[column];
            return (
              <TextField
                key={field} size="small" label={label} value={cells[column] ?? ''} error={wrong.length > 0}
                helperText={wrong.map(({ message }) => message).join(' ') || (heading && heading !== label ? t('imports.fromColumn', { column: heading }) : undefined)}
                onChange={(event) => setCells(Object.assign([...cells], { [column]: event.target.value }))}
              />
            );
          })}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button color="error" disabled={skipping} onClick={() => void leaveOut()}>{t('imports.leaveOut')}</Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button type="submit" form="fix-line" variant="contained" disabled={pending}>{t('imports.tryRow')}</Button>
      </DialogActions>
    </Dialog>
  );
}
