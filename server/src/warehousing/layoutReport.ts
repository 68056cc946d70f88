import sql, { type Sql } from 'sql-template-tag';
import { day, id, optional } from '../shared/input.ts';
import { parseQuantity, none, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { slotted } from '../shared/slot.ts';
import { trimmed } from '../shared/textForms.ts';
import { addDays, type Day } from '../shared/time.ts';
import { laidItems, metresOf, proposeMoves, type LaidBin, type LaidItem, type LayoutMove, type Lying } from './layout.ts';

interface Row {
  warehouse: string; bin: string | null; code: string; zone: string | null; sequence: number; distance: string; capacity: string | null; product: string | null; sku: string; quantity: string; picks: number;
}
type Seen<T> = Omit<T, 'bin' | 'fromBin' | 'toBin' | 'other' | 'productId'>;
export interface LayoutItemSeen extends Seen<LaidItem> { product: string; bin: string; distance: Quantity }
export interface LayoutMoveSeen extends Seen<LayoutMove> { product: string; fromBin: string; toBin: string; otherProduct: string | null; otherPicks: number | null; distance: Quantity; newDistance: Quantity }
export interface Layout {
  /** Null where there is no such warehouse. */
  warehouse: string | null; from: Day; to: Day; metres: Quantity; saving: Quantity; picks: number;
  /** Picks of goods that lie in no bin: nobody knows how far they are. */
  unplacedPicks: number; items: LayoutItemSeen[]; moves: LayoutMoveSeen[];
}

const quantityOf = (text: string | null): Quantity => parseQuantity(trimmed(text ?? '0')) ?? none;

interface At { warehouseId?: string | null | undefined }
const siteOf = ({ warehouseId }: At): Sql => sql`SELECT id FROM "Warehouse" WHERE ${warehouseId ? sql`id = ${warehouseId}` : sql`"isDefault"`}`;
const binsOf = (at: At): Sql => sql`SELECT id FROM "Bin" WHERE "warehouseId" = (${siteOf(at)})`;

/** How far pickers walk in a warehouse: how often each product left in a period, times the distance of its bin; and what should change places. */
export const layoutReport = report({
  args: { warehouseId: { ...optional(id('Warehouse')), describe: 'The default warehouse when left out.' }, from: { ...optional(day()), describe: '90 days before the end when left out.' }, to: { ...optional(day()), describe: 'Today when left out.' } },
  statement: ({ warehouseId, from, to: until }, { today }) => {
    const to = until ?? today;
    const since = from ?? slotted(to, (value) => addDays(value as Day, -90));
    return sql`WITH site AS (${siteOf({ warehouseId })}),
      picked AS (SELECT m."productId", count(*)::int AS picks FROM "StockMove" m WHERE m."warehouseId" = (SELECT id FROM site) AND m."effectiveOn" BETWEEN ${since} AND ${to}
        AND m.kind IN ('SHIPMENT', 'OWN_USE', 'PRODUCTION', 'TRANSFER_OUT') AND m.quantity < 0 AND NOT EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = m.id) GROUP BY 1),
      lying AS (SELECT c."binId", c."productId", sum(c.quantity) AS quantity FROM "BinContent" c WHERE c."warehouseId" = (SELECT id FROM site) GROUP BY 1, 2)
    SELECT s.id AS warehouse, b.id AS bin, b.code, b.zone, b.sequence, b.distance::text AS distance, b.capacity::text AS capacity, l."productId" AS product, coalesce(p.sku, '') AS sku,
        coalesce(l.quantity, 0)::text AS quantity, coalesce(k.picks, 0) AS picks
      FROM site s LEFT JOIN "Bin" b ON b."warehouseId" = s.id AND b."isActive"
        LEFT JOIN lying l ON l."binId" = b.id LEFT JOIN "Product" p ON p.id = l."productId" LEFT JOIN picked k ON k."productId" = l."productId"
    UNION ALL SELECT s.id, NULL, '', NULL, 0, '0', NULL, k."productId", p.sku, '0', k.picks FROM site s, picked k JOIN "Product" p ON p.id = k."productId"
      WHERE NOT EXISTS (SELECT FROM lying l WHERE l."productId" = k."productId")
    ORDER BY 5, 3, 9`;
  },
  records: {
    fromBin: binsOf, toBin: binsOf,
    otherProduct: (at: At) => sql`SELECT "productId" AS id FROM "BinContent" WHERE "warehouseId" = (${siteOf(at)})`,
  },
  make: (rows: Row[], { from, to: until }, ctx): Layout => {
    const bins = new Map<string, LaidBin>();
    const lying: Lying[] = [];
    for (const row of rows) {
      if (row.bin === null) continue;
      bins.set(row.bin, { id: row.bin, code: row.code, zone: row.zone, sequence: row.sequence, distance: quantityOf(row.distance), capacity: row.capacity === null ? null : quantityOf(row.capacity) });
      if (row.product !== null) lying.push({ productId: row.product, sku: row.sku, binId: row.bin, quantity: quantityOf(row.quantity), picks: row.picks });
    }
    const all = [...bins.values()];
    const items = laidItems(all, lying);
    const moves = proposeMoves(all, lying);
    const to = until ?? ctx.today;
    return {
      warehouse: rows[0]?.warehouse ?? null, from: from ?? addDays(to, -90), to, metres: metresOf(items), saving: moves.reduce((sum, { saving }) => (sum + saving) as Quantity, none),
      picks: items.reduce((sum, { picks }) => sum + picks, 0), unplacedPicks: rows.filter(({ bin }) => bin === null).reduce((sum, { picks }) => sum + picks, 0),
      items: items.map(({ productId, bin, ...item }) => ({ ...item, product: productId, bin: bin.id, distance: bin.distance })),
      moves: moves.map(({ productId, fromBin, toBin, other, ...move }) => ({
        ...move, product: productId, fromBin: fromBin.id, toBin: toBin.id, otherProduct: other?.productId ?? null, otherPicks: other?.picks ?? null,
        distance: fromBin.distance, newDistance: toBin.distance,
      })),
    };
  },
});
