import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useListContext } from 'ra-core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { deleteViewMutation, saveViewMutation } from '../../data/savedViews.ts';
import type { SavedView } from '../../data/savedViews.ts';
import { useAction } from '../../data/useAction.ts';
import { useT } from '../../i18n/useT.ts';
import type { Columns } from './useColumns.ts';

type Props = { resource: string; columns: Columns; editing: 'new' | SavedView; onClose: () => void };

/** Keeps filter, sort and columns under a name; renames, shares or deletes one's own. */
export function SaveViewDialog({ resource, columns, editing, onClose }: Props) {
  const t = useT();
  const { filterValues, sort } = useListContext();
  const old = editing === 'new' ? undefined : editing;
  const [name, setName] = useState(old?.name ?? '');
  const [shared, setShared] = useState(old?.shared ?? false);
  const [save, { pending }] = useAction(saveViewMutation);
  const [remove] = useAction(deleteViewMutation);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = {
      ...(old ? { id: old.id } : {}),
      resource,
      name,
      filter: filterValues,
      orderBy: `${sort.field}_${sort.order}`,
      columns: columns.visible.map((field) => field.name),
      shared,
    };
    if (await save({ input })) onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="view-title">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id="view-title">{t(old ? 'list.editView' : 'list.saveView')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1 }}>
          <TextField label={t('list.viewName')} value={name} onChange={(event) => setName(event.target.value)} required autoFocus sx={{ mt: 1 }} />
          <FormControlLabel
            control={<Checkbox checked={shared} onChange={(_, checked) => setShared(checked)} />}
            label={t('list.shareView')}
          />
        </DialogContent>
        <DialogActions>
          {old && (
            <Button color="error" sx={{ marginInlineEnd: 'auto' }} onClick={() => void remove({ input: { id: old.id } }).then((done) => done && onClose())}>
              {t('app.delete')}
            </Button>
          )}
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="contained" loading={pending}>
            {t('app.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
