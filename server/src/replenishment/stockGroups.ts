// What reports of stock have in common: their rows are pools, and they are grouped as people want to see them.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { StockGrouping } from '../generated/rows.ts';
import type { ReportKind } from '../reports.ts';
import { choice, optional } from '../shared/input.ts';

/** What a pool belongs to. */
export interface PoolHead {
  product: string; warehouse: string; category: string | null; supplier: string | null;
  sku: string; productName: string; warehouseName: string; categoryName: string | null; supplierName: string | null;
}
/** What a row of a grouped report is of: the records that it is all of, and their name; null where it has none. */
export interface GroupHead { product: string | null; warehouse: string | null; category: string | null; supplier: string | null; label: string | null; code: string | null }

export const groupFields = {
  product: 'record:Product?', warehouse: 'record:Warehouse?', category: 'record:Category?', supplier: 'record:Supplier?', label: 'text?', code: 'text?',
} as const satisfies Record<string, ReportKind>;

export const groupBy = { ...optional(choice('StockGrouping')), describe: 'Default: by product.' };

/** The columns of a head, of the aliases that `headJoins` makes. */
export const headColumns: Sql = raw(`p.id AS product, w.id AS warehouse, p."categoryId" AS category, s.id AS supplier, p.sku, p.name AS "productName", w.name AS "warehouseName",
  c.name AS "categoryName", s.name AS "supplierName"`);
/** Joins to rows (alias given) that have productId and warehouseId. A product's supplier is the preferred one. */
export const headJoins = (alias: string): Sql => sql`JOIN "Product" p ON p.id = ${raw(alias)}."productId" JOIN "Warehouse" w ON w.id = ${raw(alias)}."warehouseId"
  LEFT JOIN "Category" c ON c.id = p."categoryId"
  LEFT JOIN LATERAL (SELECT s.id, s.name FROM "SupplierProduct" sp JOIN "Supplier" s ON s.id = sp."supplierId"
    WHERE sp."productId" = p.id ORDER BY sp."isPreferred" DESC, sp.id LIMIT 1) s ON TRUE`;

const headOf: Record<StockGrouping, (row: PoolHead) => GroupHead> = {
  PRODUCT: ({ product, productName, sku, category, supplier }) => ({ product, warehouse: null, category, supplier, label: productName, code: sku }),
  PRODUCT_AND_WAREHOUSE: ({ product, productName, sku, category, supplier, warehouse, warehouseName }) =>
    ({ product, warehouse, category, supplier, label: `${productName} · ${warehouseName}`, code: sku }),
  CATEGORY: ({ category, categoryName }) => ({ product: null, warehouse: null, category, supplier: null, label: categoryName, code: null }),
  WAREHOUSE: ({ warehouse, warehouseName }) => ({ product: null, warehouse, category: null, supplier: null, label: warehouseName, code: null }),
  SUPPLIER: ({ supplier, supplierName }) => ({ product: null, warehouse: null, category: null, supplier, label: supplierName, code: null }),
};
const keyOf: Record<StockGrouping, (row: PoolHead) => string> = {
  PRODUCT: ({ product }) => product, PRODUCT_AND_WAREHOUSE: ({ product, warehouse }) => `${product} ${warehouse}`,
  CATEGORY: ({ category }) => category ?? '', WAREHOUSE: ({ warehouse }) => warehouse, SUPPLIER: ({ supplier }) => supplier ?? '',
};

/** Groups in the order of their first rows, each with what is made of its rows. */
export function grouped<T extends PoolHead, R>(rows: readonly T[], by: StockGrouping, make: (rows: readonly T[]) => R): (GroupHead & R)[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf[by](row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => ({ ...headOf[by](group[0] as T), ...make(group) })); // a group has a row
}
