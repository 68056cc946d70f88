import sql, { type Sql } from 'sql-template-tag';

/** The day that it is for the company, in SQL: for declared expressions, which know no request. */
export const todaySql = sql`(hesabu_now() AT TIME ZONE (SELECT "timeZone" FROM "Company" ORDER BY "createdAt", id LIMIT 1))::date`;

/** The company's day of an instant in SQL. */
export const companyDaySql = (instant: Sql): Sql => sql`(${instant} AT TIME ZONE (SELECT "timeZone" FROM "Company" ORDER BY "createdAt", id LIMIT 1))::date`;
