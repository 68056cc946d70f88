// What an invoice took of deposits: its paper lists the deposit invoices, and what is left to pay.
import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../shared/time.ts';
import { many, money } from './loading.ts';
import { code, day, end, fill, start, type Breakdown, type Cell, type Total } from './sheet.ts';

/** A deposit of which an invoice took a part: base and tax of that part, where tax was due when it was received. */
export interface TakenDeposit {
  number: string; taken: string; net: string; tax: string; receivedOn: Day; isTaxed: boolean;
  invoices: { number: string; issuedOn: Day; net: string; tax: string; total: string }[];
}

/** What of deposits the open item of an invoice was settled with, and was not taken back. */
export const takenDeposits = (invoiceId: string): Sql => many(
  sql`d.number, d.taken::text AS taken, d.net::text AS net, d.tax::text AS tax, d."receivedOn", d."isTaxed", d.invoices`,
  sql`(SELECT r.number, r."requestedOn", i.taxes IS NOT NULL AS "isTaxed", sum(a."amountMinor") AS taken, sum(p.net) AS net, sum(p.tax) AS tax,
      (SELECT min(f."allocatedOn") FROM "Allocation" f WHERE f."debitItemId" = i.id AND f."reversesAllocationId" IS NULL AND NOT EXISTS (SELECT FROM "Allocation" u WHERE u."reversesAllocationId" = f.id)) AS "receivedOn",
      ${many(sql`v.number, v."issuedOn", v."netMinor"::text AS net, v."taxMinor"::text AS tax, v."totalMinor"::text AS total`, sql`"DepositInvoice" v WHERE v."depositRequestId" = r.id AND v."cancelledOn" IS NULL`, sql`v."issuedOn", v.number`)} AS invoices
    FROM "OpenItem" o JOIN "Allocation" a ON a."debitItemId" = o.id AND a."reversesAllocationId" IS NULL AND NOT EXISTS (SELECT FROM "Allocation" u WHERE u."reversesAllocationId" = a.id)
      JOIN "OpenItem" i ON i.id = a."creditItemId" AND i.kind = 'DEPOSIT' JOIN "DepositRequest" r ON r."openItemId" = i.id
      CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2115'), 0) AS net, coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2200'), 0) AS tax
        FROM "JournalLine" l JOIN "Account" k ON k.id = l."accountId" WHERE l."entryId" = a."entryId" AND l."taxCodeId" IS NOT NULL) p
    WHERE o."sourceType" = 'Invoice' AND o."sourceId" = ${invoiceId} GROUP BY r.id, i.id) d`, sql`d."requestedOn", d.number`);

const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
const takenOf = (deposits: readonly TakenDeposit[]): bigint => sumOf(deposits.map(({ taken }) => taken));
export const leftToPay = (deposits: readonly TakenDeposit[], total: string): bigint => BigInt(total) - takenOf(deposits);

/** Each deposit invoice by itself where the invoice took all of them; else what it took of them together. A deposit without one: its request, with the day on which it came. */
export function depositsBreakdown(deposits: readonly TakenDeposit[], currencyCode: string): Breakdown[] {
  if (deposits.length === 0) return [];
  const amount = (value: string): Cell => money(value, currencyCode);
  const blank: Cell = { form: 'text', text: null };
  const isTaxed = deposits.some((each) => each.isTaxed);
  const row = (number: string, on: Day, net: string | null, tax: string | null, taken: string): Cell[] =>
    [code(number), day(on), ...(isTaxed ? [net === null ? blank : amount(net), tax === null ? blank : amount(tax)] : []), amount(taken)];
  return [{
    label: 'deposits', isWide: true, columns: [fill('document'), start('date'), ...(isTaxed ? [end('netAmount'), end('taxAmount')] : []), end('taken')],
    rows: deposits.flatMap(({ number, taken, net, tax, receivedOn, invoices }) => {
      const [first] = invoices;
      if (!first) return [row(number, receivedOn, null, null, taken)];
      if (sumOf(invoices.map(({ net: base }) => base)) === BigInt(net) && sumOf(invoices.map((each) => each.tax)) === BigInt(tax) && sumOf(invoices.map(({ total }) => total)) === BigInt(taken)) return invoices.map((each) => row(each.number, each.issuedOn, each.net, each.tax, each.total));
      return [row(invoices.map((each) => each.number).join(', '), first.issuedOn, net, tax, taken)];
    }),
  }];
}

export const depositsTotals = (deposits: readonly TakenDeposit[], total: string, currencyCode: string): Total[] => (deposits.length === 0 ? [] : [
  { label: 'deposits', cell: money(-takenOf(deposits), currencyCode) }, { label: 'leftToPay', cell: money(leftToPay(deposits, total), currencyCode, true), isStrong: true },
]);
