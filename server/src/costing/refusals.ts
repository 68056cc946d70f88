import { refusal } from '../shared/refusal.ts';

/** A draft is nobody's order yet. */
export const OrderNotPlaced = refusal('ORDER_NOT_PLACED', { order: 'id:Order' });
export const OrderCostReversed = refusal('ORDER_COST_REVERSED', { number: 'text' });
/** No cost of an order is charged to the account: what is in stock, owed or brought to orders has its documents. */
export const NotACostAccount = refusal('NOT_A_COST_ACCOUNT', { code: 'text', accountName: 'text' });
/** Nothing is paid from the account, and nothing is owed on it. */
export const NotAPayingAccount = refusal('NOT_A_PAYING_ACCOUNT', { code: 'text', accountName: 'text' });
export const OrderTimeWithdrawn = refusal('ORDER_TIME_WITHDRAWN', {});
export const AccountInCategory = refusal('ACCOUNT_IN_CATEGORY', { code: 'text', category: 'text' });
/** All of the period's costs are at its orders already. */
export const NothingLeftToAllocate = refusal('NOTHING_LEFT_TO_ALLOCATE', { from: 'day', to: 'day' });
/** A category has costs, and no order of the period has any of what they are divided by. */
export const NothingBears = refusal('NOTHING_BEARS', { category: 'text', driver: 'text', cost: 'money' });
/** Another allocation has days in common with it, and does not cover the same. */
export const AllocationOverlaps = refusal('ALLOCATION_OVERLAPS', { number: 'text', from: 'day', to: 'day' });
export const CostAllocationReversed = refusal('COST_ALLOCATION_REVERSED', { number: 'text' });
/** Allocations of a period are taken back newest first. */
export const AllocatedSince = refusal('ALLOCATED_SINCE', { number: 'text' });
