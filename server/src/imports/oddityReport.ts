// What was done with each kind of oddity of a file. Each row counts once, under what decided on it: the sum is the file's.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { ImportOddity, ImportSubject, OddityOutcome, OddityTreatment } from '../generated/rows.ts';
import { reportQuery, reportType } from '../reports.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { answerReport, report } from '../shared/report.ts';
import type { Context } from '../shared/viewer.ts';
import { choicesOf, treatmentOf, type Treatments } from './oddities.ts';
import { fieldLabel } from './rules.ts';
import { importableOf } from './subjects.ts';

reportType('ImportOddityExample', 'A row as the file has it.', { line: 'int', text: 'text', reason: 'text?' });
reportType('ImportOddityFacts', 'Rows that had the same about them, and what was done with them.', {
  oddity: 'enum:ImportOddity?', outcome: 'enum:OddityOutcome', label: 'text', code: 'text?', field: 'text?', rows: 'int', allRows: 'int?',
  treatment: 'enum:OddityTreatment?', choices: 'texts', examples: 'reports:ImportOddityExample',
});

interface Example { line: number; text: string; reason: string | null }
interface Row { subject: ImportSubject; treatments: Treatments; outcome: OddityOutcome; oddity: ImportOddity | null; code: string | null; field: string | null; rows: number; allRows: number | null; examples: Example[] }

/** What became of a row, in the report's words. */
export const outcomeSql = (alias: string): Sql => raw(`(CASE ${alias}.status WHEN 'FAILED' THEN 'REFUSED' WHEN 'SET_ASIDE' THEN 'SET_ASIDE' WHEN 'SKIPPED' THEN 'LEFT_OUT' WHEN 'WAITING' THEN 'WAITING'
  ELSE CASE WHEN ${alias}.oddity IN ('FLOAT_CODE', 'OTHER_CASE', 'NO_NAME', 'NO_COST') THEN 'CORRECTED' ELSE 'TAKEN' END END)`);
/** Why a row was refused, as the report groups it. */
const issueSql = (alias: string, part: 'code' | 'field'): Sql => raw(`CASE WHEN ${alias}.status = 'FAILED' THEN ${alias}.issues->0->>'${part}' END`);

/** Groups of an import's rows, counted, with the first of each. */
export const groupsSql = (importId: unknown): Sql => sql`SELECT g.outcome, g.oddity, g.code, g.field, g.rows,
    CASE WHEN g.oddity IS NOT NULL THEN (SELECT count(*)::int FROM "ImportLine" a WHERE a."importId" = ${importId} AND g.oddity = ANY(a.oddities)) END AS "allRows",
    (SELECT json_agg(json_build_object('line', e.line, 'reason', e.issues->0->>'message', 'text',
        (SELECT string_agg(CASE jsonb_typeof(c) WHEN 'array' THEN c->>0 ELSE c#>>'{}' END, ' · ') FROM jsonb_array_elements(e.cells) c)) ORDER BY e.line)
      FROM "ImportLine" e WHERE e."importId" = ${importId} AND e.line = ANY(g.lines[1:3])) AS examples
  FROM (SELECT ${outcomeSql('l')} AS outcome, l.oddity::text AS oddity, ${issueSql('l', 'code')} AS code, ${issueSql('l', 'field')} AS field, count(*)::int AS rows, array_agg(l.line ORDER BY l.line) AS lines
    FROM "ImportLine" l WHERE l."importId" = ${importId} GROUP BY 1, 2, 3, 4) g`;

const importOddities = report({
  args: { importId: id('Import') },
  statement: ({ importId }, { company }) => sql`SELECT i.subject, coalesce(i.options->'oddities', '{}') AS treatments, o.* FROM "Import" i
    JOIN LATERAL (SELECT * FROM (${groupsSql(importId)}) own UNION ALL
      SELECT k.outcome, k.oddity, k.code, k.field, k.rows, k."allRows", k.examples FROM json_to_recordset(i.oddities::json) AS k(outcome text, oddity text, code text, field text, rows int, "allRows" int, examples json)
    ) o ON TRUE WHERE i.id = ${importId} AND i."companyId" = ${company.id} ORDER BY (o.oddity IS NULL AND o.code IS NULL), o.rows DESC, o.outcome, o.oddity, o.code, o.field`,
  make: (rows: Row[], _args, { viewer }) => rows.map(({ subject, treatments, oddity, outcome, code, field, rows: count, allRows, examples }) => ({
    oddity, outcome, code, field, rows: count, allRows, examples: examples ?? [],
    label: labelOf(subject, { oddity, outcome, code, field, reason: examples?.[0]?.reason ?? null }, viewer.locale),
    treatment: oddity ? treatmentOf(oddity, treatments, subject) : null, choices: oddity ? [...choicesOf(oddity)] as OddityTreatment[] : [],
  })),
});

/** What was done with each kind of oddity of an import. */
export const odditiesOf = (importId: string, ctx: Context) => answerReport(importOddities, { importId }, ctx);

reportQuery('importOddities', {
  describe: 'What was odd about the rows of a file, and what was done with them: each row counts once, under what decided on it, so that the sum is that of the file. allRows counts all that are odd in this way. The last is what was not odd.',
  permission: 'imports.read', type: 'ImportOddityFacts', list: true,
  report: importOddities,
});

function labelOf(subject: ImportSubject, { oddity, outcome, code, field, reason }: Pick<Row, 'oddity' | 'outcome' | 'code' | 'field'> & { reason: string | null }, locale: string): string {
  if (oddity) return message(locale, `enum.ImportOddity.${oddity}`);
  if (code === null) return message(locale, outcome === 'TAKEN' ? 'import.nothingOdd' : `enum.OddityOutcome.${outcome}`);
  const known = importableOf(subject).fields.find(({ name }) => name === field);
  return known ? message(locale, 'import.refusedField', { field: fieldLabel(known, locale), reason: code === 'import_unknown' ? message(locale, 'import.unknownRecord') : reason ?? code }) : reason ?? code;
}
