import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelLabel, noteTracking, retryLabel, trackParcel } from './mutations.ts';
import type { ParcelLabel } from './queries.ts';

export function CancelDialog({ labelId, onClose }: { labelId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.cancelLabel')} document={cancelLabel} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ labelId, reason })}>
      <p>{t('carriers.cancelText')}</p>
      <TextInput source="reason" label={t('carriers.reason')} required multiline />
    </ActionDialog>
  );
}

const noted = ['HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'];
/** What a carrier said by telephone. */
function NoteDialog({ labelId, onClose }: { labelId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.noteTracking')} document={noteTracking} onClose={onClose} initial={{ kind: 'DELIVERED', description: '', signedBy: '' }}
      input={({ kind, description, signedBy }) => ({ labelId, kind, description, signedBy: signedBy || null })}
    >
      <EnumInput source="kind" enumName="ParcelState" values={noted} label={t('carriers.what')} required />
      <TextInput source="description" label={t('carriers.said')} required multiline />
      <TextInput source="signedBy" label={t('carriers.signedBy')} />
    </ActionDialog>
  );
}

const permission = 'shipments.post';
const input = ({ id }: ParcelLabel) => ({ labelId: id });
export const labelActions: readonly RecordAction<ParcelLabel>[] = [
  { name: 'retryLabel', document: retryLabel, input, permission, primary: true, when: ({ status }) => status === 'FAILED' },
  { name: 'trackParcel', document: trackParcel, input, permission, when: ({ status }) => status === 'BOUGHT' },
  { name: 'noteTracking', document: noteTracking, input, permission, when: ({ status }) => status === 'BOUGHT', dialog: ({ id }, close) => <NoteDialog labelId={id} onClose={close} /> },
  { name: 'cancelLabel', document: cancelLabel, input, permission, danger: true, when: ({ status }) => status !== 'CANCELLED' && status !== 'CANCELLING', dialog: ({ id }, close) => <CancelDialog labelId={id} onClose={close} /> },
];
