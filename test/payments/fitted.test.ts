// Money over several debts, of which each may be paid less by its discount.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted } from '../../server/src/matching/fitted.ts';
import { baseOf, earlyLeft, earlyOn, type EarlyRows } from '../../server/src/receivables/earlyOffers.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseRate, type Rate } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const debts = (...of: [room: number, discount: number][]) => of.map(([room, discount]) => ({ room: minor(room), discount: minor(discount) }));
const three = debts([10_000, 200], [10_000, 200], [10_000, 200]);

describe('money', () => {
  test.each([
    ['of all that is owed pays all whole', 30_000, three, [10_000, 10_000, 10_000]],
    ['of all less their discounts pays each less its own', 29_400, three, [9_800, 9_800, 9_800]],
    ['of all less the discount of one pays the oldest whole', 29_800, three, [10_000, 10_000, 9_800]],
    ['between discounts gives back what is too much, the oldest first', 29_600, three, [10_000, 9_800, 9_800]],
    ['a cent off is a cent of the oldest discount', 29_401, three, [9_801, 9_800, 9_800]],
    ['of more than all leaves the rest', 31_000, three, [10_000, 10_000, 10_000]],
    ['that ends inside a debt takes the discounts before it', 25_000, three, [9_800, 9_800, 5_400]],
    ['a cent short of the last discount is a part of the last', 29_399, three, [9_800, 9_800, 9_799]],
    ['of the first two whole pays these whole', 20_000, three, [10_000, 10_000, 0]],
    ['of the first two less their discounts pays these', 19_600, three, [9_800, 9_800, 0]],
    ['less than the first less its discount is a part of it', 9_000, three, [9_000, 0, 0]],
    ['of nothing pays nothing', 0, three, [0, 0, 0]],
    ['where only the second may be paid less', 19_800, debts([10_000, 0], [10_000, 200]), [10_000, 9_800]],
    ['where only the first may be paid less', 19_800, debts([10_000, 200], [10_000, 0]), [9_800, 10_000]],
    ['of odd cents', 1_632, debts([333, 7], [333, 7], [999, 20]), [327, 326, 979]],
    ['past a debt whose discount is about to be taken', 5_000, debts([200, 200], [10_000, 200]), [0, 5_000]],
    ['without discounts is as ever', 60, debts([20, 0], [30, 0], [50, 0]), [20, 30, 10]],
  ] as [string, number, typeof three, number[]][])('%s', (_case, money, of, given) => expect(fitted(minor(money), of)).toEqual(given.map(BigInt)));

  test('is never more than there is, leaves nothing while something is open, and settles all that it reaches', () => {
    const debt = fc.record({ room: fc.bigInt({ min: 1n, max: 10n ** 6n }), share: fc.integer({ min: 0, max: 60 }) }).map(({ room, share }) => ({ room: minor(room), discount: minor(room * BigInt(share) / 1000n) }));
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 7n }), fc.array(debt, { maxLength: 8 }), (money, of) => {
      const given = fitted(minor(money), of);
      const [sum, all, least] = [given.reduce((total, each) => total + each, 0n), of.reduce((total, { room }) => total + room, 0n), of.reduce((total, { room, discount }) => total + room - discount, 0n)];
      expect(sum).toBe(money < all ? money : all);
      given.forEach((each, at) => expect(each >= 0n && each <= (of[at]?.room ?? 0n)).toBe(true));
      if (money >= least) given.forEach((each, at) => expect((of[at]?.room ?? 0n) - each <= (of[at]?.discount ?? 0n)).toBe(true));
      // Of those in order, all before the last that gets something are settled.
      const last = given.findLastIndex((each) => each > 0n);
      given.slice(0, Math.max(0, last)).forEach((each, at) => expect((of[at]?.room ?? 0n) - each <= (of[at]?.discount ?? 0n)).toBe(true));
    }), { numRuns: 500 });
  });
});

describe('what may be paid less', () => {
  const offer = (no: number, rate: string, lastOn: string, discount: number) => ({ id: `o${no}`, no, invoiceId: 'v', openItemId: 'i', discountRate: parseRate(rate) as Rate, lastOn: lastOn as Day, includesFreight: true, reducesTax: true, toleranceMinor: minor(5), discountMinor: minor(discount) }) as EarlyRows['offers'][number];
  const line = (invoiceId: string, net: number, tax: number) => ({ invoiceId, orderId: null, taxCodeId: 't', netMinor: minor(net), taxMinor: minor(tax) });
  const rows = (more: Partial<EarlyRows> = {}): EarlyRows => ({ offers: [offer(1, '0.02', '2026-01-20', 240), offer(2, '0.03', '2026-01-10', 360)], invoices: [], lines: [], discounts: [], ...more });
  const item = { id: 'i', room: minor(12_000) };
  const credited = { invoices: [{ id: 'v', freightMinor: minor(0), creditsInvoiceId: null }, { id: 'n', freightMinor: minor(0), creditsInvoiceId: 'v' }], lines: [line('v', 10_000, 2_000), line('n', 3_333, 667)] };
  test.each([
    ['the best offer that is in time', '2026-01-10', rows(), 360], ['the next one after its day', '2026-01-11', rows(), 240], ['nothing past all', '2026-01-21', rows(), 0],
    ['of what credit notes leave', '2026-01-10', rows(credited), 200 + 40], ['not what was given already', '2026-01-10', rows({ discounts: [{ openItemId: 'i', kind: 'TAKEN', amountMinor: minor(360) }] }), 0],
    ['what was given and taken back', '2026-01-10', rows({ discounts: [{ openItemId: 'i', kind: 'TAKEN', amountMinor: minor(360) }, { openItemId: 'i', kind: 'REVERSED', amountMinor: minor(-360) }] }), 360],
    ['another item\'s offers not', '2026-01-10', rows({ offers: [] }), 0],
  ] as const)('%s', (_case, on, of, is) => expect(earlyOn(item, on as Day, of)).toBe(BigInt(is)));
  test('what is open as a discount that nobody has judged yet stays open; judged it is to be paid', () => {
    const left = { id: 'i', room: minor(360) };
    expect(earlyOn(left, '2026-01-10' as Day, rows())).toBe(360n);
    expect(earlyOn(left, '2026-01-10' as Day, rows({ discounts: [{ openItemId: 'i', kind: 'REFUSED', amountMinor: minor(0) }] }))).toBe(0n);
  });
  test('an offer that is wholly taken is none', () => expect(earlyLeft('i', rows({ discounts: [{ openItemId: 'i', kind: 'GRANTED', amountMinor: minor(240) }] })).map(({ discount }) => discount)).toEqual([120n]));
  test('the base is the invoice less its credit notes', () => expect(baseOf({ lines: [line('v', 10_000, 2_000)], freight: minor(500), credited: [{ lines: [line('n', 3_333, 667)], freight: minor(100) }] })).toEqual({ net: 6_667n, freight: 400n, taxes: [{ taxCodeId: 't', amount: 1_333n }] }));
});
