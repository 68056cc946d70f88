import Button from '@mui/material/Button';
import { useDeleteController } from 'ra-core';
import type { Row } from '../../data/list.ts';
import { mayDo } from '../../data/authProvider.ts';
import { useT } from '../../i18n/useT.ts';

/** Deletes a draft: it vanishes at once, and for five seconds a toast offers to undo before anything is sent. */
export function DeleteDraft({ record, resource, label }: { record: Row; resource: string; label?: string }) {
  const t = useT();
  const { handleDelete, isPending } = useDeleteController({ record, resource, mutationMode: 'undoable', redirect: 'list' });
  if (!mayDo(resource, 'delete')) return null;
  return (
    <Button color="error" variant="outlined" loading={isPending} onClick={() => handleDelete()}>
      {label ?? t('app.delete')}
    </Button>
  );
}
