import { refusal } from '../shared/refusal.ts';

/** A file that is none of the forms that are read here, or what it lacks: `problem` is a code of the sentence. */
export const StatementUnreadable = refusal('STATEMENT_UNREADABLE', { problem: 'text', place: 'text' });
