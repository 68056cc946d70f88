import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from './locale.ts';
import { messageOf } from './messages.ts';

const parsed = new Map<string, IntlMessageFormat>();

/** An ICU message in a locale. A missing key shows as itself and is reported as an error, on which every browser test fails. */
export function format(locale: Locale, key: string, values: Record<string, unknown> = {}): string {
  const text = messageOf(locale, key);
  if (text === undefined) return missing(key, values['_']);
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

const reported = new Set<string>();

function missing(key: string, otherwise: unknown): string {
  if (typeof otherwise === 'string') return otherwise;
  // What is no key is a sentence that the server has already worded.
  if (/^[a-z]\w*(\.[\w-]+)+$/i.test(key) && !reported.has(key)) reportError(new Error(`The catalogue has no text for ${key}`));
  reported.add(key);
  return key;
}
