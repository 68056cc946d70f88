// Which receipts of deposits went where: what came first goes first, and what was taken keeps what it took.
import { describe, expect, test } from 'vitest';
import { sharesOf, usageOf, type Lot, type Move } from '../../server/src/deposits/usage.ts';
import { minor } from '../../server/src/shared/money.ts';

type Told = [id: string, from: string, to: string, amount: number, reverses?: string];
const walk = (...told: Told[]) => {
  const moves = told.map(([id, from, to, amount, reverses]): Move => ({ id, from, to, amount: minor(amount), reverses: reverses ?? null }));
  const { taken, held } = usageOf(moves, new Set(['D', 'E']));
  const said = (lots: readonly Lot[] = []) => lots.map(({ receipt, amount }) => `${receipt} ${amount}`).join(', ');
  return { of: (id: string) => said(taken.get(id)), held: (id: string) => said(held.get(id)) };
};
const received: Told[] = [['a', 'money', 'D', 100], ['b', 'money', 'D', 50]];

describe('receipts of a deposit', () => {
  test('go in the order in which they came, in parts', () => {
    const { of, held } = walk(...received, ['t', 'D', 'invoice', 80], ['u', 'D', 'other', 40]);
    expect([of('t'), of('u'), held('D')]).toEqual(['a 80', 'a 20, b 20', 'b 30']);
  });
  test('come back to their place when what took them is taken back; what was taken beside it keeps what it took', () => {
    const { of, held } = walk(...received, ['t', 'D', 'invoice', 80], ['u', 'D', 'other', 40], ['-t', 'D', 'invoice', 80, 't'], ['v', 'D', 'third', 30]);
    expect([of('t'), of('u'), of('v'), held('D')]).toEqual(['', 'a 20, b 20', 'a 30', 'a 50, b 30']);
  });
  test('that are taken back were the money of nobody: what is there instead stands for what was used of them', () => {
    const early = walk(...received, ['-b', 'money', 'D', 50, 'b'], ['t', 'D', 'invoice', 100]);
    expect([early.of('t'), early.held('D')]).toEqual(['a 100', '']);
    const late = walk(['a', 'money', 'D', 50], ['b', 'money', 'D', 100], ['t', 'D', 'invoice', 40], ['-a', 'money', 'D', 50, 'a']);
    expect([late.of('t'), late.held('D')]).toEqual(['b 40', 'b 60']);
  });
  test('go along with what is moved to another deposit, and come back with it', () => {
    const there = walk(...received, ['t', 'D', 'invoice', 30], ['m', 'D', 'E', 90], ['c', 'money', 'E', 10], ['u', 'E', 'other', 75]);
    expect([there.of('u'), there.held('D'), there.held('E')]).toEqual(['a 70, b 5', 'b 30', 'b 15, c 10']);
    const back = walk(...received, ['m', 'D', 'E', 90], ['c', 'money', 'E', 10], ['-m', 'D', 'E', 90, 'm']);
    expect([back.held('D'), back.held('E')]).toEqual(['a 100, b 50', 'c 10']);
    const used = walk(...received, ['m', 'D', 'E', 90], ['c', 'money', 'E', 100], ['u', 'E', 'other', 75], ['-m', 'D', 'E', 90, 'm']);
    expect([used.of('u'), used.held('D'), used.held('E')]).toEqual(['a 75', 'a 25, b 50, c 75', 'c 25']);
  });
});

test.each([
  [1900, [[100, 100, 1000], [90, 90, 900]], [1000, 900]], // each whole: its own
  [1899, [[100, 100, 1000], [45, 50, 1000]], [1000, 899]], // what rounding leaves is the part's that is not whole
  [1899, [[99, 100, 1000], [90, 90, 909]], [990, 909]],
  [5, [[10, 100, 33]], [5]], [0, [[10, 0, 33]], [0]], [7, [[1, 3, 10], [2, 3, 10]], [3, 4]],
] as const)('tax of %i in parts %j', (posted, parts, shares) => expect(sharesOf(minor(posted), parts.map(([amount, whole, of]) => ({ amount: minor(amount), whole: minor(whole), of: minor(of) })))).toEqual(shares.map(BigInt)));
