// What an invoice took of deposits: its paper lists the deposit invoices, each with the part that it took, and what is left to pay.
import sql, { type Sql } from 'sql-template-tag';
import { usesOf, useSql, type Used, type UseRow } from '../deposits/depositUse.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { many, money } from './loading.ts';
import { code, day, end, fill, start, type Breakdown, type Cell, type Total } from './sheet.ts';

/** Allocations of the deposits that an invoice took, as far as they tell which receipts it took. */
export interface TakenDeposit extends UseRow { isTaken: boolean }

/** What came to the deposits with which the open item of an invoice was settled, and where it went. */
export const takenDeposits = (invoiceId: string): Sql => {
  const items = sql`SELECT a."creditItemId" FROM "OpenItem" o JOIN "Allocation" a ON a."debitItemId" = o.id JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind = 'DEPOSIT' WHERE o."sourceType" = 'Invoice' AND o."sourceId" = ${invoiceId}`;
  return many(sql`u.*, u.invoice = ${invoiceId}::uuid AS "isTaken"`, sql`(SELECT row_number() OVER () AS place, w.* FROM (${useSql(items)}) w) u`, sql`u.place`);
};

/** The parts that the invoice took, receipt by receipt, in the order in which they came. */
function partsOf(rows: readonly TakenDeposit[]): Used[] {
  const own = new Set(rows.filter(({ isTaken }) => isTaken).map(({ id }) => id));
  const order = new Map(rows.map(({ id }, at) => [id, at]));
  const taken = usesOf(rows).uses.filter(({ by }) => own.has(by.id));
  const sum = (of: readonly Used[], key: 'amount' | 'net' | 'tax'): Minor => plus(zero, ...of.map((each) => each[key]));
  return [...Map.groupBy(taken, ({ receipt, by }) => `${receipt.id} ${by.from}`).values()].flatMap((each) => (each[0] ? [{ ...each[0], amount: sum(each, 'amount'), net: sum(each, 'net'), tax: sum(each, 'tax') }] : []))
    .sort((a, b) => (order.get(a.receipt.id) ?? 0) - (order.get(b.receipt.id) ?? 0));
}
const takenOf = (rows: readonly TakenDeposit[]): Minor => plus(zero, ...partsOf(rows).map(({ amount }) => amount));
export const leftToPay = (rows: readonly TakenDeposit[], total: string): bigint => BigInt(total) - takenOf(rows);

/** Each deposit invoice by itself, with what the invoice took of it. A receipt without one: its deposit, with the day on which it came. */
export function depositsBreakdown(rows: readonly TakenDeposit[], currencyCode: string): Breakdown[] {
  const parts = partsOf(rows);
  if (parts.length === 0) return [];
  const amount = (value: Minor): Cell => money(value, currencyCode);
  const blank: Cell = { form: 'text', text: null };
  const isTaxed = parts.some(({ receipt }) => receipt.depositInvoice !== null);
  // Of receipts without a tax at once the deposit is enough.
  const untaxed = Map.groupBy(parts.filter(({ receipt }) => receipt.depositInvoice === null), ({ by }) => by.from);
  const row = (number: string, { receipt }: Used, taken: Minor, net?: Minor, tax?: Minor): Cell[] =>
    [code(number), day(receipt.issuedOn ?? receipt.on), ...(isTaxed ? [net === undefined ? blank : amount(net), tax === undefined ? blank : amount(tax)] : []), amount(taken)];
  return [{
    label: 'deposits', isWide: true, columns: [fill('document'), start('date'), ...(isTaxed ? [end('netAmount'), end('taxAmount')] : []), end('taken')],
    rows: parts.flatMap((part) => {
      if (part.receipt.invoiceNumber !== null) return [row(part.receipt.invoiceNumber, part, part.amount, part.net, part.tax)];
      const together = untaxed.get(part.by.from) ?? [];
      return together[0] === part ? [row(part.by.fromNumber, part, plus(zero, ...together.map((each) => each.amount)))] : [];
    }),
  }];
}

export const depositsTotals = (rows: readonly TakenDeposit[], total: string, currencyCode: string): Total[] => (takenOf(rows) === zero ? [] : [
  { label: 'deposits', cell: money(minor(-takenOf(rows)), currencyCode) }, { label: 'leftToPay', cell: money(leftToPay(rows, total), currencyCode, true), isStrong: true },
]);
