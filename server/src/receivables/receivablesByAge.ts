import sql from 'sql-template-tag';
import { clipToHorizon } from '../shared/horizon.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { bucketOf, buckets, type Bucket } from './buckets.ts';
import { openAsOf, type OpenAsOf } from './openAsOf.ts';

export type AgeSums = Record<Bucket, Minor> & { receivable: Minor; overdue: Minor; unapplied: Minor; balance: Minor };
export interface CustomerAge extends AgeSums { customer: string; name: string }
export interface AgeItem { openItem: string; number: string; kind: string; bucket: string; effectiveOn: Day; dueOn: Day | null; daysOverdue: number; open: Minor }
export interface ReceivablesByAge { on: Day; knownAt: Date | null; rows: CustomerAge[]; totals: AgeSums; items: AgeItem[] }

/** Sums of open items by age: debts in buckets, credits (money and credit notes not applied) apart as a positive amount. */
export function sumByAge(items: Pick<OpenAsOf, 'open' | 'dueOn' | 'effectiveOn'>[], on: Day): AgeSums {
  const sums: AgeSums = { notDue: zero, days1to30: zero, days31to60: zero, days61to90: zero, daysOver90: zero, receivable: zero, overdue: zero, unapplied: zero, balance: zero };
  for (const item of items) {
    sums.balance = plus(sums.balance, item.open);
    if (item.open < 0n) sums.unapplied = plus(sums.unapplied, negate(item.open));
    else {
      const bucket = bucketOf(item.dueOn ?? item.effectiveOn, on);
      sums[bucket] = plus(sums[bucket], item.open);
    }
  }
  sums.receivable = plus(...buckets.map((bucket) => sums[bucket]));
  sums.overdue = minus(sums.receivable, sums.notDue);
  return sums;
}

/** Receivables by age and customer as of any day, as known at any time: ties to accounts 1100 and 2100. Items only for one customer. */
export async function receivablesByAge(on: Day, asked: Date | null, customerId: string | null, ctx: Context): Promise<ReceivablesByAge> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const items = await openAsOf(on, knownAt, customerId, ctx);
  const byCustomer = Map.groupBy(items, (item) => item.customerId);
  const names = await ctx.db.rows<{ id: string; name: string }>(
    sql`SELECT id, name FROM "Customer" WHERE id = ANY(${[...byCustomer.keys()]}::uuid[]) ORDER BY name, id`);
  return {
    on, knownAt, totals: sumByAge(items, on),
    rows: names.map(({ id, name }) => ({ customer: id, name, ...sumByAge(byCustomer.get(id) ?? [], on) })),
    items: customerId ? items.map((item): AgeItem => {
      const dueOn = item.dueOn ?? item.effectiveOn;
      const bucket = item.open < 0n ? 'unapplied' : bucketOf(dueOn, on);
      return { openItem: item.id, number: item.number, kind: item.kind, bucket, effectiveOn: item.effectiveOn, dueOn: item.dueOn,
        daysOverdue: item.open < 0n ? 0 : Math.max(0, Math.round((Date.parse(on) - Date.parse(dueOn)) / 86_400_000)), open: item.open };
    }) : [],
  };
}
