import { IntlMessageFormat } from 'intl-messageformat';
import { messageOf } from './messages.ts';
import type { Locale } from './messages.ts';

const parsed = new Map<string, IntlMessageFormat>();

/** An ICU message in a locale. A missing key comes back as `_` or itself, and is a failing test (i18n.test). */
export function format(locale: Locale, key: string, values: Record<string, unknown> = {}): string {
  const text = messageOf(locale, key);
  if (text === undefined) return typeof values['_'] === 'string' ? values['_'] : key;
  if (!text.includes('{') && !text.includes("'")) return text;
  const id = `${locale} ${key}`;
  const message = parsed.get(id) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  parsed.set(id, message);
  try {
    // Plain values in, so the result is text: parts appear only when a value is a function or an element.
    return String(message.format(values as Record<string, string>));
  } catch {
    return text;
  }
}
