import { refusal } from '../shared/refusal.ts';

/** The order's status does not allow the action. */
export const OrderStatusForbids = refusal('ORDER_STATUS_FORBIDS', { order: 'id:Order', orderNumber: 'text', status: 'text', action: 'text' });
export const OrderEmpty = refusal('ORDER_EMPTY', { order: 'id:Order' });
export const CreditLimitExceeded = refusal('CREDIT_LIMIT_EXCEEDED',
  { customer: 'id:Customer', customerName: 'text', limit: 'money', exposure: 'money', orderTotal: 'money', over: 'money' });
/** There is nothing to ask for. */
export const CreditSuffices = refusal('CREDIT_SUFFICES', { customerName: 'text' });
export const StockShort = refusal('STOCK_SHORT',
  { product: 'id:Product', productName: 'text', wanted: 'quantity', available: 'quantity', short: 'quantity' });
/** All of the order is reserved. */
export const NothingWaiting = refusal('NOTHING_WAITING', { order: 'id:Order', orderNumber: 'text' });
export const ReserveExceedsWaiting = refusal('RESERVE_EXCEEDS_WAITING', { productName: 'text', wanted: 'quantity', waiting: 'quantity' });
