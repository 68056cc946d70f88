// Why a line is what it is, in the reader's language.
import type { Minor } from '../shared/money.ts';
import { printMoney } from '../shared/money.ts';
import { message } from '../shared/messages.ts';

interface Told { code: string; minor?: string; reason?: string; [fact: string]: string | number | undefined }

export function reasonWords(reasons: unknown, currencyCode: string, locale: string): string {
  const told = (typeof reasons === 'string' ? JSON.parse(reasons) : reasons) as Told[];
  return told.map(({ code, minor, reason, ...facts }) => message(locale, `match.${code}`, {
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ?? ''])),
    ...(minor === undefined ? {} : { amount: `${printMoney(BigInt(minor) as Minor, currencyCode)} ${currencyCode}` }), ...(reason === undefined ? {} : { reason: message(locale, `enum.ShortReason.${reason}`) }),
  })).join(' · ');
}
