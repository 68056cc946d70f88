// Pure: why goods are promised in a warehouse, in words.
import { message } from '../shared/messages.ts';

/** A sentence from what the rule of allocation saw (`Reservation.because`). */
export function whyHere(because: unknown, locale: string): string {
  if (typeof because !== 'object' || because === null) return message(locale, 'why.NAMED');
  const { by, value, covers, of, reason } = because as Record<string, unknown>;
  const place = message(locale, `why.${String(by)}`, { value: String(value ?? ''), reason: String(reason ?? ''), hasValue: value ? 'yes' : 'no' });
  if (!covers) return place;
  return message(locale, 'why.covers', { place, covers: String(covers), of: Number(of ?? 1) });
}
