import type { en } from './en/index.ts';
import kit from './en/kit.json';
import ra from './en/ra.json';
import type { Locale } from './locale.ts';
import type { Texts } from './packed.ts';

/** The console's own texts; enum labels come from the server's catalogue, so both say the same. */
export type MessageKey = keyof typeof en;

/** What signing in says is there from the start; all else comes with the console. */
const catalogues: Record<Locale, Texts> = { en: { ...ra, ...kit } };

/** Adds the texts of the console, before any of it is shown. */
export function addTexts(locale: Locale, texts: Texts): void {
  catalogues[locale] = { ...catalogues[locale], ...texts };
}

export const messageOf = (locale: Locale, key: string): string | undefined => catalogues[locale][key];

/** The values of an enum in the catalogue's order, which is the order in which people read them. */
export function enumValues(name: string): string[] {
  const prefix = `enum.${name}.`;
  return Object.keys(catalogues.en)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
