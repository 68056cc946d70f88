import { refusal } from '../shared/refusal.ts';

/** Nothing more is to come of it. */
export const DepositComplete = refusal('DEPOSIT_COMPLETE', { number: 'text' });
/** Nothing of it is held: never paid, or used already. */
export const DepositEmpty = refusal('DEPOSIT_EMPTY', { number: 'text' });
export const DepositExceeds = refusal('DEPOSIT_EXCEEDS', { number: 'text', wanted: 'money', left: 'money' });
/** Orders that are done with or given up ask for nothing any more. */
export const DepositOrderOver = refusal('DEPOSIT_ORDER_OVER', { orderNumber: 'text', status: 'text' });
