import { isDecimal } from './decimal.ts';
import type { Kind } from './entity.ts';
import { minor, printMoney } from './money.ts';

/** Money as it travels. */
export interface MoneyValue { amount: string; currencyCode: string }
export const moneyValue = (amount: bigint | string, currencyCode: string): MoneyValue =>
  ({ amount: printMoney(minor(BigInt(amount)), currencyCode), currencyCode });

/** A decimal of the database as text without trailing zeros. */
export const trimmed = (text: string): string => (isDecimal(text) && text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A value as Prisma gives it, in the one text form in which it travels. */
export function fromPrisma(kind: Kind, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'day') return (value as Date).toISOString().slice(0, 10);
  if (kind === 'instant') return (value as Date).toISOString();
  if (kind === 'quantity' || kind === 'price' || kind === 'rate' || kind === 'fx') return (value as { toFixed(): string }).toFixed();
  if (kind === 'bigint' || typeof value === 'bigint') return String(value);
  return value;
}

/** A value that SQL printed as text, in the same form. */
export function fromText(kind: Kind, text: string | null): unknown {
  if (text === null) return null;
  if (kind === 'int') return Number(text);
  if (kind === 'boolean') return text === 'true' || text === 't';
  if (kind === 'quantity' || kind === 'price' || kind === 'rate' || kind === 'fx') return trimmed(text);
  if (kind === 'instant') return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
  if (kind === 'json' || kind === 'texts') return JSON.parse(text);
  return text;
}
