// Loading of customers for several requests at once.
import sql, { type Sql } from 'sql-template-tag';
import type { CreditAccountRow, CustomerHoldRow, CustomerPolicyRow, CustomerRow } from '../generated/rows.ts';
import type { Known } from '../shared/known.ts';
import { locked, read, type Part } from '../shared/parts.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { demandOwn } from './rowRights.ts';

/** Customers by an array of ids; their credit accounts, locked and made when missing; their open holds, guarded by those. */
export const customerParts = (ids: Sql): Part[] => [
  read('customers', 'Customer', sql`t.id = ANY(${ids})`),
  locked('credit_accounts', 'CreditAccount', sql`t."customerId" = ANY(${ids})`, {
    guards: true,
    lacks: {
      select: sql`SELECT c.id FROM customers c WHERE NOT EXISTS (SELECT FROM credit_accounts a WHERE a."customerId" = c.id)`,
      make: (lacking) => sql`INSERT INTO "CreditAccount" (id, "companyId", "customerId", "currencyCode")
        SELECT gen_random_uuid(), c."companyId", c.id, o."currencyCode" FROM "Customer" c JOIN "Company" o ON o.id = c."companyId"
        WHERE c.id = ANY(${lacking.map(({ id }) => id)}::uuid[]) ON CONFLICT ("customerId") DO NOTHING`,
    },
  }),
  read('holds', 'CustomerHold', sql`t."customerId" = ANY(${ids}) AND t."releasedAt" IS NULL`),
];

/** What the firm asks of customers and their credit; a moment old at most. */
export const customerPolicyPart = (): Part => read('customer_policies', 'CustomerPolicy', sql`TRUE`);
export const customerPolicyOf = (known: Known): CustomerPolicyRow | undefined => known.rows('CustomerPolicy', () => true)[0];

/** A customer as far as the viewer may see it; refuses NOT_FOUND. */
export function customerOf(known: Known, id: string, ctx: Context): CustomerRow {
  const customer = known.row('Customer', id);
  demandOwn(customer, ctx.viewer);
  return customer;
}

export function creditOf(known: Known, customerId: string): CreditAccountRow {
  const [credit] = known.rows('CreditAccount', (row) => row.customerId === customerId);
  if (!credit) throw NotFound({ type: 'Customer', id: customerId });
  return credit;
}

export const holdsOf = (known: Known, customerId: string): CustomerHoldRow[] => known.rows('CustomerHold', (row) => row.customerId === customerId);
