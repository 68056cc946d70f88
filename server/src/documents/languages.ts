import type { Language } from '../generated/rows.ts';

/** How a language is written. */
interface Writing {
  /** Of the message catalogue. */
  catalogue: string;
  /** BCP 47, with calendar and digits as usual there. */
  locale: string;
  /** As PDF readers and Typst know it. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** Digits that page numbers are written in. */
  digits: string;
  fonts: readonly string[];
}

const european = '0123456789';
const latinFirst = ['Noto Sans', 'Noto Sans SC', 'Vazirmatn'] as const;
const arabicFirst = ['Vazirmatn', 'Noto Sans', 'Noto Sans SC'] as const;

export const writings: Record<Language, Writing> = {
  EN: { catalogue: 'en', locale: 'en-GB', lang: 'en', dir: 'ltr', digits: european, fonts: latinFirst },
  ZH: { catalogue: 'zh', locale: 'zh-Hans-CN', lang: 'zh', dir: 'ltr', digits: european, fonts: latinFirst },
  AR: { catalogue: 'ar', locale: 'ar-u-ca-gregory-nu-arab', lang: 'ar', dir: 'rtl', digits: '٠١٢٣٤٥٦٧٨٩', fonts: arabicFirst },
  FA: { catalogue: 'fa', locale: 'fa-IR-u-ca-persian-nu-arabext', lang: 'fa', dir: 'rtl', digits: '۰۱۲۳۴۵۶۷۸۹', fonts: arabicFirst },
  SW: { catalogue: 'sw', locale: 'sw-TZ', lang: 'sw', dir: 'ltr', digits: european, fonts: latinFirst },
};

/** The language of a BCP 47 tag; English where we have none. */
export const languageOf = (locale: string): Language => {
  const tag = locale.slice(0, 2).toUpperCase();
  return tag in writings ? tag as Language : 'EN';
};
