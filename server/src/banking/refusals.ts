import { refusal } from '../shared/refusal.ts';

/** Opening balance and lines do not bring the closing balance. */
export const StatementUnbalanced = refusal('STATEMENT_UNBALANCED', { statement: 'text', opening: 'money', lines: 'money', closing: 'money', difference: 'money' });
export const StatementBalanceMissing = refusal('STATEMENT_BALANCE_MISSING', { statement: 'text' });
export const StatementAccountUnknown = refusal('STATEMENT_ACCOUNT_UNKNOWN', { account: 'text', currency: 'text' });
export const StatementUsed = refusal('STATEMENT_USED', { reference: 'text' });
export const CollectionAccountTaken = refusal('COLLECTION_ACCOUNT_TAKEN', { name: 'text' });
export const CollectionAccountUsed = refusal('COLLECTION_ACCOUNT_USED', { name: 'text' });
export const LineBooked = refusal('LINE_BOOKED', { text: 'text' });
/** More than the line still brings. */
export const LineExceeded = refusal('LINE_EXCEEDED', { wanted: 'money', left: 'money' });
/** Money in goes to customers, money out to suppliers. */
export const LineDirection = refusal('LINE_DIRECTION', { kind: 'text' });
/** What is left on account needs a reason. */
export const UnappliedReasonNeeded = refusal('UNAPPLIED_REASON_NEEDED', { amount: 'money' });
/** More than the account's tolerance: somebody with the right to write off must do it. */
export const WriteOffLimit = refusal('WRITE_OFF_LIMIT', { amount: 'money', tolerance: 'money' });
/** An entry that is none of the account's, or of which less is left. */
export const EntryNotOfAccount = refusal('ENTRY_NOT_OF_ACCOUNT', { wanted: 'money', left: 'money' });
export const BookingUndone = refusal('BOOKING_UNDONE', {});
/** Somebody has signed for these days. */
export const LineReconciled = refusal('LINE_RECONCILED', { day: 'day' });
/** A receipt of nobody known that has been given to a customer: reverse that payment first. */
export const ReceiptIdentified = refusal('RECEIPT_IDENTIFIED', {});
export const LedgerAccountClosed = refusal('LEDGER_ACCOUNT_CLOSED', { account: 'text' });
export const ReconciliationDiffers = refusal('RECONCILIATION_DIFFERS', { difference: 'money' });
export const ReconciliationSigned = refusal('RECONCILIATION_SIGNED', { day: 'day' });
export const ReconciliationEarly = refusal('RECONCILIATION_EARLY', { day: 'day' });
/** The ledger began with another balance than the statements: say why. */
export const ReconciliationNoteNeeded = refusal('RECONCILIATION_NOTE_NEEDED', { difference: 'money' });
export const ReconciliationUndone = refusal('RECONCILIATION_UNDONE', { day: 'day' });
