import type { MessageKey } from '../i18n/messages.ts';

/** By what two customers are alike. */
export const saidBy: Record<string, MessageKey> = {
  NAME: 'customers.similarBy.NAME',
  NAME_LIKE: 'customers.similarBy.NAME_LIKE',
  TAX_NUMBER: 'customers.similarBy.TAX_NUMBER',
  EMAIL: 'customers.similarBy.EMAIL',
  PHONE: 'customers.similarBy.PHONE',
};
