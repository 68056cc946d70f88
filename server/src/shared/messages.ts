import { IntlMessageFormat } from 'intl-messageformat';
import ar from '../messages/ar.json' with { type: 'json' };
import en from '../messages/en.json' with { type: 'json' };
import fa from '../messages/fa.json' with { type: 'json' };
import sw from '../messages/sw.json' with { type: 'json' };
import zh from '../messages/zh.json' with { type: 'json' };

/** Catalogues by language; one file each. English has all texts, the others those of documents and mails. */
const catalogues: Record<string, Record<string, string>> = { ar, en, fa, sw, zh };
/** Digits as usual there. */
const numbered: Record<string, string> = { ar: 'ar-u-nu-arab', fa: 'fa-u-nu-arabext' };
const formats = new Map<string, IntlMessageFormat>();

export const hasMessage = (key: string): boolean => key in en;

/** The sentence of a key in a language, with its values set in. An unknown key gives itself, and a test forbids it. */
export function message(locale: string, key: string, values: Record<string, string | number> = {}): string {
  const language = catalogues[locale]?.[key] === undefined ? 'en' : locale;
  const pattern = catalogues[language]?.[key];
  if (pattern === undefined) return key;
  const at = `${language} ${key}`;
  const format = formats.get(at) ?? new IntlMessageFormat(pattern, numbered[language] ?? language);
  formats.set(at, format);
  return String(format.format(values));
}

/** The text of a key as it stands in the catalogue, with its braces. */
export const rawText = (locale: string, key: string): string => catalogues[locale]?.[key] ?? catalogues.en?.[key] ?? key;
