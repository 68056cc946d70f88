import sql from 'sql-template-tag';
import type { Language, QuotationLineKind, QuotationStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, hasSome, languageOfParty, loaded, many, money, percent, price, quantity, taxBreakdown, terms, type Loader, type TaxPart } from './loading.ts';
import { addressLines, code, day, end, fill, text, told, type Cell, type Sheet } from './sheet.ts';

interface Row {
  number: string | null; revision: number; isNewest: boolean; status: QuotationStatus; sentOn: Day | null; validTo: Day; customerId: string | null; language: Language | null; customerReference: string | null; currencyCode: string;
  prospectName: string | null; prospectEmail: string | null; prospectPhone: string | null; words: string | null; sentAt: string | null; taxIncluded: boolean;
  gross: string; discount: string; net: string; tax: string; total: string; seller: string | null; taxes: TaxPart[];
  customer: { name: string; code: string; taxNumber: string | null; paymentTermDays: number } | null;
  billTo: { name: string | null; street: string; city: string; region: string | null; postalCode: string | null; country: string } | null;
  lines: { kind: QuotationLineKind; isChosen: boolean; description: string; sku: string | null; quantity: string; unit: string | null; unitPrice: string; discountRate: string; less: string; taxRate: string; net: string }[];
}

const marks: Partial<Record<QuotationStatus, string>> = { DRAFT: 'DRAFT', SUPERSEDED: 'SUPERSEDED' };

/** What of a line does not count, and why. */
const standing = ({ kind, isChosen }: Row['lines'][number]): string | undefined =>
  (isChosen || kind === 'TEXT' ? undefined : kind === 'OPTIONAL' ? 'option' : kind === 'ALTERNATIVE' ? 'alternative' : 'replaced');

/** A version of a quotation, as it went out; head and words are those of the instant at which it did. */
export const quotationSheet: Loader = async (db, id, { company }): Promise<Sheet> => {
  const it = await loaded<Row>(db, 'Quotation', id, sql`
    SELECT q.number, q.revision, q."isNewest", q.status, q."sentOn", q."validTo", q."customerId", ${languageOfParty(sql`q."customerId"`)} AS language, q."customerReference", q."currencyCode", q."prospectName", q."prospectEmail", q."prospectPhone", q.terms AS words,
      (SELECT max(e."recordedAt") FROM "Event" e WHERE e."subjectType" = 'Quotation' AND e."subjectId" = q.id AND e.kind = 'quotationSent') AS "sentAt",
      EXISTS (SELECT FROM "QuotationLine" l WHERE l."quotationId" = q.id AND l."taxIncluded") AS "taxIncluded",
      q."grossMinor"::text AS gross, q."discountMinor"::text AS discount, q."netMinor"::text AS net, q."taxMinor"::text AS tax, q."totalMinor"::text AS total, (SELECT s.name FROM "SalesPerson" s WHERE s.id = q."salesPersonId") AS seller,
      CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('name', c.name, 'code', c.code, 'taxNumber', c."taxNumber", 'paymentTermDays', c."paymentTermDays") END AS customer,
      (SELECT to_jsonb(a) FROM "Address" a WHERE a."customerId" = c.id AND a.kind = 'BILLING' ORDER BY a."isDefault" DESC, a.id LIMIT 1) AS "billTo",
      ${many(sql`t.code, t.name, trim_scale(l."taxRate")::text AS rate, sum(l."netMinor")::text AS net, sum(l."taxMinor")::text AS tax`,
      sql`"QuotationLine" l LEFT JOIN "TaxCode" t ON t.id = l."taxCodeId" WHERE l."quotationId" = ${id} AND l."isChosen" AND l.kind <> 'TEXT' GROUP BY t.code, t.name, l."taxRate"`, sql`l."taxRate" DESC, t.code`)} AS taxes,
      ${many(sql`l.kind, l."isChosen", l.description, p.sku, coalesce(l.entered, l.quantity)::text AS quantity, coalesce(e.code, u.code) AS unit, coalesce(l."enteredPrice", l."unitPrice")::text AS "unitPrice",
        l."discountRate"::text AS "discountRate", l."lessMinor"::text AS less, l."taxRate"::text AS "taxRate", l."netMinor"::text AS net`,
      sql`"QuotationLine" l LEFT JOIN "Product" p ON p.id = l."productId" LEFT JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "Unit" e ON e.id = l."unitId" WHERE l."quotationId" = q.id`, sql`l.no`)} AS lines
    FROM "Quotation" q LEFT JOIN "Customer" c ON c.id = q."customerId" WHERE q.id = ${id}`);
  const { currencyCode, customer } = it;
  const discounted = hasSome(it.lines.map(({ discountRate }) => discountRate));
  const taxed = hasSome(it.lines.map(({ taxRate }) => taxRate));
  const none: Cell = text(null);
  const lines = it.lines.map((line): readonly Cell[] => {
    // Words are told a paragraph a line.
    if (line.kind === 'TEXT') return [text(null, line.description.split('\n')), none, none, ...(discounted ? [none] : []), ...(taxed ? [none] : []), none];
    const said = standing(line);
    const [name = null, ...more] = line.description.split('\n');
    return [
      { ...text(name, [...more, line.sku]), ...(said ? { tag: `quotation.${said}` } : {}) }, quantity(line.quantity, line.unit), price(line.unitPrice, currencyCode),
      ...(discounted ? [Number(line.discountRate) > 0 ? percent(line.discountRate) : none] : []), ...(taxed ? [percent(line.taxRate)] : []), money(line.net, currencyCode),
    ];
  });
  return {
    kind: 'QUOTATION', number: it.number, mark: marks[it.status] ?? (it.status === 'EXPIRED' ? 'EXPIRED' : null), fixedAt: it.sentAt ? new Date(it.sentAt) : null, currencyCode, company: companyOf(company),
    party: it.customerId === null ? null : { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([
      { label: 'sentOn', cell: day(it.sentOn) },
      { label: 'validUntil', cell: day(it.validTo) },
      ...(it.revision > 1 ? [{ label: 'version', cell: { form: 'count' as const, count: it.revision } }] : []),
      { label: 'customerNumber', cell: code(customer?.code ?? null) },
      { label: 'customerReference', cell: code(it.customerReference) },
      ...(customer ? [{ label: 'terms', cell: terms(customer.paymentTermDays) }] : []),
      { label: 'seller', cell: text(it.seller) },
    ]),
    parties: [customer ? { label: 'customer', name: it.billTo?.name ?? customer.name, lines: it.billTo ? addressLines(it.billTo) : [], taxNumber: customer.taxNumber }
      : { label: 'customer', name: it.prospectName ?? '', lines: [it.prospectEmail, it.prospectPhone].filter((line) => line !== null) }],
    columns: [fill('item'), end('quantity'), end('unitPrice'), ...(discounted ? [end('discount')] : []), ...(taxed ? [end('taxRate')] : []), end('net')],
    rows: lines,
    totals: [
      ...(hasSome([it.discount]) ? [{ label: 'gross', cell: money(it.gross, currencyCode) }, { label: 'discount', cell: money(String(-BigInt(it.discount)), currencyCode) }] : []),
      { label: 'net', cell: money(it.net, currencyCode) }, { label: 'tax', cell: money(it.tax, currencyCode) }, { label: 'total', cell: money(it.total, currencyCode, true), isStrong: true },
    ],
    breakdowns: taxBreakdown(it.taxes, currencyCode),
    notes: [...(it.taxIncluded ? [{ label: 'taxReason', words: 'taxIncluded' }] : []), ...(it.words ? [{ label: 'note', text: it.words }] : [])],
    signatures: ['accepted'], showsPayment: false,
  };
};
