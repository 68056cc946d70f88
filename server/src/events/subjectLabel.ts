import sql, { join, raw, type Sql } from 'sql-template-tag';
import { col, entities, quote } from '../shared/entity.ts';

/** What people call a record: its number, else its name, code or title. In this order. */
const naming = ['number', 'name', 'code', 'title'];

/** Of a row with `subjectType` and `subjectId`: what people call that record; null where it has no such name. */
export function subjectLabel(alias: string): Sql {
  const named = [...entities.values()].flatMap(({ name, table, fields }) => {
    const columns = naming.flatMap((each) => fields[each]?.column ?? []).map((column) => col('named', column));
    return columns.length > 0
      ? [sql`WHEN ${raw(`'${name}'`)} THEN (SELECT coalesce(${join(columns)}) FROM ${quote(table)} named WHERE named.id = ${col(alias, 'subjectId')})`] : [];
  });
  return sql`(CASE ${col(alias, 'subjectType')} ${join(named, ' ')} END)`;
}
