import sql from 'sql-template-tag';
import type { Language } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, languageOfParty, loaded, many, money, percent, type Loader } from './loading.ts';
import { addressLines, code, day, end, fill, told, type Party } from './sheet.ts';

interface Whose { customerId: string; customerName: string; customerCode: string; taxNumber: string | null; address: Record<'street' | 'city' | 'region' | 'postalCode' | 'country', string | null> | null; language: Language | null; recordedAt: string }
interface Asked extends Whose { number: string; order: string | null; requestedOn: Day; dueOn: Day; withdrawnOn: Day | null; currencyCode: string; amount: string; toCome: string; note: string | null }
interface Invoiced extends Whose { number: string; deposit: string; order: string | null; issuedOn: Day; cancelledOn: Day | null; currencyCode: string; net: string; tax: string; total: string; companyTax: string; taxes: { name: string; rate: string; net: string; tax: string }[] }

const whose = sql`c.id AS "customerId", c.name AS "customerName", c.code AS "customerCode", c."taxNumber", ${languageOfParty(sql`c.id`)} AS language, d."recordedAt",
  (SELECT to_jsonb(a) FROM "Address" a WHERE a."customerId" = c.id ORDER BY a.kind, a."isDefault" DESC, a.id LIMIT 1) AS address`;
const partyOf = (it: Whose): Party => ({ label: 'billTo', name: it.customerName, lines: it.address ? addressLines(it.address) : [], taxNumber: it.taxNumber });

/** What a customer is asked to pay before delivery. It is no invoice, and says so by its title. */
export const depositRequestSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Asked>(db, 'DepositRequest', id, sql`
    SELECT d.number, o.number AS order, d."requestedOn", d."dueOn", d."withdrawnOn", d."currencyCode", d."amountMinor"::text AS amount, i."claimMinor"::text AS "toCome", d.note, ${whose}
    FROM "DepositRequest" d JOIN "Customer" c ON c.id = d."customerId" JOIN "OpenItem" i ON i.id = d."openItemId" LEFT JOIN "Order" o ON o.id = d."orderId" WHERE d.id = ${id}`);
  const { currencyCode } = it;
  return {
    kind: 'DEPOSIT_REQUEST', number: it.number, mark: it.withdrawnOn ? 'CANCELLED' : null, fixedAt: null, currencyCode, company: companyOf(company), party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([{ label: 'depositNumber', cell: code(it.number) }, { label: 'issuedOn', cell: day(it.requestedOn) }, { label: 'dueOn', cell: day(it.dueOn) }, { label: 'customerNumber', cell: code(it.customerCode) }, { label: 'orderNumber', cell: code(it.order) }]),
    parties: [partyOf(it)], columns: [fill('document'), end('amount'), end('open')],
    rows: [[code(it.order ?? it.number), money(it.amount, currencyCode), money(it.toCome, currencyCode)]],
    totals: [{ label: 'total', cell: money(it.toCome, currencyCode, true), isStrong: true }], breakdowns: [], notes: it.note ? [{ label: 'note', text: it.note }] : [], signatures: [], showsPayment: true,
  };
};

/** The invoice of a payment on account whose tax is due on receipt. */
export const depositInvoiceSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Invoiced>(db, 'DepositInvoice', id, sql`
    SELECT d.number, r.number AS deposit, o.number AS order, d."issuedOn", d."cancelledOn", d."currencyCode", d."netMinor"::text AS net, d."taxMinor"::text AS tax, d."totalMinor"::text AS total, ${whose},
      coalesce((SELECT -sum(l."companyMinor") FROM "Allocation" a JOIN "JournalLine" l ON l."entryId" = a."entryId" JOIN "Account" k ON k.id = l."accountId" AND k.code = '2200' WHERE a.id = d."allocationId"), 0)::text AS "companyTax",
      ${many(sql`t.name, t.rate::text AS rate, x->>'net' AS net, x->>'tax' AS tax`, sql`jsonb_array_elements(d.taxes) x JOIN "TaxCode" t ON t.id = (x->>'taxCodeId')::uuid`, sql`t.code`)} AS taxes
    FROM "DepositInvoice" d JOIN "DepositRequest" r ON r.id = d."depositRequestId" JOIN "Customer" c ON c.id = d."customerId" LEFT JOIN "Order" o ON o.id = r."orderId" WHERE d.id = ${id}`);
  const { currencyCode } = it;
  return {
    kind: 'DEPOSIT_INVOICE', number: it.number, mark: it.cancelledOn ? 'CANCELLED' : null, fixedAt: new Date(it.recordedAt), currencyCode, company: companyOf(company), party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([{ label: 'invoiceNumber', cell: code(it.number) }, { label: 'issuedOn', cell: day(it.issuedOn) }, { label: 'depositNumber', cell: code(it.deposit) }, { label: 'customerNumber', cell: code(it.customerCode) }, { label: 'orderNumber', cell: code(it.order) }]),
    parties: [partyOf(it)], columns: [fill('document'), end('rate'), end('netAmount'), end('taxAmount')],
    rows: it.taxes.map((part) => [code(it.order ?? it.deposit), percent(part.rate), money(part.net, currencyCode), money(part.tax, currencyCode)]),
    totals: [{ label: 'net', cell: money(it.net, currencyCode) }, { label: 'tax', cell: money(it.tax, currencyCode) },
      // As on invoices: where the books are in another currency, the tax office is told in it.
      ...(currencyCode === company.currencyCode ? [] : [{ label: 'taxInBooks', cell: money(it.companyTax, company.currencyCode, true) }]), { label: 'total', cell: money(it.total, currencyCode, true), isStrong: true }],
    breakdowns: [], notes: [], signatures: [], showsPayment: false,
  };
};
