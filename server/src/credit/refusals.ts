import { refusal } from '../shared/refusal.ts';

/** The application's status does not allow the action. */
export const ApplicationStatusForbids = refusal('APPLICATION_STATUS_FORBIDS', { number: 'text', status: 'text' });
/** Another application of the customer is under way. */
export const ApplicationUnderWay = refusal('APPLICATION_UNDER_WAY', { customerName: 'text', number: 'text' });
/** A review that raises or cuts must do so. */
export const LimitNotMoved = refusal('LIMIT_NOT_MOVED', { customerName: 'text', limit: 'text' });
export const DeviationDecided = refusal('DEVIATION_DECIDED', { customerName: 'text', status: 'text' });
export const DeviationRunOver = refusal('DEVIATION_RUN_OVER', { number: 'text', status: 'text' });
/** Nobody's terms are longer than the new ones. */
export const NothingToShorten = refusal('NOTHING_TO_SHORTEN', { days: 'text' });
