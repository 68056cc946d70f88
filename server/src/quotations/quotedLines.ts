// Pure: the lines of a quotation with their prices and amounts, as lines of an order have them.
import type { OrderLineRow, QuotationLineRow, TaxRounding } from '../generated/rows.ts';
import { draftLines } from '../orders/draft.ts';
import type { OrderLineInput } from '../orders/orderInput.ts';
import type { DraftFacts } from '../orders/loadDraftFacts.ts';
import { priceLines } from '../pricing/priceLines.ts';
import { noPromotions } from '../pricing/promotions.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { none, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused, InputRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import type { QuotationLineInput } from './quotationInput.ts';

export type QuoteFacts = Pick<DraftFacts, 'money' | 'channel' | 'products' | 'units' | 'prices' | 'on'> & { customer: DraftFacts['customer'] | null };
type Line = QuotationLineRow;

/** Each line's amounts: those that count are taxed together, each other by itself, as it would be alone. */
export function withAmounts<L extends Line>(lines: readonly L[], currencyCode: string, rounding: TaxRounding): L[] {
  const priced = (some: readonly L[]) => priceLines(some.map((line) => ({
    productId: line.productId ?? '', categoryId: null, quantity: line.quantity, priced: { unitPrice: line.enteredPrice ?? line.unitPrice, quantity: line.entered ?? line.quantity },
    discountRate: line.discountRate, less: line.lessMinor, taxCodeId: line.taxCodeId, taxRate: line.taxRate, taxIncluded: line.taxIncluded,
  })), { currencyCode, rounding }, noPromotions, { customer: null, channel: 'CONSOLE', on: '' as DraftFacts['on'] }).lines.map(({ amounts }) => amounts);
  const counted = lines.filter(({ isChosen, kind }) => isChosen && kind !== 'TEXT');
  const together = new Map(priced(counted).map((amounts, index) => [counted[index]?.id, amounts]));
  return lines.map((line) => {
    const amounts = line.kind === 'TEXT' ? undefined : together.get(line.id) ?? priced([line])[0];
    return amounts ? { ...line, grossMinor: amounts.gross, netMinor: amounts.net, taxMinor: amounts.tax } : line;
  });
}

/** The totals of what counts. */
export function quotedTotals(lines: readonly Line[]): { grossMinor: Minor; discountMinor: Minor; netMinor: Minor; taxMinor: Minor; totalMinor: Minor } {
  const counted = lines.filter(({ isChosen }) => isChosen);
  const sum = (column: 'grossMinor' | 'netMinor' | 'taxMinor') => plus(zero, ...counted.map((line) => line[column]));
  const [grossMinor, netMinor, taxMinor] = [sum('grossMinor'), sum('netMinor'), sum('taxMinor')];
  return { grossMinor, discountMinor: minus(grossMinor, netMinor), netMinor, taxMinor, totalMinor: plus(netMinor, taxMinor) };
}

const asOrderLine = ({ productId, quantity, unitId, unitPrice, taxIncluded, discountRate, discountAmount }: QuotationLineInput): OrderLineInput =>
  ({ productId: productId ?? '', quantity: quantity ?? none, unitId, unitPrice, taxIncluded, discountRate, discountAmount });

/** Lines without words are whole before they are priced: a product and how many of it. */
function demandWhole(given: readonly QuotationLineInput[]): void {
  const issues = given.flatMap(({ kind, productId, quantity, description }, index): FieldIssue[] => {
    const at = (field: string, code = 'required') => ({ path: ['lines', String(index), field], code });
    if (kind === 'TEXT') return [...(description ? [] : [at('description')]), ...(productId ? [at('productId', 'not_of_words')] : [])];
    return [...(productId ? [] : [at('productId')]), ...(quantity ? [] : [at('quantity')]), ...(kind === 'ALTERNATIVE' && !given.slice(0, index).some((each) => (each.kind ?? 'ITEM') === 'ITEM') ? [at('kind', 'alternative_first')] : [])];
  });
  if (issues.length > 0) throw new InputRefused(issues);
}

/** Items are priced together, as breaks are of what is bought together; what is not chosen yet is priced by itself. */
export function quotedLines(quotationId: string, given: readonly QuotationLineInput[], facts: QuoteFacts, ctx: DecideContext): Line[] {
  demandWhole(given);
  const { taxRounding } = ctx.company;
  const currencyCode = facts.money?.currencyCode ?? ctx.company.currencyCode;
  const issues: FieldIssue[] = [];
  const made = new Map<number, OrderLineRow>();
  const price = (places: readonly number[]): void => {
    try {
      const { lines } = draftLines({ id: quotationId, path: ['lines'], codes: [] }, places.map((place) => asOrderLine(given[place] as QuotationLineInput)), facts, [], ctx);
      lines.forEach((line, index) => made.set(places[index] ?? 0, line));
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      issues.push(...error.issues.map((issue) => ({ ...issue, path: issue.path.map((part, index) => (index === 1 ? String(places[Number(part)] ?? part) : part)) })));
    }
  };
  const places = given.map((_line, index) => index);
  const isItem = (index: number) => (given[index]?.kind ?? 'ITEM') === 'ITEM';
  price(places.filter(isItem));
  for (const place of places) if (!isItem(place) && given[place]?.kind !== 'TEXT') price([place]);
  if (issues.length > 0) throw new InputRefused(issues);
  const lines = given.map((typed, index): Line => {
    const kind = typed.kind ?? 'ITEM';
    const head = { id: ctx.newId(), quotationId, no: index + 1, kind, isChosen: kind === 'ITEM', currencyCode };
    const line = made.get(index);
    if (!line) {
      return {
        ...head, productId: null, description: typed.description ?? '', quantity: none, unitPrice: 0n as UnitPrice, unitId: null, entered: null, perNumerator: null, perDenominator: null, enteredPrice: null,
        discountRate: 0n as Rate, lessMinor: zero, taxCodeId: null, taxRate: 0n as Rate, taxIncluded: false, priceOrigin: null, priceBecause: null, grossMinor: zero, netMinor: zero, taxMinor: zero,
      };
    }
    const { productId, quantity, unitPrice, unitId, entered, perNumerator, perDenominator, enteredPrice, discountRate, lessMinor, taxCodeId, taxRate, taxIncluded, priceOrigin, priceBecause, grossMinor, netMinor, taxMinor } = line;
    return {
      ...head, productId, description: typed.description ?? line.description, quantity, unitPrice, unitId, entered, perNumerator, perDenominator, enteredPrice, discountRate, lessMinor, taxCodeId, taxRate, taxIncluded,
      priceOrigin, priceBecause, grossMinor, netMinor, taxMinor,
    };
  });
  const counted = withAmounts(lines, currencyCode, taxRounding);
  if (quotedTotals(counted).grossMinor > 10n ** 17n) throw fieldRefused(['lines'], 'number_large');
  return counted;
}
