import { refusal } from '../shared/refusal.ts';

/** The agreement's status does not allow the action. */
export const FrameworkStatusForbids = refusal('FRAMEWORK_STATUS_FORBIDS', { framework: 'id:Framework', frameworkNumber: 'text', status: 'text' });
/** Nothing is agreed on yet. */
export const FrameworkEmpty = refusal('FRAMEWORK_EMPTY', { framework: 'id:Framework' });
/** Its last day has passed. */
export const FrameworkOver = refusal('FRAMEWORK_OVER', { framework: 'id:Framework', validTo: 'day' });
/** Orders were called off from it: it is ended, not cancelled. */
export const FrameworkHasCalls = refusal('FRAMEWORK_HAS_CALLS', { framework: 'id:Framework', frameworkNumber: 'text' });
/** A maximum below what was called off already, or below what was committed to. */
export const FrameworkMaximumLow = refusal('FRAMEWORK_MAXIMUM_LOW', { productName: 'text', maximum: 'text', called: 'text' });
/** Nothing is planned for the day, or orders were made of all. */
export const FrameworkNothingPlanned = refusal('FRAMEWORK_NOTHING_PLANNED', { framework: 'id:Framework', frameworkNumber: 'text' });
