// Orders that wait for a deposit: they do not leave before it is paid.
import sql, { type Sql } from 'sql-template-tag';
import type { DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import type { Known } from '../shared/known.ts';
import { read, type Part } from '../shared/parts.ts';
import type { Tx } from '../shared/db.ts';
import { rowsFact } from '../shared/facts.ts';
import { selectRows } from '../shared/rows.ts';
import { DepositUnpaid } from './refusals.ts';

/** A deposit with its open item, as far as shipping must know. */
export interface DepositDue { deposit: Pick<DepositRequestRow, 'orderId' | 'number' | 'holdsShipping' | 'withdrawnOn' | 'openItemId'>; item: Pick<OpenItemRow, 'id' | 'claimMinor' | 'currencyCode'> | undefined }

const holding = (orders: Sql): Sql => sql`t."orderId" = ANY(${orders}) AND t."holdsShipping" AND t."withdrawnOn" IS NULL`;

/** Deposits that hold orders; a payment that comes meanwhile may be a moment late. */
export const depositParts: Part[] = [
  read('deposits', 'DepositRequest', holding(sql`ARRAY(SELECT id FROM orders)`)),
  read('deposit_items', 'OpenItem', sql`t.id IN (SELECT "openItemId" FROM deposits) AND t."claimMinor" > 0`),
];

export const depositsOf = (known: Known, orderId: string): DepositDue[] => known.rows('DepositRequest', (row) => row.orderId === orderId)
  .map((deposit) => ({ deposit, item: known.rows('OpenItem', (row) => row.id === deposit.openItemId)[0] }));

/** The same, loaded alone. */
export async function loadDepositsDue(tx: Pick<Tx, 'rows'>, orderIds: readonly string[]): Promise<DepositDue[]> {
  const deposits = await selectRows(tx, 'DepositRequest', holding(sql`${[...orderIds]}::uuid[]`));
  const items = deposits.length === 0 ? [] : await selectRows(tx, 'OpenItem', sql`t.id = ANY(${deposits.map((each) => each.openItemId)}::uuid[]) AND t."claimMinor" > 0`);
  return dueOf(deposits, items);
}

/** The same as facts of a record that tells the order (SQL). */
export const depositFacts = (orderOf: (t: string) => Sql) => ({
  deposits: rowsFact('DepositRequest', (t) => sql`f."orderId" = ${orderOf(t)} AND f."holdsShipping" AND f."withdrawnOn" IS NULL`),
  depositItems: rowsFact('OpenItem', (t) => sql`f.id IN (SELECT d."openItemId" FROM "DepositRequest" d WHERE d."orderId" = ${orderOf(t)}) AND f."claimMinor" > 0`),
});
export const dueOf = (deposits: readonly DepositRequestRow[], items: readonly OpenItemRow[]): DepositDue[] => deposits.map((deposit) => ({ deposit, item: items.find(({ id }) => id === deposit.openItemId) }));

/** Refuses to ship what waits for a deposit. */
export function demandDepositsPaid(orderId: string, deposits: readonly DepositDue[]): void {
  for (const { deposit, item } of deposits) {
    if (deposit.orderId !== orderId || !deposit.holdsShipping || deposit.withdrawnOn !== null || !item?.claimMinor) continue;
    throw DepositUnpaid({ number: deposit.number, open: { minor: item.claimMinor, currencyCode: item.currencyCode } });
  }
}
