import type { RecordAction } from '../shared/record/types.ts';
import { DebtDialog } from './DebtDialog.tsx';
import { provideFor, writeOffDebt } from './mutations.ts';

/** What is done with a debt that may be lost. */
export const debtActions: readonly RecordAction<{ openItem: { id: string }; open: { amount: string } }>[] = [
  { name: 'writeOffDebt', document: writeOffDebt, input: () => ({}), permission: 'badDebts.writeOff', danger: true, dialog: ({ openItem, open }, close) => <DebtDialog document={writeOffDebt} openItemId={openItem.id} open={open.amount} onClose={close} /> },
  { name: 'provideFor', document: provideFor, input: () => ({}), permission: 'badDebts.provide', dialog: ({ openItem, open }, close) => <DebtDialog document={provideFor} openItemId={openItem.id} open={open.amount} onClose={close} /> },
];
