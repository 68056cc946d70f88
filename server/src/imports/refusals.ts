import { refusal } from '../shared/refusal.ts';

/** It is being checked or run: that is stopped first. */
export const ImportBusy = refusal('IMPORT_BUSY', { fileName: 'text' });
/** The step before is not done: its columns are not told, or it cannot be read. */
export const ImportNotReady = refusal('IMPORT_NOT_READY', { fileName: 'text' });
/** It has made or changed records, and stays as the report of it. */
export const ImportUnfinished = refusal('IMPORT_KEPT', { fileName: 'text' });
/** It has brought no past sales that could be taken back. */
export const ImportWithoutHistory = refusal('IMPORT_NO_HISTORY', { fileName: 'text' });
/** What a file brings in may not be done with these rights. */
export const ImportNotPermitted = refusal('IMPORT_NOT_PERMITTED', { permissions: 'text' });
