// Pure: which agreement a line of an order is called off from, and at which price.
import type { FrameworkLineRow, FrameworkPriceRow, FrameworkRow } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { extend, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import type { FieldIssue } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Candidate } from './resolvePrice.ts';

/** The agreements of customers, as far as an action knows them. */
export interface FrameworkFacts { frameworks: readonly FrameworkRow[]; lines: readonly FrameworkLineRow[]; prices: readonly FrameworkPriceRow[] }
export const noFrameworks: FrameworkFacts = { frameworks: [], lines: [], prices: [] };

/** A line that may be called off, in its product's own unit. */
interface Callable {
  productId: string; quantity: Quantity;
  /** The line of an agreement that was named: it is taken or refused. */
  named?: string | null;
  /** The one that it was called off from before: taken again where it still can be. */
  kept?: string | null;
  /** Its price was typed or quoted: only what names an agreement is called off. */
  isPriced?: boolean;
}
interface CallTerms {
  customerId: string | null; on: Day; currencyCode: string;
  /** The agreement that the whole order names. */
  frameworkId?: string | null;
  /** No agreement but what lines name. */
  isOutside?: boolean | null;
}
export interface Call { framework: FrameworkRow; line: FrameworkLineRow; candidate: Candidate }

const isInForce = (framework: FrameworkRow, { customerId, on }: CallTerms): boolean =>
  framework.status === 'ACTIVE' && framework.customerId === customerId && framework.validFrom <= on && on <= framework.validTo;

/** Those that end first come first: what is committed to is called off before it is too late. */
const sooner = (a: FrameworkRow, b: FrameworkRow): number => (a.validTo !== b.validTo ? (a.validTo < b.validTo ? -1 : 1) : (a.number ?? '') < (b.number ?? '') ? -1 : 1);

/** The step that a quantity of one call-off reaches; the lowest where it reaches none. */
function stepOf(line: FrameworkLineRow, quantity: Quantity, { prices }: FrameworkFacts): FrameworkPriceRow | undefined {
  const steps = prices.filter((each) => each.frameworkLineId === line.id).sort((a, b) => (a.fromQuantity < b.fromQuantity ? -1 : 1));
  return steps.findLast(({ fromQuantity }) => fromQuantity <= quantity) ?? steps[0];
}

/** Units that may still be called off; null: without end. */
export const leftUnits = ({ maximum, called }: Pick<FrameworkLineRow, 'maximum' | 'called'>): Quantity | null =>
  (maximum === null ? null : maximum > called ? subtract(maximum, called) : none);

function candidateOf({ framework, line }: Omit<Call, 'candidate'>, quantity: Quantity, facts: FrameworkFacts): Candidate {
  const step = stepOf(line, quantity, facts);
  return {
    origin: 'FRAMEWORK', listName: framework.number ?? '', listId: framework.id, priceId: step?.id ?? null, unitPrice: step?.unitPrice ?? null, taxIncluded: framework.taxIncluded, fromQuantity: step?.fromQuantity ?? none,
    validFrom: framework.validFrom, validTo: framework.validTo, scope: 'PRODUCT', rate: null, basePrice: null, baseName: null, isRounded: false, whyNot: null,
  };
}

/** Whether so many units still fit into what was agreed, after those that other lines of the order have taken. */
function fits({ framework, line }: Omit<Call, 'candidate'>, quantity: Quantity, taken: ReadonlyMap<string, Quantity>, spent: ReadonlyMap<string, Minor>, facts: FrameworkFacts): boolean {
  const units = add(taken.get(line.id) ?? none, quantity);
  const left = leftUnits(line);
  if (left !== null && units > left) return false;
  if (framework.maximumMinor === null) return true;
  const price = stepOf(line, units, facts)?.unitPrice ?? (0n as UnitPrice);
  return framework.calledMinor + (spent.get(framework.id) ?? 0n) + extend(price, quantity, framework.currencyCode) <= framework.maximumMinor;
}

/**
 * The call of each line, in the order of the lines: what is named, else what it was called off from before, else the
 * agreement in force that ends first and has enough left for the whole line. A name that cannot be is an issue at its place.
 */
export function pickCalls(lines: readonly (Callable | undefined)[], terms: CallTerms, facts: FrameworkFacts, at: (index: number) => string[], issues: FieldIssue[]): (Call | undefined)[] {
  const taken = new Map<string, Quantity>();
  const spent = new Map<string, Minor>();
  const standing = facts.frameworks.filter((framework) => isInForce(framework, terms));
  const inForce = standing.filter(({ currencyCode }) => currencyCode === terms.currencyCode).sort(sooner);
  /** One that is in force, and in another currency than the order. */
  const foreign = (id: string | null | undefined) => standing.find((framework) => framework.id === id && framework.currencyCode !== terms.currencyCode);
  const named = foreign(terms.frameworkId);
  if (named) issues.push({ path: [...at(0).slice(0, -2), 'frameworkId'], code: 'framework_currency', facts: { currency: named.currencyCode } });
  const of = (framework: FrameworkRow, productId: string) => facts.lines.find((each) => each.frameworkId === framework.id && each.productId === productId);
  const picked = lines.map((asked, index): Omit<Call, 'candidate'> | undefined => {
    if (!asked) return undefined;
    const offers = inForce.flatMap((framework) => {
      const line = of(framework, asked.productId);
      return line ? [{ framework, line }] : [];
    });
    const may = (offer: Omit<Call, 'candidate'>) => fits(offer, asked.quantity, taken, spent, facts);
    let found: Omit<Call, 'candidate'> | undefined;
    if (asked.named) {
      found = offers.find(({ line }) => line.id === asked.named);
      const other = foreign(facts.lines.find(({ id }) => id === asked.named)?.frameworkId);
      if (!found) issues.push({ path: [...at(index), 'frameworkLineId'], ...(other ? { code: 'framework_currency', facts: { currency: other.currencyCode } } : { code: 'framework_not_in_force' }) });
    } else if (terms.frameworkId) {
      found = offers.find(({ framework }) => framework.id === terms.frameworkId);
    } else if (!terms.isOutside && !asked.isPriced) {
      found = offers.find((offer) => offer.line.id === asked.kept && may(offer)) ?? offers.find((offer) => offer.framework.isAutomatic && may(offer));
    }
    if (!found) return undefined;
    const units = add(taken.get(found.line.id) ?? none, asked.quantity);
    taken.set(found.line.id, units);
    const price = stepOf(found.line, units, facts)?.unitPrice ?? (0n as UnitPrice);
    spent.set(found.framework.id, ((spent.get(found.framework.id) ?? 0n) + extend(price, asked.quantity, terms.currencyCode)) as Minor);
    return found;
  });
  return picked.map((call) => call && { ...call, candidate: candidateOf(call, taken.get(call.line.id) ?? none, facts) });
}

/** What agreements say of a product, with why each does not count where it does not: for who asks what something costs. */
export function frameworkCandidates(asked: { productId: string; quantity: Quantity }, terms: CallTerms, facts: FrameworkFacts): Candidate[] {
  const [call] = pickCalls([asked], terms, facts, () => [], []);
  return [...facts.frameworks].sort(sooner).flatMap((framework): Candidate[] => {
    const line = facts.lines.find((each) => each.frameworkId === framework.id && each.productId === asked.productId);
    if (!line || framework.status !== 'ACTIVE' || framework.customerId !== terms.customerId) return [];
    const candidate = candidateOf({ framework, line }, asked.quantity, facts);
    if (framework.currencyCode !== terms.currencyCode) return [{ ...candidate, otherCurrency: framework.currencyCode, whyNot: 'CURRENCY' }];
    if (call?.line.id === line.id) return [candidate];
    const whyNot = framework.validFrom > terms.on ? 'NOT_YET' : framework.validTo < terms.on ? 'OVER' : !framework.isAutomatic ? 'NOT_NAMED' : fits({ framework, line }, asked.quantity, new Map(), new Map(), facts) ? 'OUTRANKED' : 'USED_UP';
    return [{ ...candidate, whyNot }];
  });
}

/** The part of a line's net value that goes with what was not cancelled of it: parts of a line sum to it. */
export const calledNet = ({ netMinor, quantity, cancelled }: { netMinor: Minor; quantity: Quantity; cancelled: Quantity }): Minor =>
  roundedQuotient(netMinor * subtract(quantity, cancelled), quantity) as Minor;
