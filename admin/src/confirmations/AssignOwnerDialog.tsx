import { useRefresh } from 'ra-core';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ReferenceInput } from '../shared/form/inputs.tsx';
import { assignConfirmations } from './reportQueries.ts';

/** Says who asks after invoices that nobody has confirmed. */
export function AssignOwnerDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const t = useT();
  const refresh = useRefresh();
  return (
    <ActionDialog title={t('action.assignConfirmations')} document={assignConfirmations} onClose={onClose} onDone={refresh} initial={{ ownerId: '' }} input={({ ownerId }) => ({ invoiceIds: ids, ownerId: ownerId || null })}>
      <ReferenceInput source="ownerId" reference="colleagues" label={t('confirmations.owner')} />
    </ActionDialog>
  );
}
