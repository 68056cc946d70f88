import sql from 'sql-template-tag';
import type { Accounts } from '../accounting/books.ts';
import type { PaymentMethod } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { defaultAccount } from './paymentRows.ts';

/** The account that company money goes into or comes from: the one named, if it holds such money, or the method's. */
export async function loadCash(tx: Tx, accounts: Accounts, method: PaymentMethod, accountId: string | null | undefined): Promise<string> {
  if (!accountId) return defaultAccount(accounts, method);
  const account = await readRow(tx, 'Account', accountId);
  if (!account.isCash || !account.isActive) throw fieldRefused(['accountId'], 'account_not_cash');
  const [other] = await tx.rows<{ currency: string }>(sql`SELECT o."currencyCode" AS currency FROM "CollectionAccount" o JOIN "Company" c ON c.id = o."companyId" AND c."currencyCode" <> o."currencyCode" WHERE o."accountId" = ${accountId}`);
  if (other) throw fieldRefused(['accountId'], 'account_currency', other);
  return accountId;
}
