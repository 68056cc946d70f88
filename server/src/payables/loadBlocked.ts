import sql, { raw, type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Block } from './match.ts';

/** In SQL, of a row of "Bill" by its alias: what keeps it from being paid, as `Block`; null where nothing does. */
export function blockSql(alias: string): Sql {
  const bill = (name: string) => raw(`${alias}."${name}"`);
  return sql`(CASE WHEN ${bill('match')} = 'EXCEPTION' THEN 'exception'
    WHEN ${bill('needsApproval')} AND NOT EXISTS (SELECT FROM "Approval" a WHERE a."subjectId" = ${bill('id')} AND a.kind = 'BILL' AND a.status = 'APPROVED'
      AND a."amountMinor" >= coalesce(${bill('companyTotalMinor')}, ${bill('totalMinor')})) THEN 'approval' END)`;
}

export interface Blocked { id: string; number: string; block: Block }

/** Those of bills that may not be paid yet. What blocks a bill is there from its first day, so that no lock is needed. */
export const loadBlocked = (tx: Queryable, billIds: readonly string[]): Promise<Blocked[]> => tx.rows<Blocked & Record<string, unknown>>(
  sql`SELECT * FROM (SELECT b.id, b.number, ${blockSql('b')} AS block FROM "Bill" b WHERE b.id = ANY(${[...billIds]}::uuid[])) x WHERE block IS NOT NULL`);
