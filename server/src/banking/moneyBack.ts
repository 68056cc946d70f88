// Booking money that leaves for a customer: a refund is paid by its line, a payment comes back by it. One line at a time, as each moves the customer's account.
import sql, { type Sql } from 'sql-template-tag';
import { bouncePayment, bounceRows, loadBouncing, type Bouncing, type BounceTold } from '../charges/bounces.ts';
import { payRefund } from '../charges/refunds.ts';
import type { BankLineRow, CollectionAccountRow, RefundRow } from '../generated/rows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import { EntryNotOfAccount } from './refusals.ts';
import type { Split } from './splits.ts';

export const moneyBackRefusals = [...new Set([...payRefund.refusals, ...bouncePayment.refusals])];
export const isMoneyBack = ({ kind }: Pick<Split, 'kind'>): boolean => kind === 'REFUND' || kind === 'RETURN';

/** A refund in another currency than the line's costs what the bank took. */
const refundOf = (line: BankLineRow, split: Split, { currencyCode }: Pick<RefundRow, 'currencyCode'>) => ({ refundId: split.partyId ?? '', paidOn: line.bookedOn, companyAmount: currencyCode === line.currencyCode ? null : split.amount });

export type MoneyBack = { is: 'REFUND'; facts: Awaited<ReturnType<typeof payRefund.load>> } | { is: 'RETURN'; facts: Bouncing };

/** What paying the refund, or taking the payment back, decides on. */
export const loadMoneyBack = async (tx: Tx, line: BankLineRow, split: Split, ctx: Context): Promise<MoneyBack> => (split.kind === 'REFUND'
  ? { is: 'REFUND', facts: await payRefund.load(tx, refundOf(line, split, await readRow(tx, 'Refund', split.partyId ?? '')), ctx) } : { is: 'RETURN', facts: await loadBouncing(tx, { paymentId: split.partyId ?? '', on: line.bookedOn, customerFee: null }, ctx) });

export interface GivenBack extends Pick<Decision, 'rows' | 'events'> { entryId: string; paymentId: string | null; /** The bank's fee, which has an entry of its own. */ fee: { entryId: string; amount: Minor } | null }
const entryOf = (rows: readonly Change[], is: (row: Record<string, unknown>) => boolean): string => String(rows.find(({ table, row }) => table === 'JournalEntry' && is(row))?.row['id'] ?? '');

/** The rows of it on the line's day; the entry is the one that moves the account. `feeOf` tells how the bank's fee is posted. Refuses what is not this amount of this account. */
export function moneyBackRows(found: MoneyBack, line: BankLineRow, split: Split, { accountId }: CollectionAccountRow, feeOf: (amount: Minor) => BounceTold['fee'], ctx: DecideContext): GivenBack {
  const of = found.is === 'REFUND' ? found.facts.refund : found.facts.facts.payment;
  const fee = found.is === 'RETURN' ? split.fee ?? zero : zero;
  const isAmount = of.currencyCode === line.currencyCode ? plus(of.amountMinor, fee) === split.amount : found.is === 'REFUND' && line.currencyCode === ctx.company.currencyCode;
  if (!isAmount || of.accountId !== accountId || line.amountMinor > 0n) {
    throw EntryNotOfAccount({ wanted: { minor: negate(minus(split.amount, fee)), currencyCode: line.currencyCode }, left: { minor: negate(of.amountMinor), currencyCode: of.currencyCode } });
  }
  if (found.is === 'REFUND') {
    const { rows, events } = payRefund.decide(found.facts, refundOf(line, split, found.facts.refund), ctx);
    return { rows, events, entryId: entryOf(rows, (row) => row['kind'] === 'REFUND'), paymentId: null, fee: null };
  }
  const { payment, entry } = found.facts.facts;
  const { rows, events } = bounceRows(found.facts, { reason: split.because ?? 'OTHER', note: line.text.slice(0, 1000) || null, fee: feeOf(fee) }, ctx);
  return {
    rows, events, entryId: entryOf(rows, (row) => row['reversesEntryId'] === entry.id), paymentId: payment.id,
    fee: fee > 0n ? { entryId: entryOf(rows, (row) => row['sourceType'] === 'Bounce'), amount: fee } : null,
  };
}

/** Entries of one return: the payment's mirror, and the bank's fee. */
export interface ReturnEntries extends Record<string, unknown> { entryId: string; feeEntryId: string }
/** Those of which either is among the given ones (SQL: ids). */
export const returnEntries = (tx: Pick<Tx, 'rows'>, ids: Sql): Promise<ReturnEntries[]> => tx.rows<ReturnEntries>(sql`SELECT r.id AS "entryId", f.id AS "feeEntryId"
  FROM "Bounce" b JOIN "JournalEntry" p ON p."sourceId" = b."paymentId" AND p.kind = 'PAYMENT' JOIN "JournalEntry" r ON r."reversesEntryId" = p.id JOIN "JournalEntry" f ON f."sourceId" = b.id AND f.kind = 'PAYMENT'
  WHERE r.id = ANY(${ids}) OR f.id = ANY(${ids})`);
