// Where sites stand against what they should have, with what would fill them.
import sql, { type Sql } from 'sql-template-tag';
import { ratio } from '../catalogue/units.ts';
import type { ParStatus } from '../generated/rows.ts';
import { boolean, id, optional } from '../shared/input.ts';
import { add, none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';
import { proposals, type Central, type ParFact } from './parRules.ts';

interface Row {
  id: string; productId: string; warehouseId: string; par: string; minimum: string; onHand: string; available: string; incoming: string; requested: string; projected: string;
  planned: string; decimals: number; factor: string | null; supplierId: string | null; centralId: string | null; spare: string;
}

const amount = (text: string): Quantity => parseQuantity(trimmed(text)) ?? none;
/** On planned transfers that were not dispatched, by the column that names the warehouse. */
const planned = (column: Sql, warehouse: Sql, product: Sql): Sql => sql`(SELECT coalesce(sum(x.quantity), 0) FROM "TransferLine" x JOIN "Transfer" t ON t.id = x."transferId"
  WHERE t.status = 'DRAFT' AND t.${column} = ${warehouse} AND x."productId" = ${product})`;

/** All par levels that meet a condition over `p`, with what their sites and the central store have. */
export const parRows = (where: Sql): Sql => sql`SELECT p.id, p."productId", p."warehouseId", p.id AS "parLevel", p."productId" AS product, p."warehouseId" AS warehouse, c.id AS "transferFrom", p.par::text, p.minimum::text, coalesce(l."onHand", 0)::text AS "onHand",
    coalesce(l."onHand" - l.reserved, 0)::text AS available, coalesce(l.incoming, 0)::text AS incoming, coalesce(l.requested, 0)::text AS requested,
    coalesce(l."onHand" + l.incoming + l.requested - l.reserved - l.backordered, 0)::text AS projected, ${planned(sql`"toWarehouseId"`, sql`p."warehouseId"`, sql`p."productId"`)}::text AS planned,
    u.decimals, (SELECT b.factor FROM (${buysBy}) b WHERE b."productId" = p."productId" LIMIT 1) AS factor,
    (SELECT s."supplierId" FROM "SupplierProduct" s WHERE s."productId" = p."productId" ORDER BY s."isPreferred" DESC, s.id LIMIT 1) AS "supplierId",
    (SELECT s."supplierId" FROM "SupplierProduct" s WHERE s."productId" = p."productId" ORDER BY s."isPreferred" DESC, s.id LIMIT 1) AS supplier,
    c.id AS "centralId", (coalesce(cl."onHand" - cl.reserved, 0) - coalesce((SELECT o.par FROM "ParLevel" o WHERE o."warehouseId" = c.id AND o."productId" = p."productId"), 0)
      - ${planned(sql`"fromWarehouseId"`, sql`c.id`, sql`p."productId"`)})::text AS spare
  FROM "ParLevel" p JOIN "Product" i ON i.id = p."productId" JOIN "Unit" u ON u.id = i."unitId" JOIN "Warehouse" w ON w.id = p."warehouseId"
    LEFT JOIN "StockLevel" l ON l."productId" = p."productId" AND l."warehouseId" = p."warehouseId"
    LEFT JOIN "Warehouse" c ON c."isDefault" AND c."companyId" = w."companyId" AND c."isActive" LEFT JOIN "StockLevel" cl ON cl."productId" = p."productId" AND cl."warehouseId" = c.id
  WHERE ${where} ORDER BY w.code, i.name, p.id`;

/** The unit in which a product is bought, where it is told in the product's own. */
const buysBy = sql`SELECT d."productId", d.numerator::text || '/' || d.denominator::text AS factor FROM "ProductUnit" d JOIN "Product" q ON q.id = d."productId"
  WHERE d."isPurchaseUnit" AND d."perUnitId" = q."unitId"`;

export function factOf(row: Row): ParFact {
  const [n, d] = row.factor?.split('/') ?? [];
  return {
    id: row.id, productId: row.productId, warehouseId: row.warehouseId, par: amount(row.par), minimum: amount(row.minimum), available: amount(row.available),
    projected: amount(row.projected), planned: amount(row.planned), decimals: row.decimals, buysBy: n && d ? ratio(BigInt(n), BigInt(d)) : null,
  };
}
export function centralOf(rows: readonly Row[]): Central | undefined {
  const [first] = rows;
  return first?.centralId ? { warehouseId: first.centralId, spare: new Map(rows.map((row) => [row.productId, amount(row.spare)])) } : undefined;
}
export type ParRow = Row;

export interface ParStanding {
  parLevel: string; product: string; warehouse: string; status: ParStatus; par: Quantity; minimum: Quantity; onHand: Quantity; available: Quantity; onTheWay: Quantity;
  need: Quantity; transfer: Quantity; transferFrom: string | null; purchase: Quantity; supplier: string | null;
}

/** Every par level with how it stands; with `all`, what would fill each up to par, else what is due by its minimum. */
export const parStandings = report({
  args: { warehouseId: optional(id('Warehouse')), all: optional(boolean()) },
  statement: ({ warehouseId }, { company }) =>
    parRows(sql`w."companyId" = ${company.id} AND w."isActive" AND ${warehouseId ? sql`p."warehouseId" = ${warehouseId}` : sql`TRUE`}`),
  make: (rows: Row[], { all }): ParStanding[] => {
    const facts = rows.map(factOf);
    const central = centralOf(rows);
    const made = proposals(facts, central, all ? new Map(facts.map((fact) => [fact.id, null])) : undefined);
    return rows.map((row, index) => {
      const { status, need, transfer, purchase } = made[index] as (typeof made)[number]; // one for each fact
      return {
        parLevel: row.id, product: row.productId, warehouse: row.warehouseId, status, par: amount(row.par), minimum: amount(row.minimum), onHand: amount(row.onHand),
        available: amount(row.available), onTheWay: add(add(amount(row.incoming), amount(row.requested)), amount(row.planned)), need, transfer,
        transferFrom: transfer > none ? row.centralId : null, purchase, supplier: row.supplierId,
      };
    });
  },
});
