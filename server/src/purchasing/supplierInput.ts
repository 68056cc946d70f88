import { boolean, email, integer, optional, text } from '../shared/input.ts';

/** What is kept of a supplier beside code and name. */
export const supplierInput = {
  contactName: optional(text({ max: 200 })), contactTitle: optional(text({ max: 100 })), taxNumber: optional(text({ max: 60 })),
  email: optional(email()), phone: optional(text({ max: 60 })), street: optional(text({ max: 300, lines: true })), city: optional(text({ max: 100 })),
  region: optional(text({ max: 100 })), postalCode: optional(text({ max: 30 })), country: optional(text({ max: 100 })),
  paymentTermDays: optional(integer({ max: 720 })), isActive: optional(boolean()),
  currencyCode: { ...optional(text({ max: 3, pattern: /^[A-Z]{3}$/ })), describe: 'ISO 4217, in which they quote. Empty: the company\'s.' },
};
export const supplierColumns = [
  'code', 'name', 'contactName', 'contactTitle', 'taxNumber', 'email', 'phone', 'street', 'city', 'region', 'postalCode', 'country',
  'paymentTermDays', 'isActive', 'currencyCode',
] as const;
/** Columns that name a person: their values go to EventPersonal. */
export const personalColumns = ['contactName', 'contactTitle', 'email', 'phone'] as const;
