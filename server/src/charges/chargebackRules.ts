// Pure: in which state a chargeback is, and what is told of it.
import type { ChargebackRow, ChargebackStatus, PaymentRow } from '../generated/rows.ts';
import { demandPosted } from '../payments/rules.ts';
import type { EventDraft } from '../shared/action.ts';
import { minus, printMoney, type Minor } from '../shared/money.ts';
import { demandReceipt } from './bounces.ts';
import { ChargebackExceeds, ChargebackState } from './refusals.ts';

/** Refuses what is not in one of the states. */
export function demandState({ number, status }: Pick<ChargebackRow, 'number' | 'status'>, ...allowed: ChargebackStatus[]): void {
  if (!allowed.includes(status)) throw ChargebackState({ number, status: status.toLowerCase() });
}
/** What happened, told at the chargeback and at its customer. */
export const chargebackEvents = (kind: string, { id: subjectId, customerId, number }: Pick<ChargebackRow, 'id' | 'customerId' | 'number'>, reason: string | null, amount: string): EventDraft[] => [
  { kind, subjectType: 'Chargeback', subjectId, reason, data: { number, amount } }, { kind, subjectType: 'Customer', subjectId: customerId, reason, data: { number, amount, chargebackId: subjectId } },
];

export function demandDisputable(payment: Pick<PaymentRow, 'direction' | 'customerId' | 'number' | 'status' | 'reversedOn' | 'amountMinor' | 'currencyCode'>, amount: Minor, disputed: Minor): void {
  demandReceipt(payment);
  demandPosted(payment);
  const { currencyCode } = payment;
  const left = minus(payment.amountMinor, disputed);
  if (amount > left || left <= 0n) throw ChargebackExceeds({ number: payment.number, wanted: { minor: amount, currencyCode }, left: { minor: left, currencyCode } });
}

export const amountOf = ({ amountMinor, currencyCode }: ChargebackRow) => printMoney(amountMinor, currencyCode);
