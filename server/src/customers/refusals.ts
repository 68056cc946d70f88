import { refusal } from '../shared/refusal.ts';

export const CustomerInactive = refusal('CUSTOMER_INACTIVE', { customer: 'id:Customer', customerName: 'text' });
export const CustomerOnHold = refusal('CUSTOMER_ON_HOLD', { customer: 'id:Customer', customerName: 'text', scope: 'text', reason: 'text' });
export const HoldAlready = refusal('HOLD_ALREADY', { customerName: 'text', scope: 'text', reason: 'text' });
export const HoldMissing = refusal('HOLD_MISSING', { customerName: 'text' });
export const AddressNeeded = refusal('ADDRESS_NEEDED', { customerName: 'text' });
/** A customer is in it, or a price list is assigned to it. */
export const CustomerGroupUsed = refusal('CUSTOMER_GROUP_USED', { groupName: 'text', name: 'text' });
export const PairDecided = refusal('PAIR_DECIDED', { status: 'text' });
/** The two cannot be one: `because` tells which facts contradict. */
export const MergeContradicts = refusal('MERGE_CONTRADICTS', { fromName: 'text', intoName: 'text', because: 'text' });
export const CustomerMerged = refusal('CUSTOMER_MERGED', { customer: 'id:Customer', customerName: 'text', into: 'id:Customer', intoName: 'text' });
export const CustomerIncomplete = refusal('CUSTOMER_INCOMPLETE', { customer: 'id:Customer', customerName: 'text', lacks: 'text' });
export const ChangeWaits = refusal('CHANGE_WAITS', { change: 'id:CustomerChange', customerName: 'text', after: 'text' });
/** Nothing is sold on credit without an approved application; `ended`: the last day of the one there was, empty where there was none. */
export const CreditNotGranted = refusal('CREDIT_NOT_GRANTED', { customer: 'id:Customer', customerName: 'text', ended: 'text' });
export const ChangeSettled = refusal('CHANGE_SETTLED', { status: 'text' });
