import sql from 'sql-template-tag';
import type { CreditAccountRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { decode } from '../shared/tables.ts';

const locked = async (tx: Tx, customerId: string): Promise<CreditAccountRow | undefined> => {
  const [row] = await tx.rows<Record<string, unknown>>(sql`SELECT * FROM "CreditAccount" WHERE "customerId" = ${customerId} FOR UPDATE`);
  return row && decode('CreditAccount', row);
};

/** A customer's credit account, locked until commit and made when missing. Lock it after open items, before stock levels. */
export async function loadCredit(tx: Tx, customerId: string): Promise<CreditAccountRow> {
  const known = await locked(tx, customerId);
  if (known) return known;
  await tx.rows(sql`INSERT INTO "CreditAccount" (id, "companyId", "customerId", "currencyCode")
    SELECT gen_random_uuid(), c."companyId", c.id, o."currencyCode" FROM "Customer" c JOIN "Company" o ON o.id = c."companyId"
    WHERE c.id = ${customerId} ON CONFLICT ("customerId") DO NOTHING`);
  const made = await locked(tx, customerId);
  if (!made) throw NotFound({ type: 'Customer', id: customerId });
  return made;
}
