// Names as they are compared, in Latin, Arabic and Chinese script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const keyOf = async (name: string) => (await firm.one<{ key: string }>(sql`SELECT hesabu_name_key(${name}) AS key`)).key;

describe('one name, however it is written', () => {
  test.each([
    ['Straße & Söhne GmbH', 'STRASSE UND SOHNE'],
    ['Café Olé S.A.', 'cafe ole'],
    ['Café Olé S. A. R. L.', 'Cafe-Olé, SARL'],
    ['Müller GmbH & Co. KG', 'Müller'],
    ['Acme Trading Co., Ltd.', 'ACME TRADING LIMITED'],
    ['Nowak Sp. z o.o.', 'nowak spzoo'],
    ['Øresund Fisk A/S', 'Oresund Fisk'],
    ['ＡＣＭＥ　Ｔｒａｄｉｎｇ', 'Acme Trading'],
    ['شركة النور للتجارة', 'النور للتجاره'],
    ['شَرِكَةُ النُّورِ لِلتِّجَارَةِ', 'النور للتجارة'],
    ['مؤسسة أحمد على', 'موسسة احمد علی'],
    ['مكتبة الأمل ذ.م.م', 'مکتبه الامل'],
    ['النـــور ٢٠٢٤', 'النور 2024'],
    ['شرکت فولاد مبارکه ۱۲', 'فولاد مباركة 12'],
    ['شركة الأفق ذات مسؤولية محدودة', 'الافق'],
    ['臺灣電子股份有限公司', '台湾电子'],
    ['廣東華興貿易有限公司', '广东华兴贸易有限责任公司'],
    ['上海（國際）貿易公司', '上海(国际)贸易'],
  ])('%s is %s', async (one, other) => {
    expect(await keyOf(one)).toBe(await keyOf(other));
    expect(await keyOf(one)).not.toBe('');
  });
  test.each([['Acme North Ltd', 'Acme South Ltd'], ['شركة النور', 'شركة السلام'], ['北京貿易有限公司', '上海貿易有限公司'], ['Ltd', 'GmbH'], ['公司', '集团'], ['12 Trading', '21 Trading']])(
    '%s is not %s', async (one, other) => expect(await keyOf(one)).not.toBe(await keyOf(other)));
});

describe('a name that is spelled nearly so', () => {
  const likeness = async (one: string, other: string) =>
    (await firm.one<{ likeness: number }>(sql`SELECT similarity(hesabu_name_sound(${one}), hesabu_name_sound(${other})) AS likeness`)).likeness;
  test.each([['Alfreds Futterkiste', 'Alfred Futterkiste'], ['شركة النور للتجارة العامة', 'النور لتجارة العامة'], ['Mueller Maschinenbau GmbH', 'Müller Maschinenbau']])(
    '%s and %s are alike', async (one, other) => expect(await likeness(one, other)).toBeGreaterThan(0.55));
  test.each([['Acme North', 'Acme Southern'], ['شركة النور', 'شركة السلام']])('%s and %s are not', async (one, other) => expect(await likeness(one, other)).toBeLessThan(0.55));
});
