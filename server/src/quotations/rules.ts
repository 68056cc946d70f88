// Pure: what may happen to a quotation, and which of its lines count.
import type { QuotationLineRow, QuotationRow, QuotationStatus } from '../generated/rows.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { QuotationExpired, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';

/** The one table of a quotation's moves. */
export const quotationMoves = {
  updateQuotation: ['DRAFT'], deleteQuotation: ['DRAFT'], sendQuotation: ['DRAFT'],
  acceptQuotation: ['SENT'], declineQuotation: ['SENT'],
  convertQuotation: ['SENT', 'ACCEPTED'],
  reviseQuotation: ['SENT', 'EXPIRED', 'DECLINED'],
  reopenQuotation: ['ACCEPTED', 'DECLINED', 'EXPIRED'],
  nameQuotationCustomer: ['DRAFT', 'SENT', 'ACCEPTED'],
  expireQuotation: ['SENT'],
} as const satisfies Record<string, readonly QuotationStatus[]>;
export type QuotationMove = keyof typeof quotationMoves;

type Head = Pick<QuotationRow, 'id' | 'number' | 'status' | 'isNewest' | 'validTo'>;
const numberOf = ({ number }: Head): string => number ?? '';

/** Refuses what the status does not allow, and whatever would be done to a version after which another was begun. */
export function demandQuotation(quotation: Head, move: QuotationMove): void {
  if (!quotation.isNewest) throw QuotationSuperseded({ quotation: quotation.id, quotationNumber: numberOf(quotation) });
  if ((quotationMoves[move] as readonly QuotationStatus[]).includes(quotation.status)) return;
  if (quotation.status === 'EXPIRED') throw QuotationExpired({ quotation: quotation.id, quotationNumber: numberOf(quotation), validTo: quotation.validTo });
  throw QuotationStatusForbids({ quotation: quotation.id, quotationNumber: numberOf(quotation), status: quotation.status });
}

/** What is accepted or ordered in time: a quotation that was accepted stays so. */
export function demandValid(quotation: Head, today: Day): void {
  if (quotation.status === 'SENT' && quotation.validTo < today) {
    throw QuotationExpired({ quotation: quotation.id, quotationNumber: numberOf(quotation), validTo: quotation.validTo });
  }
}

type Line = Pick<QuotationLineRow, 'id' | 'kind' | 'isChosen'>;

/**
 * The lines with who counts among them: items, and of options and alternatives those that were chosen. An alternative takes
 * the place of the item above it; of one item at most one. Refuses others' lines and a second alternative.
 */
export function withChosen<L extends Line>(lines: readonly L[], chosen: readonly string[]): L[] {
  const wanted = new Set(chosen);
  const issues = chosen.flatMap((id, index) => (lines.some((line) => line.id === id && line.kind !== 'TEXT') ? [] : [{ path: ['chosen', String(index)], code: 'id_unknown', facts: { type: 'QuotationLine' } }]));
  let item: string | undefined;
  const replaced = new Map<string, string>();
  for (const { id, kind } of lines) {
    if (kind === 'ITEM') item = id;
    if (kind !== 'ALTERNATIVE' || !wanted.has(id) || item === undefined) continue;
    if (replaced.has(item)) issues.push({ path: ['chosen', String(chosen.indexOf(id))], code: 'alternative_second', facts: { type: '' } });
    replaced.set(item, id);
  }
  if (issues.length > 0) throw new InputRefused(issues);
  return lines.map((line) => ({ ...line, isChosen: line.kind === 'ITEM' ? !replaced.has(line.id) : line.kind !== 'TEXT' && wanted.has(line.id) }));
}

/** Units of a line that no order has yet. */
export const leftOf = ({ quantity }: Pick<QuotationLineRow, 'quantity'>, ordered: Quantity | undefined): Quantity => {
  const left = subtract(quantity, ordered ?? none);
  return left > none ? left : none;
};
