import { refusal } from '../shared/refusal.ts';

/** No rate of a currency on or before a day: none was entered. */
export const RateMissing = refusal('RATE_MISSING', { currency: 'text', day: 'day' });
/** The last rate of a currency is older than the firm lets count. */
export const RateOld = refusal('RATE_OLD', { currency: 'text', day: 'day', ratedOn: 'day', maxAgeDays: 'int' });
/** The amounts are told in another currency than what they are of. */
export const CurrencyDiffers = refusal('CURRENCY_DIFFERS', { told: 'text', currency: 'text' });
/** What taking a rate may meet. */
export const rateRefusals = [RateMissing, RateOld];

export const NothingToRevalue = refusal('NOTHING_TO_REVALUE', { day: 'day' });
export const RevaluationNotLast = refusal('REVALUATION_NOT_LAST', { number: 'text', later: 'text' });
export const RevaluationReversed = refusal('REVALUATION_REVERSED', { number: 'text' });
/** The day is not over yet: what is valued for its end is mirrored on the next. */
export const DayNotOver = refusal('DAY_NOT_OVER', { day: 'day' });
