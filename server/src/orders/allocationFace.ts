// The face of what is promised where: rules of allocation, and why a reservation lies where it does.
import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, one, pages, words } from '../shared/entity.ts';
import { message } from '../shared/messages.ts';
import { report } from '../shared/report.ts';
import { removeAllocationRule, setAllocationRule } from './allocationRules.ts';
import { moveReservation } from './moveReservation.ts';
import { reallocateOrder } from './reallocateOrder.ts';
import { whyHere } from './whyHere.ts';

entity('AllocationRule', {
  permission: 'stock.read', describe: 'Which warehouses serve orders of a channel that name none.',
  fields: {
    channel: column(undefined, { describe: 'Null: for channels that have no rule of their own.' }), strategy: column(), splitsLines: column(), keepsTogether: column(),
    isActive: column(), version: column(),
    name: words(['channel', 'strategy'], (rule, { locale }) => `${rule.channel ? message(locale, `enum.Channel.${String(rule.channel)}`) : message(locale, 'allocation.allChannels')}: ${
      message(locale, `enum.AllocationStrategy.${String(rule.strategy)}`)}`, { describe: 'What people call it.' }),
  },
  listing: { field: 'allocationRules', orderBy: { CHANNEL: 'channel', STRATEGY: 'strategy' }, defaultOrder: 'CHANNEL_ASC' },
});

extend('Reservation', {
  fields: {
    perKit: column(undefined, { describe: 'Units of it in one kit, as the recipe was when the order was placed; null where the line sells the product itself.' }),
    ready: expression('quantity', (t) => sql`CASE WHEN ${col(t, 'perKit')} IS NULL THEN ${col(t, 'reserved')} ELSE floor(${col(t, 'reserved')} / ${col(t, 'perKit')}) END`,
      { describe: 'What is promised, in units of the order line: of a kit, whole kits that it is enough for.' }),
    why: words(['because'], ({ because }, { locale }) => whyHere(because, locale), { describe: 'Why it is served from this warehouse.' }),
  },
  ones: { orderLine: one('OrderLine', 'orderLineId') },
});
extend('OrderLine', { manies: { reservations: pages('Reservation', 'orderLineId') } });
extend('Order', {
  fields: {
    choosesWarehouse: column(undefined, { describe: 'Nobody named a warehouse: the rule of its channel chooses.' }), channel: column(),
    shipToLatitude: column(), shipToLongitude: column(),
    warehouseCount: expression('int', (t) => sql`(SELECT count(DISTINCT r."warehouseId")::int FROM "Reservation" r WHERE r."orderId" = ${col(t, 'id')} AND r.reserved + r.backordered > 0)`,
      { describe: 'Warehouses from which goods of it are still to come.' }),
  },
});

reportType('AllocatedWarehouse', 'A warehouse that a rule of allocation asks.', { rule: 'record:AllocationRule', warehouse: 'record:Warehouse' });
reportQuery('allocationWarehouses', {
  describe: 'The warehouses that each rule asks, by their priority: those named in it, or all in use.', permission: 'stock.read', type: 'AllocatedWarehouse', list: true,
  report: report({
    args: {},
    statement: (_args, { company }) => sql`SELECT r.id AS rule, w.id AS warehouse FROM "AllocationRule" r JOIN "Warehouse" w ON w."companyId" = r."companyId"
      AND CASE WHEN cardinality(r."warehouseIds") = 0 THEN w."isActive" AND w.kind = 'SITE' ELSE w.id::text = ANY(r."warehouseIds") END
      WHERE r."companyId" = ${company.id} ORDER BY r.channel NULLS FIRST, w.priority, w.code`,
    make: (rows: { rule: string; warehouse: string }[]) => rows,
  }),
});

mutations(setAllocationRule, removeAllocationRule, reallocateOrder, moveReservation);
