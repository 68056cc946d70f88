// Pure: what money applied to invoices earns. The rules and a table of cases are in docs/commissions.md.
import type { Channel, CommissionBase, CommissionCause, CommissionSpan } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { minor, minus, plus, split, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

const WHOLE = 1_000_000n;

/** A rule of rates: what it does not name fits all. */
export interface RateRule {
  salesPersonId: string | null; productId: string | null; categoryId: string | null; customerId: string | null; customerGroupId: string | null; channel: Channel | null; rate: Rate;
}
export interface Tier { fromMinor: Minor; rate: Rate }
export interface Terms { id: string; base: CommissionBase; rate: Rate; span: CommissionSpan | null; rates: readonly RateRule[]; tiers: readonly Tier[] }
export interface Share { salesPersonId: string; share: Rate }

/** A line of an invoice; `key` joins it with what is credited of it. Company currency. */
interface SoldLine { key: string; productId: string | null; categoryId: string | null; net: Minor; cost: Minor }
/** What of an invoice belongs to one order. Without terms it earns nothing. */
export interface SoldPart {
  orderId: string; customerId: string; customerGroupId: string | null; channel: Channel; terms: Terms | null; shares: readonly Share[]; lines: readonly SoldLine[]; freight: Minor;
}
interface CreditedPart { orderId: string; key: string | null; net: Minor }
/** What happened to an invoice: money applied (negative: taken back), in its own currency; or a credit note. `key` null is freight. */
export type InvoiceMove = { id: string; on: Day; at: Date } & ({ cause: 'ALLOCATION'; amount: Minor } | { cause: 'CREDIT_NOTE'; total: Minor; parts: readonly CreditedPart[] });
export interface SoldInvoice { id: string; total: Minor; parts: readonly SoldPart[]; moves: readonly InvoiceMove[] }

/** What one cause brought one person of one order: `flat` by rules and the rate, `tierBase` is what tiers are for. */
export interface Earned {
  invoiceId: string; orderId: string; salesPersonId: string; terms: Terms; cause: CommissionCause; causeId: string; on: Day; at: Date; base: Minor; tierBase: Minor; flat: Minor;
}

/** Anything that stands somewhere in time: day, then when it became known, then the cause and the order. */
interface Placed { on: Day; at: Date; causeId: string; orderId: string }
const texts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const inPlace = (a: Placed, b: Placed): number => texts(a.on, b.on) || a.at.getTime() - b.at.getTime() || texts(a.causeId, b.causeId) || texts(a.orderId, b.orderId);

const fits = (rule: RateRule, part: SoldPart, line: Pick<SoldLine, 'productId' | 'categoryId'>): boolean =>
  (rule.salesPersonId === null || rule.salesPersonId === part.shares[0]?.salesPersonId) && (rule.customerId === null || rule.customerId === part.customerId)
  && (rule.customerGroupId === null || rule.customerGroupId === part.customerGroupId) && (rule.channel === null || rule.channel === part.channel)
  && (rule.productId === null || rule.productId === line.productId) && (rule.categoryId === null || rule.categoryId === line.categoryId);

/** What a part is worth in commission, were it all paid for: with what is credited of it by line (`''` is freight) taken off. */
interface Worth { base: Minor; tierBase: Minor; flat: Minor }
function worthOf(part: SoldPart, terms: Terms, credited: ReadonlyMap<string, Minor>): Worth {
  const all = [...part.lines, ...(terms.base === 'NET_AND_FREIGHT' ? [{ key: '', productId: null, categoryId: null, net: part.freight, cost: zero }] : [])];
  let [base, tierBase, millionths] = [zero, zero, 0n];
  for (const line of all) {
    const left = minus(line.net, credited.get(line.key) ?? zero);
    const margin = line.cost >= line.net ? zero : minus(line.net, line.cost);
    const own = terms.base === 'MARGIN' ? (line.net === zero ? zero : minor(roundedQuotient(margin * left, line.net))) : left;
    const rule = terms.rates.find((each) => fits(each, part, line));
    base = plus(base, own);
    if (!rule && terms.tiers.length > 0) tierBase = plus(tierBase, own);
    else millionths += own * (rule?.rate ?? terms.rate);
  }
  return { base, tierBase, flat: minor(roundedQuotient(millionths, WHOLE)) };
}

const nothing: Worth = { base: zero, tierBase: zero, flat: zero };

/** Each person's part of an order's worth as far as it is paid for. */
function sharesOf(part: SoldPart, terms: Terms, credited: ReadonlyMap<string, Minor>, paid: Minor, total: Minor): Worth[] {
  const whole = total > 0n && paid > 0n ? worthOf(part, terms, credited) : nothing;
  const of = (value: Minor) => split(value === zero ? zero : minor(roundedQuotient(value * paid, total)), part.shares.map(({ share }) => share));
  const [bases, tierBases, flats] = [of(whole.base), of(whole.tierBase), of(whole.flat)];
  return part.shares.map((_, index) => ({ base: bases[index] ?? zero, tierBase: tierBases[index] ?? zero, flat: flats[index] ?? zero }));
}

/**
 * What an invoice's moves earned, in the order of their days. After each: worth of what is not credited × what is paid of it / what
 * is owed for it, rounded once; a move brings the difference to the one before. So any parts sum to the whole, and taking back
 * restores. More than is owed earns nothing; what is settled without money (credit, discount, write-off) neither.
 */
export function earnedOf(invoice: SoldInvoice): Earned[] {
  const parts = invoice.parts.filter((part) => part.terms !== null && part.shares.length > 0);
  if (parts.length === 0) return [];
  const moves = [...invoice.moves].sort((a, b) => inPlace({ ...a, causeId: a.id, orderId: '' }, { ...b, causeId: b.id, orderId: '' }));
  let [total, cash] = [invoice.total, zero];
  const credited = new Map(parts.map((part) => [part.orderId, new Map<string, Minor>()]));
  const before = new Map(parts.map((part) => [part.orderId, part.shares.map(() => nothing)]));
  return moves.flatMap((move) => {
    if (move.cause === 'ALLOCATION') cash = plus(cash, move.amount);
    else {
      total = minus(total, move.total);
      for (const { orderId, key, net } of move.parts) {
        const own = credited.get(orderId);
        own?.set(key ?? '', plus(own.get(key ?? '') ?? zero, net));
      }
    }
    const paid = cash < 0n ? zero : cash > total ? total : cash;
    return parts.flatMap((part) => {
      const { terms } = part;
      if (!terms) return [];
      const after = sharesOf(part, terms, credited.get(part.orderId) ?? new Map(), paid, total);
      const former = before.get(part.orderId) ?? [];
      before.set(part.orderId, after);
      return part.shares.flatMap(({ salesPersonId }, index): Earned[] => {
        const [now, then] = [after[index] ?? nothing, former[index] ?? nothing];
        const [base, tierBase, flat] = [minus(now.base, then.base), minus(now.tierBase, then.tierBase), minus(now.flat, then.flat)];
        if (base === zero && tierBase === zero && flat === zero) return [];
        return [{ invoiceId: invoice.id, orderId: part.orderId, salesPersonId, terms, cause: move.cause, causeId: move.id, on: move.on, at: move.at, base, tierBase, flat }];
      });
    });
  });
}

/** The stretch in which a day's base counts for tiers: 2026-03, 2026-Q1 or 2026. */
export function spanOf(on: Day, span: CommissionSpan): string {
  const [year = '', month = ''] = on.split('-');
  if (span === 'YEAR') return year;
  return span === 'MONTH' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** The first and last day of the stretch around a day. */
export function spanDays(on: Day, span: CommissionSpan): { from: Day; to: Day } {
  const [year = 0, month = 0] = on.split('-').map(Number);
  const [first, last] = span === 'YEAR' ? [1, 12] : span === 'MONTH' ? [month, month] : [month - ((month - 1) % 3), month - ((month - 1) % 3) + 2];
  const text = (at: number, day: number) => `${String(year).padStart(4, '0')}-${String(at).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
  return { from: text(first, 1), to: text(last, new Date(Date.UTC(year, last, 0)).getUTCDate()) };
}

/** Commission on the base of a stretch: each slice at its own rate, the terms' rate below the first tier. Below zero, the rate at zero. */
export function progressive({ rate, tiers }: Pick<Terms, 'rate' | 'tiers'>, base: Minor): Minor {
  const steps = [{ fromMinor: zero, rate }, ...tiers].sort((a, b) => (a.fromMinor < b.fromMinor ? -1 : 1));
  const [atZero] = steps.filter(({ fromMinor }) => fromMinor <= 0n).slice(-1);
  if (base < 0n) return minor(roundedQuotient(base * (atZero?.rate ?? rate), WHOLE));
  const millionths = steps.reduce((sum, step, index) => {
    const upTo = steps[index + 1]?.fromMinor ?? base;
    const end = upTo < base ? upTo : base;
    return end > step.fromMinor ? sum + (end - step.fromMinor) * step.rate : sum;
  }, 0n);
  return minor(roundedQuotient(millionths, WHOLE));
}

interface TierRow extends Placed { salesPersonId: string; terms: Terms; tierBase: Minor }
const keyOf = ({ causeId, orderId, salesPersonId }: Pick<Earned, 'causeId' | 'orderId' | 'salesPersonId'>): string => [causeId, orderId, salesPersonId].join(' ');
const unitOf = ({ salesPersonId, terms, on }: TierRow): string => [terms.id, salesPersonId, terms.span ? spanOf(on, terms.span) : ''].join(' ');

/** What tiers make of each cause's base, in the order of their days: the parts of a stretch sum to what its whole base earns. */
function tiersOf(rows: readonly TierRow[]): Map<string, Minor> {
  const found = new Map<string, Minor>();
  for (const own of Map.groupBy(rows, unitOf).values()) {
    let sum = zero;
    for (const row of own.toSorted(inPlace)) {
      const before = progressive(row.terms, sum);
      sum = plus(sum, row.tierBase);
      found.set(keyOf(row), minus(progressive(row.terms, sum), before));
    }
  }
  return found;
}

/** What somebody has by one cause, all corrections summed; or should have. */
export interface Held extends Placed { invoiceId: string; salesPersonId: string; terms: Terms; cause: CommissionCause; base: Minor; tierBase: Minor; tier: Minor; amount: Minor }

/** All that is due: of what some invoices earned, and of what others (`beside`, as booked) brought into the same stretches. */
export function dueOf(earned: readonly Earned[], beside: readonly Held[] = []): Held[] {
  const tiers = tiersOf([...earned, ...beside].filter(({ terms, tierBase }) => terms.span !== null && tierBase !== zero));
  return [
    ...earned.map(({ flat, ...each }): Held => {
      const tier = tiers.get(keyOf(each)) ?? zero;
      return { ...each, tier, amount: plus(flat, tier) };
    }),
    ...beside.map((each): Held => {
      const tier = tiers.get(keyOf(each)) ?? zero;
      return { ...each, tier, amount: plus(minus(each.amount, each.tier), tier) };
    }),
  ];
}

/** What is to be booked so that what is held becomes what is due; nothing where it is so already. */
export function differences(due: readonly Held[], held: readonly Held[]): Held[] {
  const had = new Map(held.map((each) => [keyOf(each), each]));
  const wanted = new Set(due.map(keyOf));
  const none = held.filter((each) => !wanted.has(keyOf(each))).map((each): Held => ({ ...each, base: zero, tierBase: zero, tier: zero, amount: zero }));
  return [...due, ...none].flatMap((each) => {
    const before = had.get(keyOf(each));
    const less = (name: 'base' | 'tierBase' | 'tier' | 'amount') => minus(each[name], before?.[name] ?? zero);
    const change = { ...each, base: less('base'), tierBase: less('tierBase'), tier: less('tier'), amount: less('amount') };
    return [change.base, change.tierBase, change.tier, change.amount].some((value) => value !== zero) ? [change] : [];
  }).toSorted((a, b) => inPlace(a, b) || texts(a.salesPersonId, b.salesPersonId));
}

/** A plan's terms on a day, with whom they are for. */
export interface TermsOnOffer { terms: Terms; planCode: string; startsOn: Day; endsOn: Day | null; planId: string; isActive: boolean; people: readonly string[] }

/** The terms for somebody's orders of a day: of a plan that names the person, else of the first that names nobody. */
export function termsFor(offers: readonly TermsOnOffer[], salesPersonId: string, on: Day): Terms | null {
  const newest = [...Map.groupBy(offers.filter(({ startsOn, isActive }) => isActive && startsOn <= on), ({ planId }) => planId).values()]
    .flatMap((own) => own.toSorted((a, b) => texts(b.startsOn, a.startsOn))[0] ?? []).filter(({ endsOn }) => endsOn === null || endsOn >= on).sort((a, b) => texts(a.planCode, b.planCode));
  return (newest.find(({ people }) => people.includes(salesPersonId)) ?? newest.find(({ people }) => people.length === 0))?.terms ?? null;
}
