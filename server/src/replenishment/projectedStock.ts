import sql, { type Sql } from 'sql-template-tag';
import { quote } from '../shared/entity.ts';
import { id, integer, optional } from '../shared/input.ts';
import { none, parseQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { addDays, type Day } from '../shared/time.ts';
import { flowsOf, readFlows, type FlowRow } from './openFlows.ts';
import { balances, hitsOf, shortageOf, type DayBalance } from './projection.ts';

const HORIZON_DAYS = 30;
interface Row extends FlowRow { product: string; warehouse: string; floor: string; leadTimeDays: number; horizonDays: number }
export interface ProjectedStock {
  product: string; warehouse: string; horizonDays: number; floor: Quantity; onHand: Quantity; held: Quantity; shortOn: Day | null; shortQuantity: Quantity | null;
  days: DayBalance[]; orders: { order: string; neededOn: Day; missing: Quantity }[];
}

interface Asked { productId?: string | null; warehouseId?: string | null; stockLevelId?: string | null; proposalId?: string | null; warningId?: string | null }

/** The product in a warehouse that is asked for: named, or that of a record. */
function poolOf({ productId, warehouseId, stockLevelId, proposalId, warningId }: Asked): Sql {
  const of = (table: string, recordId: string) => sql`SELECT r."productId", r."warehouseId" FROM ${quote(table)} r WHERE r.id = ${recordId}`;
  if (stockLevelId) return of('StockLevel', stockLevelId);
  if (proposalId) return of('ReorderProposal', proposalId);
  if (warningId) return of('StockWarning', warningId);
  return sql`SELECT p.id AS "productId", w.id AS "warehouseId" FROM "Product" p, "Warehouse" w WHERE p.id = ${productId ?? null} AND w.id = ${warehouseId ?? null}`;
}

/** What will be left of a product in a warehouse at the end of each day, and which orders will miss it. What is overdue counts today. */
export const projectedStock = report({
  args: {
    productId: { ...optional(id('Product')), describe: 'With the warehouse; or name a record of both.' }, warehouseId: optional(id('Warehouse')), stockLevelId: optional(id('StockLevel')),
    proposalId: optional(id('ReorderProposal')), warningId: optional(id('StockWarning')), horizonDays: { ...optional(integer({ min: 1, max: 365 })), describe: 'Default: the setting.' },
  },
  statement: (args, { company }) => sql`SELECT f.*, f."productId" AS product, f."warehouseId" AS warehouse, coalesce(r."safetyStock", 0)::text AS floor,
      coalesce(r."leadTimeDays", s."leadTimeDays", 7) AS "leadTimeDays", coalesce(t."horizonDays", ${HORIZON_DAYS}::int) AS "horizonDays"
    FROM (${flowsOf(poolOf(args))}) f
    LEFT JOIN "ReorderRule" r ON r."productId" = f."productId" AND r."warehouseId" = f."warehouseId" AND r."isActive"
    LEFT JOIN LATERAL (SELECT sp."leadTimeDays" FROM "SupplierProduct" sp WHERE sp."productId" = f."productId" ORDER BY sp."isPreferred" DESC, sp.id LIMIT 1) s ON TRUE
    LEFT JOIN "ReplenishmentSettings" t ON t."companyId" = ${company.id}`,
  records: {
    order: (args) => sql`SELECT r."orderId" FROM "Reservation" r JOIN (${poolOf(args)}) p ON p."productId" = r."productId" AND p."warehouseId" = r."warehouseId" WHERE r.backordered > 0`,
  },
  make: ([row]: Row[], { horizonDays: asked }, { today }): ProjectedStock | null => {
    if (!row) return null;
    const horizonDays = asked ?? row.horizonDays;
    const { onHand, held, needs, supplies } = readFlows(row, addDays(today, row.leadTimeDays));
    const pool = { usable: subtract(onHand, held), needs, supplies };
    const floor = parseQuantity(row.floor) ?? none;
    const short = shortageOf(pool, floor, today, horizonDays);
    return {
      product: row.product, warehouse: row.warehouse, horizonDays, floor, onHand, held, shortOn: short?.shortOn ?? null, shortQuantity: short?.shortQuantity ?? null,
      days: balances(pool, today, horizonDays), orders: hitsOf(pool, today, horizonDays).map(({ orderId, ...hit }) => ({ order: orderId, ...hit })),
    };
  },
});
