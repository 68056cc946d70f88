import { refusal } from '../shared/refusal.ts';

/** The order has left the stage, or is not in its chain. */
export const StageLeft = refusal('STAGE_LEFT', { orderNumber: 'text' });
/** Whoever is to own it may not see the order. */
export const StageOwnerBlind = refusal('STAGE_OWNER_BLIND', { name: 'text' });
export const OrderConfirmed = refusal('ORDER_CONFIRMED', { orderNumber: 'text', confirmedOn: 'day' });
export const OrderNotConfirmed = refusal('ORDER_NOT_CONFIRMED', { orderNumber: 'text' });
/** Nothing has left yet that a customer could confirm. */
export const NothingToConfirm = refusal('NOTHING_TO_CONFIRM', { orderNumber: 'text' });
