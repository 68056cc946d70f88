/** Languages of papers, each in its own words. */
export const languages = { EN: 'English', ZH: '中文', AR: 'العربية', FA: 'فارسی', SW: 'Kiswahili' } as const;
export type Language = keyof typeof languages;
