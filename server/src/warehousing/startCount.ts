import sql, { join, raw, type Sql } from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { Json } from '../generated/rows.ts';
import { WarehouseInactive } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, fraction, id, integer, list, optional, quantityOrZero, text, type InputOf } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { loadPlaces } from './countPlaces.ts';
import { unitCostOf } from './countRules.ts';
import { NothingToCount } from './refusals.ts';

const scope = {
  zone: { ...optional(text({ max: 40 })), describe: 'Only what lies in bins of this zone.' }, categoryId: optional(id('Category')),
  productIds: optional(list(id('Product'))), notCountedForDays: { ...optional(integer({ min: 1, max: 10_000 })), describe: 'Only products that nobody has counted here for so many days.' },
  mostMoved: { ...optional(integer({ min: 1, max: 1000 })), describe: 'Only so many products, those that moved most often.' },
  movedDays: { ...optional(integer({ min: 1, max: 3650 })), describe: 'In how many days they moved most often, or made their class; 90 when left out.' },
  stockClass: { ...optional(text({ max: 1, pattern: /^[ABC]$/ })), describe: 'Only products of this class, by the cost of what left of them here: A makes most of it, C the least.' },
};
const input = {
  warehouseId: id('Warehouse'), kind: choice('CountKind'), ...scope, isBlind: { ...optional(boolean()), describe: 'Counters do not see what is expected; so it is when left out.' },
  toleranceQuantity: { ...optional(quantityOrZero()), describe: 'A line is right when it is off by no more units than this.' },
  toleranceRate: { ...optional(fraction()), describe: 'Or by no more than this part of what was expected.' }, note: optional(text({ max: 1000, lines: true })),
};
type Scope = Pick<InputOf<typeof input>, keyof typeof scope>;

const isOpen = sql`('COUNTING', 'REVIEW')`;
const beingCounted = (warehouseId: string) => sql`EXISTS (SELECT FROM "CountLine" o JOIN "StockCount" s ON s.id = o."stockCountId"
  WHERE o."productId" = l."productId" AND s."warehouseId" = ${warehouseId} AND s.status IN ${isOpen})`;

/**
 * Products (of levels l) in a class by cumulative share of the cost of what left here since a day, as the report of classes has
 * it: the one that passes a threshold is in the higher class, and what did not leave is C.
 */
const ofClass = (warehouseId: string, stockClass: string, since: Day): Sql => {
  const used = sql`SELECT m."productId", -sum(m."valueMinor") AS value FROM "StockMove" m WHERE m."warehouseId" = ${warehouseId} AND m."effectiveOn" > ${since}
    AND m.kind IN ('SHIPMENT', 'OWN_USE', 'PRODUCTION') AND m.quantity < 0 AND NOT EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = m.id) GROUP BY 1`;
  const ranked = sql`SELECT u."productId", u.value, sum(u.value) OVER (ORDER BY u.value DESC, p.sku COLLATE "C", p.id) - u.value AS before, sum(u.value) OVER () AS whole
    FROM (${used}) u JOIN "Product" p ON p.id = u."productId"`;
  const share = (column: 'classAShare' | 'classBShare', usual: string) => sql`coalesce((SELECT ${raw(`"${column}"`)} FROM "ReplenishmentSettings" LIMIT 1), ${usual}::numeric)`;
  const held = sql`SELECT c."productId", CASE WHEN c.value > 0 AND c.before < ${share('classAShare', '0.8')} * c.whole THEN 'A'
    WHEN c.value > 0 AND c.before < ${share('classBShare', '0.95')} * c.whole THEN 'B' ELSE 'C' END AS class FROM (${ranked}) c`;
  return sql`coalesce((SELECT k.class FROM (${held}) k WHERE k."productId" = l."productId"), 'C') = ${stockClass}`;
};

/** The pools that are asked for, as a condition on stock levels (l). */
function chosen(warehouseId: string, { zone, categoryId, productIds, notCountedForDays, mostMoved, movedDays, stockClass }: Scope, today: Day): Sql {
  const conditions = [
    productIds?.length ? sql`l."productId" = ANY(${productIds}::uuid[])` : sql`l."onHand" <> 0`,
    ...(categoryId ? [sql`EXISTS (SELECT FROM "Product" p WHERE p.id = l."productId" AND p."categoryId" = ${categoryId})`] : []),
    ...(zone ? [sql`EXISTS (SELECT FROM "BinContent" c JOIN "Bin" b ON b.id = c."binId" WHERE c."productId" = l."productId" AND b."warehouseId" = ${warehouseId} AND b.zone = ${zone})`] : []),
    ...(notCountedForDays ? [sql`NOT EXISTS (SELECT FROM "CountLine" o JOIN "StockCount" s ON s.id = o."stockCountId" WHERE o."productId" = l."productId"
      AND s."warehouseId" = ${warehouseId} AND s.status <> 'CANCELLED' AND o.counted IS NOT NULL AND s."startedOn" > ${addDays(today, -notCountedForDays)})`] : []),
  ];
  if (stockClass) conditions.push(ofClass(warehouseId, stockClass, addDays(today, -(movedDays ?? 90))));
  const all = join(conditions, ' AND ');
  return mostMoved ? sql`l."productId" IN (SELECT l."productId" FROM "StockLevel" l JOIN "StockMove" m ON m."productId" = l."productId" AND m."warehouseId" = l."warehouseId"
    WHERE l."warehouseId" = ${warehouseId} AND m.quantity <> 0 AND m."effectiveOn" > ${addDays(today, -(movedDays ?? 90))} AND ${all}
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${mostMoved})` : all;
}

export const startCount = action({
  name: 'startCount', permission: 'counts.review',
  describe: 'Begins a session: what is expected in each bin, of each lot, is frozen now; moves from now on are taken into account when a line is counted. '
    + 'Products that another session is counting here are left out.',
  input, refusals: [NothingToCount, WarehouseInactive], payload: { stockCount: 'record:StockCount', lineCount: 'int' },
  load: async (tx, given, ctx) => {
    const warehouse = await lockRow(tx, 'Warehouse', given.warehouseId);
    for (const productId of given.productIds ?? []) await tx.rows(sql`INSERT INTO "StockLevel" (id, "productId", "warehouseId", tracking)
      SELECT gen_random_uuid(), p.id, ${warehouse.id}, p.tracking FROM "Product" p WHERE p.id = ${productId} AND p."isStocked" ON CONFLICT ("productId", "warehouseId") DO NOTHING`);
    const condition = chosen(warehouse.id, given, ctx.today);
    const [{ elsewhere } = { elsewhere: 0 }] = await tx.rows<{ elsewhere: number }>(sql`SELECT count(*)::int AS elsewhere FROM "StockLevel" l
      WHERE l."warehouseId" = ${warehouse.id} AND ${condition} AND ${beingCounted(warehouse.id)}`);
    const all = await loadPlaces(tx, warehouse.id, sql`${condition} AND NOT ${beingCounted(warehouse.id)}`);
    const zone = given.zone ? new Set((await selectRows(tx, 'Bin', sql`t."warehouseId" = ${warehouse.id} AND t.zone = ${given.zone}`)).map((bin) => bin.id)) : undefined;
    const places = zone ? all.filter(({ binId }) => binId !== null && zone.has(binId)) : all;
    const levels = await selectRows(tx, 'StockLevel', sql`t."warehouseId" = ${warehouse.id} AND t."productId" = ANY(${[...new Set(places.map(({ productId }) => productId))]}::uuid[])`);
    return { warehouse, places, levels: new Map(levels.map((level) => [level.productId, level])), elsewhere, number: places.length === 0 ? '' : await takeNumber(tx, ctx, 'CNT', ctx.today) };
  },
  decide: ({ warehouse, places, levels, elsewhere, number }, { kind, isBlind, toleranceQuantity, toleranceRate, note, ...given }, ctx) => {
    if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
    if (warehouse.kind === 'TRANSIT') throw fieldRefused(['warehouseId'], 'warehouse_transit');
    if (places.length === 0) throw NothingToCount({ elsewhere });
    const stockCount = ctx.newId();
    const { currencyCode } = ctx.company;
    const asked: Record<string, Json> = Object.fromEntries(Object.entries(given).filter(([name, value]) => name !== 'warehouseId' && value !== undefined && value !== null)) as Record<string, Json>;
    return {
      rows: [
        insert('StockCount', {
          id: stockCount, companyId: ctx.company.id, number, warehouseId: warehouse.id, kind, scope: asked, isBlind: isBlind ?? true,
          toleranceQuantity: toleranceQuantity ?? none, toleranceRate: toleranceRate ?? (0n as NonNullable<typeof toleranceRate>), note: note ?? null, startedOn: ctx.today,
        }),
        ...places.map(({ productId, lotId, binId, quantity }, index) => {
          const level = levels.get(productId);
          return insert('CountLine', { id: ctx.newId(), stockCountId: stockCount, no: index + 1, productId, lotId, binId, expected: quantity, unitCost: level ? unitCostOf(level, currencyCode) : null });
        }),
      ],
      events: [{ kind: 'countStarted', subjectType: 'StockCount', subjectId: stockCount, data: { number, lines: places.length } }],
      result: { stockCount, lineCount: places.length },
    };
  },
});
