import { refusal } from '../shared/refusal.ts';

/** The action does not fit the mail's status; `status` is the enum's value. */
export const MailState = refusal('MAIL_STATE', { to: 'text', status: 'text' });
