import sql from 'sql-template-tag';
import type { Language, OrderStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, hasSome, languageOfParty, loaded, many, maybe, money, percent, price, quantity, taxBreakdown, taxParts, terms, type Loader, type TaxPart } from './loading.ts';
import { addressLines, code, day, end, fill, text, told } from './sheet.ts';

interface Row {
  number: string | null; status: OrderStatus; placedOn: Day | null; requiredOn: Day | null; customerId: string; language: Language | null; customerReference: string | null;
  carrier: string | null; note: string | null; currencyCode: string; gross: string; discount: string; net: string; freight: string; tax: string; total: string; taxReason: string | null; taxIncluded: boolean;
  shipToName: string | null; shipToStreet: string | null; shipToCity: string | null; shipToRegion: string | null; shipToPostalCode: string | null; shipToCountry: string | null;
  customer: { name: string; code: string; taxNumber: string | null; paymentTermDays: number }; seller: string | null; taxes: TaxPart[];
  billTo: { name: string | null; street: string; city: string; region: string | null; postalCode: string | null; country: string } | null;
  lines: { description: string; sku: string; quantity: string; unit: string; unitPrice: string; discountRate: string; taxRate: string; net: string }[];
}

/** A customer's order as it stands; a draft says that it is one. */
export const orderSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'Order', id, sql`
    SELECT o.number, o.status, o."placedOn", o."requiredOn", o."customerId", ${languageOfParty(sql`o."customerId"`)} AS language, o."customerReference", o.carrier, o.note, o."currencyCode",
      o."grossMinor"::text AS gross, o."discountMinor"::text AS discount, o."netMinor"::text AS net, o."freightMinor"::text AS freight, o."taxMinor"::text AS tax, o."totalMinor"::text AS total,
      ${maybe('o', 'taxReason')} AS "taxReason", EXISTS (SELECT FROM "OrderLine" l WHERE l."orderId" = o.id AND ${maybe('l', 'taxIncluded')} = 'true') AS "taxIncluded", o."shipToName", o."shipToStreet", o."shipToCity", o."shipToRegion", o."shipToPostalCode", o."shipToCountry",
      jsonb_build_object('name', c.name, 'code', c.code, 'taxNumber', c."taxNumber", 'paymentTermDays', c."paymentTermDays") AS customer,
      (SELECT s.name FROM "SalesPerson" s WHERE s.id = o."salesPersonId") AS seller, ${taxParts('OrderLine', 'orderId', id)} AS taxes,
      (SELECT to_jsonb(a) FROM "Address" a WHERE a."customerId" = c.id AND a.kind = 'BILLING' ORDER BY a."isDefault" DESC, a.id LIMIT 1) AS "billTo",
      ${many(sql`l.description, p.sku, coalesce(l.entered, l.quantity)::text AS quantity, coalesce(e.code, u.code) AS unit, coalesce(l."enteredPrice", l."unitPrice")::text AS "unitPrice",
        l."discountRate"::text AS "discountRate", l."taxRate"::text AS "taxRate", l."netMinor"::text AS net`,
      sql`"OrderLine" l JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "Unit" e ON e.id = l."unitId" WHERE l."orderId" = o.id`, sql`l.no`)} AS lines
    FROM "Order" o JOIN "Customer" c ON c.id = o."customerId" WHERE o.id = ${id}`);
  const { currencyCode, customer } = it;
  const discounted = hasSome(it.lines.map(({ discountRate }) => discountRate));
  const taxed = hasSome(it.lines.map(({ taxRate }) => taxRate));
  const isDraft = it.status === 'DRAFT';
  return {
    kind: 'ORDER_CONFIRMATION', number: it.number, mark: it.status === 'CANCELLED' ? 'CANCELLED' : isDraft ? 'DRAFT' : null, fixedAt: null, currencyCode,
    company: companyOf(company), party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([
      { label: 'orderNumber', cell: code(it.number) },
      { label: 'placedOn', cell: day(it.placedOn) },
      { label: 'requiredOn', cell: day(it.requiredOn) },
      { label: 'customerNumber', cell: code(customer.code) },
      { label: 'customerReference', cell: code(it.customerReference) },
      { label: 'terms', cell: terms(customer.paymentTermDays) },
      { label: 'carrier', cell: text(it.carrier) },
      { label: 'seller', cell: text(it.seller) },
    ]),
    parties: [
      { label: 'customer', name: it.billTo?.name ?? customer.name, lines: it.billTo ? addressLines(it.billTo) : [], taxNumber: customer.taxNumber },
      ...(it.shipToStreet || it.shipToName ? [{ label: 'shipTo', name: it.shipToName ?? customer.name,
        lines: addressLines({ street: it.shipToStreet, city: it.shipToCity, region: it.shipToRegion, postalCode: it.shipToPostalCode, country: it.shipToCountry }) }] : []),
    ],
    columns: [fill('item'), end('quantity'), end('unitPrice'), ...(discounted ? [end('discount')] : []), ...(taxed ? [end('taxRate')] : []), end('net')],
    rows: it.lines.map((line) => [
      text(line.description, [line.sku]), quantity(line.quantity, line.unit), price(line.unitPrice, currencyCode),
      ...(discounted ? [percent(line.discountRate)] : []), ...(taxed ? [percent(line.taxRate)] : []), money(line.net, currencyCode),
    ]),
    totals: [
      ...(hasSome([it.discount]) ? [{ label: 'gross', cell: money(it.gross, currencyCode) }, { label: 'discount', cell: money(String(-BigInt(it.discount)), currencyCode) }] : []),
      { label: 'net', cell: money(it.net, currencyCode) },
      ...(hasSome([it.freight]) ? [{ label: 'freight', cell: money(it.freight, currencyCode) }] : []),
      { label: 'tax', cell: money(it.tax, currencyCode) },
      { label: 'total', cell: money(it.total, currencyCode, true), isStrong: true },
    ],
    breakdowns: taxBreakdown(it.taxes, currencyCode),
    notes: [...(it.taxIncluded ? [{ label: 'taxReason', words: 'taxIncluded' }] : []), ...(it.note ? [{ label: 'note', text: it.note }] : []), ...(it.taxReason ? [{ label: 'taxReason', text: it.taxReason }] : [])],
    signatures: [], showsPayment: false,
  };
};
