// Loading of prices: for several requests at once, and by statements of their own.
import sql, { type Sql } from 'sql-template-tag';
import type { CustomerRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { PriceFacts } from './resolvePrice.ts';

/** Lists with those that they rest on; `seeds`: a SELECT of ids. UNION ends at a circle, were there one. */
export const withBases = (seeds: Sql): Sql => sql`t.id IN (WITH RECURSIVE chain AS (SELECT s.id FROM (${seeds}) s(id)
  UNION SELECT l."baseListId" FROM chain c JOIN "PriceList" l ON l.id = c.id WHERE l."baseListId" IS NOT NULL) SELECT id FROM chain)`;

/** Prices of lists for products (an array), their templates and categories. */
export const ofProducts = (products: Sql): Sql => sql`(t."productId" = ANY(${products}) OR (t."productId" IS NULL AND (num_nonnulls(t."templateId", t."categoryId") = 0
  OR EXISTS (SELECT FROM "Product" p WHERE p.id = ANY(${products}) AND (p."templateId" = t."templateId" OR p."categoryId" = t."categoryId")))))`;

interface Named { productId: string | null; templateId: string | null; categoryId: string | null }

/** The products that rows of prices name, by themselves, their templates or categories, with their list prices of a day. */
export const ofListed = (rows: readonly Named[], currencyCode: string, on: Day): Sql => {
  const ids = (of: keyof Named) => [...new Set(rows.flatMap((row) => row[of] ?? []))];
  return sql`SELECT p.id, p."templateId", p."categoryId", l."unitPrice"::text AS "listPrice", coalesce(x.rate, 0)::text AS "taxRate" FROM "Product" p LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId"
    JOIN "ListPrice" l ON l."productId" = p.id AND l."currencyCode" = ${currencyCode} AND l."validFrom" <= ${on}::date AND (l."validTo" IS NULL OR l."validTo" >= ${on}::date)
    WHERE p.id = ANY(${ids('productId')}::uuid[]) OR p."templateId" = ANY(${ids('templateId')}::uuid[]) OR p."categoryId" = ANY(${ids('categoryId')}::uuid[])`;
};

export const assignedTo = (customers: Sql, channels: Sql): Sql => sql`(t."customerId" = ANY(${customers}) OR t.channel = ANY(${channels})
  OR t."groupId" IN (SELECT c."groupId" FROM "Customer" c WHERE c.id = ANY(${customers})))`;

/**
 * Parts with the prices of customers (an array of ids) for pairs (a SELECT of "productId", channel) from a day on. They stand
 * as they are read: no lock is taken, as a price may change the moment after.
 */
export const priceParts = (customers: Sql, pairs: Sql, from: Day): Part[] => {
  const products = sql`ARRAY(SELECT w."productId" FROM (${pairs}) w)`;
  const isNotOver = sql`(t."validTo" IS NULL OR t."validTo" >= ${from})`;
  return [
    read('customer_prices', 'CustomerPrice', sql`t."customerId" = ANY(${customers}) AND t."productId" = ANY(${products}) AND ${isNotOver}`),
    read('price_assignments', 'PriceListAssignment', assignedTo(customers, sql`ARRAY(SELECT w.channel FROM (${pairs}) w)`)),
    read('price_lists', 'PriceList', withBases(sql`SELECT "priceListId" FROM price_assignments`)),
    read('price_list_prices', 'PriceListPrice', sql`t."priceListId" IN (SELECT id FROM price_lists) AND ${ofProducts(products)} AND ${isNotOver}`),
  ];
};

const all = () => true;
/** The prices that a group knows of. */
export const pricesOf = (known: Known): PriceFacts => ({
  customerPrices: known.rows('CustomerPrice', all), assignments: known.rows('PriceListAssignment', all), lists: known.rows('PriceList', all), prices: known.rows('PriceListPrice', all),
});

/** The prices of products for one customer (or nobody in particular) over a channel, by statements of their own: as many as there is something to read of. */
export async function loadPrices(tx: Queryable, customer: Pick<CustomerRow, 'id' | 'groupId'> | null, channel: string, productIds: readonly string[]): Promise<PriceFacts> {
  const products = sql`${[...productIds]}::uuid[]`;
  const customers = sql`${customer ? [customer.id] : []}::uuid[]`;
  const [customerPrices, assignments] = [
    customer ? await selectRows(tx, 'CustomerPrice', sql`t."customerId" = ${customer.id} AND t."productId" = ANY(${products})`) : [],
    await selectRows(tx, 'PriceListAssignment', assignedTo(customers, sql`ARRAY[${channel}]::"Channel"[]`)),
  ];
  if (assignments.length === 0) return { customerPrices, assignments, lists: [], prices: [] };
  const lists = await selectRows(tx, 'PriceList', withBases(sql`SELECT unnest(${assignments.map(({ priceListId }) => priceListId)}::uuid[])`));
  const prices = await selectRows(tx, 'PriceListPrice', sql`t."priceListId" = ANY(${lists.map(({ id }) => id)}::uuid[]) AND ${ofProducts(products)}`);
  return { customerPrices, assignments, lists, prices };
}
