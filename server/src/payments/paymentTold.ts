// What is told of money besides its amount: who paid, when it counts, and the cheque.
import type { PaymentMethod } from '../generated/rows.ts';
import { day, optional, text, type InputOf } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { PaymentTold } from './paymentRows.ts';

export const toldInput = {
  payerName: { ...optional(text({ max: 200 })), describe: 'Who paid, where that is not the customer.' }, valueOn: { ...optional(day()), describe: 'When the money counts at the bank, where that is another day.' },
  chequeNumber: optional(text({ max: 60 })), chequeBank: { ...optional(text({ max: 200 })), describe: 'On which the cheque is drawn.' }, chequeOn: { ...optional(day()), describe: 'Written on the cheque.' },
};

/** Refuses particulars of a cheque where it was none. */
export function paymentTold(method: PaymentMethod, { payerName, valueOn, chequeNumber, chequeBank, chequeOn }: InputOf<typeof toldInput>): PaymentTold {
  if (method !== 'CHEQUE') {
    for (const [field, value] of Object.entries({ chequeNumber, chequeBank, chequeOn })) if (value) throw fieldRefused([field], 'only_cheque');
  }
  return { payerName: payerName ?? null, valueOn: valueOn ?? null, chequeNumber: chequeNumber ?? null, chequeBank: chequeBank ?? null, chequeOn: chequeOn ?? null };
}
