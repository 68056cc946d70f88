import { refusal } from '../shared/refusal.ts';

/** The order's status does not allow the action. */
export const OrderStatusForbids = refusal('ORDER_STATUS_FORBIDS', { order: 'id:Order', orderNumber: 'text', status: 'text', action: 'text' });
/** The customer's number is that of another order. */
export const OrderReferenceKnown = refusal('ORDER_REFERENCE_KNOWN', { order: 'id:Order', orderNumber: 'text', reference: 'text' });
export const OrderEmpty = refusal('ORDER_EMPTY', { order: 'id:Order' });
export const CreditLimitExceeded = refusal('CREDIT_LIMIT_EXCEEDED',
  { customer: 'id:Customer', customerName: 'text', limit: 'money', exposure: 'money', orderTotal: 'money', over: 'money' });
/** The customer owes more than the limit: goods do not leave, unless somebody lets this order pass. */
export const CreditLimitPassed = refusal('CREDIT_LIMIT_PASSED', { customer: 'id:Customer', customerName: 'text', limit: 'money', exposure: 'money', over: 'money' });
/** What a cancelled order had of promotions and coupons is others' now: copy it instead. */
export const PromotionGivenBack = refusal('PROMOTION_GIVEN_BACK', { order: 'id:Order', orderNumber: 'text' });
/** There is nothing to ask for. */
export const CreditSuffices = refusal('CREDIT_SUFFICES', { customerName: 'text' });
/** The order waits for a deposit. */
export const DepositUnpaid = refusal('DEPOSIT_UNPAID', { number: 'text', open: 'money' });
export const StockShort = refusal('STOCK_SHORT',
  { product: 'id:Product', productName: 'text', wanted: 'quantity', available: 'quantity', short: 'quantity' });
/** Nothing of the order is left that could come from elsewhere. */
export const NothingToReallocate = refusal('NOTHING_TO_REALLOCATE', { order: 'id:Order', orderNumber: 'text' });
/** Fewer are promised than were to be handed over. */
export const PromiseMissing = refusal('PROMISE_MISSING', { productName: 'text', promised: 'quantity', wanted: 'quantity' });
/** Nothing of the order has to last beyond its day: any lot that has not expired will do. */
export const ShelfLifeNotAsked = refusal('SHELF_LIFE_NOT_ASKED', { customerName: 'text' });
/** No line of it is left for a supplier to send. */
export const NothingToDropShip = refusal('NOTHING_TO_DROP_SHIP', { order: 'id:Order', orderNumber: 'text' });
/** Goods of the order are in a delivery that is planned, picked or packed: cancel it, or take them out of it first. */
export const DeliveryUnderway = refusal('DELIVERY_UNDERWAY', { order: 'id:Order', orderNumber: 'text' });
/** All of the order is reserved. */
export const NothingWaiting = refusal('NOTHING_WAITING', { order: 'id:Order', orderNumber: 'text' });
export const ReserveExceedsWaiting = refusal('RESERVE_EXCEEDS_WAITING', { productName: 'text', wanted: 'quantity', waiting: 'quantity' });
/** More than a quotation's line has left at its price. */
export const QuotationLineExceeded = refusal('QUOTATION_LINE_EXCEEDED', { description: 'text', wanted: 'quantity', left: 'quantity' });
