// Kits: what they are made of, and how many of them the stock of their components makes.
import sql, { type Sql } from 'sql-template-tag';
import { setKitComponents } from '../catalogue/kits.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { id } from '../shared/input.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';

/** Whole kits of a product by warehouse: those that the least of its components makes. */
const kitsByWarehouse = (productId: Sql): Sql => sql`SELECT w.id AS "warehouseId", w.code, greatest(min(floor((coalesce(s."onHand", 0) - coalesce(s.reserved, 0)) / k.quantity)), 0) AS units
  FROM "KitComponent" k CROSS JOIN "Warehouse" w LEFT JOIN "StockLevel" s ON s."productId" = k."componentProductId" AND s."warehouseId" = w.id
  WHERE k."kitProductId" = ${productId} AND w."isActive" AND w.kind = 'SITE' GROUP BY w.id`;

entity('KitComponent', {
  permission: 'catalogue.read', describe: 'What one kit is made of.',
  fields: {
    quantity: column(undefined, { describe: 'Units of the component in one kit.' }),
    makes: expression('quantity', (t) => sql`(SELECT coalesce(sum(greatest(floor((s."onHand" - s.reserved) / ${col(t, 'quantity')}), 0)), 0) FROM "StockLevel" s
      JOIN "Warehouse" w ON w.id = s."warehouseId" AND w."isActive" AND w.kind = 'SITE' WHERE s."productId" = ${col(t, 'componentProductId')})`,
      { permission: 'stock.read', describe: 'Kits that what is available of this component would make.' }),
  },
  ones: { kit: one('Product', 'kitProductId'), component: one('Product', 'componentProductId') },
  listing: { field: 'kitComponents', defaultOrder: 'KIT_ASC', search: ['kit.name', 'component.name', 'component.sku'],
    orderBy: { KIT: 'kit.name', COMPONENT: 'component.name', QUANTITY: 'quantity' } },
});
extend('Product', {
  fields: {
    isKit: column(undefined, { describe: 'Sold as a set of other products; its components are promised and shipped for it.' }),
    kitAvailable: expression('quantity', (t) => sql`CASE WHEN ${col(t, 'isKit')} THEN (SELECT coalesce(sum(k.units), 0) FROM (${kitsByWarehouse(sql`${col(t, 'id')}`)}) k) END`,
      { nullable: true, permission: 'stock.read', describe: 'Of a kit: how many can be put together now, over all warehouses, each by its scarcest component. Null for other products.' }),
  },
  manies: { components: pages('KitComponent', 'kitProductId'), kits: pages('KitComponent', 'componentProductId') },
  listing: { orderBy: { KIT_AVAILABLE: 'kitAvailable' } },
});

interface Row { warehouse: string; available: string; scarcest: string | null }
interface KitPlace { warehouse: string; available: Quantity; scarcest: string | null }

/** How many of a kit each warehouse makes, and which component it lacks first. */
const kitAvailability = report({
  args: { productId: id('Product') },
  statement: ({ productId }) => sql`SELECT k."warehouseId" AS warehouse, k.units::text AS available,
      (SELECT c."componentProductId" FROM "KitComponent" c LEFT JOIN "StockLevel" s ON s."productId" = c."componentProductId" AND s."warehouseId" = k."warehouseId"
        WHERE c."kitProductId" = ${productId} ORDER BY floor((coalesce(s."onHand", 0) - coalesce(s.reserved, 0)) / c.quantity), c."componentProductId" LIMIT 1) AS scarcest
    FROM (${kitsByWarehouse(sql`${productId}::uuid`)}) k ORDER BY k.code`,
  make: (rows: Row[]): KitPlace[] => rows.map(({ available, ...row }) => ({ ...row, available: parseQuantity(trimmed(available)) ?? none })),
});
reportType('KitPlace', 'How many of a kit a warehouse makes out of what is available there.', {
  warehouse: 'record:Warehouse', available: 'quantity', scarcest: 'record:Product?',
});
reportQuery('kitAvailability', {
  describe: 'How many of a kit each warehouse makes now, by its scarcest component.', permission: 'stock.read', type: 'KitPlace', list: true, report: kitAvailability,
});

mutations(setKitComponents);
