import type { I18nProvider } from 'ra-core';
import { format } from './format.ts';
import { LOCALES } from './messages.ts';
import type { Locale } from './messages.ts';

let locale: Locale = 'en';

export const currentLocale = (): Locale => locale;

export const i18nProvider: I18nProvider = {
  translate: (key: string, options?: Record<string, unknown>) => format(locale, key, options),
  changeLocale: (next: string) => {
    locale = LOCALES.find((known) => known.locale === next)?.locale ?? 'en';
    return Promise.resolve();
  },
  getLocale: () => locale,
  getLocales: () => [...LOCALES],
};
