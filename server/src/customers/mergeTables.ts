// What hangs on a customer, told by the database's own catalogue: so that no table is forgotten, whoever adds one.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Queryable, Tx } from '../shared/db.ts';
import { quote } from '../shared/entity.ts';

/** How the rows of a table name the customer. */
type Way = 'customerId' | 'customerIds' | 'subject' | 'party';
export interface Hanging { table: string; way: Way; /** Written once: it names for ever who it was made out to. */ isLedger: boolean; /** Unique indexes that hold the customer: their other columns, and which rows they are of. */ uniques: Unique[] }
interface Unique { columns: string[] | null; where: string | null }

/** Merged by rules of their own: the account is added up, pairs and merges speak of both. */
const apart = ['CreditAccount', 'CustomerMerge', 'CustomerMergeRow', 'CustomerPair'];

/** All tables that name a customer, ledgers too; open items last, as they are locked after documents. */
export async function hangingTables(db: Queryable): Promise<Hanging[]> {
  const rows = await db.rows<{ table: string; way: Way; isLedger: boolean; uniques: Unique[] | null }>(sql`
    SELECT c.relname AS "table", w.way, EXISTS (SELECT FROM hesabu_ledger l WHERE l.name = c.relname) AS "isLedger",
      (SELECT json_agg(k) FROM (SELECT json_agg(o.attname) FILTER (WHERE o.attname <> a.attname) AS columns, pg_get_expr(i.indpred, i.indrelid) AS "where" FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS u(no, place)
        JOIN pg_attribute o ON o.attrelid = c.oid AND o.attnum = u.no WHERE i.indrelid = c.oid AND i.indisunique AND i.indexprs IS NULL AND a.attnum = ANY(i.indkey::int2[]) GROUP BY i.indexrelid, i.indpred, i.indrelid) k) AS uniques
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
    JOIN (VALUES ('customerId', 'customerId'), ('customerIds', 'customerIds'), ('subjectId', 'subject'), ('partyId', 'party')) w(name, way) ON w.name = a.attname
    WHERE c.relkind = 'r' AND EXISTS (SELECT FROM pg_attribute k WHERE k.attrelid = c.oid AND k.attname = 'id') AND c.relname <> ALL(${apart}::text[])
      AND (w.way NOT IN ('subject', 'party') OR EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = CASE w.way WHEN 'subject' THEN 'subjectType' ELSE 'partyType' END))
    ORDER BY c.relname = 'OpenItem', c.relname, w.way`);
  return rows.map(({ uniques, ...row }) => ({ ...row, uniques: uniques ?? [] }));
}

const whose = ({ way }: Hanging, alias: string, customer: Sql): Sql => {
  const a = raw(alias);
  switch (way) {
    case 'customerId': return sql`${a}."customerId" = ${customer}`;
    case 'customerIds': return sql`${customer}::text = ANY(${a}."customerIds")`;
    case 'subject': return sql`(${a}."subjectId" = ${customer} AND ${a}."subjectType" = 'Customer')`;
    case 'party': return sql`(${a}."partyId" = ${customer} AND ${a}."partyType" = 'Customer')`;
  }
};

/** Rows of a table that would be there twice: the other customer has its own. They stay behind. */
function taken(hanging: Hanging, into: Sql): Sql {
  const kind = hanging.way === 'subject' ? 'subjectType' : 'partyType';
  const clashes = hanging.uniques.map(({ columns, where }) => {
    const same = (columns ?? []).filter((name) => name !== kind).map((name) => `o."${name}" IS NOT DISTINCT FROM t."${name}"`);
    return sql`EXISTS (SELECT FROM (SELECT * FROM ${quote(hanging.table)} WHERE ${raw(where ?? 'TRUE')}) o WHERE ${whose(hanging, 'o', into)} AND ${raw(['TRUE', ...same].join(' AND '))}
      AND t.id IN (SELECT id FROM ${quote(hanging.table)} WHERE ${raw(where ?? 'TRUE')}))`;
  });
  return clashes.length > 0 ? sql`(${join(clashes, ' OR ')})` : sql`FALSE`;
}

/** Moves the rows of a table from one customer to another and gives their ids; ledgers are left alone. */
export async function moveRows(tx: Tx, hanging: Hanging, fromId: string, intoId: string): Promise<string[]> {
  const [from, into] = [sql`${fromId}::uuid`, sql`${intoId}::uuid`];
  if (hanging.isLedger) return [];
  const set = hanging.way === 'customerIds' ? sql`"customerIds" = (SELECT array_agg(DISTINCT x) FROM unnest(array_replace(t."customerIds", ${fromId}::text, ${intoId}::text)) x)`
    : raw(`"${hanging.way === 'customerId' ? 'customerId' : hanging.way === 'subject' ? 'subjectId' : 'partyId'}" = '${intoId}'::uuid`);
  const rows = await tx.rows<{ id: string }>(sql`UPDATE ${quote(hanging.table)} t SET ${set} WHERE ${whose(hanging, 't', from)} AND NOT ${taken(hanging, into)} RETURNING t.id`);
  return rows.map(({ id }) => id);
}

/** How many rows of a table a merge would move, and how many stay behind. */
export const countRows = async (db: Queryable, hanging: Hanging, fromId: string, intoId: string): Promise<{ moved: number; stays: number }> => {
  const [row] = await db.rows<{ moved: number; stays: number }>(sql`SELECT count(*) FILTER (WHERE NOT (${taken(hanging, sql`${intoId}::uuid`)}))::int AS moved, count(*) FILTER (WHERE ${taken(hanging, sql`${intoId}::uuid`)})::int AS stays
    FROM ${quote(hanging.table)} t WHERE ${whose(hanging, 't', sql`${fromId}::uuid`)}`);
  return row ?? { moved: 0, stays: 0 };
};
