import sql from 'sql-template-tag';
import { boolean, choice, currency, email, id, integer, optional, text } from '../shared/input.ts';
import type { Tx } from '../shared/db.ts';

/** What may be said of a customer when it is made or changed. */
export const customerInput = {
  contactName: optional(text({ max: 200 })),
  contactTitle: optional(text({ max: 100 })),
  currencyCode: { ...optional(currency()), describe: 'ISO 4217, in which they are quoted and invoiced; empty: the company\'s.' },
  taxNumber: optional(text({ max: 60 })),
  email: optional(email()),
  phone: optional(text({ max: 60 })),
  paymentTermDays: optional(integer({ max: 720 })),
  minimumShelfLifeDays: { ...optional(integer({ max: 3_650 })), describe: 'Days that perishable goods must still be good for when they are needed; empty: any that have not expired.' },
  shipPolicy: { ...optional(choice('ShipPolicy')), describe: 'What may leave of their orders before all is there; parts when left out.' },
  priority: { ...optional(integer({ max: 9 })), describe: 'Who is served first when goods are short: 9 before 0.' },
  salesPersonId: optional(id('SalesPerson')),
  isActive: optional(boolean()),
};

/** Whether there is such a sales person. */
export async function knownSalesPerson(tx: Tx, salesPersonId: string | null | undefined): Promise<boolean> {
  if (!salesPersonId) return true;
  const [row] = await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${salesPersonId}`);
  return row !== undefined;
}
