import sql, { type Sql } from 'sql-template-tag';
import { col } from './entity.ts';

/** The day that it is for the company of a row, by the database's clock. */
export const todayOf = (alias: string): Sql =>
  sql`(SELECT (hesabu_now() AT TIME ZONE o."timeZone")::date FROM "Company" o WHERE o.id = ${col(alias, 'companyId')})`;
