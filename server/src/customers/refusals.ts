import { refusal } from '../shared/refusal.ts';

export const CustomerInactive = refusal('CUSTOMER_INACTIVE', { customer: 'id:Customer', customerName: 'text' });
export const CustomerOnHold = refusal('CUSTOMER_ON_HOLD', { customer: 'id:Customer', customerName: 'text', scope: 'text', reason: 'text' });
export const HoldAlready = refusal('HOLD_ALREADY', { customerName: 'text', scope: 'text', reason: 'text' });
export const HoldMissing = refusal('HOLD_MISSING', { customerName: 'text' });
export const AddressNeeded = refusal('ADDRESS_NEEDED', { customerName: 'text' });
