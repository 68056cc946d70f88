import sql, { raw, type Sql } from 'sql-template-tag';
import { entityOf, visible } from '../shared/entity.ts';
import type { Context } from '../shared/viewer.ts';

export type SimilarBy = 'NAME' | 'TAX_NUMBER' | 'EMAIL' | 'PHONE';
export interface SimilarCustomer { customer: string; matches: SimilarBy[] }
export interface SimilarTo { name?: string | null; taxNumber?: string | null; email?: string | null; phone?: string | null }

// A name without case, accents, legal form and punctuation.
const bare = (name: string): Sql => sql`regexp_replace(regexp_replace(hesabu_fold(${raw(name)}),
  '\\m(gmbh|ag|kg|ltd|limited|llc|inc|corp|co|company|plc|sa|sarl|srl|bv|nv|ab|oy|as)\\M', '', 'g'), '[^[:alnum:]]', '', 'g')`;

const PHONE_DIGITS_MIN = 6;
const clean = (text: string | null | undefined) => text?.replaceAll('\u0000', '').trim().slice(0, 300) || null;

/** Customers that may be the same firm: same name but for case, accents and legal form, same tax number, email or phone. */
export function loadSimilarCustomers(given: SimilarTo, ctx: Context): Promise<SimilarCustomer[]> {
  const digits = clean(given.phone)?.replace(/\D/g, '') ?? '';
  const phone = digits.length >= PHONE_DIGITS_MIN ? digits.slice(-9) : null;
  return ctx.db.rows<SimilarCustomer>(sql`
    WITH asked AS (SELECT ${clean(given.name)}::text AS name, ${clean(given.taxNumber)}::text AS tax, ${clean(given.email)}::text AS email, ${phone}::text AS phone),
    judged AS (
      SELECT t.id, t.name, array_remove(ARRAY[
        CASE WHEN ${bare('t.name')} = ${bare('a.name')} AND ${bare('a.name')} <> '' THEN 'NAME' END,
        CASE WHEN regexp_replace(lower(t."taxNumber"), '[^a-z0-9]', '', 'g') = regexp_replace(lower(a.tax), '[^a-z0-9]', '', 'g') AND a.tax ~ '[A-Za-z0-9]' THEN 'TAX_NUMBER' END,
        CASE WHEN lower(t.email) = lower(a.email) THEN 'EMAIL' END,
        CASE WHEN right(regexp_replace(t.phone, '[^0-9]', '', 'g'), length(a.phone)) = a.phone THEN 'PHONE' END
      ], NULL) AS matches
      FROM "Customer" t, asked a WHERE ${visible(entityOf('Customer'), 't', ctx.viewer)})
    SELECT id AS customer, matches FROM judged WHERE cardinality(matches) > 0 ORDER BY cardinality(matches) DESC, name LIMIT 10`);
}
