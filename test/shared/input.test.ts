import { describe, expect, it } from 'vitest';
import { day, email, fraction, globalId, id, integer, list, money, object, optional, quantity, readFields, text, unitPrice, type InputShape, type Reading } from '../../server/src/shared/input.ts';

function read(fields: InputShape, value: Record<string, unknown>, currencyCode = 'USD') {
  const reading: Reading = { currencyCode, issues: [] };
  const result = readFields(fields, value, [], reading);
  return { result, issues: reading.issues.map(({ path, code }) => [path.join('.'), code]) };
}

describe('what bad input is told', () => {
  const one = (kind: InputShape[string], value: unknown, currencyCode?: string) => read({ x: kind }, { x: value }, currencyCode).issues;

  it.each([
    ['an empty name', text({ max: 10 }), '   ', 'required'],
    ['a name that is too long', text({ max: 3 }), 'abcd', 'text_long'],
    ['a name with a NUL', text({ max: 10 }), 'a\u0000b', 'text_characters'],
    ['a name with half a character', text({ max: 10 }), 'a\uD800b', 'text_characters'],
    ['a name that turns the line around', text({ max: 10 }), 'a\u202Eb', 'text_characters'],
    ['a name of two lines', text({ max: 10 }), 'a\nb', 'text_characters'],
    ['a mail address without a host', email(), 'amina@', 'text_pattern'],
    ['an id of another type', id('Order'), globalId('Customer', '018f5d2e-0000-7000-8000-000000000000'), 'id_unknown'],
    ['an id that is none', id('Order'), 'nonsense', 'id_unknown'],
    ['a negative quantity', quantity(), '-1', 'number_above'],
    ['a quantity of zero', quantity(), '0', 'number_above'],
    ['a quantity of seven places', quantity(), '0.0000001', 'decimal_places'],
    ['a quantity past all sense', quantity(), '9999999999999', 'number_large'],
    ['an amount of three places', money(), '1.005', 'decimal_places'],
    ['an amount of nothing', money(), '0.00', 'number_above'],
    ['a discount above one', fraction(), '1.01', 'number_large'],
    ['a negative price', unitPrice(), '-0.01', 'number_least'],
    ['a day that is none', day(), '2026-02-30', 'day_unknown'],
    ['too many days', integer({ max: 720 }), 721, 'number_range'],
    ['no lines', list(text({ max: 1 }), { min: 1 }), [], 'list_short'],
  ])('%s', (_name, kind, value, code) => expect(one(kind, value)).toEqual([['x', code]]));

  it('takes as many places as the currency has', () => {
    expect(one(money(), '1.5', 'JPY')).toEqual([['x', 'decimal_places']]);
    expect(one(money(), '1.555', 'KWD')).toEqual([]);
  });

  it('names every bad field at once, with its path', () => {
    const lines = list(object('Line', { quantity: quantity(), price: unitPrice() }));
    expect(read({ name: text({ max: 5 }), lines }, { name: '', lines: [{ quantity: '1', price: '2' }, { quantity: '0', price: '-2' }] }).issues)
      .toEqual([['name', 'required'], ['lines.1.quantity', 'number_above'], ['lines.1.price', 'number_least']]);
  });

  it('tells left out from emptied', () => {
    const fields = { a: optional(text({ max: 5 })), b: optional(text({ max: 5 })), c: optional(text({ max: 5 })) };
    expect(read(fields, { b: null, c: '  ' }).result).toEqual({ b: null, c: null });
  });
});
