// What a mail about a document says, and whom it goes to: for many records at once.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DocumentKind, Language, MailKind } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { idArray } from '../shared/parts.ts';
import { balancesOf, type CurrencySum } from '../receivables/openByCurrency.ts';
import { writings } from './languages.ts';
import { writtenDay, writtenMoney } from './written.ts';

/** Which mail brings which document. */
export const mailKindOf: Partial<Record<DocumentKind, MailKind>> = {
  QUOTATION: 'QUOTATION', ORDER_CONFIRMATION: 'ORDER_CONFIRMATION', DELIVERY_NOTE: 'SHIPMENT_NOTE', INVOICE: 'INVOICE', CREDIT_NOTE: 'CREDIT_NOTE', STATEMENT: 'STATEMENT',
  PURCHASE_ORDER: 'PURCHASE_ORDER', QUOTE_REQUEST: 'QUOTE_REQUEST', REMITTANCE_ADVICE: 'REMITTANCE_ADVICE', RECEIPT: 'RECEIPT', DEPOSIT_REQUEST: 'DEPOSIT_REQUEST', DEPOSIT_INVOICE: 'INVOICE', CHARGE: 'CHARGE',
};

export interface MailFacts {
  /** Of a quotation to a prospect, who is no customer, the party is the quotation. */
  id: string; partyType: 'Customer' | 'Supplier' | 'Quotation'; partyId: string; partyName: string;
  /** Of the papers, else of the master. */
  email: string | null; copyTo: string | null; language: Language | null; declined: string[];
  number: string | null; orderNumber: string | null; date: string | null; dueOn: string | null; requiredOn: string | null; totalMinor: string | null; currencyCode: string | null;
  reference: string | null; carrier: string | null; trackingNumber: string | null;
  /** Where there is more than company money: what is open in each currency. */
  balances?: readonly CurrencySum[];
}

const none = sql`NULL::text`;
interface From { from: Sql; party: 'Customer' | 'Supplier'; partyId: Sql; /** Who it is for where no party is told: name and address. */ stranger?: { type: 'Quotation'; name: Sql; email: Sql }; facts: Partial<Record<'number' | 'orderNumber' | 'date' | 'dueOn' | 'requiredOn' | 'totalMinor' | 'currencyCode' | 'reference' | 'carrier' | 'trackingNumber', Sql>> }

const ofOrder: From = { from: sql`"Order" t`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
  number: sql`t.number`, orderNumber: sql`t.number`, date: sql`t."placedOn"::text`, requiredOn: sql`t."requiredOn"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`t."customerReference"`, carrier: sql`t.carrier` } };
const ofInvoice: From = { from: sql`"Invoice" t`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
  number: sql`t.number`, date: sql`t."issuedOn"::text`, dueOn: sql`t."dueOn"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`t."customerReference"` } };

const sources: Partial<Record<DocumentKind, (supplierId: string | undefined) => From>> = {
  QUOTATION: () => ({ from: sql`"Quotation" t`, party: 'Customer', partyId: sql`t."customerId"`, stranger: { type: 'Quotation', name: sql`t."prospectName"`, email: sql`t."prospectEmail"` }, facts: {
    number: sql`t.number`, date: sql`t."sentOn"::text`, dueOn: sql`t."validTo"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`t."customerReference"` } }),
  ORDER_CONFIRMATION: () => ofOrder, INVOICE: () => ofInvoice, CREDIT_NOTE: () => ofInvoice,
  DELIVERY_NOTE: () => ({ from: sql`"Shipment" t JOIN "Order" o ON o.id = t."orderId"`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
    number: sql`t.number`, orderNumber: sql`o.number`, date: sql`t."shippedOn"::text`, reference: sql`o."customerReference"`, carrier: sql`t.carrier`, trackingNumber: sql`t."trackingNumber"` } }),
  CHARGE: () => ({ from: sql`"Charge" t`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
    number: sql`t.number`, date: sql`t."issuedOn"::text`, dueOn: sql`t."dueOn"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"` } }),
  STATEMENT: () => ({ from: sql`"Customer" t`, party: 'Customer', partyId: sql`t.id`, facts: {
    number: sql`t.code`, totalMinor: sql`(SELECT sum(i."companyOpenMinor")::text FROM "OpenItem" i WHERE i."customerId" = t.id)` } }),
  PURCHASE_ORDER: () => ({ from: sql`"PurchaseOrder" t`, party: 'Supplier', partyId: sql`t."supplierId"`, facts: {
    number: sql`t.number`, date: sql`t."orderedOn"::text`, requiredOn: sql`t."expectedOn"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`t."supplierReference"` } }),
  QUOTE_REQUEST: (supplierId) => ({ from: sql`"QuoteRequest" t JOIN "QuoteInvitation" v ON v."quoteRequestId" = t.id AND v."supplierId" = ${supplierId ?? null}::uuid`, party: 'Supplier', partyId: sql`v."supplierId"`, facts: {
    number: sql`t.number`, date: sql`t."sentOn"::text`, dueOn: sql`t."answerBy"::text` } }),
  DEPOSIT_REQUEST: () => ({ from: sql`"DepositRequest" t JOIN "OpenItem" y ON y.id = t."openItemId" LEFT JOIN "Order" o ON o.id = t."orderId"`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
    number: sql`t.number`, orderNumber: sql`o.number`, date: sql`t."requestedOn"::text`, dueOn: sql`t."dueOn"::text`, totalMinor: sql`y."claimMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`o."customerReference"` } }),
  DEPOSIT_INVOICE: () => ({ from: sql`"DepositInvoice" t`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
    number: sql`t.number`, date: sql`t."issuedOn"::text`, totalMinor: sql`t."totalMinor"::text`, currencyCode: sql`t."currencyCode"` } }),
  RECEIPT: () => ({ from: sql`"PaymentReceipt" t JOIN "Payment" y ON y.id = t."paymentId"`, party: 'Customer', partyId: sql`t."customerId"`, facts: {
    number: sql`t.number`, date: sql`y."paidOn"::text`, totalMinor: sql`t."amountMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`y.reference` } }),
  REMITTANCE_ADVICE: () => ({ from: sql`"Payment" t`, party: 'Supplier', partyId: sql`t."supplierId"`, facts: {
    number: sql`t.number`, date: sql`t."paidOn"::text`, totalMinor: sql`t."amountMinor"::text`, currencyCode: sql`t."currencyCode"`, reference: sql`t.reference` } }),
};

const columns = ['number', 'orderNumber', 'date', 'dueOn', 'requiredOn', 'totalMinor', 'currencyCode', 'reference', 'carrier', 'trackingNumber'] as const;

/** The facts of records of a kind, by id; one that is not there is left out. */
export async function mailFacts(db: Queryable, kind: DocumentKind, ids: readonly string[], supplierId?: string): Promise<Map<string, MailFacts>> {
  const source = sources[kind]?.(supplierId);
  if (!source) return new Map();
  const { from, party, partyId, facts, stranger } = source;
  const who = stranger ? { type: sql`CASE WHEN p.id IS NULL THEN ${stranger.type} ELSE ${party} END`, id: sql`coalesce(p.id, t.id)`, name: sql`coalesce(p.name, ${stranger.name})`, email: sql`CASE WHEN p.id IS NULL THEN ${stranger.email} ELSE p.email END` }
    : { type: sql`${party}`, id: sql`p.id`, name: sql`p.name`, email: sql`p.email` };
  const told = columns.map((column) => sql`${facts[column] ?? none} AS ${raw(`"${column}"`)}`);
  const rows = await db.rows<MailFacts>(sql`
    SELECT t.id, ${who.type} AS "partyType", ${who.id} AS "partyId", ${who.name} AS "partyName", coalesce(c.email, ${who.email}) AS email, c."copyTo", c.language::text AS language, coalesce(c.declined, '{}') AS declined,
      ${told.reduce((all, each) => sql`${all}, ${each}`)}
    FROM ${from} ${raw(stranger ? 'LEFT JOIN' : 'JOIN')} ${raw(`"${party}"`)} p ON p.id = ${partyId} LEFT JOIN "Correspondence" c ON c."partyId" = p.id WHERE t.id = ANY(${idArray([...ids])})`);
  const balances = kind === 'STATEMENT' ? await balancesOf(db, ids, null) : undefined;
  return new Map(rows.map((row) => [row.id, balances?.has(row.id) ? { ...row, balances: balances.get(row.id) ?? [] } : row]));
}

/** The values of a template's names, written in a language. */
export function mailValues(facts: MailFacts, language: Language, company: { name: string; currencyCode: string }, today: string): Record<string, string> {
  const day = (value: string | null) => (value ? writtenDay(value, language) : '');
  const currencyCode = facts.currencyCode ?? company.currencyCode;
  // Mails are read by programs of all kinds: signs of direction stay only where a language needs them.
  const plain = (text: string) => (writings[language].dir === 'rtl' ? text : text.replace(/[\u2066-\u2069]/g, ''));
  const money = (amount: Minor, code: string) => plain(writtenMoney(printMoney(amount, code), code, language, true));
  return {
    partyName: facts.partyName, companyName: company.name, number: facts.number ?? '', orderNumber: facts.orderNumber ?? '', date: day(facts.date ?? today), dueOn: day(facts.dueOn), requiredOn: day(facts.requiredOn),
    total: facts.balances && facts.balances.length > 0 ? facts.balances.map((each) => money(each.open, each.currencyCode)).join(' · ') : facts.totalMinor === null ? '' : money(minor(BigInt(facts.totalMinor)), currencyCode),
    reference: facts.reference ?? '', carrier: facts.carrier ?? '', trackingNumber: facts.trackingNumber ?? '',
  };
}
