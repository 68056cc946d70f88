import sql from 'sql-template-tag';
import type { Accounts } from '../accounting/books.ts';
import type { CollectionAccountRow, PaymentMethod } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { defaultAccount } from './paymentRows.ts';
import { routedTo } from './routing.ts';

/** The account that company money goes into or comes from: the one named, if it holds such money, or the method's. */
export async function loadCash(tx: Tx, accounts: Accounts, method: PaymentMethod, accountId: string | null | undefined): Promise<string> {
  if (!accountId) return defaultAccount(accounts, method);
  const account = await readRow(tx, 'Account', accountId);
  if (!account.isCash || !account.isActive) throw fieldRefused(['accountId'], 'account_not_cash');
  const [other] = await tx.rows<{ currency: string }>(sql`SELECT o."currencyCode" AS currency FROM "CollectionAccount" o JOIN "Company" c ON c.id = o."companyId" AND c."currencyCode" <> o."currencyCode" WHERE o."accountId" = ${accountId}`);
  if (other) throw fieldRefused(['accountId'], 'account_currency', other);
  return accountId;
}

interface Routed { method: PaymentMethod; accountId: string | null | undefined; currencyCode: string; groupId: string | null }

/** The account that money of a currency goes into: the one named, that of the first rule that fits, or the method's; with the firm's collection accounts, by which its currency is told. */
export async function loadCashIn(tx: Tx, accounts: Accounts, { method, accountId, currencyCode, groupId }: Routed, { company }: Pick<Context, 'company'>): Promise<{ accountId: string; collections: CollectionAccountRow[] }> {
  const collections = await selectRows(tx, 'CollectionAccount', sql`t."companyId" = ${company.id}`);
  if (currencyCode === company.currencyCode) return { accountId: await loadCash(tx, accounts, method, accountId), collections };
  if (accountId) {
    const account = await readRow(tx, 'Account', accountId);
    if (!account.isCash || !account.isActive) throw fieldRefused(['accountId'], 'account_not_cash');
    return { accountId, collections };
  }
  const rules = await selectRows(tx, 'CollectionRule', sql`t."companyId" = ${company.id}`, { orderBy: sql`t.no` });
  return { accountId: routedTo(rules, collections, { method, currencyCode, groupId }) ?? defaultAccount(accounts, method), collections };
}
