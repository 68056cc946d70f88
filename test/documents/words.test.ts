// The words of papers and mails: complete in each language, written as usual there.
import { describe, expect, test } from 'vitest';
import { code128 } from '../../server/src/documents/code128.ts';
import { written, writtenDay, writtenMoney } from '../../server/src/documents/written.ts';
import ar from '../../server/src/messages/ar.json' with { type: 'json' };
import en from '../../server/src/messages/en.json' with { type: 'json' };
import fa from '../../server/src/messages/fa.json' with { type: 'json' };
import sw from '../../server/src/messages/sw.json' with { type: 'json' };
import { message } from '../../server/src/shared/messages.ts';
import zh from '../../server/src/messages/zh.json' with { type: 'json' };

const others: Record<string, Record<string, string>> = { ar, fa, sw, zh };
const english = Object.fromEntries(Object.entries(en as Record<string, string>).filter(([key]) => /^(documents|mailText)\./.test(key)));
const namesIn = (pattern: string) => [...new Set([...pattern.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();
const bare = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, '');

describe.each(Object.keys(others))('the catalogue of %s', (language) => {
  const catalogue = others[language] ?? {};
  test('has every text that English has, with the same names, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    // What stands in a plural's branches is words, not names.
    const wrong = Object.entries(english).filter(([key, text]) => !text.includes('plural') && namesIn(text).join() !== namesIn(catalogue[key] ?? '').join());
    expect(wrong).toEqual([]);
  });

  test('can be read', () => {
    const said = Object.keys(catalogue).filter((key) => key.startsWith('documents.')).map((key) => message(language, key, { days: 3, page: 1, pages: 2, number: 'X', name: 'X', date: 'X', field: 'X' }));
    expect(said.filter((text) => text === '' || text.startsWith('documents.'))).toEqual([]);
  });
});

describe('days and amounts', () => {
  test('the year is that of the calendar', () => {
    expect(bare(writtenDay('2026-03-20', 'FA'))).toBe('۲۹ اسفند ۱۴۰۴');
    expect(bare(writtenDay('2026-03-21', 'FA'))).toBe('۱ فروردین ۱۴۰۵');
    expect(bare(writtenDay('2025-03-20', 'FA'))).toBe('۳۰ اسفند ۱۴۰۳');
    expect(bare(writtenDay('2026-11-22', 'AR'))).toBe('٢٢ نوفمبر ٢٠٢٦');
    expect(writtenDay('2026-11-22', 'ZH')).toBe('2026年11月22日');
    expect(writtenDay('2026-11-22', 'SW')).toBe('22 Novemba 2026');
    expect(writtenDay('2026-11-22', 'EN')).toBe('22 November 2026');
  });

  test('amounts have the places of ISO 4217, in the digits of the language, and lose nothing', () => {
    expect(bare(writtenMoney('12345678901234567.89', 'USD', 'EN', true))).toBe('12,345,678,901,234,567.89 USD');
    expect(bare(writtenMoney('1234.567', 'KWD', 'AR', false))).toBe('١٬٢٣٤٫٥٦٧');
    expect(bare(writtenMoney('1234', 'UGX', 'SW', true))).toBe('1,234 UGX');
    expect(bare(writtenMoney('1234.50', 'IRR', 'FA', false))).toBe('۱٬۲۳۴٫۵۰');
    expect(bare(writtenMoney('-5.00', 'USD', 'FA', false))).toMatch(/۵٫۰۰/);
  });

  test('values keep their own direction', () => {
    expect(written({ form: 'code', text: 'INV-1' }, 'FA')).toEqual(['\u2066INV-1\u2069']);
    expect(written({ form: 'text', text: 'Café', more: ['قهوه'] }, 'AR')).toEqual(['\u2068Café\u2069', '\u2068قهوه\u2069']);
    expect(bare(written({ form: 'words', key: 'terms', values: { days: 30 } }, 'FA')[0] ?? '')).toBe('ظرف ۳۰ روز');
    expect(written({ form: 'words', key: 'terms', values: { days: 2 } }, 'AR')).toEqual(['خلال يومين']);
  });
});

test('a number is a barcode of Code 128, with its check sign', () => {
  // "PJJ123C" is the example of the standard's handbook: its check sign in set B is 55.
  const widths = code128('PJJ123C') ?? [];
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(11 * 9 + 13);
  expect(widths.slice(0, 6).join('')).toBe('211214');
  expect(code128('ﻧ')).toBeUndefined();
});
