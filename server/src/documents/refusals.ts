import { refusal } from '../shared/refusal.ts';

/** The run is not under way any more. */
export const DocumentRunOver = refusal('DOCUMENT_RUN_OVER', { status: 'text' });
/** Whoever it is for has no mail address: neither its own for papers, nor the master's. */
export const NoMailAddress = refusal('NO_MAIL_ADDRESS', { name: 'text' });
