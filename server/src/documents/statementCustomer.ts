import sql, { type Sql } from 'sql-template-tag';
import type { Language } from '../generated/rows.ts';
import { languageOfParty } from './loading.ts';
import { addressLines, type Party } from './sheet.ts';

export interface StatementCustomer {
  name: string; code: string; taxNumber: string | null; language: Language | null;
  billTo: { name: string | null; street: string; city: string; region: string | null; postalCode: string | null; country: string } | null;
}

/** Whom a statement is for. */
export const statementCustomer = (id: string): Sql => sql`SELECT c.name, c.code, c."taxNumber", ${languageOfParty(sql`c.id`)} AS language,
  (SELECT to_jsonb(a) FROM "Address" a WHERE a."customerId" = c.id AND a.kind = 'BILLING' ORDER BY a."isDefault" DESC, a.id LIMIT 1) AS "billTo" FROM "Customer" c WHERE c.id = ${id}`;

export const statementParties = (it: StatementCustomer): Party[] => [{ label: 'customer', name: it.billTo?.name ?? it.name, lines: it.billTo ? addressLines(it.billTo) : [], taxNumber: it.taxNumber }];
