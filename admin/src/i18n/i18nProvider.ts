import type { I18nProvider } from 'ra-core';
import { format } from './format.ts';
import { currentLocale, LOCALES, setLocale } from './locale.ts';

export const i18nProvider: I18nProvider = {
  translate: (key: string, options?: Record<string, unknown>) => format(currentLocale(), key, options),
  changeLocale: (next: string) => {
    setLocale(next);
    return Promise.resolve();
  },
  getLocale: currentLocale,
  getLocales: () => [...LOCALES],
};
