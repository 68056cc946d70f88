// What suppliers really did: receipts with their landed cost, punctuality, rejects and days, as SQL, and the figures made of them.
import sql, { type Sql } from 'sql-template-tag';
import { roundedQuotient } from '../shared/decimal.ts';
import { currencyExponent, type Minor } from '../shared/money.ts';
import { none, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { todaySql } from '../shared/today.ts';

/** Sums of receipts, as a statement gives them. */
export interface HistoryRow {
  receipts: number; quantity: string; value: string; landed: string; billed: string; onTime: string; late: string; rejected: string; rejectedValue: string;
  onTimeValue: string; lateValue: string; days: string; daysSquared: string; measured: number; lastReceivedOn: string | null;
}

/**
 * A row for each posted receipt line of the days, and for each line that is overdue (`late`, of the day it was promised).
 * onTime: came by the day promised (as ordered, then as first confirmed, or as we put it off). rejected: went back or was scrapped.
 * landed: freight, duty and the like; billed: what bills asked beyond the order's price.
 */
export const receivedSql = (where: { supplier?: Sql; product?: Sql; from: Sql; to: Sql }): Sql => {
  const of = (supplier: Sql, product: Sql) => sql`${where.supplier ? sql`${supplier} = ${where.supplier}` : sql`TRUE`} AND ${where.product ? sql`${product} = ${where.product}` : sql`TRUE`}`;
  return sql`SELECT r."supplierId", rl."productId", r."receivedOn" AS "on", rl.quantity, rl."valueMinor" AS value, FALSE AS "isOpen", r.id AS "receiptId",
      coalesce((SELECT sum(c."shareMinor") FROM "LandedCostLine" c JOIN "LandedCost" k ON k.id = c."landedCostId" WHERE c."receiptLineId" = rl.id AND k.status = 'POSTED'), 0) AS landed,
      coalesce((SELECT sum(coalesce(bl."companyNetMinor", bl."netMinor") - bl."clearedMinor") FROM "BillLine" bl JOIN "Bill" b ON b.id = bl."billId" WHERE bl."receiptLineId" = rl.id AND b.status = 'POSTED'), 0) AS billed,
      coalesce((SELECT sum(x.quantity) FROM "SupplierReturnLine" x JOIN "SupplierReturn" s ON s.id = x."supplierReturnId" WHERE x."receiptLineId" = rl.id AND s.status = 'POSTED'), 0)
        + coalesce((SELECT i.scrapped FROM "Inspection" i WHERE i."receiptLineId" = rl.id AND i.status <> 'CANCELLED'), 0) AS rejected,
      r."receivedOn" <= coalesce(pl."promisedOn", o."expectedOn", r."receivedOn") AS "isOnTime", r."receivedOn" - o."orderedOn" AS days
    FROM "ReceiptLine" rl JOIN "Receipt" r ON r.id = rl."receiptId" JOIN "PurchaseOrderLine" pl ON pl.id = rl."purchaseOrderLineId" JOIN "PurchaseOrder" o ON o.id = pl."purchaseOrderId"
    WHERE r.status = 'POSTED' AND r."receivedOn" BETWEEN ${where.from} AND ${where.to} AND ${of(sql`r."supplierId"`, sql`rl."productId"`)}
    UNION ALL SELECT o."supplierId", pl."productId", pl."promisedOn", pl.quantity - pl.received, round((pl.quantity - pl.received) * hesabu_in_company(pl."netMinor", o."exchangeRate", o."currencyCode") / pl.quantity)::bigint, TRUE, NULL, 0, 0, 0, FALSE, NULL
    FROM "PurchaseOrderLine" pl JOIN "PurchaseOrder" o ON o.id = pl."purchaseOrderId"
    WHERE o.status IN ('ORDERED', 'PART_RECEIVED') AND pl.received < pl.quantity AND pl."promisedOn" < ${todaySql}
      AND pl."promisedOn" BETWEEN ${where.from} AND ${where.to} AND ${of(sql`o."supplierId"`, sql`pl."productId"`)}`;
};

/** The sums of rows of `receivedSql` (alias h). */
export const historySums: Sql = sql`count(DISTINCT h."receiptId")::int AS receipts, coalesce(sum(h.quantity) FILTER (WHERE NOT h."isOpen"), 0)::text AS quantity,
  coalesce(sum(h.value) FILTER (WHERE NOT h."isOpen"), 0)::text AS value, coalesce(sum(h.landed), 0)::text AS landed, coalesce(sum(h.billed), 0)::text AS billed,
  coalesce(sum(h.quantity) FILTER (WHERE h."isOnTime"), 0)::text AS "onTime", coalesce(sum(h.quantity) FILTER (WHERE h."isOpen"), 0)::text AS late,
  coalesce(sum(h.rejected), 0)::text AS rejected, coalesce(sum(round(h.value * h.rejected / h.quantity)), 0)::text AS "rejectedValue",
  coalesce(sum(h.value) FILTER (WHERE h."isOnTime"), 0)::text AS "onTimeValue", coalesce(sum(h.value) FILTER (WHERE h."isOpen"), 0)::text AS "lateValue",
  coalesce(sum(h.days), 0)::text AS days, coalesce(sum(h.days * h.days), 0)::text AS "daysSquared", count(h.days)::int AS measured,
  max(h."on") FILTER (WHERE NOT h."isOpen")::text AS "lastReceivedOn"`;

/** A part of a whole as a fraction; null of nothing. */
export const shareOf = (part: bigint, whole: bigint): Rate | null => (whole === 0n ? null : roundedQuotient(part * 1_000_000n, whole) as Rate);

/** The whole root of a number, rounded down. */
function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (guess * guess > value) guess -= 1n;
  while ((guess + 1n) * (guess + 1n) <= value) guess += 1n;
  return guess;
}

/**
 * Days from order to receipt, each receipt line once: mean, and standard deviation of all of them (√(Σd²/n − (Σd/n)²)); null without any.
 */
export function leadTime({ days, daysSquared, measured }: Pick<HistoryRow, 'days' | 'daysSquared' | 'measured'>): { mean: Rate | null; variance: Rate | null; deviation: Rate | null } {
  const n = BigInt(measured);
  if (n === 0n) return { mean: null, variance: null, deviation: null };
  const [sum, squares] = [BigInt(days), BigInt(daysSquared)];
  const variance = roundedQuotient((n * squares - sum * sum) * 1_000_000n, n * n);
  return { mean: roundedQuotient(sum * 1_000_000n, n) as Rate, variance: variance as Rate, deviation: root(variance * 1_000_000n) as Rate };
}

/** An amount of the company's currency a unit; null of no units. */
export function perUnit(amount: bigint, quantity: Quantity, currencyCode: string): UnitPrice | null {
  if (quantity === none) return null;
  return roundedQuotient(amount * 10n ** BigInt(8 - (currencyExponent(currencyCode) ?? 2)) * 1_000_000n, quantity) as UnitPrice;
}

export interface Figures { onTimeShare: Rate | null; rejectShare: Rate | null; leadTimeMean: Rate | null; leadTimeVariance: Rate | null; leadTimeDeviation: Rate | null }
/** Shares by units (of one product) or by value (of many): on time ÷ (received + overdue), rejected ÷ received. */
export function figuresOf(row: HistoryRow, by: 'units' | 'value'): Figures {
  const [received, onTime, late, rejected] = by === 'units' ? [row.quantity, row.onTime, row.late, row.rejected].map(toMicro)
    : [row.value, row.onTimeValue, row.lateValue, row.rejectedValue].map(BigInt);
  const { mean, variance, deviation } = leadTime(row);
  return {
    onTimeShare: shareOf(onTime ?? 0n, (received ?? 0n) + (late ?? 0n)), rejectShare: shareOf(rejected ?? 0n, received ?? 0n),
    leadTimeMean: mean, leadTimeVariance: variance, leadTimeDeviation: deviation,
  };
}

/** A quantity of SQL, as text, in millionths. */
export function toMicro(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
}

export const minorOf = (text: string): Minor => BigInt(text) as Minor;
