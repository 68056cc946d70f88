import sql from 'sql-template-tag';
import type { Language } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { hasSome, languageOfParty, loaded, many, maybe, money, percent, price, quantity, taxBreakdown, taxParts, terms, type Loader, type TaxPart } from './loading.ts';
import { depositsBreakdown, depositsTotals, leftToPay, takenDeposits, type TakenDeposit } from './takenDeposits.ts';
import { code, day, end, fill, start, text, told } from './sheet.ts';

interface Row {
  number: string; kind: 'INVOICE' | 'CREDIT_NOTE'; customerId: string; language: Language | null; issuedOn: Day; dueOn: Day; paymentTermDays: number; customerCode: string;
  customerName: string; customerTaxNumber: string | null; billTo: string; companyName: string; companyTaxNumber: string | null; customerReference: string | null;
  currencyCode: string; gross: string; discount: string; net: string; freight: string; tax: string; total: string; reason: string | null; taxReason: string | null; taxIncluded: boolean; recordedAt: string; exchangeRate: string | null; companyTax: string | null;
  credits: string | null; reverses: string | null; orders: string[]; shipments: string[]; taxes: TaxPart[]; instalments: { dueOn: Day | null; amount: string }[]; early: { rate: string; lastOn: Day; discount: string }[]; deposits: TakenDeposit[];
  lines: { description: string; sku: string | null; unitCode: string; quantity: string; unitPrice: string; discountRate: string; taxRate: string; net: string }[];
}

/** An invoice or credit note: what it froze when it was posted. */
export const invoiceSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'Invoice', id, sql`
    SELECT i.number, i.kind, i."customerId", ${languageOfParty(sql`i."customerId"`)} AS language, i."issuedOn", i."dueOn", i."paymentTermDays", c.code AS "customerCode",
      i."customerName", i."customerTaxNumber", i."billTo", i."companyName", i."companyTaxNumber", i."customerReference", i."currencyCode", i."grossMinor"::text AS gross,
      i."discountMinor"::text AS discount, i."netMinor"::text AS net, i."freightMinor"::text AS freight, i."taxMinor"::text AS tax, i."totalMinor"::text AS total,
      i.reason, ${maybe('i', 'exchangeRate')} AS "exchangeRate", ${maybe('i', 'companyTaxMinor')} AS "companyTax", ${maybe('i', 'taxReason')} AS "taxReason", EXISTS (SELECT FROM "InvoiceLine" l WHERE l."invoiceId" = i.id AND ${maybe('l', 'taxIncluded')} = 'true') AS "taxIncluded", i."recordedAt", (SELECT p.number FROM "Invoice" p WHERE p.id = i."creditsInvoiceId") AS credits,
      (SELECT n.number FROM "JournalEntry" r JOIN "JournalEntry" e ON e.id = r."reversesEntryId" JOIN "Invoice" n ON n.id = e."sourceId" WHERE r."sourceId" = i.id LIMIT 1) AS reverses,
      (SELECT coalesce(jsonb_agg(DISTINCT o.number ORDER BY o.number), '[]') FROM "Order" o WHERE o.id = i."orderId" OR o.id IN (SELECT l."orderId" FROM "InvoiceLine" l WHERE l."invoiceId" = i.id)) AS orders,
      (SELECT coalesce(jsonb_agg(s.number ORDER BY s.number), '[]') FROM "Shipment" s WHERE s."invoiceId" = i.id) AS shipments,
      ${taxParts('InvoiceLine', 'invoiceId', id)} AS taxes,
      ${many(sql`n."dueOn", n."amountMinor"::text AS amount`, sql`"InvoiceInstalment" n WHERE n."invoiceId" = i.id`, sql`n.no`)} AS instalments,
      ${many(sql`e."discountRate"::text AS rate, e."lastOn", e."discountMinor"::text AS discount`, sql`"InvoiceEarlyOffer" e WHERE e."invoiceId" = i.id`, sql`e.no`)} AS early,
      ${takenDeposits(id)} AS deposits,
      ${many(sql`l.description, p.sku, l."unitCode", l.quantity::text AS quantity, l."unitPrice"::text AS "unitPrice", l."discountRate"::text AS "discountRate",
        l."taxRate"::text AS "taxRate", l."netMinor"::text AS net`, sql`"InvoiceLine" l LEFT JOIN "Product" p ON p.id = l."productId" WHERE l."invoiceId" = i.id`, sql`l.no`)} AS lines
    FROM "Invoice" i JOIN "Customer" c ON c.id = i."customerId" WHERE i.id = ${id}`);
  const isInvoice = it.kind === 'INVOICE';
  const { currencyCode } = it;
  const discounted = hasSome(it.lines.map(({ discountRate }) => discountRate));
  const taxed = hasSome(it.lines.map(({ taxRate }) => taxRate));
  const [name = '', ...address] = it.billTo.split('\n');
  return {
    kind: it.kind, number: it.number, mark: null, fixedAt: new Date(it.recordedAt), currencyCode,
    company: { name: it.companyName, taxNumber: it.companyTaxNumber, address: company.address },
    party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([
      { label: isInvoice ? 'invoiceNumber' : 'creditNoteNumber', cell: code(it.number) },
      { label: 'issuedOn', cell: day(it.issuedOn) },
      { label: 'credits', cell: code(it.credits) },
      { label: 'reversesNote', cell: code(it.reverses) },
      ...(isInvoice ? [{ label: 'dueOn', cell: day(it.dueOn) }, { label: 'terms', cell: terms(it.paymentTermDays) }] : []),
      { label: 'customerNumber', cell: code(it.customerCode) },
      { label: 'customerReference', cell: code(it.customerReference) },
      { label: 'exchangeRate', cell: code(it.exchangeRate === null ? null : it.exchangeRate.replace(/\.?0+$/, '')) },
      { label: 'orderNumber', cell: code(it.orders.slice(0, 8).join(', ')) },
      { label: 'shipmentNumber', cell: code(it.shipments.slice(0, 8).join(', ')) },
    ]),
    // The first line of the address is the name, where it was copied with it.
    parties: [{ label: 'billTo', name: it.customerName, lines: name === it.customerName ? address : [name, ...address].filter((line) => line !== ''), taxNumber: it.customerTaxNumber }],
    columns: [fill('item'), end('quantity'), end('unitPrice'), ...(discounted ? [end('discount')] : []), ...(taxed ? [end('taxRate')] : []), end('net')],
    rows: it.lines.map((line) => [
      text(line.description, [line.sku]), quantity(line.quantity, line.unitCode), price(line.unitPrice, currencyCode),
      ...(discounted ? [percent(line.discountRate)] : []), ...(taxed ? [percent(line.taxRate)] : []), money(line.net, currencyCode),
    ]),
    totals: [
      ...(hasSome([it.discount]) ? [{ label: 'gross', cell: money(it.gross, currencyCode) }, { label: 'discount', cell: money(String(-BigInt(it.discount)), currencyCode) }] : []),
      { label: 'net', cell: money(it.net, currencyCode) },
      ...(hasSome([it.freight]) ? [{ label: 'freight', cell: money(it.freight, currencyCode) }] : []),
      { label: 'tax', cell: money(it.tax, currencyCode) },
      // Where the books are in another currency, the tax office is told in it.
      ...(it.companyTax !== null && hasSome([it.companyTax]) ? [{ label: 'taxInBooks', cell: money(it.companyTax, company.currencyCode, true) }] : []),
      { label: isInvoice ? 'total' : 'credited', cell: money(it.total, currencyCode, true), isStrong: true },
      ...depositsTotals(it.deposits, it.total, currencyCode),
    ],
    breakdowns: [
      ...taxBreakdown(it.taxes, currencyCode),
      ...depositsBreakdown(it.deposits, currencyCode),
      ...(it.instalments.length > 1 ? [{ label: 'instalments', columns: [start('dueOn'), end('amount')], rows: it.instalments.map(({ dueOn, amount }) => [day(dueOn), money(amount, currencyCode)]) }] : []),
      ...(isInvoice && it.early.length > 0 ? [{
        label: 'early', columns: [start('payUntil'), end('discount'), end('amount'), end('payable')],
        rows: it.early.map(({ rate, lastOn, discount }) => [day(lastOn), percent(rate), money(discount, currencyCode), money(String(leftToPay(it.deposits, it.total) - BigInt(discount)), currencyCode)]),
      }] : []),
    ],
    notes: [...(it.taxIncluded ? [{ label: 'taxReason', words: 'taxIncluded' }] : []), ...(it.reason ? [{ label: 'reason', text: it.reason }] : []), ...(it.taxReason ? [{ label: 'taxReason', text: it.taxReason }] : [])],
    signatures: [], showsPayment: isInvoice,
  };
};
