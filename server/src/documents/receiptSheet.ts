import sql from 'sql-template-tag';
import type { PaymentMethod, PostingStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, loaded, many, money, type Loader } from './loading.ts';
import { code, day, end, fill, start, text, told } from './sheet.ts';
import { statementCustomer, statementParties, type StatementCustomer } from './statementCustomer.ts';

interface Row {
  number: string; status: PostingStatus; method: PaymentMethod; paidOn: Day; currencyCode: string; amount: string; onAccount: string; recordedAt: string; customerId: string;
  paymentNumber: string; reference: string | null; payerName: string | null; valueOn: Day | null; chequeNumber: string | null; chequeBank: string | null; chequeOn: Day | null;
  lines: { number: string; issuedOn: Day | null; amount: string }[];
}

/** What was received, from whom and how, and what it was applied to when the receipt was issued. */
export const receiptSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'PaymentReceipt', id, sql`
    SELECT r.number, p.status, p.method, p."paidOn", r."currencyCode", r."amountMinor"::text AS amount, r."onAccountMinor"::text AS "onAccount", r."recordedAt", r."customerId", p.number AS "paymentNumber",
      p.reference, p."payerName", p."valueOn", p."chequeNumber", p."chequeBank", p."chequeOn",
      ${many(sql`l.number, i."issuedOn", l."amountMinor"::text AS amount`, sql`"PaymentReceiptLine" l LEFT JOIN "Invoice" i ON i.id = l."invoiceId" WHERE l."receiptId" = r.id`, sql`l.no`)} AS lines
    FROM "PaymentReceipt" r JOIN "Payment" p ON p.id = r."paymentId" WHERE r.id = ${id}`);
  const customer = await loaded<StatementCustomer>(db, 'Customer', it.customerId, statementCustomer(it.customerId));
  const { currencyCode } = it;
  return {
    kind: 'RECEIPT', number: it.number, mark: it.status === 'REVERSED' ? 'REVERSED' : null, fixedAt: new Date(it.recordedAt), currencyCode, company: companyOf(company),
    party: { type: 'Customer', id: it.customerId, language: customer.language },
    facts: told([
      { label: 'receiptNumber', cell: code(it.number) }, { label: 'paidOn', cell: day(it.paidOn) }, { label: 'valueOn', cell: day(it.valueOn) }, { label: 'method', cell: { form: 'words', key: `method.${it.method}` } },
      { label: 'payer', cell: text(it.payerName) }, { label: 'reference', cell: code(it.reference) }, { label: 'chequeNumber', cell: code(it.chequeNumber) }, { label: 'chequeBank', cell: text(it.chequeBank) },
      { label: 'chequeOn', cell: day(it.chequeOn) }, { label: 'paymentNumber', cell: code(it.paymentNumber) }, { label: 'customerNumber', cell: code(customer.code) },
    ]),
    parties: statementParties(customer),
    columns: [fill('document'), start('date'), end('amount')],
    rows: it.lines.map((line) => [code(line.number), day(line.issuedOn), money(line.amount, currencyCode)]),
    totals: [
      ...(it.onAccount === '0' ? [] : [{ label: 'onAccount', cell: money(it.onAccount, currencyCode) }]),
      { label: 'received', cell: money(it.amount, currencyCode, true), isStrong: true },
    ],
    breakdowns: [], notes: [], signatures: [], showsPayment: false,
  };
};
