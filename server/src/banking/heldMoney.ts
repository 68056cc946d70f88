// Money of an own account in its own currency, and what a move of it is in company money.
import sql, { type Sql } from 'sql-template-tag';
import { col } from '../shared/entity.ts';
import { minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';

/** What a line of the journal (by its alias) moves on a collection account, in the account's currency. What was posted there in company money is nothing in another. */
export const heldSql = (line: string, account: string): Sql => sql`CASE WHEN ${col(line, 'currencyCode')} = ${col(account, 'currencyCode')} THEN ${col(line, 'amountMinor')}
  WHEN ${col(account, 'currencyCode')} = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = ${col(account, 'companyId')}) THEN ${col(line, 'companyMinor')} ELSE 0 END`;

/** What stands on an account, in its currency, and what that is in the books. */
export interface Held { units: Minor; value: Minor }

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
