import sql, { type Sql } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { removeParLevel, setParLevels } from './parLevels.ts';
import { parStandings } from './parStatus.ts';
import { reorderToPar } from './reorderToPar.ts';

/** A figure of the site's stock level of the product. */
const level = (value: Sql) => (t: string): Sql => sql`coalesce((SELECT ${value} FROM "StockLevel" s WHERE s."productId" = ${col(t, 'productId')}
  AND s."warehouseId" = ${col(t, 'warehouseId')}), 0)`;
const available = level(sql`s."onHand" - s.reserved`);

entity('ParLevel', {
  permission: 'supplies.read',
  fields: {
    par: column(), minimum: column(), version: column(),
    onHand: expression('quantity', level(sql`s."onHand"`)), available: expression('quantity', available, { describe: 'On hand and promised to nobody.' }),
    incoming: expression('quantity', level(sql`s.incoming`)), requested: expression('quantity', level(sql`s.requested`)),
    projected: expression('quantity', level(sql`s."onHand" + s.incoming + s.requested - s.reserved - s.backordered`)),
    isBelowPar: expression('boolean', (t) => sql`(${available(t)} < ${col(t, 'par')})`),
    isBelowMinimum: expression('boolean', (t) => sql`(${available(t)} <= ${col(t, 'minimum')} AND ${available(t)} < ${col(t, 'par')})`, { describe: 'It is time to fill it.' }),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId') },
  listing: {
    field: 'parLevels', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku', 'warehouse.name'], totals: [],
    orderBy: { PRODUCT: 'product.name', WAREHOUSE: 'warehouse.name', PAR: 'par', MINIMUM: 'minimum', AVAILABLE: 'available', ON_HAND: 'onHand', PROJECTED: 'projected' },
  },
});
extend('Product', { manies: { parLevels: pages('ParLevel', 'productId') } });
extend('Warehouse', { manies: { parLevels: pages('ParLevel', 'warehouseId') } });

reportType('ParStanding', 'How a site stands against what it should have of a product, and what would fill it.', {
  parLevel: 'record:ParLevel', product: 'record:Product', warehouse: 'record:Warehouse', status: 'enum:ParStatus', par: 'quantity', minimum: 'quantity', onHand: 'quantity',
  available: 'quantity', onTheWay: 'quantity', need: 'quantity', transfer: 'quantity', transferFrom: 'record:Warehouse?', purchase: 'quantity', supplier: 'record:Supplier?',
});
reportQuery('parStandings', {
  describe: 'Every site against its par levels, by site and product. `need` is what is due by the minimum, with `all` whatever is missing up to par: '
    + '`transfer` of it from the central store, `purchase` in whole units in which it is bought.',
  permission: 'supplies.read', type: 'ParStanding', list: true, report: parStandings,
});

mutations(setParLevels, removeParLevel, reorderToPar);
