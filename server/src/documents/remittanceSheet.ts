import sql from 'sql-template-tag';
import type { Language, PaymentMethod, PostingStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, languageOfParty, loaded, many, money, type Loader } from './loading.ts';
import { addressLines, code, day, end, fill, start, told } from './sheet.ts';

interface Row {
  number: string; status: PostingStatus; method: PaymentMethod; paidOn: Day; currencyCode: string; amount: string; worth: string | null; reference: string | null; recordedAt: string; language: Language | null;
  supplier: Record<'id' | 'name' | 'code', string> & Record<'street' | 'city' | 'region' | 'postalCode' | 'country', string | null>;
  lines: { number: string; theirs: string | null; billedOn: Day | null; amount: string }[];
}

/** Which bills a payment to a supplier settles. */
export const remittanceSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'Payment', id, sql`
    SELECT p.number, p.status, p.method, p."paidOn", p."currencyCode", p."amountMinor"::text AS amount, p."companyMinor"::text AS worth, p.reference, p."recordedAt", ${languageOfParty(sql`s.id`)} AS language, to_jsonb(s) AS supplier,
      ${many(sql`i.number, b."supplierReference" AS theirs, b."billedOn", sum(a."amountMinor")::text AS amount`, sql`"Allocation" a
        JOIN "OpenItem" i ON i.id = CASE WHEN a."debitItemId" = p."openItemId" THEN a."creditItemId" ELSE a."debitItemId" END LEFT JOIN "Bill" b ON b."openItemId" = i.id
        WHERE p."openItemId" IN (a."debitItemId", a."creditItemId") GROUP BY i.id, i.number, b."supplierReference", b."billedOn" HAVING sum(a."amountMinor") <> 0`, sql`i.number`)} AS lines
    FROM "Payment" p JOIN "Supplier" s ON s.id = p."supplierId" WHERE p.id = ${id}`);
  const { supplier, currencyCode } = it;
  return {
    kind: 'REMITTANCE_ADVICE', number: it.number, mark: it.status === 'REVERSED' ? 'REVERSED' : null, fixedAt: null, currencyCode, company: companyOf(company),
    party: { type: 'Supplier', id: supplier.id, language: it.language },
    facts: told([{ label: 'paidOn', cell: day(it.paidOn) }, { label: 'method', cell: { form: 'words', key: `method.${it.method}` } }, { label: 'reference', cell: code(it.reference) }, { label: 'supplierNumber', cell: code(supplier.code) }]),
    parties: [{ label: 'supplier', name: supplier.name, lines: addressLines(supplier) }],
    columns: [fill('yourDocument'), start('ourDocument'), start('date'), end('paid')],
    rows: it.lines.map((line) => [code(line.theirs ?? line.number), code(line.number), day(line.billedOn), money(line.amount, currencyCode)]),
    totals: [{ label: 'paid', cell: money(it.amount, currencyCode, true), isStrong: true }, ...(it.worth === null ? [] : [{ label: 'inBooks', cell: money(it.worth, company.currencyCode, true) }])],
    breakdowns: [], notes: [], signatures: [], showsPayment: false,
  };
};
