import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExact } from '../../server/src/shared/facts.ts';

test('numbers that JavaScript would round stay text, wherever they stand; all else is what it is', () => {
  expect(readExact('[1, -2, 9007199254740991, {"a": 9007199254740993, "b": [1.5, -0.25, 1e3]}, "x: 1.5, 12345678901234567"]'))
    .toEqual([1, -2, 9007199254740991, { a: '9007199254740993', b: ['1.5', '-0.25', 1000] }, 'x: 1.5, 12345678901234567']);
  expect([readExact('12345678901234567890'), readExact('1.5'), readExact('7'), readExact(' [ -1.5 ]'), readExact('{"a":\n 2.5}')]).toEqual(['12345678901234567890', '1.5', 7, ['-1.5'], { a: '2.5' }]);
  const whole = fc.bigInt(-(10n ** 18n), 10n ** 18n);
  fc.assert(fc.property(fc.array(whole), fc.string(), (numbers, text) => {
    const read = readExact(`{"text":${JSON.stringify(text)},"numbers":[${numbers.join(',')}]}`);
    expect(read).toEqual({ text, numbers: numbers.map((each) => (Number.isSafeInteger(Number(each)) && BigInt(Number(each)) === each ? Number(each) : String(each))) });
  }), { numRuns: 300, seed: 3 });
});
