// Which lots moved, in words: for the documents of higher domains.
import sql from 'sql-template-tag';
import { col, expression } from '../shared/entity.ts';

/** Of a line whose move bears its id. */
export const lotsOfMove = expression('text', (t) => sql`(SELECT string_agg(l.code || ' × ' || trim_scale(abs(v.quantity))::text, ', ' ORDER BY l.code)
  FROM "LotMove" v JOIN "Lot" l ON l.id = v."lotId" WHERE v."moveId" = ${col(t, 'id')})`, { nullable: true, askable: false, describe: 'Its lots and serial numbers.' });

/** Of a shipment: by product. */
export const lotsShipped = expression('text', (t) => sql`(SELECT string_agg(p.name || ': ' || g.codes, '; ' ORDER BY p.name) FROM
  (SELECT m."productId", string_agg(l.code || ' × ' || trim_scale(-v.quantity)::text, ', ' ORDER BY l.code) AS codes FROM "StockMove" m
    JOIN "LotMove" v ON v."moveId" = m.id JOIN "Lot" l ON l.id = v."lotId" WHERE m."sourceId" = ${col(t, 'id')} AND m.kind = 'SHIPMENT' GROUP BY 1) g
  JOIN "Product" p ON p.id = g."productId")`, { nullable: true, askable: false, describe: 'Lots and serial numbers that left, by product.' });
