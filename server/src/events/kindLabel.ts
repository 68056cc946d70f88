import { hasMessage, message } from '../shared/messages.ts';

/** "orderPlaced" → "Order placed", where the catalogue has no better words. */
export function kindLabel(kind: string, locale: string): string {
  if (hasMessage(`event.${kind}`)) return message(locale, `event.${kind}`);
  const spaced = kind.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
