import sql, { type Sql } from 'sql-template-tag';
import { entityOf, visible } from '../shared/entity.ts';
import { id, optional, text } from '../shared/input.ts';
import { report } from '../shared/report.ts';

export type SimilarBy = 'NAME' | 'NAME_LIKE' | 'TAX_NUMBER' | 'EMAIL' | 'PHONE';
export interface SimilarCustomer { customer: string; matches: SimilarBy[] }

/** How alike the spelling of two names must be, from 0 to 1, to be told. */
const likeEnough = 0.55;

/**
 * By what two customers (aliases with name, tax, email and phone as SQL) are alike: an array, empty when by nothing. Names are
 * compared without case, accents, legal form and script's variants (hesabu_name_key), or by how they are spelled.
 */
export const matchesOf = (a: Record<'name' | 'taxNumber' | 'email' | 'phone', Sql>, b: Record<'name' | 'taxNumber' | 'email' | 'phone', Sql>): Sql => sql`array_remove(ARRAY[
  CASE WHEN hesabu_name_key(${a.name}) = hesabu_name_key(${b.name}) AND hesabu_name_key(${b.name}) <> '' THEN 'NAME'
    WHEN similarity(hesabu_name_sound(${a.name}), hesabu_name_sound(${b.name})) >= ${likeEnough} THEN 'NAME_LIKE' END,
  CASE WHEN hesabu_tax_key(${a.taxNumber}) = hesabu_tax_key(${b.taxNumber}) THEN 'TAX_NUMBER' END,
  CASE WHEN lower(${a.email}) = lower(${b.email}) THEN 'EMAIL' END,
  CASE WHEN hesabu_phone_key(${a.phone}) = hesabu_phone_key(${b.phone}) THEN 'PHONE' END], NULL)`;

/** Customers that may be the same firm as one that is typed, and why. A customer that was merged is told by what it became. At most ten. */
export const similarCustomers = report({
  args: {
    name: optional(text({ max: 300 })), taxNumber: optional(text({ max: 60 })), email: optional(text({ max: 254 })), phone: optional(text({ max: 60 })),
    exceptId: { ...optional(id('Customer')), describe: 'The customer that is changed.' },
  },
  statement: ({ name, taxNumber, email, phone, exceptId }, { viewer }) => sql`
    WITH asked AS (SELECT ${name ?? null}::text AS name, ${taxNumber ?? null}::text AS "taxNumber", ${email ?? null}::text AS email, ${phone ?? null}::text AS phone),
    candidates AS (
      SELECT c.id FROM asked a JOIN "Customer" c ON hesabu_name_key(c.name) = hesabu_name_key(a.name)
      UNION SELECT c.id FROM asked a JOIN "Customer" c ON hesabu_name_sound(c.name) % hesabu_name_sound(a.name)
      UNION SELECT c.id FROM asked a JOIN "Customer" c ON hesabu_tax_key(c."taxNumber") = hesabu_tax_key(a."taxNumber")
      UNION SELECT c.id FROM asked a JOIN "Customer" c ON lower(c.email) = lower(a.email)
      UNION SELECT c.id FROM asked a JOIN "Customer" c ON hesabu_phone_key(c.phone) = hesabu_phone_key(a.phone)),
    judged AS (
      SELECT coalesce(c."mergedIntoId", c.id) AS id, ${matchesOf(
        { name: sql`c.name`, taxNumber: sql`c."taxNumber"`, email: sql`c.email`, phone: sql`c.phone` },
        { name: sql`a.name`, taxNumber: sql`a."taxNumber"`, email: sql`a.email`, phone: sql`a.phone` })} AS matches
      FROM candidates k JOIN "Customer" c ON c.id = k.id, asked a),
    best AS (SELECT DISTINCT ON (id) id, matches FROM judged WHERE cardinality(matches) > 0 AND id IS DISTINCT FROM ${exceptId ?? null}::uuid ORDER BY id, cardinality(matches) DESC)
    SELECT t.id AS customer, b.matches FROM best b JOIN "Customer" t ON t.id = b.id WHERE ${visible(entityOf('Customer'), 't', viewer)}
    ORDER BY b.matches = '{NAME_LIKE}', cardinality(b.matches) DESC, t.name, t.id LIMIT 10`,
  make: (rows: SimilarCustomer[]) => rows,
});
