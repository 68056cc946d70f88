import sql, { raw, type Sql } from 'sql-template-tag';
import { entityOf, visible } from '../shared/entity.ts';
import { optional, text } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import { slotted } from '../shared/slot.ts';

export type SimilarBy = 'NAME' | 'TAX_NUMBER' | 'EMAIL' | 'PHONE';
export interface SimilarCustomer { customer: string; matches: SimilarBy[] }

// A name without case, accents, legal form and punctuation.
const bare = (name: string): Sql => sql`regexp_replace(regexp_replace(hesabu_fold(${raw(name)}),
  '\\m(gmbh|ag|kg|ltd|limited|llc|inc|corp|co|company|plc|sa|sarl|srl|bv|nv|ab|oy|as)\\M', '', 'g'), '[^[:alnum:]]', '', 'g')`;

const PHONE_DIGITS_MIN = 6;
const digitsOf = (phone: unknown): string | null => {
  const digits = String(phone ?? '').replace(/\D/g, '');
  return digits.length >= PHONE_DIGITS_MIN ? digits.slice(-9) : null;
};

/** Customers that may be the same firm: same name but for case, accents and legal form, same tax number, email or phone. At most ten. */
export const similarCustomers = report({
  args: { name: optional(text({ max: 300 })), taxNumber: optional(text({ max: 60 })), email: optional(text({ max: 254 })), phone: optional(text({ max: 60 })) },
  statement: ({ name, taxNumber, email, phone }, { viewer }) => sql`
    WITH asked AS (SELECT ${name ?? null}::text AS name, ${taxNumber ?? null}::text AS tax, ${email ?? null}::text AS email, ${slotted(phone, digitsOf)}::text AS phone),
    judged AS (
      SELECT t.id, t.name, array_remove(ARRAY[
        CASE WHEN ${bare('t.name')} = ${bare('a.name')} AND ${bare('a.name')} <> '' THEN 'NAME' END,
        CASE WHEN regexp_replace(lower(t."taxNumber"), '[^a-z0-9]', '', 'g') = regexp_replace(lower(a.tax), '[^a-z0-9]', '', 'g') AND a.tax ~ '[A-Za-z0-9]' THEN 'TAX_NUMBER' END,
        CASE WHEN lower(t.email) = lower(a.email) THEN 'EMAIL' END,
        CASE WHEN right(regexp_replace(t.phone, '[^0-9]', '', 'g'), length(a.phone)) = a.phone THEN 'PHONE' END
      ], NULL) AS matches
      FROM "Customer" t, asked a WHERE ${visible(entityOf('Customer'), 't', viewer)})
    SELECT id AS customer, matches FROM judged WHERE cardinality(matches) > 0 ORDER BY cardinality(matches) DESC, name, id LIMIT 10`,
  make: (rows: SimilarCustomer[]) => rows,
});
