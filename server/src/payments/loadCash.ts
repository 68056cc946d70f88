import sql from 'sql-template-tag';
import type { Accounts } from '../accounting/books.ts';
import type { CollectionAccountRow, PaymentMethod } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { loadHeld, type Held } from './heldMoney.ts';
import { defaultAccount } from './paymentRows.ts';
import { routedTo } from './routing.ts';

/** The account of money that is named, whatever its currency, or the method's. */
export async function loadCashAccount(tx: Tx, accounts: Accounts, method: PaymentMethod, accountId: string | null | undefined): Promise<string> {
  if (!accountId) return defaultAccount(accounts, method);
  const account = await readRow(tx, 'Account', accountId);
  if (!account.isCash || !account.isActive) throw fieldRefused(['accountId'], 'account_not_cash');
  return accountId;
}

/** The account that company money goes into or comes from: the one named, if it holds such money, or the method's. */
export async function loadCash(tx: Tx, accounts: Accounts, method: PaymentMethod, accountId: string | null | undefined): Promise<string> {
  const named = await loadCashAccount(tx, accounts, method, accountId);
  if (!accountId) return named;
  const [other] = await tx.rows<{ currency: string }>(sql`SELECT o."currencyCode" AS currency FROM "CollectionAccount" o JOIN "Company" c ON c.id = o."companyId" AND c."currencyCode" <> o."currencyCode" WHERE o."accountId" = ${accountId}`);
  if (other) throw fieldRefused(['accountId'], 'account_currency', other);
  return accountId;
}

/** The account that money of a currency leaves, with what stands there where it is held in that: locked, as each payment takes its share of it. */
export async function loadCashOut(tx: Tx, accounts: Accounts, asked: { method: PaymentMethod; accountId: string | null | undefined; currencyCode: string }, ctx: Pick<Context, 'company'>): Promise<{ accountId: string; collections: CollectionAccountRow[]; held: Map<string, Held> }> {
  const { accountId, collections } = await loadCashIn(tx, accounts, { ...asked, groupId: null }, ctx);
  const locked = await selectRows(tx, 'CollectionAccount', sql`t."accountId" = ${accountId} AND t."currencyCode" <> ${ctx.company.currencyCode}`, { lock: true });
  return { accountId, collections, held: await loadHeld(tx, locked) };
}

interface Routed { method: PaymentMethod; accountId: string | null | undefined; currencyCode: string; groupId: string | null }

/** The account that money of a currency goes into: the one named, that of the first rule that fits, or the method's; with the firm's collection accounts, by which its currency is told. */
export async function loadCashIn(tx: Tx, accounts: Accounts, { method, accountId, currencyCode, groupId }: Routed, { company }: Pick<Context, 'company'>): Promise<{ accountId: string; collections: CollectionAccountRow[] }> {
  const collections = await selectRows(tx, 'CollectionAccount', sql`t."companyId" = ${company.id}`);
  if (currencyCode === company.currencyCode) return { accountId: await loadCash(tx, accounts, method, accountId), collections };
  if (accountId) return { accountId: await loadCashAccount(tx, accounts, method, accountId), collections };
  const rules = await selectRows(tx, 'CollectionRule', sql`t."companyId" = ${company.id}`, { orderBy: sql`t.no` });
  return { accountId: routedTo(rules, collections, { method, currencyCode, groupId }) ?? defaultAccount(accounts, method), collections };
}
