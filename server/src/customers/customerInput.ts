import sql from 'sql-template-tag';
import { boolean, email, id, integer, optional, text } from '../shared/input.ts';
import type { Tx } from '../shared/db.ts';

/** What may be said of a customer when it is made or changed. */
export const customerInput = {
  contactName: optional(text({ max: 200 })),
  contactTitle: optional(text({ max: 100 })),
  taxNumber: optional(text({ max: 60 })),
  email: optional(email()),
  phone: optional(text({ max: 60 })),
  paymentTermDays: optional(integer({ max: 720 })),
  salesPersonId: optional(id('SalesPerson')),
  isActive: optional(boolean()),
};

/** Whether there is such a sales person. */
export async function knownSalesPerson(tx: Tx, salesPersonId: string | null | undefined): Promise<boolean> {
  if (!salesPersonId) return true;
  const [row] = await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${salesPersonId}`);
  return row !== undefined;
}
