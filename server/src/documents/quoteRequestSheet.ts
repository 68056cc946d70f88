import sql from 'sql-template-tag';
import type { Language, QuoteRequestStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, languageOfParty, loaded, many, quantity, type Loader } from './loading.ts';
import { addressLines, code, day, end, fill, start, text, told } from './sheet.ts';

interface Row {
  number: string; status: QuoteRequestStatus; title: string | null; answerBy: Day | null; sentOn: Day | null; note: string | null; warehouse: { name: string; city: string | null; country: string | null };
  language: Language | null; supplier: Record<'id' | 'name', string> & Record<'taxNumber' | 'street' | 'city' | 'region' | 'postalCode' | 'country', string | null> | null;
  lines: { sku: string; name: string; unit: string; quantity: string; neededOn: Day | null }[];
}

/** What suppliers are asked to quote: for one of them, or without an address. */
export const quoteRequestSheet: Loader = async (db, id, { company }, { supplierId = null }) => {
  const it = await loaded<Row>(db, 'QuoteRequest', id, sql`
    SELECT q.number, q.status, q.title, q."answerBy", q."sentOn", q.note, to_jsonb(w) AS warehouse, ${languageOfParty(sql`s.id`)} AS language, CASE WHEN s.id IS NOT NULL THEN to_jsonb(s) END AS supplier,
      ${many(sql`p.sku, p.name, u.code AS unit, l.quantity::text AS quantity, l."neededOn"`, sql`"QuoteRequestLine" l JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId"
        WHERE l."quoteRequestId" = q.id`, sql`l.no`)} AS lines
    FROM "QuoteRequest" q JOIN "Warehouse" w ON w.id = q."warehouseId"
      LEFT JOIN "QuoteInvitation" i ON i."quoteRequestId" = q.id AND i."supplierId" = ${supplierId}::uuid LEFT JOIN "Supplier" s ON s.id = i."supplierId" WHERE q.id = ${id}`);
  return {
    kind: 'QUOTE_REQUEST', number: it.number, mark: it.status === 'CANCELLED' ? 'CANCELLED' : it.status === 'DRAFT' ? 'DRAFT' : null, fixedAt: null, currencyCode: null, company: companyOf(company),
    party: it.supplier ? { type: 'Supplier', id: it.supplier.id, language: it.language } : null,
    facts: told([{ label: 'requestNumber', cell: code(it.number) }, { label: 'sentOn', cell: day(it.sentOn) }, { label: 'answerBy', cell: day(it.answerBy) }, { label: 'about', cell: text(it.title) }]),
    parties: [
      ...(it.supplier ? [{ label: 'supplier', name: it.supplier.name, lines: addressLines(it.supplier), taxNumber: it.supplier.taxNumber }] : []),
      { label: 'deliverTo', name: it.warehouse.name, lines: addressLines(it.warehouse) },
    ],
    columns: [fill('item'), start('neededOn'), end('quantity'), end('yourPrice')],
    rows: it.lines.map((line) => [text(line.name, [line.sku]), day(line.neededOn), quantity(line.quantity, line.unit), text('……………')]),
    totals: [], breakdowns: [], notes: it.note ? [{ label: 'note', text: it.note }] : [], signatures: [], showsPayment: false,
  };
};
