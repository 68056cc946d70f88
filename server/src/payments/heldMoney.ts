// Money of an own account in its own currency, and what a move of it is in company money.
import sql, { type Sql } from 'sql-template-tag';
import { col } from '../shared/entity.ts';
import type { CollectionAccountRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { minor, minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';

/** What a line of the journal (by its alias) moves on a collection account, in the account's currency. What was posted there in company money is nothing in another. */
export const heldSql = (line: string, account: string): Sql => sql`CASE WHEN ${col(line, 'currencyCode')} = ${col(account, 'currencyCode')} THEN ${col(line, 'amountMinor')}
  WHEN ${col(account, 'currencyCode')} = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = ${col(account, 'companyId')}) THEN ${col(line, 'companyMinor')} ELSE 0 END`;

/** What stands on an account, in its currency, and what that is in the books. */
export interface Held { units: Minor; value: Minor }

/** What stands on collection accounts that the action has locked, by account of the ledger. */
export async function loadHeld(tx: Pick<Tx, 'rows'>, locked: readonly Pick<CollectionAccountRow, 'id'>[]): Promise<Map<string, Held>> {
  const rows = await tx.rows<{ id: string; units: string; value: string }>(sql`SELECT c."accountId" AS id, coalesce(sum(l."amountMinor"), 0)::text AS units, coalesce(sum(l."companyMinor"), 0)::text AS value
    FROM "CollectionAccount" c LEFT JOIN "JournalLine" l ON l."accountId" = c."accountId" AND l."currencyCode" = c."currencyCode" WHERE c.id = ANY(${locked.map((each) => each.id)}::uuid[]) GROUP BY 1`);
  return new Map(rows.map(({ id, units, value }) => [id, { units: minor(BigInt(units)), value: minor(BigInt(value)) }]));
}

/**
 * What a move of an account in another currency is in company money. What brings it towards nothing takes its share of what is in
 * the books, all of the rest for the rest; what is more is worth `worth` tells: the signed worth of the whole move.
 */
export function movedWorth({ units, value }: Held, amount: Minor, worth: () => Minor): Minor {
  if (units === 0n || amount > 0n === units > 0n) return worth();
  const size = (of: Minor) => (of < 0n ? negate(of) : of);
  const covered = size(amount) > size(units) ? negate(units) : amount;
  const share = negate(take({ units, value }, negate(covered)));
  const rest = minus(amount, covered);
  return plus(share, rest === 0n ? zero : take({ units: amount, value: worth() }, rest));
}
