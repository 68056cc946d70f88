export type Locale = 'en';

export const LOCALES: readonly { locale: Locale; name: string }[] = [{ locale: 'en', name: 'English' }];

let locale: Locale = 'en';

export const currentLocale = (): Locale => locale;

export function setLocale(next: string): void {
  locale = LOCALES.find((known) => known.locale === next)?.locale ?? 'en';
}
