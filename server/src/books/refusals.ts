import { refusal } from '../shared/refusal.ts';

/** The action does not fit the entry's status; `status` is the enum's value. */
export const ManualJournalState = refusal('MANUAL_JOURNAL_STATE', { status: 'text' });
export const JournalApprovalSuffices = refusal('JOURNAL_APPROVAL_SUFFICES', {});
/** A template makes an entry that does not balance of the amount. */
export const TemplateUneven = refusal('TEMPLATE_UNEVEN', { name: 'text', difference: 'money' });
/** The parts of a template need an amount to be taken of. */
export const TemplateNeedsAmount = refusal('TEMPLATE_NEEDS_AMOUNT', { name: 'text' });

/** Something is still to be looked at; locking nevertheless takes a reason. */
export const PeriodChecksOpen = refusal('PERIOD_CHECKS_OPEN', { name: 'text', count: 'int' });
/** A second person has to agree first. */
export const PeriodReopeningNeeded = refusal('PERIOD_REOPENING_NEEDED', { name: 'text' });
export const PeriodReopeningSuffices = refusal('PERIOD_REOPENING_SUFFICES', { name: 'text' });

/** Its result is carried to retained earnings: open the year first. */
export const YearClosed = refusal('YEAR_CLOSED', { year: 'int' });
export const YearOpen = refusal('YEAR_OPEN', { year: 'int' });
/** A period of the year is not locked. */
export const YearPeriodsOpen = refusal('YEAR_PERIODS_OPEN', { year: 'int', name: 'text' });
/** The year before is not closed, or the one after is. */
export const YearOrder = refusal('YEAR_ORDER', { year: 'int', other: 'int' });

export const TaxReturnGap = refusal('TAX_RETURN_GAP', { day: 'day' });
/** Only the last return is taken back. */
export const TaxReturnNotLast = refusal('TAX_RETURN_NOT_LAST', { number: 'text' });
export const TaxReturnWithdrawn = refusal('TAX_RETURN_WITHDRAWN', { number: 'text' });

/** There is nothing to hand out in these days. */
export const ExportEmpty = refusal('EXPORT_EMPTY', {});
/** Nobody has said how the firm is known to DATEV. */
export const DatevUnset = refusal('DATEV_UNSET', {});
