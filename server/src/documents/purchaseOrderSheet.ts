import sql from 'sql-template-tag';
import type { Language, PurchaseOrderStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, languageOfParty, loaded, many, money, price, quantity, terms, type Loader } from './loading.ts';
import { addressLines, code, day, end, fill, start, text, told } from './sheet.ts';

interface Row {
  number: string | null; status: PurchaseOrderStatus; orderedOn: Day | null; expectedOn: Day | null; supplierReference: string | null; note: string | null; currencyCode: string; total: string;
  language: Language | null; supplier: Record<'id' | 'name' | 'code', string> & Record<'taxNumber' | 'street' | 'city' | 'region' | 'postalCode' | 'country', string | null> & { paymentTermDays: number };
  warehouse: { name: string; street?: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null };
  shipToName: string | null; shipToStreet: string | null; shipToCity: string | null; shipToRegion: string | null; shipToPostalCode: string | null; shipToCountry: string | null;
  lines: { sku: string; name: string; theirs: string | null; unit: string; quantity: string; unitCost: string; quoted: string | null; quotedCurrency: string | null; expectedOn: Day | null; net: string }[];
}

/** What we order from a supplier. Goods for a customer go to the customer's address. */
export const purchaseOrderSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'PurchaseOrder', id, sql`
    SELECT o.number, o.status, o."orderedOn", o."expectedOn", o."supplierReference", o.note, o."currencyCode", o."totalMinor"::text AS total, ${languageOfParty(sql`o."supplierId"`)} AS language,
      to_jsonb(s) AS supplier, to_jsonb(w) AS warehouse, o."shipToName", o."shipToStreet", o."shipToCity", o."shipToRegion", o."shipToPostalCode", o."shipToCountry",
      ${many(sql`p.sku, p.name, (SELECT to_jsonb(sp)->>'supplierSku' FROM "SupplierProduct" sp WHERE sp."supplierId" = o."supplierId" AND sp."productId" = l."productId" LIMIT 1) AS theirs,
        coalesce(e.code, u.code) AS unit, coalesce(l.entered, l.quantity)::text AS quantity, coalesce(l."enteredCost", l."unitCost")::text AS "unitCost", l."quotedCost"::text AS quoted,
        l."quotedCurrencyCode" AS "quotedCurrency", l."expectedOn", l."netMinor"::text AS net`,
      sql`"PurchaseOrderLine" l JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "Unit" e ON e.id = l."unitId" WHERE l."purchaseOrderId" = o.id`, sql`l.no`)} AS lines
    FROM "PurchaseOrder" o JOIN "Supplier" s ON s.id = o."supplierId" JOIN "Warehouse" w ON w.id = o."warehouseId" WHERE o.id = ${id}`);
  const { supplier, currencyCode } = it;
  const isDirect = it.shipToStreet !== null || it.shipToName !== null;
  const isDated = it.lines.some(({ expectedOn }) => expectedOn !== null && expectedOn !== it.expectedOn);
  // Where all was quoted in one foreign currency, a column tells it beside ours.
  const quoted = it.lines[0]?.quotedCurrency ?? null;
  return {
    kind: 'PURCHASE_ORDER', number: it.number, mark: it.status === 'CANCELLED' ? 'CANCELLED' : it.status === 'DRAFT' ? 'DRAFT' : null, fixedAt: null, currencyCode,
    company: companyOf(company), party: { type: 'Supplier', id: supplier.id, language: it.language },
    facts: told([
      { label: 'orderNumber', cell: code(it.number) }, { label: 'orderedOn', cell: day(it.orderedOn) }, { label: 'expectedOn', cell: day(it.expectedOn) },
      { label: 'supplierNumber', cell: code(supplier.code) }, { label: 'supplierReference', cell: code(it.supplierReference) }, { label: 'terms', cell: terms(supplier.paymentTermDays) },
    ]),
    parties: [
      { label: 'supplier', name: supplier.name, lines: addressLines(supplier), taxNumber: supplier.taxNumber },
      isDirect ? { label: 'deliverTo', name: it.shipToName ?? '', lines: addressLines({ street: it.shipToStreet, city: it.shipToCity, region: it.shipToRegion, postalCode: it.shipToPostalCode, country: it.shipToCountry }) }
        : { label: 'deliverTo', name: it.warehouse.name, lines: addressLines(it.warehouse) },
    ],
    columns: [fill('item'), ...(isDated ? [start('neededOn')] : []), end('quantity'), ...(quoted ? [end('quotedPrice')] : []), end('unitPrice'), end('net')],
    rows: it.lines.map((line) => [
      text(line.name, [line.sku, line.theirs]), ...(isDated ? [day(line.expectedOn)] : []), quantity(line.quantity, line.unit),
      ...(quoted ? [line.quoted && line.quotedCurrency ? text(`${line.quotedCurrency} ${line.quoted.replace(/\.?0+$/, '')}`) : text(null)] : []),
      price(line.unitCost, currencyCode), money(line.net, currencyCode),
    ]),
    totals: [{ label: 'total', cell: money(it.total, currencyCode, true), isStrong: true }],
    breakdowns: [], notes: it.note ? [{ label: 'note', text: it.note }] : [], signatures: ['authorised'], showsPayment: false,
  };
};
