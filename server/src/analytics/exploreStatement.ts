// One question as one SQL statement: grouped, limited, under the viewer's row rights.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Kind } from '../shared/entity.ts';
import { fieldCondition, FilterInvalid } from '../shared/filter.ts';
import { isDecimal } from '../shared/decimal.ts';
import { currencyExponent } from '../shared/money.ts';
import { Scope, type Resolved } from '../shared/scope.ts';
import { parseDay } from '../shared/time.ts';
import { datasetEntity } from './datasets.ts';
import { QuestionInvalid, type Asking, type Bucket, type Dimension, type Measure, type Question } from './exploreQuestion.ts';

const patterns: Record<Bucket, string> = { DAY: 'YYYY-MM-DD', WEEK: 'IYYY-"W"IW', MONTH: 'YYYY-MM', QUARTER: 'YYYY-"Q"Q', YEAR: 'YYYY' };
const instantText = (value: Sql) => sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A value in the text form in which it travels; money stays in minor units and is printed later. */
function asText(kind: Kind, value: Sql): Sql {
  if (kind === 'instant') return instantText(value);
  if (kind === 'boolean') return sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`;
  if (['quantity', 'price', 'rate', 'fx'].includes(kind)) return sql`trim_scale(${value})::text`;
  return sql`(${value})::text`;
}

function dimensionValue({ bucket }: Dimension, { field, value }: Resolved, timeZone: string): Sql {
  if (bucket) {
    const day = field.kind === 'instant' ? sql`(${value} AT TIME ZONE ${timeZone})` : sql`(${value})::timestamp`;
    return sql`to_char(${day}, ${raw(`'${patterns[bucket]}'`)})`;
  }
  return field.kind.startsWith('enum:') || field.kind === 'uuid' ? sql`(${value})::text` : value;
}

// An amount of another currency is worth another number of minor units: averages are in units of the currency.
function measureValue({ op, inCompany }: Measure, resolved: Resolved | undefined, exponent: number): Sql {
  if (!resolved) return sql`count(*)`;
  const { field } = resolved;
  const value = (inCompany && resolved.inCompany) || resolved.value;
  switch (op) {
    case 'COUNT': return sql`count(${value})`;
    case 'COUNT_DISTINCT': return sql`count(DISTINCT ${value})`;
    case 'SUM': return sql`sum(${value})`;
    case 'AVERAGE': return field.kind === 'money' ? sql`round(avg(${value}) / ${raw(String(10n ** BigInt(exponent)))}, 6)` : sql`round(avg(${value}), 6)`;
    case 'MIN': return sql`min(${value})`;
    case 'MAX': return sql`max(${value})`;
  }
}

/** The kind of a measure's value. An average of money is a decimal in units of its currency. */
export function measureKind({ op, field }: Measure): Kind {
  if (op === 'COUNT' || op === 'COUNT_DISTINCT' || !field) return 'bigint';
  if (op === 'AVERAGE') return 'rate';
  return field.kind === 'int' ? 'bigint' : field.kind;
}

function instantCondition({ value }: Resolved, operators: Record<string, unknown>, at: string, timeZone: string): Sql {
  const bound = (given: unknown): Sql => {
    const text = String(given);
    if (parseDay(text)) return sql`(${text}::date::timestamp AT TIME ZONE ${timeZone})`;
    if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(Date.parse(text))) throw new QuestionInvalid(at, 'is neither a day nor an instant.');
    return sql`${new Date(text).toISOString()}::timestamptz`;
  };
  const conditions = Object.entries(operators).map(([operator, operand]): Sql => {
    if (operator === 'empty') return operand ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`;
    if (operator === 'is') return sql`${value} = ${bound(operand)}`;
    return sql`${value} ${raw(operator === 'from' ? '>=' : '<')} ${bound(operand)}`;
  });
  return conditions.length > 0 ? sql`(${join(conditions, ' AND ')})` : sql`TRUE`;
}

function filterConditions(question: Question, scope: Scope, ctx: Asking): Sql[] {
  return question.filters.map(({ field, operators, at }) => {
    const resolved = scope.resolve(field.path);
    if (field.kind === 'instant') return instantCondition(resolved, operators, at, ctx.company.timeZone);
    const given = field.kind === 'boolean' && operators.is !== undefined ? operators.is === 'true' : operators;
    try {
      return fieldCondition(resolved, given, field.path, ctx.company.currencyCode);
    } catch (error) {
      if (error instanceof FilterInvalid) throw new QuestionInvalid(at, error.message);
      throw error;
    }
  });
}

function havingConditions(question: Question, exponent: number): Sql[] {
  return question.having.flatMap(({ key, min, max }) => {
    const index = question.measures.findIndex((each) => each.key === key);
    const measure = question.measures[index];
    if (!measure) return [];
    const scale = raw(measureKind(measure) === 'money' ? String(10n ** BigInt(exponent)) : '1');
    const bound = (operator: string, text: string) => {
      if (!isDecimal(text)) throw new QuestionInvalid(`having.${key}`, 'wants decimals.');
      return sql`${raw(`m${index}`)} ${raw(operator)} ${text}::numeric * ${scale}`;
    };
    return [...(min ? [bound('>=', min)] : []), ...(max ? [bound('<=', max)] : [])];
  });
}

/** Rows are `n` (how many groups there are), `at` (null when there is none), `d0…`, `m0…` as text, `c…`/`x…` the least and greatest currency of a money column. */
export function exploreStatement(question: Question, ctx: Asking): Sql {
  const { dimensions, measures } = question;
  const exponent = currencyExponent(ctx.company.currencyCode) ?? 2;
  const scope = new Scope(datasetEntity(question.dataset), ctx.viewer);
  const columns: Sql[] = [];
  const printed: Sql[] = [];
  const add = (name: string, value: Sql, text: (value: Sql) => Sql) => {
    columns.push(sql`${value} AS ${raw(name)}`);
    printed.push(sql`${text(raw(name))} AS ${raw(name)}`);
  };
  const grouped: string[] = [];
  dimensions.forEach((dimension, index) => {
    const resolved = scope.resolve(dimension.field.path);
    add(`d${index}`, dimensionValue(dimension, resolved, ctx.company.timeZone), (value) => asText(dimension.bucket ? 'text' : textKind(dimension.field.kind), value));
    grouped.push(String(columns.length));
    if (resolved.currency) {
      add(`cd${index}`, resolved.currency, (value) => value);
      grouped.push(String(columns.length));
      printed.push(sql`${raw(`cd${index}`)} AS ${raw(`xd${index}`)}`);
    }
  });
  measures.forEach((measure, index) => {
    const resolved = measure.field && scope.resolve(measure.field.path);
    add(`m${index}`, measureValue(measure, resolved, exponent), (value) => asText(textKind(measureKind(measure)), value));
    if (resolved?.currency && !measure.inCompany && !['COUNT', 'COUNT_DISTINCT'].includes(measure.op)) {
      add(`cm${index}`, sql`min(${resolved.currency})`, (value) => value);
      add(`xm${index}`, sql`max(${resolved.currency})`, (value) => value);
    }
  });
  const where = [scope.visible(), ...filterConditions(question, scope, ctx)];
  const having = havingConditions(question, exponent);
  const column = (key: string) => {
    const index = dimensions.findIndex((each) => each.key === key);
    return index >= 0 ? `d${index}` : `m${measures.findIndex((each) => each.key === key)}`;
  };
  const order = [
    ...question.orderBy.map(({ key, isDescending }) => `${column(key)} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST`),
    ...dimensions.map((_, index) => `d${index} NULLS LAST`),
  ].join(', ') || '1';
  return sql`WITH q AS MATERIALIZED (
  SELECT * FROM (SELECT ${join(columns)} ${scope.from()} WHERE ${join(where, ' AND ')}${grouped.length > 0 ? raw(` GROUP BY ${grouped.join(', ')}`) : raw('')}) g${having.length > 0 ? sql` WHERE ${join(having, ' AND ')}` : raw('')}
) SELECT n.n, r.* FROM (SELECT count(*)::int AS n FROM q) n LEFT JOIN LATERAL (
  SELECT (row_number() OVER (ORDER BY ${raw(order)}))::int AS at, ${join(printed)} FROM q ORDER BY at LIMIT ${question.limit} OFFSET ${question.offset}
) r ON TRUE ORDER BY r.at`;
}

const textKind = (kind: Kind): Kind => (kind.startsWith('enum:') || kind === 'uuid' ? 'text' : kind);
