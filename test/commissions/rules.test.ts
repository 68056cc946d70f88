// What invoices earn, as pure rules: docs/commissions.md tells the same cases to people.
import { expect, test } from 'vitest';
import { differences, dueOf, earnedOf, progressive, spanDays, termsFor, type InvoiceMove, type SoldInvoice, type Terms, type TermsOnOffer } from '../../server/src/commissions/rules.ts';
import { minor } from '../../server/src/shared/money.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const rate = (millionths: number) => BigInt(millionths) as Rate;
const terms = (more: Partial<Terms> = {}): Terms => ({ id: 't', base: 'NET', rate: rate(50_000), span: null, rates: [], tiers: [], ...more });
const day = (text: string) => text as Day;
let clock = 0;
const at = () => new Date(Date.UTC(2026, 0, 1, 0, 0, clock += 1));
const paid = (amount: number, on = '2026-01-10', id = `p${clock}`): InvoiceMove => ({ cause: 'ALLOCATION', id, on: day(on), at: at(), amount: minor(amount) });
const credited = (total: number, net: number, on = '2026-01-20', key = 'a'): InvoiceMove => ({ cause: 'CREDIT_NOTE', id: `c${clock}`, on: day(on), at: at(), total: minor(total), parts: [{ orderId: 'o', key, net: minor(net) }] });
const whole = { salesPersonId: 'ann', share: rate(1_000_000) };
/** 100.00 net, 20.00 tax, 10.00 freight: 130.00 to pay. */
const invoice = (moves: InvoiceMove[], more: Partial<SoldInvoice['parts'][number]> = {}, total = 13_000): SoldInvoice => ({
  id: 'i', total: minor(total), moves,
  parts: [{
    orderId: 'o', customerId: 'c', customerGroupId: 'g', channel: 'CONSOLE', terms: terms(), shares: [whole], freight: minor(1000),
    lines: [{ key: 'a', productId: 'pa', categoryId: 'ca', net: minor(6000), cost: minor(4500) }, { key: 'b', productId: 'pb', categoryId: null, net: minor(4000), cost: minor(5000) }], ...more,
  }],
});
const sum = (moves: InvoiceMove[], more = {}, total?: number) => dueOf(earnedOf(invoice(moves, more, total))).reduce((all, { amount }) => all + amount, 0n);

test.each([
  ['all is paid: rate of net', [paid(13_000)], {}, 500n],
  ['half is paid', [paid(6500)], {}, 250n],
  ['a third, rounded once', [paid(4333)], {}, 167n],
  ['nothing is paid', [], {}, 0n],
  ['paid and taken back', [paid(13_000), paid(-13_000)], {}, 0n],
  ['more is paid than is owed, after a credit', [paid(13_000), credited(7200, 6000)], {}, 200n],
  ['credited first, then the rest is paid', [credited(7200, 6000, '2026-01-05'), paid(5800)], {}, 200n],
  ['freight alone is credited', [credited(1000, 1000, '2026-01-05', ''), paid(12_000)], {}, 500n],
  ['all is credited', [paid(13_000), credited(13_000, 6000)], {}, 0n],
  ['with freight', [paid(13_000)], { terms: terms({ base: 'NET_AND_FREIGHT' }) }, 550n],
  ['of the margin; what is sold at a loss earns nothing', [paid(13_000)], { terms: terms({ base: 'MARGIN' }) }, 75n],
  ['a rule for a product, another for the group', [paid(13_000)], { terms: terms({ rates: [{ ...rule(), productId: 'pa', rate: rate(100_000) }, { ...rule(), customerGroupId: 'g', rate: rate(10_000) }] }) }, 640n],
  ['a rule that does not fit leaves the rate', [paid(13_000)], { terms: terms({ rates: [{ ...rule(), channel: 'API', rate: rate(900_000) }, { ...rule(), salesPersonId: 'bob', rate: rate(900_000) }] }) }, 500n],
])('%s', (_name, moves, more, expected) => {
  expect(sum(moves as InvoiceMove[], more)).toBe(expected);
});
function rule() { return { salesPersonId: null, productId: null, categoryId: null, customerId: null, customerGroupId: null, channel: null, rate: rate(0) }; }

test('parts of a payment sum to what the whole earns, and each share to what its parts are of', () => {
  const moves = [1, 3333, 3333, 3333, 2999, 1].map((amount) => paid(amount));
  expect(sum(moves)).toBe(500n);
  const shares = [{ salesPersonId: 'ann', share: rate(333_333) }, { salesPersonId: 'bob', share: rate(333_333) }, { salesPersonId: 'cid', share: rate(333_334) }];
  const by = Map.groupBy(dueOf(earnedOf(invoice(moves, { shares }))), ({ salesPersonId }) => salesPersonId);
  expect([...by].map(([who, own]) => [who, own.reduce((all, { amount }) => all + amount, 0n)]).sort()).toEqual([['ann', 167n], ['bob', 166n], ['cid', 167n]]);
});

test('a payment that is learnt late moves the rounding of those after it, and none of a day before it', () => {
  const [late, early] = [paid(4333, '2026-01-10', 'late'), paid(4333, '2026-01-05', 'early')];
  const before = dueOf(earnedOf(invoice([late])));
  const after = dueOf(earnedOf(invoice([late, early])));
  expect(after.map(({ causeId, amount }) => [causeId, amount])).toEqual([['early', 167n], ['late', 166n]]);
  expect(differences(after, before).map(({ causeId, amount }) => [causeId, amount])).toEqual([['early', 167n], ['late', -1n]]);
  expect(differences(after, after)).toEqual([]);
  expect(differences([], before).map(({ amount }) => amount)).toEqual([-167n]);
});

const tiered = terms({ span: 'MONTH', tiers: [{ fromMinor: minor(10_000), rate: rate(100_000) }, { fromMinor: minor(20_000), rate: rate(200_000) }] });

test.each([[0, 0n], [10_000, 500n], [15_000, 1000n], [20_000, 1500n], [30_000, 3500n], [-10_000, -500n], [1, 0n]])('a base of %i in a month earns %i: each slice at its own rate', (base, expected) => {
  expect(progressive(tiered, minor(base))).toBe(expected);
});

test('tiers begin anew each month, and sum to what the month\'s whole base earns', () => {
  const of = (id: string, moves: InvoiceMove[]) => earnedOf({ ...invoice(moves, { terms: tiered }), id });
  const due = dueOf([...of('1', [paid(13_000, '2026-01-10')]), ...of('2', [paid(13_000, '2026-01-20')]), ...of('3', [paid(13_000, '2026-02-01')])]);
  expect(due.map(({ invoiceId, amount }) => [invoiceId, amount])).toEqual([['1', 500n], ['2', 1000n], ['3', 500n]]);
  const late = dueOf(of('0', [paid(13_000, '2026-01-02')]), due);
  expect(late.map(({ invoiceId, amount }) => [invoiceId, amount])).toEqual([['0', 500n], ['1', 1000n], ['2', 2000n], ['3', 500n]]);
});

test('a rule within tiers keeps its own rate', () => {
  expect(sum([paid(13_000)], { terms: { ...tiered, rates: [{ ...rule(), productId: 'pa', rate: rate(300_000) }] } })).toBe(1800n + 200n);
});

test('terms are those of the day: of a plan that names the person, else of one that names nobody', () => {
  const offer = (id: string, more: Partial<TermsOnOffer>): TermsOnOffer => ({ terms: terms({ id }), planCode: id, planId: id[0] ?? '', startsOn: day('2026-01-01'), endsOn: null, isActive: true, people: [], ...more });
  const offers = [offer('a1', {}), offer('a2', { startsOn: day('2026-02-01') }), offer('b1', { people: ['bob'], endsOn: day('2026-01-31') }), offer('c1', { isActive: false, people: ['cid'] })];
  const found = (who: string, on: string) => termsFor(offers, who, day(on))?.id ?? null;
  expect([found('ann', '2025-12-31'), found('ann', '2026-01-31'), found('ann', '2026-02-01'), found('bob', '2026-01-31'), found('bob', '2026-02-01'), found('cid', '2026-01-31')]).toEqual([null, 'a1', 'a2', 'b1', 'a2', 'a1']);
  expect(spanDays(day('2028-02-10'), 'QUARTER')).toEqual({ from: '2028-01-01', to: '2028-03-31' });
  expect(spanDays(day('2028-02-10'), 'MONTH')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});
