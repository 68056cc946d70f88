import { AskDialog, reason } from '../charges/AskDialog.tsx';
import { writeOffDebt, type provideFor } from './mutations.ts';

type Props = { document: typeof writeOffDebt | typeof provideFor; openItemId: string; open: string; onClose: () => void };

/** Giving a debt up, or providing for it: how much, and why. */
export function DebtDialog({ document, openItemId, open, onClose }: Props) {
  const isWriteOff = document === writeOffDebt;
  return (
    <AskDialog
      danger={isWriteOff} document={document} onClose={onClose} input={(values) => ({ openItemId, ...values })}
      inputs={[
        { source: 'amount', kind: 'money', label: 'badDebts.amount', required: true, initial: open },
        ...(isWriteOff ? [{ source: 'reason', kind: 'enum' as const, enumName: 'WriteOffReason', label: 'badDebts.reason' as const, required: true, initial: 'UNCOLLECTIBLE' }, { source: 'note', kind: 'lines' as const, label: 'badDebts.note' as const, help: 'badDebts.noteHelp' as const, required: true }] : [reason]),
      ]}
    />
  );
}
