import { globalId } from '../shared/input.ts';
import type { Kind } from '../shared/entity.ts';
import { minor, printMoney } from '../shared/money.ts';
import type { RequestContext } from '../shared/request.ts';
import type { Context } from '../shared/viewer.ts';
import { readQuestion, QuestionInvalid, type Question, type QuestionInput } from './exploreQuestion.ts';
import { exploreStatement, measureKind } from './exploreStatement.ts';

export interface ExploreColumn {
  key: string; label: string; kind: ExploreKind; isMeasure: boolean; bucket: string | null;
  currencyCode: string | null; enumName: string | null; recordType: string | null;
}
export interface ExploreResult { columns: ExploreColumn[]; rows: (string | null)[][]; rowCount: number; isTruncated: boolean; elapsedMs: number }

export const exploreKinds = ['TEXT', 'INT', 'DECIMAL', 'MONEY', 'BOOLEAN', 'DAY', 'INSTANT', 'PERIOD', 'ENUM', 'ID'] as const;
export type ExploreKind = (typeof exploreKinds)[number];
const kinds: Record<string, ExploreKind> = {
  text: 'TEXT', int: 'INT', bigint: 'INT', quantity: 'DECIMAL', price: 'DECIMAL', rate: 'DECIMAL', fx: 'DECIMAL', money: 'MONEY', boolean: 'BOOLEAN',
  day: 'DAY', instant: 'INSTANT', uuid: 'ID',
};
export const exploreKind = (kind: Kind): ExploreKind => (kind.startsWith('enum:') ? 'ENUM' : (kinds[kind] ?? 'TEXT'));

/** A row of a question's statement. */
export type ExploreRow = Record<string, string | null> & { n: number; at: number | null };

function columnsOf({ dimensions, measures }: Question): (ExploreColumn & { name: string })[] {
  return [
    ...dimensions.map(({ key, label, field, bucket }, index) => ({
      name: `d${index}`, key, label, isMeasure: false, bucket: bucket ?? null, currencyCode: null,
      kind: bucket ? 'PERIOD' as const : exploreKind(field.kind),
      enumName: field.kind.startsWith('enum:') ? field.kind.slice(5) : null, recordType: field.target ?? null,
    })),
    ...measures.map((measure, index) => ({
      name: `m${index}`, key: measure.key, label: measure.label, isMeasure: true, bucket: null, currencyCode: null,
      kind: exploreKind(measureKind(measure)), enumName: null, recordType: null,
    })),
  ];
}

/** The currency of a column, null where it has none or each row its own; amounts of several currencies are not added up. */
function currencyOf(column: { name: string; key: string; kind: ExploreKind }, rows: ExploreRow[], usual: string): string | null {
  const mixed = rows.some((row) => row[`c${column.name}`] !== row[`x${column.name}`]);
  if (mixed) throw new QuestionInvalid(column.key, 'has amounts in several currencies; ask for it in company money (companyMoney: true), by currencyCode, or filter it.');
  const codes = [...new Set(rows.map((row) => row[`c${column.name}`]).filter((code) => typeof code === 'string'))];
  return codes.length === 0 && column.kind === 'MONEY' ? usual : codes.length === 1 ? (codes[0] ?? null) : null;
}

/** The answer of a question from the rows of its statement. Refuses BAD_REQUEST where amounts of several currencies were added up. */
export function exploreResult(question: Question, found: ExploreRow[], { company }: Pick<Context, 'company'>, elapsedMs: number): ExploreResult {
  const rows = found.filter((row) => row.at !== null);
  const columns = columnsOf(question).map((column) => ({ ...column, currencyCode: currencyOf(column, rows, company.currencyCode) }));
  const printed = rows.map((row) => columns.map(({ name, kind, recordType }) => {
    const value = row[name] ?? null;
    if (value === null) return null;
    if (kind === 'MONEY') return printMoney(minor(BigInt(value)), row[`c${name}`] ?? company.currencyCode);
    return kind === 'ID' && recordType ? globalId(recordType, value) : value;
  }));
  const rowCount = found[0]?.n ?? 0;
  return { columns, rows: printed, rowCount, isTruncated: question.offset + rows.length < rowCount, elapsedMs: Math.round(elapsedMs) };
}

/**
 * Answers a question over a dataset in one statement, read only, under the viewer's row rights and within five seconds.
 * Refuses BAD_REQUEST (with what is allowed), FORBIDDEN (with the field) and TIMEOUT.
 */
export async function explore(input: QuestionInput, ctx: RequestContext): Promise<ExploreResult> {
  const question = readQuestion(input, ctx);
  if (ctx.analystsFailure) throw ctx.analystsFailure.error;
  const started = performance.now();
  const found = await ctx.db.analystRows<ExploreRow>(exploreStatement(question, ctx));
  return exploreResult(question, found, ctx, performance.now() - started);
}
