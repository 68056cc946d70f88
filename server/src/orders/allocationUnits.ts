// SQL: reservations in units of their order lines.
import sql, { raw, type Sql } from 'sql-template-tag';

/** Units of a line that reservations of one warehouse come to: goods as they are, of kits whole ones. */
const lineUnits = (quantity: Sql): Sql => sql`min(CASE WHEN r."perKit" IS NULL THEN ${quantity} ELSE floor(${quantity} / r."perKit") END)`;
const ready = lineUnits(raw('r.reserved'));
const total = lineUnits(raw('(r.reserved + r.backordered)'));

/** Promised or waiting units of order lines that meet a condition on their reservations (r), in units of the lines. */
export const promisedUnits = (which: 'reserved' | 'backordered', where: Sql): Sql =>
  sql`coalesce((SELECT sum(x.units) FROM (SELECT ${which === 'reserved' ? ready : sql`${total} - ${ready}`} AS units FROM "Reservation" r WHERE ${where}
    GROUP BY r."orderLineId", r."warehouseId") x), 0)`;
