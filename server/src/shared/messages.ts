import { IntlMessageFormat } from 'intl-messageformat';
import en from '../messages/en.json' with { type: 'json' };

/** Catalogues by language; one file each, the same for server and console. */
const catalogues: Record<string, Record<string, string>> = { en };
const formats = new Map<string, IntlMessageFormat>();

export const hasMessage = (key: string): boolean => key in en;

/** The sentence of a key in a language, with its values set in. An unknown key gives itself, and a test forbids it. */
export function message(locale: string, key: string, values: Record<string, string | number> = {}): string {
  const language = catalogues[locale] ? locale : 'en';
  const pattern = catalogues[language]?.[key];
  if (pattern === undefined) return key;
  const at = `${language} ${key}`;
  const format = formats.get(at) ?? new IntlMessageFormat(pattern, language);
  formats.set(at, format);
  return String(format.format(values));
}
