import type pg from 'pg';
import { billingChecks } from './verify/billing.ts';
import { bankingChecks } from './verify/banking.ts';
import { bookChecks } from './verify/books.ts';
import { carrierChecks } from './verify/carriers.ts';
import { chainChecks } from './verify/chain.ts';
import { chargeChecks } from './verify/charges.ts';
import { closingChecks } from './verify/closing.ts';
import { commissionChecks } from './verify/commissions.ts';
import { currencyChecks } from './verify/currencies.ts';
import { creditChecks } from './verify/credit.ts';
import { customerChecks } from './verify/customers.ts';
import { confirmationChecks } from './verify/confirmations.ts';
import { costingChecks } from './verify/costing.ts';
import { depositChecks } from './verify/deposits.ts';
import { documentChecks } from './verify/documents.ts';
import { earlyPaymentChecks } from './verify/earlyPayment.ts';
import { fulfilmentChecks } from './verify/fulfilment.ts';
import { importChecks } from './verify/imports.ts';
import { lotChecks } from './verify/lots.ts';
import { purchasingChecks } from './verify/purchasing.ts';
import { recurringChecks } from './verify/recurring.ts';
import { replenishmentChecks } from './verify/replenishment.ts';
import { pricingChecks } from './verify/pricing.ts';
import { frameworkChecks } from './verify/frameworks.ts';
import { quotationChecks } from './verify/quotations.ts';
import { promiseChecks } from './verify/promise.ts';
import { payablesChecks } from './verify/payables.ts';
import { stockChecks } from './verify/stock.ts';
import { supplyChecks } from './verify/supplies.ts';
import { valueChecks } from './verify/value.ts';
import { variantChecks } from './verify/variants.ts';
import { warehousingChecks } from './verify/warehousing.ts';
import { workChecks } from './verify/work.ts';
import { messagingChecks } from './verify/messaging.ts';
import { printingChecks } from './verify/printing.ts';
import { queryableOf, type Db, type Queryable } from './shared/db.ts';

/** One thing that must hold: a sentence, and the statement that gives the rows that offend; or what finds them, where SQL cannot. */
export type Check = { check: string; sql: string } | { check: string; find(db: Queryable): Promise<unknown[]> };
export interface Verified { check: string; rows: unknown[] }

const ROWS_MAX = 200;
export const checks: readonly Check[] = [...stockChecks, ...valueChecks, ...promiseChecks, ...fulfilmentChecks, ...carrierChecks, ...lotChecks, ...bookChecks, ...currencyChecks, ...bankingChecks, ...chargeChecks, ...closingChecks, ...depositChecks, ...recurringChecks, ...documentChecks, ...costingChecks, ...customerChecks, ...creditChecks, ...payablesChecks, ...billingChecks, ...earlyPaymentChecks, ...confirmationChecks, ...warehousingChecks, ...supplyChecks, ...replenishmentChecks, ...purchasingChecks, ...importChecks, ...pricingChecks, ...quotationChecks, ...frameworkChecks, ...messagingChecks, ...printingChecks, ...variantChecks, ...workChecks, ...chainChecks, ...commissionChecks];

/** The rows that offend a check, at most 200. */
export async function offending(client: pg.ClientBase, check: Check): Promise<unknown[]> {
  if ('find' in check) return (await check.find(queryableOf(client))).slice(0, ROWS_MAX);
  return (await client.query<Record<string, unknown>>(`SELECT * FROM (${check.sql}) offending LIMIT ${ROWS_MAX}`)).rows;
}

async function inSnapshot<T>(db: Db, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL statement_timeout = '10min'");
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

/** Proves the whole database in one read-only snapshot: every check with the rows that offend it, at most 200 each. */
export const verify = (db: Db): Promise<Verified[]> => inSnapshot(db, async (client) => {
  const results: Verified[] = [];
  for (const each of checks) results.push({ check: each.check, rows: await offending(client, each) });
  return results;
});
