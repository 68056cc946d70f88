import serverMessages from '../../../server/src/messages/en.json';
import { en } from './en/index.ts';
import type { Locale } from './locale.ts';

/** The console's own texts; enum labels and refusals come from the server's catalogue, so both say the same. */
export type MessageKey = keyof typeof en;

const catalogues: Record<Locale, Record<string, string>> = { en: { ...serverMessages, ...en } };

export const messageOf = (locale: Locale, key: string): string | undefined => catalogues[locale][key];

/** The values of an enum in the catalogue's order, which is the order in which people read them. */
export function enumValues(name: string): string[] {
  const prefix = `enum.${name}.`;
  return Object.keys(catalogues.en)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
