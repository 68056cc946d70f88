import sql, { type Sql } from 'sql-template-tag';
import type { MoveKind, MoveReason } from '../generated/rows.ts';
import { globalId, id } from '../shared/input.ts';
import { add, none, parseQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';

/** Where a step stands: the lot itself, what it was made of, or what was made of it. */
export type TraceSide = 'SELF' | 'BACK' | 'FORWARD';
export interface TraceStep {
  side: TraceSide; depth: number; lot: string; move: string; warehouse: string; kind: MoveKind; reason: MoveReason | null; on: Day; quantity: Quantity;
  documentType: string; documentId: string; documentLabel: string | null; order: string | null; customer: string | null; supplier: string | null; isReversed: boolean;
}
/** What became of a lot: received = shipped + used + written off + on hand. */
export interface LotTrace {
  lot: string; received: Quantity; shipped: Quantity; used: Quantity; writtenOff: Quantity; onHand: Quantity; steps: TraceStep[];
}
interface Row extends Omit<TraceStep, 'quantity' | 'side'> { quantity: string; originKind: MoveKind; originReason: MoveReason | null; originSign: number }

const quantityOf = (text: string): Quantity => parseQuantity(trimmed(text)) ?? none;

/** Which sum a move belongs to, by the move that it takes back where it does; moves between our own places belong to none. */
function sumOf({ originKind, originReason, originSign }: Pick<Row, 'originKind' | 'originReason' | 'originSign'>): 'received' | 'shipped' | 'used' | 'writtenOff' | undefined {
  switch (originKind) {
    case 'TRANSFER_OUT': case 'TRANSFER_IN': return undefined;
    case 'SHIPMENT': case 'RETURN': return 'shipped';
    case 'OWN_USE': return 'used';
    case 'PRODUCTION': return originSign > 0 ? 'received' : 'used';
    case 'ADJUSTMENT': case 'COUNT': return originReason === 'OWN_USE' ? 'used' : 'writtenOff';
    default: return 'received';
  }
}

const DEPTH_MAX = 12;

/** Lots that were moved by the same production. */
const madeWith = (from: Sql): Sql => sql`JOIN "LotMove" own ON own."lotId" = ${from}.lot JOIN "StockMove" m ON m.id = own."moveId" AND m.kind = 'PRODUCTION'
  JOIN "StockMove" n ON n."sourceId" = m."sourceId" AND n.kind = 'PRODUCTION' JOIN "LotMove" other ON other."moveId" = n.id`;

/** Where a lot came from and where it went, through whatever was made of what: every move of it, of the lots in it and of those made of it. */
export const lotTrace = report({
  args: { lotId: id('Lot') },
  statement: ({ lotId }) => sql`WITH RECURSIVE back AS (SELECT ${lotId}::uuid AS lot, 0 AS depth
      UNION SELECT other."lotId", back.depth - 1 FROM back ${madeWith(sql`back`)} AND own.quantity > 0 AND other.quantity < 0 WHERE back.depth > ${-DEPTH_MAX}::int),
    ahead AS (SELECT ${lotId}::uuid AS lot, 0 AS depth
      UNION SELECT other."lotId", ahead.depth + 1 FROM ahead ${madeWith(sql`ahead`)} AND own.quantity < 0 AND other.quantity > 0 WHERE ahead.depth < ${DEPTH_MAX}::int),
    lots AS (SELECT lot, min(depth) AS depth FROM (SELECT * FROM back UNION ALL SELECT * FROM ahead) b GROUP BY lot)
    SELECT lots.depth::int AS depth, lots.lot, m.id AS move, m."warehouseId" AS warehouse, m.kind, m.reason, m."effectiveOn" AS "on", lm.quantity::text AS quantity,
      m."sourceType" AS "documentType", m."sourceId" AS "documentId", coalesce(s.number, r.number, tr.number, pr.number, si.number) AS "documentLabel", m."orderId" AS "order",
      o."customerId" AS customer, r."supplierId" AS supplier, EXISTS (SELECT FROM "StockMove" v WHERE v."reversesMoveId" = m.id) AS "isReversed",
      coalesce(origin.kind, m.kind) AS "originKind", coalesce(origin.reason, m.reason) AS "originReason",
      sign(coalesce(origin.quantity, m.quantity))::int AS "originSign"
    FROM lots JOIN "LotMove" lm ON lm."lotId" = lots.lot JOIN "StockMove" m ON m.id = lm."moveId" LEFT JOIN "StockMove" origin ON origin.id = m."reversesMoveId"
      LEFT JOIN "Shipment" s ON s.id = m."sourceId" LEFT JOIN "Receipt" r ON r.id = m."sourceId"
      LEFT JOIN "Transfer" tr ON tr.id = m."sourceId" LEFT JOIN "Preparation" pr ON pr.id = m."sourceId" LEFT JOIN "SupplyIssue" si ON si.id = m."sourceId" LEFT JOIN "Order" o ON o.id = m."orderId"
    ORDER BY lots.depth, m."recordedAt", lm.quantity > 0, m.sequence, m.id, lots.lot`,
  make: (rows: Row[], { lotId }): LotTrace => {
    const sums = { received: none, shipped: none, used: none, writtenOff: none };
    let onHand: Quantity = none;
    const steps = rows.map(({ quantity: text, originKind, originReason, originSign, ...row }): TraceStep => {
      const quantity = quantityOf(text);
      if (row.depth === 0) {
        onHand = add(onHand, quantity);
        const sum = sumOf({ originKind, originReason, originSign });
        if (sum) sums[sum] = sum === 'received' ? add(sums[sum], quantity) : subtract(sums[sum], quantity);
      }
      return { ...row, quantity, documentId: globalId(row.documentType, row.documentId), side: row.depth === 0 ? 'SELF' : row.depth < 0 ? 'BACK' : 'FORWARD' };
    });
    return { lot: lotId, ...sums, onHand, steps };
  },
});
