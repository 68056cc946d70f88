// The versions of a quotation, each with what it says otherwise than the one before.
import sql from 'sql-template-tag';
import type { QuotationStatus } from '../generated/rows.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { id } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface Told { quantity: Quantity; unitPrice: UnitPrice; discountRate: Rate; net: Minor; kind: string }
export interface ComparedLine extends Told { key: string; description: string }
export interface Change {
  description: string; what: 'ADDED' | 'REMOVED' | 'CHANGED';
  quantityBefore: Quantity | null; quantityAfter: Quantity | null; priceBefore: UnitPrice | null; priceAfter: UnitPrice | null;
  discountBefore: Rate | null; discountAfter: Rate | null; netBefore: Minor | null; netAfter: Minor | null;
}

const changeOf = (before: ComparedLine | undefined, after: ComparedLine | undefined): Change => ({
  description: (after ?? before)?.description ?? '', what: !before ? 'ADDED' : after ? 'CHANGED' : 'REMOVED',
  quantityBefore: before?.quantity ?? null, quantityAfter: after?.quantity ?? null, priceBefore: before?.unitPrice ?? null, priceAfter: after?.unitPrice ?? null,
  discountBefore: before?.discountRate ?? null, discountAfter: after?.discountRate ?? null, netBefore: before?.net ?? null, netAfter: after?.net ?? null,
});

const isSame = (a: ComparedLine, b: ComparedLine): boolean =>
  a.quantity === b.quantity && a.unitPrice === b.unitPrice && a.discountRate === b.discountRate && a.net === b.net && a.kind === b.kind && a.description === b.description;

/** Pure: lines of one product (or words) are compared in their order; what is only in one was added or removed. */
export function comparedLines(before: readonly ComparedLine[], after: readonly ComparedLine[]): Change[] {
  const left = [...before];
  const changed = after.flatMap((line): Change[] => {
    const same = left.findIndex((each) => each.key === line.key && isSame(each, line));
    const place = same >= 0 ? same : left.findIndex((each) => each.key === line.key);
    const [old] = place >= 0 ? left.splice(place, 1) : [];
    return old && isSame(old, line) ? [] : [changeOf(old, line)];
  });
  return [...changed, ...left.map((line) => changeOf(line, undefined))];
}

interface Row { quotation: string; revision: number; status: QuotationStatus; sentOn: Day | null; total: string; lines: { key: string; kind: string; description: string; quantity: string; unitPrice: string; discountRate: string; net: string }[] }

export const quotationVersions = report({
  args: { quotationId: id('Quotation') },
  statement: ({ quotationId }, { viewer }) => sql`SELECT q.id AS quotation, q.revision, q.status, q."sentOn", q."totalMinor"::text AS total,
      (SELECT coalesce(json_agg(json_build_object('key', coalesce(l."productId"::text, l.description), 'kind', l.kind, 'description', l.description, 'quantity', trim_scale(coalesce(l.entered, l.quantity))::text,
        'unitPrice', trim_scale(coalesce(l."enteredPrice", l."unitPrice"))::text, 'discountRate', trim_scale(l."discountRate")::text, 'net', l."netMinor"::text) ORDER BY l.no), '[]')
        FROM "QuotationLine" l WHERE l."quotationId" = q.id) AS lines
    FROM "Quotation" q WHERE q."firstId" = (SELECT f."firstId" FROM "Quotation" f WHERE f.id = ${quotationId}) AND ${visible(entityOf('Quotation'), 'q', viewer)} ORDER BY q.revision`,
  make: (rows: Row[]) => {
    const lines = rows.map((row) => row.lines.map((line): ComparedLine => ({
      ...line, quantity: parseQuantity(line.quantity) as Quantity, unitPrice: parseUnitPrice(line.unitPrice) as UnitPrice, discountRate: parseRate(line.discountRate) as Rate, net: BigInt(line.net) as Minor,
    })));
    return rows.map(({ quotation, revision, status, sentOn, total }, index) => ({
      quotation, revision, status, sentOn, total: BigInt(total) as Minor, changes: index === 0 ? [] : comparedLines(lines[index - 1] ?? [], lines[index] ?? []),
    }));
  },
});
