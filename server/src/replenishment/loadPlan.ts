// Loads what the planner decides on: every product in a warehouse that has a rule, or a point of its own.
import sql, { type Sql } from 'sql-template-tag';
import type { ReorderProposalRow, ReorderStepRow } from '../generated/rows.ts';
import { keyOf } from '../inventory/pools.ts';
import type { Queryable } from '../shared/db.ts';
import { pastDemand } from '../salesHistory/pastDemand.ts';
import { readExact } from '../shared/facts.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { DayDemand } from './demand.ts';
import { draftedOtherwise, draftedPurchases, loadFlows } from './openFlows.ts';
import { positionOf, windowOf, type PlanFacts } from './rules.ts';
import { loadSettings, type Settings } from './settings.ts';

export interface Scope { warehouseId?: string | null; supplierId?: string | null; productIds?: readonly string[] | null }
export interface Plan { items: PlanFacts[]; settings: Settings; proposals: ReorderProposalRow[]; steps: ReorderStepRow[] }

/** What left for customers and own use, and was not taken back: m is the move. */
export const isDemand: Sql = sql`(m.kind IN ('SHIPMENT', 'OWN_USE') OR m.kind = 'PRODUCTION') AND m.quantity < 0
  AND NOT EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = m.id)`;

/**
 * One row for each product in a warehouse that is planned: by its rule, else by its par level there. A product without either
 * is planned by its own point over all warehouses, and ordered for the default one.
 */
const itemsSql = ({ warehouseId, supplierId, productIds }: Scope): Sql => sql`
  SELECT i.*, coalesce(i."ruleMultiple", s."orderMultiple")::text AS multiple, coalesce(i."ruleMinimum", s."minimumQuantity")::text AS minimum, u.decimals, coalesce(i."ruleSupplierId", s."supplierId") AS "supplierId", coalesce(i."ruleLeadTimeDays", s."leadTimeDays", 7) AS "leadTimeDays",
    l."onHand"::text AS "onHand", l.reserved::text AS reserved, l.held::text AS held, l.backordered::text AS backordered, l.incoming::text AS incoming, l.requested::text AS requested,
    (SELECT coalesce(json_agg(json_build_object('purchaseOrderId', d."purchaseOrderId", 'quantity', d.quantity::text) ORDER BY d."purchaseOrderId"), '[]')::text
      FROM (${draftedPurchases} UNION ALL ${draftedOtherwise}) d WHERE d."productId" = i."productId" AND (i."isWhole" OR d."warehouseId" = i."warehouseId")) AS drafted,
    l.warehouses
  FROM (
    SELECT r.id AS "ruleId", FALSE AS "isWhole", r."productId", r."warehouseId", r."reorderPoint"::text AS "reorderPoint", r.maximum::text AS maximum, r."orderQuantity"::text AS "orderQuantity",
      r.multiple AS "ruleMultiple", r.minimum AS "ruleMinimum", r."safetyStock"::text AS "safetyStock", r."leadTimeDays" AS "ruleLeadTimeDays", r."supplierId" AS "ruleSupplierId", p."unitId"
    FROM "ReorderRule" r JOIN "Product" p ON p.id = r."productId" JOIN "Warehouse" w ON w.id = r."warehouseId"
    WHERE r."isActive" AND w."isActive" AND p."isStocked" AND NOT p."isDiscontinued" AND NOT p."isJit"
    UNION ALL
    SELECT NULL, FALSE, l."productId", l."warehouseId", l.minimum::text, l.par::text, NULL, NULL, NULL, '0', NULL, NULL, p."unitId"
    FROM "ParLevel" l JOIN "Product" p ON p.id = l."productId" JOIN "Warehouse" w ON w.id = l."warehouseId"
    WHERE w."isActive" AND p."isStocked" AND NOT p."isDiscontinued" AND NOT p."isJit"
      AND NOT EXISTS (SELECT FROM "ReorderRule" r WHERE r."productId" = l."productId" AND r."warehouseId" = l."warehouseId")
    UNION ALL
    SELECT NULL, TRUE, p.id, w.id, p."reorderPoint"::text, NULL, NULL, NULL, NULL, '0', NULL, NULL, p."unitId"
    FROM "Product" p JOIN "Warehouse" w ON w."isDefault"
    WHERE p."reorderPoint" IS NOT NULL AND p."isStocked" AND NOT p."isDiscontinued" AND NOT p."isJit" AND NOT EXISTS (SELECT FROM "ReorderRule" r WHERE r."productId" = p.id)
      AND NOT EXISTS (SELECT FROM "ParLevel" l WHERE l."productId" = p.id)
  ) i
  JOIN "Unit" u ON u.id = i."unitId"
  LEFT JOIN LATERAL (SELECT sp."supplierId", sp."leadTimeDays", sp."orderMultiple", sp."minimumQuantity" FROM "SupplierProduct" sp JOIN "Supplier" s ON s.id = sp."supplierId"
    WHERE sp."productId" = i."productId" AND s."isActive" AND (i."ruleSupplierId" IS NULL OR sp."supplierId" = i."ruleSupplierId")
    ORDER BY sp."isPreferred" DESC, sp.id LIMIT 1) s ON TRUE
  CROSS JOIN LATERAL (SELECT coalesce(sum(l."onHand"), 0) AS "onHand", coalesce(sum(l.reserved), 0) AS reserved, coalesce(sum(l.held), 0) AS held,
      coalesce(sum(l.backordered), 0) AS backordered, coalesce(sum(l.incoming), 0) AS incoming, coalesce(sum(l.requested), 0) AS requested,
      coalesce(array_agg(l."warehouseId"::text ORDER BY l."warehouseId"), '{}') AS warehouses
    FROM "StockLevel" l WHERE l."productId" = i."productId" AND (i."isWhole" OR l."warehouseId" = i."warehouseId")) l
  WHERE ${warehouseId ? sql`i."warehouseId" = ${warehouseId}` : sql`TRUE`}
    AND ${supplierId ? sql`coalesce(i."ruleSupplierId", s."supplierId") = ${supplierId}` : sql`TRUE`}
    AND ${productIds ? sql`i."productId" = ANY(${[...productIds]}::uuid[])` : sql`TRUE`}
  ORDER BY i."productId", i."warehouseId"`;

interface ItemRow extends Record<'onHand' | 'reserved' | 'held' | 'backordered' | 'incoming' | 'requested' | 'safetyStock', string>,
  Record<'reorderPoint' | 'maximum' | 'orderQuantity' | 'multiple' | 'minimum', string | null> {
  ruleId: string | null; isWhole: boolean; productId: string; warehouseId: string; decimals: number; supplierId: string | null; leadTimeDays: number;
  drafted: string; warehouses: string[];
}

const quantityIn = (text: string): Quantity => parseQuantity(text) ?? none;
const givenIn = (text: string | null): Quantity | null => (text === null ? null : quantityIn(text));

const factsOf = (row: ItemRow): PlanFacts => ({
  productId: row.productId, warehouseId: row.warehouseId, ruleId: row.ruleId, supplierId: row.supplierId, leadTimeDays: row.leadTimeDays, decimals: row.decimals,
  reorderPoint: givenIn(row.reorderPoint), maximum: givenIn(row.maximum), orderQuantity: givenIn(row.orderQuantity), multiple: givenIn(row.multiple),
  minimum: givenIn(row.minimum), safetyStock: quantityIn(row.safetyStock), onHand: quantityIn(row.onHand), reserved: quantityIn(row.reserved),
  held: quantityIn(row.held), backordered: quantityIn(row.backordered), incoming: quantityIn(row.incoming), requested: quantityIn(row.requested),
  drafted: (readExact(row.drafted) as { purchaseOrderId: string | null; quantity: string }[]).map((each) => ({ ...each, quantity: quantityIn(each.quantity) })),
  supplies: [], needs: [], history: [],
});

/** Whether days and history matter: at the point, planned from history, waited for, or with something on order. */
const needsMore = (facts: PlanFacts): boolean => facts.reorderPoint === null || positionOf(facts) <= facts.reorderPoint
  || facts.incoming > none || facts.onHand - facts.reserved - facts.backordered < facts.safetyStock;

/** What left here, and what was sold before the firm's own orders. */
const historyOf = async (tx: Queryable, companyId: string, productIds: string[], { from, to }: { from: Day; to: Day }) =>
  tx.rows<{ productId: string; warehouseId: string; day: Day; quantity: string }>(sql`SELECT "productId", "warehouseId", day, sum(quantity)::text AS quantity FROM (
      SELECT m."productId", m."warehouseId", m."effectiveOn" AS day, -m.quantity AS quantity FROM "StockMove" m WHERE m."productId" = ANY(${productIds}::uuid[]) AND m."effectiveOn" BETWEEN ${from} AND ${to} AND ${isDemand}
      UNION ALL SELECT d."productId", d."warehouseId", d."soldOn", d.quantity FROM ${pastDemand(companyId)} d WHERE d."productId" = ANY(${productIds}::uuid[]) AND d."soldOn" BETWEEN ${from} AND ${to}) h
    GROUP BY 1, 2, 3 ORDER BY 3, 2`);

/** All that the planner needs within a scope, and the proposals that stand there. Only one plans at a time. */
export async function loadPlan(tx: Queryable, scope: Scope, today: Day, companyId: string): Promise<Plan> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('planReplenishment'))`);
  const settings = await loadSettings(tx);
  const rows = await tx.rows<ItemRow>(itemsSql(scope));
  const items = rows.map((row) => ({ facts: factsOf(row), isWhole: row.isWhole, warehouses: row.isWhole ? row.warehouses : [row.warehouseId] }));
  const more = items.filter(({ facts }) => needsMore(facts));
  const flows = await loadFlows(tx, more.flatMap(({ facts: { productId, leadTimeDays }, warehouses }) =>
    warehouses.map((warehouseId) => ({ productId, warehouseId, requestedOn: addDays(today, leadTimeDays) }))));
  const history = await historyOf(tx, companyId, [...new Set(more.map(({ facts }) => facts.productId))], windowOf(today, settings.historyDays));
  const demand = new Map<string, DayDemand[]>();
  for (const { day, quantity, ...pool } of history) {
    for (const key of [keyOf(pool), pool.productId]) demand.set(key, [...(demand.get(key) ?? []), { day, quantity: quantityIn(quantity) }]);
  }
  for (const { facts, isWhole, warehouses } of more) {
    const pools = warehouses.map((warehouseId) => keyOf({ productId: facts.productId, warehouseId }));
    facts.supplies = pools.flatMap((key) => flows.get(key)?.supplies ?? []);
    facts.needs = pools.flatMap((key) => flows.get(key)?.needs ?? []);
    facts.history = (isWhole ? [facts.productId] : pools).flatMap((key) => demand.get(key) ?? []);
  }
  const { warehouseId, supplierId, productIds } = scope;
  const proposals = await selectRows(tx, 'ReorderProposal', sql`t.status IN ('OPEN', 'DISMISSED')
    AND ${warehouseId ? sql`t."warehouseId" = ${warehouseId}` : sql`TRUE`} AND ${productIds ? sql`t."productId" = ANY(${[...productIds]}::uuid[])` : sql`TRUE`}
    AND ${supplierId ? sql`(t."supplierId" = ${supplierId} OR t."productId" = ANY(${items.map(({ facts }) => facts.productId)}::uuid[]))` : sql`TRUE`}`, { lock: true });
  const steps = await selectRows(tx, 'ReorderStep', sql`t."proposalId" = ANY(${proposals.map(({ id }) => id)}::uuid[])`, { orderBy: sql`t."proposalId", t.no` });
  return { items: items.map(({ facts }) => facts), settings, proposals, steps };
}
