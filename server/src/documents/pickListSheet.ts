import sql from 'sql-template-tag';
import type { PickListStatus } from '../generated/rows.ts';
import { companyOf, loaded, many, quantity, type Loader } from './loading.ts';
import { code, end, fill, start, text, told } from './sheet.ts';

interface Row {
  number: string; status: PickListStatus; warehouse: string; picker: string | null; note: string | null; orders: string[];
  lines: { sku: string; name: string; unit: string; quantity: string; picked: string | null; bin: string | null; zone: string | null; lot: string | null; orderNumber: string | null }[];
}

/** What a picker takes from where, in the order of the bins. */
export const pickListSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'PickList', id, sql`
    SELECT k.number, k.status, w.name AS warehouse, (SELECT name FROM "User" u WHERE u.id = k."pickerId") AS picker, k.note,
      (SELECT coalesce(jsonb_agg(DISTINCT o.number ORDER BY o.number), '[]') FROM "PickLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."pickListId" = k.id) AS orders,
      ${many(sql`p.sku, p.name, u.code AS unit, trim_scale(l.quantity)::text AS quantity, trim_scale(l.picked)::text AS picked, b.code AS bin, b.zone, t.code AS lot, o.number AS "orderNumber"`,
      sql`"PickLine" l JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId" JOIN "Order" o ON o.id = l."orderId" LEFT JOIN "Bin" b ON b.id = l."binId"
        LEFT JOIN "Lot" t ON t.id = l."lotId" WHERE l."pickListId" = k.id`, sql`l.no`)} AS lines
    FROM "PickList" k JOIN "Warehouse" w ON w.id = k."warehouseId" WHERE k.id = ${id}`);
  const hasLots = it.lines.some(({ lot }) => lot !== null);
  return {
    kind: 'PICK_LIST', number: it.number, mark: it.status === 'CANCELLED' ? 'CANCELLED' : null, fixedAt: null, currencyCode: null, company: companyOf(company), party: null,
    facts: told([{ label: 'warehouse', cell: text(it.warehouse) }, { label: 'picker', cell: text(it.picker) }, { label: 'orderNumber', cell: code(it.orders.slice(0, 12).join(', ')) }]),
    parties: [],
    columns: [start('bin'), fill('item'), ...(hasLots ? [start('lot')] : []), start('order'), end('quantity'), end('picked')],
    rows: it.lines.map((line) => [
      text(line.bin, [line.zone]), text(line.name, [line.sku]), ...(hasLots ? [code(line.lot)] : []), code(line.orderNumber), quantity(line.quantity, line.unit),
      line.picked === null ? { form: 'box' } : quantity(line.picked),
    ]),
    totals: [], breakdowns: [], notes: it.note ? [{ label: 'note', text: it.note }] : [], signatures: ['picked', 'checked'], showsPayment: false,
  };
};
