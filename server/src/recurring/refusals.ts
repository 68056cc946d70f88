import { refusal } from '../shared/refusal.ts';

/** It has begun, or was invoiced: its currency stays. */
export const ContractInForce = refusal('CONTRACT_IN_FORCE', { number: 'text', currency: 'text' });
/** The contract has ended. */
export const ContractOver = refusal('CONTRACT_OVER', { number: 'text', endsOn: 'day' });
export const ContractPaused = refusal('CONTRACT_PAUSED', { number: 'text', fromOn: 'day' });
export const ContractNotPaused = refusal('CONTRACT_NOT_PAUSED', { number: 'text' });
/** No period of it is to be invoiced yet. */
export const ContractNotDue = refusal('CONTRACT_NOT_DUE', { number: 'text' });
/** The contract asks for more notice. */
export const NoticeShort = refusal('NOTICE_SHORT', { number: 'text', earliest: 'day' });
/** A line has no price of its own, and no list has one. */
export const ContractPriceMissing = refusal('CONTRACT_PRICE_MISSING', { number: 'text', description: 'text', day: 'day' });
/** Nothing waits for its month. */
export const NothingDeferred = refusal('NOTHING_DEFERRED', { month: 'day' });
export const ReleaseReversed = refusal('RELEASE_REVERSED', { number: 'text' });
