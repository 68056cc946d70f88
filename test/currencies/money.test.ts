// The rules of money in several currencies, as tables of cases.
import { expect, test } from 'vitest';
import { documentMoney } from '../../server/src/currencies/documentMoney.ts';
import { rateFor, type Rates } from '../../server/src/currencies/rates.ts';
import { readRateFile } from '../../server/src/currencies/rateFiles.ts';
import { apportionAt, inCompany, minor, plus, priceIn, rateOf, worthIn } from '../../server/src/shared/money.ts';
import { parseFxRate, parseUnitPrice, printFxRate, printUnitPrice, type FxRate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';

const fx = (text: string) => parseFxRate(text) as FxRate;
const price = (text: string) => parseUnitPrice(text) as UnitPrice;

test.each([
  ['10.00 EUR at 1.1 in USD', 1000n, '1.1', 'EUR', 'USD', 1100n], ['100 yen at 0.0067 in USD', 100n, '0.0067', 'JPY', 'USD', 67n], ['1.000 dinar at 3.25 in USD', 1000n, '3.25', 'KWD', 'USD', 325n],
  ['1.00 USD at 0.3077 in dinar', 100n, '0.3077', 'USD', 'KWD', 308n], ['1.00 USD at 149.255 in yen', 100n, '149.255', 'USD', 'JPY', 149n], ['1.000 dinar at 485 in yen', 1000n, '485', 'KWD', 'JPY', 485n],
  ['a cent at 0.5, half away from zero', 1n, '0.5', 'EUR', 'USD', 1n], ['the same owed the other way', -1n, '0.5', 'EUR', 'USD', -1n],
])('%s', (_said, amount, rate, code, own, expected) => { expect(inCompany(minor(amount), fx(rate), code, own)).toBe(expected); });

test('company money needs no rate', () => { expect(inCompany(minor(123n), null, 'USD', 'USD')).toBe(123n); });

test('a price and an amount go the other way by the same rate', () => {
  expect(printUnitPrice(priceIn(price('11'), fx('1.1')))).toBe('10');
  expect(worthIn(minor(1100n), fx('1.1'), 'EUR', 'USD')).toBe(1000n);
  expect(worthIn(minor(670n), fx('0.0067'), 'JPY', 'USD')).toBe(1000n);
});

test('the rate between an amount and what the bank gave for it', () => {
  expect(printFxRate(rateOf(minor(2000n), 'USD', minor(900n), 'USD'))).toBe('0.45');
  expect(printFxRate(rateOf(minor(1000n), 'JPY', minor(670n), 'USD'))).toBe('0.0067');
});

test.each([
  ['thirds', [-333n, -333n, -334n], '1.5', -1500n], ['both signs', [-1000n, 100n, -170n], '1.2345', -1321n], ['fractions of a cent', [-1n, -1n, -1n], '0.3333', -1n], ['nothing', [0n, 0n], '1.1', 0n],
])('lines in company money sum to their document: %s', (_said, amounts, rate, sum) => {
  const parts = apportionAt(amounts.map(minor), fx(rate), 'EUR', 'USD', minor(sum));
  expect(plus(...parts)).toBe(sum);
  parts.forEach((part, index) => { expect(Math.abs(Number(part) - Number(amounts[index]) * Number(rate))).toBeLessThan(1.01); });
});

const company = { company: { currencyCode: 'USD' } } as never;
const rates: Rates = { traded: ['EUR'], rule: { maxAgeDays: 3, convertsPrices: true }, found: [
  { code: 'EUR', on: '2026-01-09' as Day, rate: fx('1.1'), ratedOn: '2026-01-06' as Day }, { code: 'EUR', on: '2026-01-10' as Day, rate: fx('1.1'), ratedOn: '2026-01-06' as Day },
] };
const refused = (work: () => unknown) => {
  try { work(); } catch (error) { return error instanceof Refusal ? [error.kind.code, error.facts] : error; }
  return undefined;
};
test('a rate serves until it is too old, and what is missing is named', () => {
  expect(rateFor(rates, 'EUR', '2026-01-09' as Day, company)).toBe(fx('1.1'));
  expect(refused(() => rateFor(rates, 'EUR', '2026-01-10' as Day, company))).toEqual(['RATE_OLD', { currency: 'EUR', day: '2026-01-10', ratedOn: '2026-01-06', maxAgeDays: 3 }]);
  expect(refused(() => rateFor(rates, 'GBP', '2026-01-09' as Day, company))).toEqual(['RATE_MISSING', { currency: 'GBP', day: '2026-01-09' }]);
  expect(rateFor(rates, 'USD', '2026-01-09' as Day, company)).toBeNull();
});
test('a currency that the firm does not trade in is no document\'s', () => { expect(() => documentMoney('GBP', '2026-01-09' as Day, rates, company)).toThrow(); });

const ecb = `<?xml version="1.0"?><gesmes:Envelope><Cube><Cube time='2026-01-08'><Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='160.00'/><Cube currency='GBP' rate='0.8'/></Cube>
<Cube time='2026-01-07'><Cube currency='USD' rate='1.20'/><Cube currency='JPY' rate='N/A'/></Cube></Cube></gesmes:Envelope>`;
const told = (content: string, own = 'USD') => readRateFile(content, own)?.rates.map(({ code, on, rate, problem }) => `${code} ${on} ${rate === null ? problem : printFxRate(rate)}`);
test('the European Central Bank\'s file gives rates by way of the euro', () => {
  expect(told(ecb)).toEqual(['JPY 2026-01-08 0.0078125', 'GBP 2026-01-08 1.5625', 'EUR 2026-01-08 1.25', 'EUR 2026-01-07 1.2']);
  expect(told(ecb, 'EUR')).toEqual(['USD 2026-01-08 0.8', 'JPY 2026-01-08 0.00625', 'GBP 2026-01-08 1.25', 'USD 2026-01-07 0.8333333333']);
  expect(told('Date, USD, JPY, \n08 January 2026, 1.25, 160, \n')).toEqual(['JPY 2026-01-08 0.0078125', 'EUR 2026-01-08 1.25']);
});
test('a file of the firm\'s own tells rates, or how many units one of the company\'s money is', () => {
  expect(told('currency;day;rate\nEUR;08.01.2026;1,25\nXXX1;2026-01-08;1\nEUR;2026-13-01;1\nEUR;2026-01-08;x\nUSD;2026-01-08;1\n')).toEqual(['EUR 2026-01-08 1.25', 'XXX1 2026-01-08 1', 'EUR null 1', 'EUR 2026-01-08 RATE', 'USD 2026-01-08 1']);
  expect(readRateFile('currency,day,perUnit\nJPY,2026-01-08,160\n', 'USD')?.rates[0]?.rate).toBe(fx('0.00625'));
  expect(readRateFile('nothing of the kind', 'USD')).toBeUndefined();
});
